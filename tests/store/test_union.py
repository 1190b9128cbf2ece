"""The default graph holds what the named graphs hold, each triple once, whatever is written."""

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kwalificatiegraaf.errors import InvalidInput, KwalificatiegraafError, QueryTooLarge
from kwalificatiegraaf.store.nquads import parts_of
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.reader import Queried, TooWide
from kwalificatiegraaf.store.union import noting

X = "http://voorbeeld.be/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
EACH = "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
STORES = pytest.mark.parametrize("store", ["memory", "disk", "rdflib"], indirect=True)
ENGINE = pytest.mark.parametrize("store", ["memory", "disk"], indirect=True)

STEPS = [
    "INSERT DATA { GRAPH x:g1 { x:a x:p 1 , 2 ; x:q x:b . } . GRAPH x:g2 { x:a x:p 1 } }",
    "INSERT DATA { GRAPH x:g2 { x:a x:p 2 . # een punt .\n } GRAPH x:g3 { _:b x:p 1 . x:c x:q _:b } }",
    "INSERT DATA { GRAPH x:g1 { x:a x:deel [ x:p 7 ] , ( 1 2 ) } }",
    'INSERT DATA { GRAPH x:g3 { x:a x:zegt "[ een ( lijst" ; x:p 3 } }',
    "INSERT { GRAPH x:g4 { ?s x:na ?o } } WHERE { ?s x:p ?o }",
    "INSERT { GRAPH ?g { ?s x:ook ?o . _:n x:van ?s } } WHERE { GRAPH ?g { ?s x:p ?o } }",
    "INSERT { GRAPH ?g { ?s x:heeft [] } } WHERE { GRAPH ?g { ?s x:q ?o } }",
    "INSERT { GRAPH ?g { ?s x:los ?o } } WHERE { ?s x:p ?o OPTIONAL { ?s x:nergens ?g } }",
    "DELETE DATA { GRAPH x:g1 { x:a x:p 1 } }",
    "DELETE DATA { GRAPH x:g2 { x:a x:p 1 } }",
    "DELETE WHERE { GRAPH x:g1 { ?s x:p 2 } }",
    "DELETE { GRAPH ?g { ?s x:p 1 } } WHERE { GRAPH ?g { ?s x:p 1 } }",
    "DELETE { GRAPH x:g2 { ?s x:p ?o } } INSERT { GRAPH x:g5 { ?s x:was ?o } } WHERE { ?s x:p ?o }",
    "DELETE { GRAPH x:g2 { ?s ?p ?o } } INSERT { GRAPH x:g1 { ?s ?p ?o } } USING x:g2 WHERE { ?s ?p ?o }",
    "WITH x:g1 DELETE { ?s x:p ?o } INSERT { ?s x:nu ?o } WHERE { ?s x:p ?o }",
    "WITH x:g2 INSERT { ?s x:met ?o } WHERE { ?s x:p ?o }",
    "WITH x:g3 DELETE { ?s x:p ?o } INSERT { GRAPH ?g { ?s x:weg ?o } } WHERE { GRAPH ?g { ?s x:p ?o } }",
    "COPY x:g1 TO x:g2",
    "MOVE GRAPH x:g2 TO x:g5",
    "ADD x:g3 TO GRAPH x:g1",
    "CLEAR SILENT GRAPH x:g1",
    "DROP SILENT GRAPH x:g3",
    "DROP ALL",
    r"INSERT DATA { GRAPH x:g\-6 { x:a x:p 1 } }",
    r"DELETE DATA { GRAPH x:g\-6 { x:a x:p 1 } }",
    "INSERT DATA { GRAPH x:g1 { x:a x:p 9 {| x:q 2 |} . x:a x:q << x:b x:p 1 >> . << x:b x:p 1 >> x:q 1 } }",
    "INSERT { GRAPH ?g { ?s x:p ?o {| x:q 2 |} } } WHERE { GRAPH ?g { ?s x:p ?o } }",
    "DELETE { GRAPH x:g1 { ?s x:p ?o } } INSERT { GRAPH x:g1 { ?s x:p ?o ~ } } WHERE { ?s x:p ?o }",
    r"PREFIX : <http://voorbeeld.be/> INSERT DATA { GRAPH :g1 { :a :p :\' . } } ",
    "PREFIX : <http://voorbeeld.be/> INSERT DATA { GRAPH :\\#b { :a :p 9 }\n }",
    "INSERT DATA { GRAPH x:g1 { x:a x:p x:a\u00b7\\' . } }",
    "INSERT { GRAPH x:g1 { ?s x:p x:a\u00b7\\' . } } WHERE { ?s x:q x:b }",
    r"INSERT DATA { GRAPH <http:#\u0041> { x:a x:p 9 } }",
    "with <g2> delete { ?s x:p ?o } insert { graph x:g4 { ?s x:p ?o } ?s x:dan ?o } where { ?s x:p ?o }",
    "DELETE { } INSERT { } WHERE { ?s x:p ?o }",
    "INSERT DATA { }",
    "COPY SILENT x:nergens TO x:g2",
    "MOVE x:g1 TO x:g1",
    "CREATE SILENT GRAPH x:g9",
    "DROP NAMED",
    "INSERT DATA { GRAPH <g7> { x:a x:p 1 } } ; DELETE DATA { GRAPH <g7> { x:a x:p 1 } }",
]


def default_of(store: OxigraphStore) -> set[str]:
    return {str(quad.triple) for quad in store._store.quads_for_pattern(None, None, None, ox.DefaultGraph())}


def named_of(store: OxigraphStore) -> set[str]:
    return {str(quad.triple) for quad in store._store if quad.graph_name != ox.DefaultGraph()}


def written(chance: random.Random, store: OxigraphStore) -> None:
    """Write something: an update of one to three operations, a document, a graph, or all in a transaction."""
    kind = chance.randrange(6)
    name = f"{X}g{chance.randrange(1, 6)}"
    turtle = f"@prefix x: <{X}> . x:a x:p {chance.randrange(4)} . x:d x:deel [ x:p 1 ] ."
    if kind == 0:
        store.load(turtle.encode(), "text/turtle", name)
    elif kind == 1:
        store.replace_graph(name, Graph().parse(data=turtle, format="turtle"))
    elif kind == 2:
        with store.transaction() as transaction:
            transaction.replace_graph(name, Graph())
            transaction.load(turtle.encode(), "text/turtle", f"{X}g{chance.randrange(1, 6)}")
            transaction.update(f"PREFIX x: <{X}> {chance.choice(STEPS[:16])}")
    else:
        steps = " ;\n".join(chance.choice(STEPS) for _ in range(chance.randrange(1, 4)))
        store.update(f"BASE <{X}> PREFIX x: <{X}> {steps}")


@ENGINE
@pytest.mark.parametrize("seed", range(30))
def test_the_default_graph_is_the_union_after_any_writes(store: OxigraphStore, seed: int) -> None:
    chance, done = random.Random(seed), 0
    for _ in range(25):
        try:
            written(chance, store)
            done += 1
        except KwalificatiegraafError:
            pass  # a copy of a graph that is not there: nothing was written
        assert default_of(store) == named_of(store)
    assert done > 10


@ENGINE
@pytest.mark.parametrize("step", STEPS)
def test_each_kind_of_step_keeps_the_union(store: OxigraphStore, step: str) -> None:
    for number in (1, 2, 3, 5):
        turtle = f"@prefix x: <{X}> . x:a x:p 1 , {number} ; x:q x:b ."
        store.load(turtle.encode(), "text/turtle", f"{X}g{number}")
    store.update(f"BASE <{X}> PREFIX x: <{X}> {step}")
    assert default_of(store) == named_of(store)


NOTE = "GRAPH <urn:kwalificatiegraaf:geraakt>"


@pytest.mark.parametrize(
    ("text", "noting_it"),
    [
        (
            "DELETE DATA { GRAPH x:g { x:a x:b 1 . } . GRAPH x:h { x:c x:d 2 } }",
            f"INSERT DATA {{ {NOTE} {{ x:a x:b 1 . }} {NOTE} {{ x:c x:d 2 }} }} ; "
            "DELETE DATA { GRAPH x:g { x:a x:b 1 . } . GRAPH x:h { x:c x:d 2 } }",
        ),
        (
            "DELETE WHERE { GRAPH x:g { ?s ?p 1 } }",
            f"DELETE {{ GRAPH x:g {{ ?s ?p 1 }} }} INSERT {{ {NOTE} {{ ?s ?p 1 }} }} "
            "WHERE { GRAPH x:g { ?s ?p 1 } }",
        ),
        (
            "WITH x:g DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
            f"WITH x:g DELETE {{ ?s ?p 1 }} INSERT {{ {NOTE} {{ ?s ?p 1 }} }} WHERE {{ ?s ?p 1 }}",
        ),
        (
            "INSERT { GRAPH x:g { ?s ?p 1 } } WHERE { ?s ?p 2 }",
            f"INSERT {{ GRAPH x:g {{ ?s ?p 1 }} {NOTE} {{ ?s ?p 1 }} }} WHERE {{ ?s ?p 2 }}",
        ),
        ("INSERT { GRAPH x:g { ?s x:b [ x:c 1 ] } } WHERE { ?s ?p ?o }", None),
        ("INSERT { GRAPH x:g { ?s x:b ( 1 ) } } WHERE { ?s ?p ?o }", None),
        ("INSERT { GRAPH x:g { ?s x:b 1 {| x:c 2 |} } } WHERE { ?s ?p ?o }", None),
        ("INSERT { GRAPH x:g { ?s x:b << ?s ?p 1 >> } } WHERE { ?s ?p ?o }", None),
        ("INSERT { GRAPH x:g { ?s x:b 1 ~ } } WHERE { ?s ?p ?o }", None),
        ("WITH x:g INSERT { GRAPH x:h { ?s ?p 1 } # hier\n . ?s ?p 2 } WHERE { ?s ?p 2 }", None),
        ("CLEAR ALL", None),
    ],
)
def test_what_is_touched_is_noted_where_that_means_the_same(text: str, noting_it: str | None) -> None:
    found = noting(text)
    lines = found.splitlines() if found else []
    said = " ".join(" ".join(line for line in lines if not line.startswith("#")).split())
    assert said == (noting_it or "")


@pytest.fixture
def overlapping(store: OxigraphStore) -> OxigraphStore:
    for graph, numbers in (("g1", "1, 2"), ("g2", "2, 3"), ("g3", "2, 4")):
        store.load(f"<{X}a> <{X}p> {numbers} .".encode(), "text/turtle", X + graph)
    return store


def counted(store: OxigraphStore, query: str) -> int:
    return int(str(store.select(query)[0]["n"]))


@STORES
def test_a_triple_of_two_graphs_counts_once(overlapping: OxigraphStore) -> None:
    assert counted(overlapping, COUNT) == len(overlapping.select(EACH)) == 4
    assert counted(overlapping, "SELECT (SUM(?o) AS ?n) WHERE { ?s ?p ?o }") == 10
    assert counted(overlapping, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }") == 6


@ENGINE
@pytest.mark.parametrize(
    ("clauses", "n"),
    [
        ("FROM <{0}g1> FROM <{0}g2>", 3),
        ("FROM <{0}g1> FROM <{0}g1>", 2),
        ("FROM <{0}g1> FROM <{0}g2> FROM <{0}g3>", 4),
        ("FROM <{0}g1>", 2),
        ("FROM NAMED <{0}g1> FROM NAMED <{0}g2>", 0),
    ],
)
def test_a_choice_of_graphs_has_a_triple_once(overlapping: OxigraphStore, clauses: str, n: int) -> None:
    assert counted(overlapping, f"SELECT (COUNT(*) AS ?n) {clauses.format(X)} WHERE {{ ?s ?p ?o }}") == n


@ENGINE
def test_chosen_graphs_keep_their_names(overlapping: OxigraphStore) -> None:
    query = (
        f"SELECT ?g FROM <{X}g1> FROM <{X}g2> FROM NAMED <{X}g3> FROM NAMED <{X}g2>"
        f" WHERE {{ ?s ?p ?o GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?g ?o"
    )
    assert [str(row["g"])[-2:] for row in overlapping.select(query)] == ["g2", "g2", "g3"]


@ENGINE
def test_copies_hold_the_named_graphs_only(overlapping: OxigraphStore, tmp_path: Path) -> None:
    lines = overlapping.nquads().decode().splitlines()
    assert len(lines) == 6
    assert all(line.endswith("> .") and line.count("<") >= 4 for line in lines)
    OxigraphStore.write(tmp_path / "nieuw", lambda: [overlapping.nquads()])
    copy = OxigraphStore(tmp_path / "nieuw")
    assert list(copy) == list(overlapping)
    assert default_of(copy) == named_of(copy) == named_of(overlapping)


@pytest.mark.parametrize("end", ["", "\n"])
def test_lines_that_are_longer_than_a_part_are_read_whole(tmp_path: Path, end: str) -> None:
    long = "".join(chr(97 + n % 26) for n in range(1_500_000))
    lines = [f'<{X}a> <{X}p> "{word} <{X}o> ." <{X}{g}> .' for word in (long, "b") for g in ("g1", "g2")]
    quads = ("\n".join(lines) + end).encode()
    OxigraphStore.write(tmp_path / "nieuw", lambda: parts_of(BytesIO(quads)))
    store = OxigraphStore(tmp_path / "nieuw")
    assert len(list(store)) == 4
    assert default_of(store) == named_of(store)
    assert counted(store, COUNT) == 2


@pytest.fixture(params=["leeg", "eigen"])
def older(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder of which the default graph is empty, or holds something else than the union."""
    engine = ox.Store(str(tmp_path / "ouder"))
    for graph in ("g1", "g2"):
        engine.add(ox.Quad(*(ox.NamedNode(X + n) for n in ("a", "p", "b")), ox.NamedNode(X + graph)))
    if request.param == "eigen":
        engine.add(ox.Quad(*(ox.NamedNode(X + n) for n in ("los", "p", "b"))))
    engine.flush()
    del engine
    return iter([tmp_path / "ouder"])


def test_an_older_folder_is_filled_when_it_is_opened(older: Iterator[Path]) -> None:
    folder = next(older)
    store = OxigraphStore(folder)
    assert counted(store, COUNT) == 1
    assert default_of(store) == named_of(store)


def test_an_older_folder_that_may_only_be_read_is_not_empty(older: Iterator[Path]) -> None:
    store = OxigraphStore(next(older), read_only=True)
    assert {str(row["s"]) for row in store.select("SELECT ?s WHERE { ?s <http://voorbeeld.be/p> ?o }")} >= {
        X + "a"
    }


@pytest.fixture
def store_of_three() -> OxigraphStore:
    """Three graphs, of which the first two share a triple and the outer ones do not, and one of all."""
    store = OxigraphStore()
    for graph, numbers in (("g1", "1, 2"), ("g2", "2, 3"), ("g3", "3, 4"), ("al", "1, 2, 3, 4, 5, 6, 7, 8")):
        store.load(f"<{X}a> <{X}p> {numbers} .".encode(), "text/turtle", X + graph)
    return store


@pytest.fixture
def three(store_of_three: OxigraphStore) -> Queried:
    """Them, as queries read them."""
    return Queried(store_of_three._store)


@pytest.mark.parametrize("most", [4, 3])
@pytest.mark.parametrize(("second", "count"), [("g2", "3"), ("g3", "4")])
def test_a_large_choice_is_made_into_one_where_it_holds_a_triple_twice(
    three: Queried, monkeypatch: pytest.MonkeyPatch, most: int, second: str, count: str
) -> None:
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_MERGED", most)
    for _ in range(2):
        (row,) = three.ask(COUNT, [X + "g1", X + second], (), chosen=True)
        assert row["n"].value == count
    (kept,) = three._made.values()
    assert (kept is not None) == (second == "g2" or most == 4)


@pytest.mark.parametrize("again", [("g1", "g1"), ("g3", "g1", "g3")])
def test_a_large_graph_that_is_named_twice_is_read_once(
    three: Queried, monkeypatch: pytest.MonkeyPatch, again: tuple[str, ...]
) -> None:
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_MERGED", 1)
    clauses = " ".join(f"FROM <{X}{graph}>" for graph in again)
    for chosen, query in ((True, COUNT), (False, COUNT.replace("WHERE", f"{clauses} WHERE"))):
        (row,) = three.ask(query, [X + graph for graph in again], (), chosen=chosen)
        assert row["n"].value == str(2 * len(set(again)))
        assert not any(three._made.values())


def test_too_large_a_choice_that_holds_a_triple_twice_is_refused(
    three: Queried, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_MERGED", 1)
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_COPIED", 11)
    (row,) = three.ask(COUNT, [X + "g1", X + "g2"], [X + "g1", X + "g2", X + "g3"], chosen=True)
    assert row["n"].value == "3"
    for _ in range(2):
        with pytest.raises(TooWide):
            three.ask(COUNT, [X + "g1", X + "g2"], [X + "al"], chosen=True)
    (row,) = three.ask(COUNT, [X + "g1", X + "g3"], [X + "al"], chosen=True)
    assert row["n"].value == "4"
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_COMPARED", 3)
    with pytest.raises(TooWide):
        three.ask(COUNT, [X + "g1", X + "g3"], [], chosen=True)


def test_the_store_itself_says_what_to_do_with_too_large_a_choice(
    store_of_three: OxigraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_MERGED", 1)
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_COPIED", 2)
    with pytest.raises(QueryTooLarge, match="te groot om er een graaf van te maken") as refused:
        store_of_three.select(COUNT.replace("WHERE", f"FROM <{X}g1> FROM <{X}g2> WHERE"))
    assert "FROM NAMED" in (refused.value.remedy or "")


@ENGINE
def test_a_name_that_is_none_is_left_to_the_engine(overlapping: OxigraphStore) -> None:
    queried = Queried(overlapping._store)
    (row,) = queried.ask(f"SELECT (COUNT(*) AS ?n) FROM <{X}g1> {{ ?s ?p ?o }}", ["geen naam", X + "g1"], ())
    assert row["n"].value == "2"


@ENGINE
@pytest.mark.parametrize(
    "clauses",
    [
        "BASE <http://voorbeeld.be/> PREFIX r: <g> SELECT (COUNT(*) AS ?n) FROM r:1 FROM r:2",
        r"SELECT (COUNT(*) AS ?n) FROM <http://voorbeeld.be/\u00671> FROM <http://voorbeeld.be/g\u0032>",
        r"PREFIX x: <http://voorbeeld.be/> SELECT (COUNT(*) AS ?n) FROM x:g1 FROM <http://voorbeeld.be/g2>",
    ],
)
def test_names_are_read_as_the_engine_reads_them(overlapping: OxigraphStore, clauses: str) -> None:
    assert counted(overlapping, f"{clauses} {{ ?s ?p ?o }}") == 3


def test_a_copy_is_of_one_moment(tmp_path: Path) -> None:
    """It is made graph by graph, and a write changes several."""
    store = OxigraphStore(tmp_path / "graaf")
    done = Event()

    def write() -> None:
        for number in range(150):
            text = " ".join(f"GRAPH <{X}g{g}> {{ <{X}a> <{X}p> {number} }}" for g in range(5))
            store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} ; INSERT DATA {{ {text} }}")
        done.set()

    store.update(f"INSERT DATA {{ GRAPH <{X}g0> {{ <{X}a> <{X}p> 1 }} }}")
    writer = Thread(target=write)
    writer.start()
    while not done.is_set():
        lines = store.nquads().decode().splitlines()
        assert len({line.split(" ")[2] for line in lines}) == 1
    writer.join()


@pytest.mark.parametrize(
    "update",
    ["INSERTDATA { x:a x:b 1 }", "COPYDEFAULT TO x:g1", "COPY x:g1 TODEFAULT", "DELETEWHERE { ?s ?p ?o }"],
)
def test_words_that_run_together_are_refused(update: str) -> None:
    """The engine takes them, and would write in the default graph."""
    with pytest.raises(InvalidInput):
        OxigraphStore().update(f"PREFIX x: <{X}> {update}")
