"""What only the embedded stores promise: no network, a folder that lasts."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal

from kwalificatiegraaf.errors import BadQuery, InvalidInput, StoreError
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.oxigraph import OxigraphStore, canonical_lines
from kwalificatiegraaf.store.rdflib_store import RdflibStore

SERVICES = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://127.0.0.1:1/>{ ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1:1/> SELECT * WHERE { SERVICE x:y { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?x { <http://127.0.0.1:1/> } SERVICE # verstopt\n ?x { ?s ?p ?o } }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o FILTER(?s<?o)SERVICE?s#>\n{ ?s ?p ?o } }",
]


@pytest.fixture(params=[OxigraphStore, RdflibStore])
def embedded(request: pytest.FixtureRequest) -> Store:
    store: Store = request.param()
    store.load(b"<http://a> <http://b> 'de service <x> helpt' .", "text/turtle", "http://g")
    return store


@pytest.mark.parametrize("query", SERVICES)
def test_another_server_is_never_asked(embedded: Store, query: str) -> None:
    with pytest.raises(InvalidInput, match="SERVICE"):
        embedded.select(query)
    update = query.replace("SELECT *", "INSERT { GRAPH <http://g> { ?s ?p 1 } }")
    with pytest.raises(InvalidInput, match="SERVICE"):
        embedded.update(update)


def test_a_form_that_cannot_carry_the_answer_is_no_matter_of_the_store() -> None:
    text = "CONSTRUCT { <http://a> <http://b> <<( <http://a> <http://b> 1 )>> } {}"
    with pytest.raises(BadQuery, match="JSON-LD kan dit antwoord niet dragen") as caught:
        OxigraphStore().stream(text, "application/ld+json")
    assert "Turtle" in (caught.value.remedy or "")


def test_from_never_fetches(embedded: Store) -> None:
    assert embedded.select("SELECT * FROM <http://127.0.0.1:1/x> WHERE { ?s ?p ?o }") == []


def test_the_word_service_may_occur(embedded: Store) -> None:
    query = 'SELECT ?service WHERE { ?service ?p ?o FILTER(CONTAINS(?o, "de service <x> helpt")) }'
    assert len(embedded.select(query)) == 1


def test_a_folder_lasts_and_has_one_owner(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "graaf")
    store.load(b"<http://a> <http://b> 1 .", "text/turtle", "http://g")
    with pytest.raises(StoreError, match="map"):
        OxigraphStore(tmp_path / "graaf")
    store.backup(tmp_path / "kopie")
    del store
    for folder in ("graaf", "kopie"):
        assert OxigraphStore(tmp_path / folder).graph_names() == ["http://g"]


def test_a_backup_may_have_many_readers(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "graaf")
    store.load(b"<http://a> <http://b> 1 .", "text/turtle", "http://g")
    store.backup(tmp_path / "kopie")
    readers = [OxigraphStore(tmp_path / "kopie", read_only=True) for _ in range(2)]
    assert [reader.graph_names() for reader in readers] == [["http://g"]] * 2


@pytest.mark.parametrize("node", ["<urn:x>", "[]"])
def test_what_follows_from_the_union_is_the_same_on_disk_as_in_memory(tmp_path: Path, node: str) -> None:
    stores = [OxigraphStore(), OxigraphStore(tmp_path / "store")]
    for store in stores:
        turtle = f"<urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> {node} ."
        store.load(turtle.encode(), "text/turtle", "urn:data")
        store.load(b"<urn:oud> <urn:r> <urn:oud> .", "text/turtle", "urn:gevolg")
        with store.transaction() as transaction:
            transaction.update("INSERT DATA { GRAPH <urn:data> { <urn:c> <urn:p> <urn:a> } }")
            transaction.replace_graph("urn:gevolg", Graph())
            transaction.update("INSERT { GRAPH <urn:gevolg> { ?s <urn:q> ?o } } WHERE { ?s <urn:p>+ ?o }")
            transaction.update("INSERT { GRAPH <urn:ook> { ?s <urn:r> 1 } } WHERE { ?s <urn:q> <urn:b> }")
    in_memory, on_disk = (list(store) for store in stores)
    assert on_disk == in_memory
    assert sum("<urn:q>" in line for line in on_disk) == 6
    assert sum("<urn:ook>" in line for line in on_disk) == 2
    assert not any("urn:oud" in line for line in on_disk)


X = "http://voorbeeld.be/"
EMBEDDED = pytest.mark.parametrize("store", ["memory", "disk"], indirect=True)
EMPTY = "SELECT ?g WHERE { GRAPH ?g {} FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"


@EMBEDDED
@pytest.mark.parametrize(
    "update",
    [
        "CREATE GRAPH x:g9",
        "INSERT DATA { GRAPH x:g9 { x:a x:b 1 } } ; DELETE DATA { GRAPH x:g9 { x:a x:b 1 } }",
        "INSERT DATA { GRAPH x:g9 { x:a x:b 1 } } ; CLEAR GRAPH x:g9",
        "CREATE GRAPH x:g9 ; INSERT { GRAPH x:g8 { ?s x:b 2 } } WHERE { ?s x:nergens ?o }",
    ],
)
def test_a_graph_that_holds_nothing_does_not_exist(store: Store, update: str) -> None:
    """It would be in the store itself and in no copy of it, in which queries are answered."""
    store.load(b"<http://voorbeeld.be/a> <http://voorbeeld.be/b> 1 .", "text/turtle", X + "g1")
    before = list(store)
    store.update(f"PREFIX x: <{X}> {update}")
    assert store.select(EMPTY) == []
    assert list(store) == before
    with pytest.raises(InvalidInput, match="bestaat niet"):
        store.update(f"PREFIX x: <{X}> COPY x:g9 TO x:g1")
    store.update(f"PREFIX x: <{X}> CREATE GRAPH x:g9")


@EMBEDDED
def test_what_a_graph_holds_stays_when_another_is_forgotten(store: Store) -> None:
    store.load(b"<http://voorbeeld.be/a> <http://voorbeeld.be/b> 1 .", "text/turtle", X + "g1")
    store.update(f"PREFIX x: <{X}> CREATE GRAPH x:g9 ; INSERT DATA {{ GRAPH x:g8 {{ x:a x:b 1 }} }}")
    assert set(store.graph_names()) == {X + "g1", X + "g8"}
    store.update(
        f"PREFIX x: <{X}> INSERT {{ GRAPH x:g7 {{ ?s x:b 2 }} }} WHERE {{ GRAPH x:g8 {{ ?s ?p ?o }} }}"
    )
    assert set(store.graph_names()) == {X + "g1", X + "g7", X + "g8"}


TEXTS = st.text() | st.sampled_from(["_:b0", "a\nb", 'z"\\\r\t\x7f\x00', "\u2028"])
NODES = st.sampled_from(["<urn:a>", "<urn:a_:b>", "_:x", "_:y", "_:z"])
VALUES = NODES | st.builds(
    lambda text, kind: Literal(text).n3() + kind,
    TEXTS,
    st.sampled_from(["", "@nl-be", "^^<urn:t>"]),
)


@settings(deadline=None)
@given(st.lists(st.tuples(NODES, VALUES, st.sampled_from(["<urn:g>", "<urn:h>", "_:g"])), max_size=8))
def test_what_a_store_holds_has_the_same_names_as_when_all_of_it_is_named(
    quads: list[tuple[str, str, str]],
) -> None:
    text = "".join(f"{g} {{ {s} <urn:p> {o} }}\n" for s, o, g in quads)
    store = OxigraphStore()
    store.load(text.encode(), "application/trig")
    assert list(store) == canonical_lines(store.nquads())
