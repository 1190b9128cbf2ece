"""The embedded proofs are those of the builder, and hold nothing of the trajectory itself."""

import pytest
from rdflib import URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import PROV

from kwalificatiegraaf.services.proof import prove
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, entity_iri, graph_iri
from kwalificatiegraaf.vocabulary.terms import KG
from tools.build_trajectories import proof_only

CODES = ("1-duaal", "115-duaal", "115-voltijds", "23-duaal", "307-duaal", "310-duaal", "38-duaal")


@pytest.mark.parametrize("code", CODES)
def test_the_stored_proof_is_that_of_a_new_run(embedded_store: Store, code: str) -> None:
    repository = Repository(embedded_store, DEFAULT_BASE)
    stored = embedded_store.get_graph(str(graph_iri(DEFAULT_BASE, f"bewijs/{code}")))
    assert isomorphic(stored, proof_only(prove(repository, code)))


def test_every_trajectory_has_its_proof(embedded_store: Store) -> None:
    repository = Repository(embedded_store, DEFAULT_BASE)
    assert tuple(sorted(repository.trajectory_codes())) == CODES
    for code in CODES:
        trajectory = entity_iri(DEFAULT_BASE, "traject", code)
        proof = embedded_store.get_graph(str(graph_iri(DEFAULT_BASE, f"bewijs/{code}")))
        own = embedded_store.get_graph(str(graph_iri(DEFAULT_BASE, f"traject/{code}")))
        assert (trajectory, PROV.wasGeneratedBy, URIRef(f"{DEFAULT_BASE}/id/bouw/{code}")) in proof
        assert len(set(proof.objects(trajectory, KG.heeftDoelresultaat))) >= 5
        assert not set(proof) & set(own)
