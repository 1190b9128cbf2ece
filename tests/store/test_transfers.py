"""COPY, MOVE and ADD: a graph that is not there is an error, in every store that knows what a graph is."""

import pytest

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.store.base import Store

pytestmark = pytest.mark.parametrize("store", ["memory", "disk", "remote", "mirrored"], indirect=True)
X = "http://voorbeeld.be/"


@pytest.fixture
def exact(store: Store) -> Store:
    store.load(b"<http://voorbeeld.be/a> <http://voorbeeld.be/b> 1 .", "text/turtle", X + "g1")
    return store


@pytest.mark.parametrize(
    "update",
    [
        "COPY x:g9 TO x:g1",
        "copy graph # een\n <g9> # twee\n to x:g1",
        "ADD x:g9 TO x:g1",
        "MOVE x:g9 TO x:g1",
        "INSERT DATA { GRAPH x:g8 { x:a x:b 1 } } ; COPY x:g9 TO x:g8",
        "INSERT { GRAPH x:g9 { ?s x:b 1 } } WHERE { ?s x:nergens ?o } ; COPY x:g9 TO x:g1",
        "COPY x:g1 TO x:g2 ; DROP GRAPH x:g1 ; COPY x:g1 TO x:g3",
    ],
)
def test_a_graph_that_is_not_there_is_not_copied(exact: Store, update: str) -> None:
    before = list(exact)
    with pytest.raises(InvalidInput, match=r"de graaf <[^>]*/g[19]> bestaat niet"):
        exact.update(f"BASE <{X}> PREFIX x: <{X}> {update}")
    assert list(exact) == before


@pytest.mark.parametrize(
    "update",
    [
        "COPY SILENT x:g9 TO x:g8",
        "CREATE GRAPH x:g9 ; COPY x:g9 TO x:g8",
        "INSERT DATA { GRAPH x:g9 { x:a x:b 1 } } ; COPY GRAPH x:g9 TO GRAPH x:g8 ; DROP GRAPH x:g9 ; "
        "ADD x:g8 TO x:g2 ; MOVE x:g2 TO x:g3",
    ],
)
def test_a_graph_that_the_same_request_made_is_copied(exact: Store, update: str) -> None:
    exact.update(f"PREFIX x: <{X}> {update}")
    assert set(exact.graph_names()) - {X + "g1"} in (set(), {X + "g3", X + "g8"})


def test_a_name_with_an_escape_is_told_whole(exact: Store) -> None:
    with pytest.raises(InvalidInput, match="de graaf <urn:e:a-b> bestaat niet"):
        exact.update("PREFIX e: <urn:e:> COPY # dit\n e:a\\-b TO e:c")


@pytest.mark.parametrize("update", ["CLEAR ALL", "drop all", "DROP SILENT NAMED", "CLEAR NAMED"])
def test_all_graphs_go_and_what_they_held_together_with_them(exact: Store, update: str) -> None:
    exact.load(b"<http://voorbeeld.be/a> <http://voorbeeld.be/b> 1, 2 .", "text/turtle", X + "g2")
    exact.update(update)
    assert exact.graph_names() == []
    assert exact.select("SELECT * { ?s ?p ?o }") == []
