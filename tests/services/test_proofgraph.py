"""A proof graph is laid beside what its claim gives: a false, a lost and a strange reference is found."""

from collections.abc import Sequence

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF, RDFS, XSD

from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.plaatsingsuitleg import Onderdeeluitleg
from kwalificatiegraaf.exporters.proof import proof_graph
from kwalificatiegraaf.services.proof import prove_with_grounds, recheck
from kwalificatiegraaf.services.proofgraph import (
    ALTERNATIEVEN,
    BESIDE,
    ELDERS,
    MOST,
    Vergeleken,
    check_graph,
)
from kwalificatiegraaf.services.rechecking import recheck_any
from kwalificatiegraaf.services.trajectory import make_task
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from kwalificatiegraaf.vocabulary.terms import KG

STRANGE = URIRef("http://voorbeeld.be/niets")


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


@pytest.fixture(scope="module")
def proved(repository: Repository) -> tuple[Bouwresultaat, Sequence[Onderdeeluitleg]]:
    return prove_with_grounds(repository, "23")


@pytest.fixture
def graph(proved: tuple[Bouwresultaat, Sequence[Onderdeeluitleg]]) -> Graph:
    claim, grounds = proved
    return proof_graph(claim, DEFAULT_BASE, grounds)


@pytest.fixture
def claim(proved: tuple[Bouwresultaat, Sequence[Onderdeeluitleg]]) -> Bouwresultaat:
    return proved[0]


def texts(found: Sequence[Bevinding]) -> list[str]:
    assert all(one.regel == "graaf" for one in found)
    return [one.tekst for one in found]


def compared(repository: Repository, claim: Bouwresultaat, graph: Graph) -> Vergeleken:
    return check_graph(repository, make_task(repository, claim.traject.kader), claim, graph)


def a_placement(graph: Graph) -> URIRef:
    placed = min(graph.subjects(RDF.type, KG.Toewijzing))
    assert isinstance(placed, URIRef)
    return placed


def test_a_proof_holds_and_only_a_solver_can_tell_of_alternatives(
    repository: Repository, claim: Bouwresultaat, graph: Graph
) -> None:
    assert compared(repository, claim, graph) == ((), (ALTERNATIEVEN,))
    graph.remove((None, KG.toelichting, None))
    assert compared(repository, claim, graph).niet_nagerekend == ()


def test_a_number_may_be_written_otherwise(
    repository: Repository, claim: Bouwresultaat, graph: Graph
) -> None:
    hours = list(graph.triples((None, KG.uren, None)))
    for placement, predicate, value in hours:
        graph.remove((placement, predicate, value))
        graph.add((placement, predicate, Literal(f"{float(value):.2f}", datatype=XSD.decimal)))
    assert set(graph.triples((None, KG.uren, None))).isdisjoint(hours)
    assert compared(repository, claim, graph).bevindingen == ()


@pytest.mark.parametrize("predicate", [PROV.wasDerivedFrom, KG.volgensRegel, RDFS.label, PROV.wasGeneratedBy])
def test_what_is_left_out_is_found(
    repository: Repository, claim: Bouwresultaat, graph: Graph, predicate: URIRef
) -> None:
    triple = min(graph.triples((None, predicate, None)))
    graph.remove(triple)
    (text,) = texts(compared(repository, claim, graph).bevindingen)
    assert text.startswith("graaf: dit ontbreekt: ")
    assert triple[0].n3() in text


def test_a_proof_without_its_building_is_no_bare_trajectory(
    repository: Repository, claim: Bouwresultaat, graph: Graph
) -> None:
    graph.remove((None, RDF.type, PROV.Activity))
    assert "prov#Activity" in texts(compared(repository, claim, graph).bevindingen)[0]


@pytest.mark.parametrize("predicate", [PROV.wasDerivedFrom, PROV.used, KG.volgensRegel])
def test_what_does_not_follow_is_found(
    repository: Repository, claim: Bouwresultaat, graph: Graph, predicate: URIRef
) -> None:
    graph.add((a_placement(graph), predicate, STRANGE))
    (text,) = texts(compared(repository, claim, graph).bevindingen)
    assert text.startswith("graaf: dit volgt er niet uit: ")
    assert STRANGE.n3() in text


def test_many_statements_are_counted(repository: Repository, claim: Bouwresultaat, graph: Graph) -> None:
    for number in range(MOST + 5):
        graph.add((STRANGE, RDFS.label, Literal(number)))
    found = texts(compared(repository, claim, graph).bevindingen)
    assert len(found) == MOST + 1
    assert found[-1].endswith("nog 5 uitspraken")


def test_a_bare_trajectory_leaves_nothing_out(
    repository: Repository, claim: Bouwresultaat, graph: Graph
) -> None:
    bare = Graph()
    for triple in graph:
        if not any(str(node).startswith(str(PROV)) for node in triple):
            bare.add(triple)
    assert compared(repository, claim, bare).bevindingen == ()


def test_addresses_of_another_installation_are_left_open(
    repository: Repository, claim: Bouwresultaat
) -> None:
    graph = proof_graph(claim, "https://elders.be/")
    assert compared(repository, claim, graph) == ((), (ELDERS,))


def test_the_verifier_says_it(repository: Repository, claim: Bouwresultaat, graph: Graph) -> None:
    bare = claim.model_copy(update={"afwijkingen": ()})
    assert recheck_any(repository, bare, graph).klopt
    graph.add((a_placement(graph), PROV.wasDerivedFrom, STRANGE))
    assert not recheck_any(repository, bare, graph).klopt


def test_of_a_false_claim_the_rest_is_left_open(
    repository: Repository, claim: Bouwresultaat, graph: Graph
) -> None:
    rows = claim.traject.toewijzingen
    for false in (rows[1:], (rows[0].model_copy(update={"onderdeel": "onbekend"}), *rows[1:])):
        traject = claim.traject.model_copy(update={"toewijzingen": false})
        found = recheck(repository, claim.model_copy(update={"traject": traject}), graph=graph)
        assert found.bevindingen
        assert found.niet_nagerekend[-1] == BESIDE
