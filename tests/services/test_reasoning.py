"""Reasoning over the embedded graph, and over one with a contradiction in it."""

import shutil
from pathlib import Path

import pytest
from rdflib import RDF, Graph

from kwalificatiegraaf import resources
from kwalificatiegraaf.services.reasoning import reason_over
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, entity_iri
from kwalificatiegraaf.vocabulary.terms import KG

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT needs Java: see 'kwalificatiegraaf doctor'"
)


def test_the_embedded_graph_is_consistent_and_its_classes_are_found(embedded_store: Store) -> None:
    outcome = reason_over(Repository(embedded_store, DEFAULT_BASE))
    assert outcome.consistent
    assert outcome.onvervulbaar == ()
    types = set(outcome.afgeleide_typen)
    haarverzorging = str(entity_iri(DEFAULT_BASE, "traject", "115-duaal"))
    afwerking = str(entity_iri(DEFAULT_BASE, "traject", "1-duaal"))
    assert (haarverzorging, str(KG.DuaalTraject)) in types
    assert (haarverzorging, str(KG.OAOTraject)) in types
    assert (afwerking, str(KG.OAOTraject)) in types
    assert (afwerking, str(KG.DuaalTraject)) not in types


def test_a_contradiction_in_a_dossier_is_reported_by_name(tmp_path: Path) -> None:
    (tmp_path / "dossiers").mkdir()
    shutil.copy(resources.data() / "dossiers" / "BK-0090-2.ttl", tmp_path / "dossiers")
    store = OxigraphStore()
    load_embedded(store, data=tmp_path)
    repository = Repository(store, DEFAULT_BASE)
    culprit = entity_iri(DEFAULT_BASE, "beroepskwalificatie", "BK-0090-2")
    wrong = Graph().add((culprit, RDF.type, KG.Deelkwalificatie))
    store.replace_graph(str(repository.graph_iri("versie/fout")), wrong)
    outcome = reason_over(repository)
    assert not outcome.consistent
    assert str(culprit) in outcome.strijdig
