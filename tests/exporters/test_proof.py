"""The proof as a graph: it reads back as it was, and points at what the graph knows."""

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import PROV, RDF

from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.domain.plaatsingsuitleg import Onderdeeluitleg
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.exporters.proof import proof_graph
from kwalificatiegraaf.importers.proof import parse_proof
from kwalificatiegraaf.services.proof import ZONDER_BEWIJS, prove, prove_with_grounds, recheck
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from kwalificatiegraaf.vocabulary.terms import KG


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


@pytest.fixture(scope="module")
def proved(repository: Repository) -> Bouwresultaat:
    return prove(repository, "23")


@pytest.mark.parametrize(("format", "suffix"), [("turtle", "ttl"), ("json-ld", "jsonld")])
def test_a_proof_reads_back_as_it_was(proved: Bouwresultaat, format: str, suffix: str) -> None:
    graph = proof_graph(proved, DEFAULT_BASE)
    found = parse_proof(graph.serialize(format=format), f"bewijs.{suffix}")
    assert found.kader == proved.traject.kader
    assert (found.doelen, found.meldingen) == (proved.doelen, proved.meldingen)
    assert set(found.toewijzingen) == set(proved.traject.toewijzingen)
    assert isomorphic(graph, proof_graph(proved, DEFAULT_BASE))


def _kind(iri: object) -> str:
    return str(iri).removeprefix(f"{DEFAULT_BASE}/id/").split("/")[0]


def _with_base(
    found: tuple[Bouwresultaat, tuple[Onderdeeluitleg, ...]],
) -> tuple[Bouwresultaat, str, tuple[Onderdeeluitleg, ...]]:
    return found[0], DEFAULT_BASE, found[1]


def test_everything_it_rests_on_is_in_the_graph(repository: Repository) -> None:
    graph = proof_graph(*_with_base(prove_with_grounds(repository, "23")))
    (building,) = graph.subjects(RDF.type, PROV.Activity)
    own = set(graph.subjects())
    sources = {*graph.objects(building, PROV.used), *graph.objects(None, PROV.wasDerivedFrom)}
    sources |= set(graph.objects(None, KG.volgensRegel))
    known = {
        s for name in repository.store.graph_names() for s in repository.store.get_graph(name).subjects()
    }
    assert {str(s) for s in sources - own} <= {str(s) for s in known}
    kinds = {_kind(s) for s in sources}
    assert kinds >= {"norm", "concept", "beroepskwalificatie", "competentie", "opleidingserkenning"}
    for row in graph.subjects(RDF.type, KG.Toewijzing):
        assert graph.value(row, KG.volgensRegel)
        assert {one.language for one in graph.objects(row, KG.toelichting)} == {"nl", "en"}
        found = {_kind(one) for one in graph.objects(row, PROV.wasDerivedFrom)}
        assert found >= {"concept", "uurverdeling"}
        if "competentie" in found:
            assert found >= {"norm", "beroepskwalificatie", "leerplaatsmogelijkheid"}
    assert parse_proof(graph.serialize(format="turtle"), "bewijs.ttl").doelen


def test_a_stored_allocation_that_is_not_the_builders_has_no_proof(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = load_trajectory(repository, "23")
    other = stored.model_copy(update={"toewijzingen": stored.toewijzingen[1:]})
    monkeypatch.setattr("kwalificatiegraaf.services.proof.load_trajectory", lambda *_: other)
    found = prove(repository, "23")
    assert (found.traject, found.doelen, found.meldingen) == (other, (), (ZONDER_BEWIJS,))


def test_the_proof_is_confirmed_without_a_solver(repository: Repository, proved: Bouwresultaat) -> None:
    checked = recheck(repository, proved)
    assert checked.klopt
    assert [one.berekend for one in checked.doelen] == [one.gezegd for one in checked.doelen]
    assert {one.grens for one in checked.doelen} >= {"nagerekend"}


@pytest.mark.parametrize("field", ["waarde", "grens"])
@pytest.mark.parametrize("position", range(5))
def test_a_false_claim_is_found(
    repository: Repository, proved: Bouwresultaat, position: int, field: str
) -> None:
    goal = proved.doelen[position]
    false = goal.model_copy(update={field: goal.waarde + 1, "status": "haalbaar"})
    goals = (*proved.doelen[:position], false, *proved.doelen[position + 1 :])
    checked = recheck(repository, proved.model_copy(update={"doelen": goals}))
    assert not checked.klopt
    assert checked.doelen[position].grens == "weerlegd"


def test_a_changed_placement_is_found(repository: Repository, proved: Bouwresultaat) -> None:
    first, *rest = proved.traject.toewijzingen
    changed = Traject(
        kader=proved.traject.kader,
        onderdelen=proved.traject.onderdelen,
        toewijzingen=(first.model_copy(update={"uren": first.uren + 1}), *rest),
    )
    assert recheck(repository, proved.model_copy(update={"traject": changed})).bevindingen


@pytest.mark.parametrize("text", ["geen turtle <", "<a:b> <c:d> <e:f> ."])
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(BrokenFile):
        parse_proof(text, "bewijs.ttl")


def test_a_damaged_proof_is_refused(proved: Bouwresultaat) -> None:
    graph: Graph = proof_graph(proved, DEFAULT_BASE)
    trajectory = URIRef(f"{DEFAULT_BASE}/id/traject/23-duaal")
    graph.remove((trajectory, KG.heeftPeriode, None))
    with pytest.raises(BrokenFile):
        parse_proof(graph.serialize(format="turtle"), "bewijs.ttl")
