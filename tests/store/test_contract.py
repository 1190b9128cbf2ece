"""What every store must do: one suite over Oxigraph in memory and on disk, rdflib and a real server."""

import csv
import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kwalificatiegraaf.errors import BadQuery, BrokenFile, InvalidInput, StoreError
from kwalificatiegraaf.store.base import Store

X = "http://voorbeeld.be/"
TURTLE = "text/turtle"
KAPPER = b"""
@prefix x: <http://voorbeeld.be/> .
x:kapper x:niveau 3 ; x:titel "Kapper"@nl, "Hairdresser"@en, "Kapper" ; x:deel [ x:nr 1 ] .
"""
METSELAAR = (
    b"@prefix x: <http://voorbeeld.be/> . x:metselaar x:niveau 3 ; x:na x:kapper ; x:deel _:b . _:b x:nr 2 ."
)
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


def x(name: str) -> URIRef:
    return URIRef(X + name)


@pytest.fixture
def filled(store: Store) -> Store:
    store.load(KAPPER, TURTLE, X + "g1")
    store.load(METSELAAR, TURTLE, X + "g2")
    return store


def subjects(store: Store, query: str) -> set[str]:
    return {str(row["s"]).removeprefix(X) for row in store.select(query)}


def test_queries_see_the_union_of_the_named_graphs(filled: Store) -> None:
    query = f"SELECT ?s WHERE {{ ?s <{X}na> ?k . ?k <{X}niveau> 3 . ?s <{X}niveau> ?n }}"
    assert subjects(filled, query) == {"metselaar"}


def test_a_query_can_choose_its_graphs(filled: Store) -> None:
    assert subjects(filled, f"SELECT ?s FROM <{X}g2> WHERE {{ ?s <{X}niveau> ?n }}") == {"metselaar"}
    assert subjects(filled, f"SELECT ?s WHERE {{ GRAPH <{X}g1> {{ ?s <{X}niveau> ?n }} }}") == {"kapper"}
    named = f"SELECT ?s FROM NAMED <{X}g1> WHERE {{ GRAPH ?g {{ ?s <{X}niveau> ?n }} }}"
    assert subjects(filled, named) == {"kapper"}


def test_rows_hold_terms_as_rdflib_knows_them(filled: Store) -> None:
    titles = filled.select(f"SELECT ?t WHERE {{ ?s <{X}titel> ?t }}")
    assert {row["t"] for row in titles} == {
        Literal("Kapper", lang="nl"),
        Literal("Hairdresser", lang="en"),
        Literal("Kapper"),
    }
    (row,) = filled.select(f"SELECT ?s ?n ?leeg WHERE {{ VALUES ?s {{ <{X}kapper> }} ?s <{X}niveau> ?n }}")
    assert dict(row) == {"s": x("kapper"), "n": Literal(3, datatype=XSD.integer)}
    assert isinstance(row["s"], URIRef)
    assert row["n"].toPython() == 3
    (row,) = filled.select(f"SELECT ?d WHERE {{ <{X}kapper> <{X}deel> ?d }}")
    assert isinstance(row["d"], BNode)


def test_rows_come_in_the_order_of_the_query(filled: Store) -> None:
    query = f"SELECT ?s WHERE {{ ?s <{X}niveau> ?n }} ORDER BY DESC(?s)"
    assert [row["s"] for row in filled.select(query)] == [x("metselaar"), x("kapper")]


def test_ask(filled: Store) -> None:
    assert filled.ask(f"ASK {{ ?s <{X}na> <{X}kapper> }}") is True
    assert filled.ask(f"ASK {{ ?s <{X}na> <{X}niemand> }}") is False


def test_construct_gives_a_graph(filled: Store) -> None:
    graph = filled.construct(f"CONSTRUCT {{ ?s a <{X}T> }} WHERE {{ ?s <{X}niveau> 3 }}")
    assert {s for s, _, _ in graph} == {x("kapper"), x("metselaar")}


def test_stream_serialises_rows_and_triples(filled: Store) -> None:
    query = f"SELECT ?s WHERE {{ ?s <{X}niveau> 3 }} ORDER BY ?s"
    answer = json.loads(filled.stream(query, "application/sparql-results+json"))
    assert [row["s"]["value"] for row in answer["results"]["bindings"]] == [X + "kapper", X + "metselaar"]
    lines = csv.reader(filled.stream(query, "text/csv").decode().splitlines())
    assert list(lines) == [["s"], [X + "kapper"], [X + "metselaar"]]
    turtle = filled.stream(f"CONSTRUCT {{ ?s a <{X}T> }} WHERE {{ ?s <{X}niveau> 3 }}", TURTLE)
    assert len(Graph().parse(data=turtle, format="turtle")) == 2


@pytest.mark.parametrize(
    "query", ["SELECT ?x WHERE { ?x <a ", "SELEC", "", "SELECT ?x WHERE { ?x onbekend:x ?y }"]
)
def test_broken_sparql_is_the_callers_mistake(store: Store, query: str) -> None:
    with pytest.raises(InvalidInput):
        store.select(query)
    with pytest.raises(InvalidInput):
        store.update(query or "INSERT")


def test_an_unknown_format_is_refused(filled: Store) -> None:
    with pytest.raises((InvalidInput, StoreError)):
        filled.stream(ALL, "application/x-onbekend")


def test_updates_read_the_union_and_write_a_graph(filled: Store) -> None:
    filled.update(
        f"PREFIX x: <{X}>"
        f"INSERT {{ GRAPH x:afgeleid {{ ?s x:na2 ?n }} }} WHERE {{ ?s x:na ?k . ?k x:niveau ?n }} ;"
        f"INSERT {{ GRAPH x:afgeleid {{ ?s x:na3 ?n }} }} WHERE {{ ?s x:na2 ?n ; x:niveau ?n }} # klaar;"
    )
    found = filled.get_graph(X + "afgeleid")
    assert set(found) == {(x("metselaar"), x(f"na{i}"), Literal(3)) for i in (2, 3)}
    assert filled.graph_names() == [X + "afgeleid", X + "g1", X + "g2"]
    assert len(filled.select(ALL)) == 12


def test_updates_delete_across_graphs(filled: Store) -> None:
    filled.update(
        f"PREFIX x: <{X}> DELETE {{ GRAPH ?g {{ ?s x:niveau ?n }} }}"
        "WHERE { ?s x:niveau ?n GRAPH ?g { ?s x:niveau ?n } } ;"
        "INSERT { GRAPH x:g3 { ?s x:zonder true } }"
        "WHERE { ?s x:deel ?d FILTER NOT EXISTS { ?s x:niveau ?n } }"
    )
    assert subjects(filled, f"SELECT ?s WHERE {{ ?s <{X}niveau> ?n }}") == set()
    assert len(filled.get_graph(X + "g3")) == 2


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "INSERT { GRAPH <http://g> { ?s ?p 1 } ?s ?p 2 } WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:1/x>",
        "CLEAR DEFAULT",
        "drop silent # alles\n default",
        "CLEARDEFAULT",
    ],
)
def test_writes_must_name_their_graph(filled: Store, update: str) -> None:
    before = list(filled)
    with pytest.raises(InvalidInput):
        filled.update(update)
    assert list(filled) == before


def test_an_update_does_all_or_nothing(filled: Store) -> None:
    before = list(filled)
    with pytest.raises((InvalidInput, StoreError)):
        filled.update(
            f"INSERT DATA {{ GRAPH <{X}g3> {{ <{X}a> <{X}b> 1 }} }} ;"
            f"CREATE GRAPH <{X}g1> ; DROP GRAPH <{X}g9>"
        )
    assert list(filled) == before


def test_blank_nodes_of_two_documents_never_merge(store: Store) -> None:
    for graph in ("g1", "g1", "g2"):
        store.load(b"_:a <http://voorbeeld.be/p> 1 .", TURTLE, X + graph)
    assert len(store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }")) == 3
    with store.transaction() as transaction:
        transaction.load(b"_:a <http://voorbeeld.be/p> 1 .", TURTLE, X + "g1")
        transaction.load(b"_:a <http://voorbeeld.be/p> 1 .", TURTLE, X + "g1")
    assert len(store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }")) == 5


def test_trig_goes_to_the_graphs_it_names(store: Store) -> None:
    store.load(
        f"GRAPH <{X}g1> {{ <{X}a> <{X}p> 1 }} <{X}g2> {{ <{X}a> <{X}p> 2 }}".encode(), "application/trig"
    )
    assert store.graph_names() == [X + "g1", X + "g2"]
    with pytest.raises(InvalidInput):
        store.load(f"<{X}a> <{X}p> 1 . GRAPH <{X}g3> {{ <{X}a> <{X}p> 1 }}".encode(), "application/trig")
    assert store.graph_names() == [X + "g1", X + "g2"]


def test_a_broken_document_adds_nothing(filled: Store) -> None:
    before = list(filled)
    with pytest.raises(BrokenFile):
        filled.load(b"<http://a> <http://b> 1 .\n<http://a> <http://b> ", TURTLE, X + "g1")
    assert list(filled) == before


def test_replace_graph_holds_exactly_the_new_one(filled: Store) -> None:
    new = Graph().parse(data=METSELAAR, format="turtle")
    filled.replace_graph(X + "g1", new)
    assert isomorphic(filled.get_graph(X + "g1"), new)
    assert isomorphic(filled.get_graph(X + "g2"), new)
    filled.replace_graph(X + "g1", Graph())
    assert filled.graph_names() == [X + "g2"]
    assert len(filled.get_graph(X + "g1")) == 0


TRICKY = [
    'aanhaling " en backslash \\ en \\u0041',
    "regel 1\nregel 2\ttab\r",
    "ë €  \u2028 \x85 𝄞",
    "{ ; } # GRAPH <x> ; UNDEF ?naam $naam",
    "SERVICE <http://a> { ?s ?p ?o }",
    "",
]


def test_texts_survive_every_way_in(store: Store) -> None:
    graph = Graph()
    for number, text in enumerate(TRICKY):
        graph.add((x(f"t{number}"), x("tekst"), Literal(text, lang="nl")))
        graph.add((x(f"t{number}"), x("lang"), Literal("007", datatype=XSD.token)))
    store.replace_graph(X + "g1", graph)
    store.load(graph.serialize(format="nt", encoding="utf-8"), "application/n-triples", X + "g2")
    with store.transaction() as transaction:
        transaction.load(graph.serialize(format="turtle", encoding="utf-8"), TURTLE, X + "g3")
    for name in ("g1", "g2", "g3"):
        assert set(store.get_graph(X + name)) == set(graph)


@pytest.mark.parametrize("media_type", ["application/sparql-results+xml", "application/rdf+xml"])
def test_a_carriage_return_survives_xml(store: Store, media_type: str) -> None:
    store.load(b'<http://a> <http://b/c> "x\\ry", "p\\r\\nq" .', TURTLE, X + "g1")
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if "rdf" in media_type else "SELECT ?o { ?s ?p ?o }"
    root = ElementTree.fromstring(store.stream(query, media_type))
    texts = {element.text for element in root.iter() if element.tag.endswith(("}c", "}literal"))}
    assert texts == {"x\ry", "p\r\nq"}


@pytest.mark.parametrize("media_type", ["application/sparql-results+xml", "application/rdf+xml"])
def test_what_xml_cannot_hold_is_refused(store: Store, media_type: str) -> None:
    store.load(b'<http://a> <http://b/c> "x\\uFFFFy" .', TURTLE, X + "g1")
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if "rdf" in media_type else "SELECT ?o { ?s ?p ?o }"
    with pytest.raises(BadQuery, match="XML kan dit antwoord niet dragen"):
        store.stream(query, media_type)


def test_a_transaction_does_all_at_its_end(filled: Store) -> None:
    new = Graph()
    new.add((x("a"), x("niveau"), Literal(4)))
    with filled.transaction() as transaction:
        transaction.replace_graph(X + "g1", new)
        transaction.load(METSELAAR, TURTLE, X + "g3")
        transaction.update(
            f"PREFIX x: <{X}> INSERT {{ GRAPH x:g4 {{ ?s x:hoog true }} }} WHERE {{ ?s x:niveau 4 }} ;"
        )
        new.add((x("te laat"), x("p"), Literal(1)))
        assert filled.graph_names() == transaction.graph_names() == [X + "g1", X + "g2"]
    assert filled.graph_names() == [X + f"g{n}" for n in (1, 2, 3, 4)]
    assert set(filled.get_graph(X + "g4")) == {(x("a"), x("hoog"), Literal(True))}
    assert len(filled.get_graph(X + "g1")) == 1


def stumble(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.replace_graph(X + "g1", Graph())
        raise ZeroDivisionError


def stumble_inside(store: Store) -> None:
    with store.transaction() as outer:
        with outer.transaction() as inner:
            inner.replace_graph(X + "g1", Graph())
        raise ZeroDivisionError


def load_broken(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.replace_graph(X + "g1", Graph())
        transaction.load(b"<http://a> <http", TURTLE, X + "g2")


def update_broken(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.replace_graph(X + "g2", Graph())
        transaction.update("INSERT { kapot")


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (stumble, ZeroDivisionError),
        (stumble_inside, ZeroDivisionError),
        (load_broken, BrokenFile),
        (update_broken, InvalidInput),
    ],
)
def test_an_error_in_a_transaction_undoes_it(
    filled: Store, work: Callable[[Store], None], error: type[Exception]
) -> None:
    before = list(filled)
    with pytest.raises(error):
        work(filled)
    assert list(filled) == before


def test_iterating_gives_sorted_quads_that_load_again(filled: Store) -> None:
    lines = list(filled)
    assert lines == sorted(lines)
    assert len(lines) == 10
    filled.replace_graph(X + "g1", Graph())
    filled.replace_graph(X + "g2", Graph())
    filled.load("\n".join(lines).encode(), "application/n-quads")
    assert list(filled) == lines
