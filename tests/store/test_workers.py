"""Queries in processes: whole answers, every limit, and processes that are killed from outside."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kwalificatiegraaf.errors import BadQuery, FormRefused, QueryTimeout, QueryTooLarge, QueueFull
from kwalificatiegraaf.store.dataset import Dataset, dataset_of
from kwalificatiegraaf.store.reader import count_rows
from kwalificatiegraaf.store.verdict import Bounds
from kwalificatiegraaf.store.worker import Gone
from kwalificatiegraaf.store.workers import Ask, Readers

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?i"
BROAD = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


class Grower:
    """Writes snapshots of a store that grows when the test says so."""

    def __init__(self) -> None:
        self.size = 400
        self.nodes = 0

    def take(self, folder: Path) -> Path:
        target = folder / "quads.nq"
        lines = [f'<urn:s{n}> <urn:p> "{n}" <urn:g{n % 2}> .\n' for n in range(self.size - self.nodes)]
        lines += [f'_:n{n} <urn:p> "{n}" <urn:g{n % 2}> .\n' for n in range(self.nodes)]
        target.write_text("".join(lines), encoding="utf-8")
        return target


@pytest.fixture
def grower() -> Grower:
    return Grower()


@pytest.fixture
def make(grower: Grower) -> Iterator[Callable[..., Readers]]:
    made: list[Readers] = []

    def readers(size: int = 1, queue: int = 4, **bounds: float) -> Readers:
        settings = {"seconds": 5.0, "memory": 200_000_000} | bounds
        made.append(Readers(grower.take, Bounds(**settings), size, queue))  # type: ignore[arg-type]
        return made[-1]

    yield readers
    for one in made:
        one.close()


def ask(query: str, rows: str | None = JSON, **more: Dataset) -> Ask:
    return Ask(query, rows, TURTLE, "http://localhost/sparql", **more)


def count(readers: Readers) -> int:
    body = readers.run(ask(COUNT, "text/csv")).body
    return int(body.split()[1])


def test_no_process_starts_before_the_first_query(make):
    readers = make()
    assert readers.pids() == []
    assert count(readers) == 400
    assert len(readers.pids()) == 1


def test_the_same_process_answers_again(make):
    readers = make()
    count(readers)
    pids = readers.pids()
    assert count(readers) == 400
    assert readers.pids() == pids


@pytest.mark.parametrize(
    ("query", "rows", "media", "start"),
    [
        ("ASK {}", JSON, JSON, b'{"head":{},"boolean":true}'),
        ("SELECT ?s { ?s ?p '7' }", "text/csv", "text/csv", b"s\r\nurn:s7\r\n"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?o = '7') }", JSON, TURTLE, b'<urn:s7> <urn:p> "7" .\n'),
    ],
)
def test_the_engine_writes_the_answer(make, query, rows, media, start):
    found = make().run(ask(query, rows))
    assert (found.media_type, found.body) == (media, start)


def test_a_form_that_cannot_hold_the_answer_is_refused(make):
    with pytest.raises(FormRefused):
        make().run(ask(COUNT, None))


def test_a_query_that_takes_too_long_is_ended_with_its_process(make):
    readers = make(seconds=0.5)
    count(readers)
    (pid,) = readers.pids()
    with pytest.raises(QueryTimeout, match=r"0\.5 s"):
        readers.run(ask(ENDLESS))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert count(readers) == 400


def test_a_server_that_is_only_mentioned_is_not_said_to_be_asked(make):
    mention = "SERVICE <http://elders.test/> {"
    readers = make(seconds=0.5)
    with pytest.raises(QueryTimeout) as late:
        readers.run(ask(f"{ENDLESS} # {mention}"))
    assert late.value.place == "query"


def test_a_query_that_wants_too_much_memory_is_refused(make):
    readers = make(memory=40_000_000, seconds=20)
    with pytest.raises(QueryTooLarge, match="geheugen"):
        readers.run(ask(HUNGRY))
    assert count(readers) == 400


def test_a_query_that_nests_too_deep_is_refused(make):
    readers = make()
    with pytest.raises((QueryTooLarge, BadQuery)):
        readers.run(ask("SELECT * " + "{" * 50_000 + "}" * 50_000))
    assert count(readers) == 400


def test_a_large_answer_is_an_error_and_not_cut(make):
    readers = make(bytes=10_000)
    with pytest.raises(QueryTooLarge, match="10000 bytes"):
        readers.run(ask(BROAD))
    assert count(readers) == 400


@pytest.mark.parametrize(
    "form", ["text/csv", "text/tab-separated-values", JSON, "application/sparql-results+xml"]
)
def test_a_long_answer_is_an_error_and_not_cut(make, form):
    readers = make(rows=10)
    assert count_rows(readers.run(ask("SELECT * { ?s ?p ?o } LIMIT 10", form)).body, form) == 10
    with pytest.raises(QueryTooLarge, match="meer dan 10 rijen"):
        readers.run(ask("SELECT * { ?s ?p ?o } LIMIT 11", form))


def test_a_full_queue_refuses(make):
    readers = make(queue=1, seconds=1)
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(readers.run, ask(ENDLESS)) for _ in range(6)]
        errors = [type(one.exception()) for one in asked]
    assert errors.count(QueueFull) >= 4
    assert set(errors) == {QueueFull, QueryTimeout}
    assert count(readers) == 400


def test_processes_killed_from_outside_are_replaced(make):
    readers = make(size=3)
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda _: count(readers), range(12))) == [400] * 12
    old = readers.pids()
    for pid in old:
        os.kill(pid, signal.SIGKILL)
    assert count(readers) == 400
    assert not set(readers.pids()) & set(old)


def test_a_query_whose_process_is_killed_is_asked_again(make):
    readers = make(seconds=3)
    count(readers)
    (pid,) = readers.pids()
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(readers.run, ask(ENDLESS))
        time.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        assert readers.pids() not in ([], [pid])
        assert isinstance(asked.exception(), QueryTimeout)


def test_a_publication_is_seen_and_fails_no_query(make, grower):
    readers = make(size=2, queue=50)
    revision = readers.revision
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(count, readers) for _ in range(60)]
        grower.size = 401
        readers.publish()
        assert {one.result() for one in asked} <= {400, 401}
    assert readers.revision != revision
    assert count(readers) == 401


def test_old_snapshots_are_removed(make, grower):
    readers = make()
    count(readers)
    first = readers._snapshot.path
    readers.publish()
    count(readers)
    second = readers._snapshot.path
    assert not first.exists()
    assert second.exists()
    readers.close()
    assert not second.exists()


def test_the_protocol_chooses_the_graphs(make):
    readers = make()
    both = ask(COUNT, "text/csv", dataset=Dataset(("urn:g0", "urn:g1")))
    one = ask(COUNT, "text/csv", dataset=Dataset(("urn:g1",)))
    none = ask(COUNT, "text/csv", dataset=Dataset(named=("urn:g1",)))
    assert [readers.run(each).body for each in (both, one, none)] == [
        b"n\r\n400\r\n",
        b"n\r\n200\r\n",
        b"n\r\n0\r\n",
    ]


def test_an_unknown_graph_is_named(make):
    with pytest.raises(BadQuery, match="urn:elders"):
        make().run(ask(COUNT, named=Dataset(("urn:elders",))))


def test_a_syntax_error_has_its_place_and_a_hint(make):
    with pytest.raises(BadQuery) as caught:
        make().run(ask("SELECT *\nWHERE { ?s kg:titel ?o }"))
    assert caught.value.place.startswith("regel 2, kolom ")
    assert caught.value.remedy == "voeg bovenaan toe: PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#>"


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("# alleen een opmerking", "query"),
        ("SELECT * FROM { ?s ?p ?o }", "regel 1, kolom 15"),
        ("SELECT * FROM NAMED", "regel 1, kolom 20"),
        ("SELECT * FROM <http://[a> { ?s ?p ?o }", "regel 1, kolom 15"),
        ("SELECT * FROM kg:graaf { ?s ?p ?o }", "regel 1, kolom 15"),
    ],
)
def test_no_text_that_is_wrong_ends_a_process_or_as_another_error(make, query, place):
    readers = make()
    count(readers)
    pids = readers.pids()
    with pytest.raises(BadQuery) as caught:
        readers.run(ask(query, named=dataset_of(query, "http://localhost/sparql")))
    assert caught.value.place == place
    assert readers.pids() == pids


def test_a_graph_of_the_protocol_that_is_no_iri_does_not_exist(make):
    with pytest.raises(BadQuery, match="bestaat hier niet"):
        make().run(ask(COUNT, dataset=Dataset(("http://[a",))))


def test_processes_end_when_the_server_is_killed(grower, tmp_path):
    script = (
        "import sys, time; from pathlib import Path\n"
        "from kwalificatiegraaf.store.workers import *; from kwalificatiegraaf.store.verdict import Bounds\n"
        "from threading import Thread\n"
        "readers = Readers(lambda folder: Path(sys.argv[1]), Bounds(60.0), 2, 4)\n"
        "Thread(target=readers.run, args=(Ask(sys.argv[2], 'text/csv', None, 'http://x/'),)).start()\n"
        "while not readers.pids(): time.sleep(0.01)\n"
        "print(readers.pids()[0], flush=True); time.sleep(60)\n"
    )
    quads = str(grower.take(tmp_path))
    server = subprocess.Popen([sys.executable, "-c", script, quads, ENDLESS], stdout=subprocess.PIPE)
    with server:
        assert server.stdout
        pid = int(server.stdout.readline())
        os.kill(pid, 0)
        server.kill()
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists() or _is_zombie(pid):
            return
        time.sleep(0.02)
    pytest.fail("the process still runs")


def _is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_blank_nodes_are_the_same_in_every_process(make, grower):
    grower.nodes = 100
    readers = make(size=2)
    count(readers)
    listed = ask("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50 OFFSET 25", "text/csv")
    with readers.lanes.quick(listed.query) as visit:
        first = readers.begin(listed, visit)
        assert first is not None
        second = readers.run(listed)
        assert len(readers.pids()) == 2
        assert first.finish().body == second.body
    assert second.body.count(b"_:") == 50


def test_a_query_begins_at_once_only_where_a_process_is_ready(make):
    readers = make()
    with readers.lanes.quick(COUNT) as visit:
        assert readers.begin(ask(COUNT, "text/csv"), visit) is None
        count(readers)
        turn = readers.begin(ask(COUNT, "text/csv"), visit)
        assert turn is not None
        assert readers.begin(ask(COUNT, "text/csv"), visit) is None
        select.select([turn], [], [])
        assert turn.arrived()
        assert turn.finish().body.split()[1] == b"400"
    assert count(readers) == 400


def test_what_has_not_wholly_arrived_is_waited_for(make):
    readers = make(seconds=30.0)
    count(readers)
    with readers.lanes.quick(BROAD) as visit:
        turn = readers.begin(ask(BROAD, "text/csv"), visit)
        assert turn is not None
        select.select([turn], [], [])
        assert not turn.arrived(), "an answer of megabytes does not fit in the socket"
        assert turn.finish().body.count(b"\n") == 400**2 + 1
    assert count(readers) == 400


def test_what_is_abandoned_ends_with_its_process(make):
    readers = make()
    count(readers)
    pids = readers.pids()
    with readers.lanes.quick(ENDLESS) as visit:
        turn = readers.begin(ask(ENDLESS), visit)
        assert turn is not None
        turn.abandon()
    assert readers.pids() == []
    assert count(readers) == 400
    assert not set(readers.pids()) & set(pids)


def test_a_process_that_was_killed_is_gone_and_another_answers(make):
    readers = make()
    count(readers)
    with readers.lanes.quick(COUNT) as visit:
        turn = readers.begin(ask(ENDLESS), visit)
        assert turn is not None
        os.kill(readers.pids()[0], signal.SIGKILL)
        select.select([turn], [], [])
        assert not turn.arrived()
        with pytest.raises(Gone):
            turn.finish()
        assert readers.persist(ask(COUNT, "text/csv"), visit).body.split()[1] == b"400"


def test_a_turn_that_began_is_ended_by_whoever_waits_for_it(make):
    readers = make(size=2)
    count(readers)
    with readers.lanes.quick(ENDLESS) as visit:
        turn = readers.begin(ask(ENDLESS), visit)
        os.kill(readers.pids()[0], signal.SIGKILL)
        assert readers.persist(ask(COUNT, "text/csv"), visit, turn).body.split()[1] == b"400"


def test_a_query_that_ends_its_own_process_is_not_asked_again(make, monkeypatch):
    readers = make(memory=60_000_000)
    count(readers)
    asked = []
    post = readers._post
    monkeypatch.setattr(readers, "_post", lambda *given: asked.append(given) or post(*given))
    with readers.lanes.quick(HUNGRY) as visit:
        turn = readers.begin(ask(HUNGRY), visit)
        with pytest.raises(QueryTooLarge):
            readers.persist(ask(HUNGRY), visit, turn)
    assert len(asked) == 1
