"""What Virtuoso does otherwise, and what the store makes of it."""

import pytest
from rdflib import XSD, BNode, Graph, Literal, URIRef

from kwalificatiegraaf.errors import InvalidInput, StoreError
from kwalificatiegraaf.store.mirrored import MirroredStore
from kwalificatiegraaf.store.sparql import SparqlStore
from kwalificatiegraaf.store.virtuoso import VirtuosoStore, as_meant, without_blanks

G = "http://voorbeeld.be/g"
P = URIRef("http://voorbeeld.be/p")


def test_literals_come_back_as_they_went(empty_virtuoso: VirtuosoStore) -> None:
    graph = Graph()
    for number, value in enumerate(("true", "false")):
        graph.add((URIRef(f"http://voorbeeld.be/{number}"), P, Literal(value, datatype=XSD.boolean)))
    graph.add((URIRef("http://voorbeeld.be/d"), P, Literal("0.6", datatype=XSD.decimal)))
    graph.add((URIRef("http://voorbeeld.be/d"), P, Literal("2025-09-01", datatype=XSD.date)))
    empty_virtuoso.replace_graph(G, graph)
    assert set(empty_virtuoso.get_graph(G)) == set(graph)
    rows = empty_virtuoso.select(f"SELECT ?o WHERE {{ ?s <{P}> ?o }}")
    assert {row["o"] for row in rows} == set(graph.objects())


def test_its_own_graphs_are_no_data(empty_virtuoso: VirtuosoStore) -> None:
    assert empty_virtuoso.graph_names() == []
    assert empty_virtuoso.select("SELECT ?s WHERE { ?s ?p ?o }") == []


def test_blank_nodes_travel_as_iris_and_texts_stay() -> None:
    data = b'_:a <http://p> "_:a is tekst" . _:a <http://p> _:b .'
    lines = without_blanks(data, "text/turtle", G).decode().splitlines()
    assert len(lines) == 2
    assert any('"_:a is tekst"' in line for line in lines)
    assert not any(line.startswith("_:") or " _:" in line.replace('"_:a is tekst"', "") for line in lines)
    assert as_meant(URIRef("urn:kwalificatiegraaf:bnode:x")) == BNode("x")


def test_an_answer_of_ten_thousand_rows_is_refused(empty_virtuoso: VirtuosoStore) -> None:
    lines = "\n".join(f"<http://voorbeeld.be/{n}> <{P}> {n} ." for n in range(10_050))
    empty_virtuoso.load(lines.encode(), "text/turtle", G)
    with pytest.raises(StoreError, match="hoogstens 10000 rijen") as error:
        empty_virtuoso.select(f"SELECT ?s WHERE {{ ?s <{P}> ?o }}")
    assert "ResultSetMaxRows" in (error.value.remedy or "")
    with pytest.raises(StoreError, match="hoogstens 10000 rijen"):
        MirroredStore(empty_virtuoso).graph_names()


def test_an_empty_question_is_refused(empty_virtuoso: VirtuosoStore) -> None:
    with pytest.raises(InvalidInput):
        empty_virtuoso.select("# niets")


def test_the_server_says_who_it_is(empty_virtuoso: VirtuosoStore, virtuoso: str) -> None:
    assert SparqlStore(virtuoso).server().startswith("Virtuoso/")


def test_a_mirror_forgets_its_copy_when_the_server_refuses(
    empty_virtuoso: VirtuosoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MirroredStore(empty_virtuoso)
    store.load(b"<http://a> <http://p> 1 .", "text/turtle", G)

    def refuse(*_: object) -> None:
        raise StoreError("vol")

    with monkeypatch.context() as patch:
        patch.setattr(empty_virtuoso, "_apply", refuse)
        with pytest.raises(StoreError, match="vol"):
            store.load(b"<http://b> <http://p> 1 .", "text/turtle", G)
    assert len(store.get_graph(G)) == 1
    assert list(store) == list(empty_virtuoso)
