"""Two lanes: what is remembered of a query, who is displaced, and what is kept free for the quick."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kwalificatiegraaf.errors import BadQuery, QueryTimeout, QueryTooLarge, QueueFull
from kwalificatiegraaf.store.lanes import COURTESY, LARGE, Displaced, Lanes, shape_of
from kwalificatiegraaf.store.verdict import Bounds
from kwalificatiegraaf.store.workers import Ask, Readers, Turn

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LOOKUP = "ASK { <urn:s1> ?p ?o }"
PADDING = "# " + "x" * LARGE + "\n"


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Readers]]:
    made: list[Readers] = []

    def take(folder: Path) -> Path:
        target = folder / "quads.nq"
        target.write_text("".join(f'<urn:s{n}> <urn:p> "{n}" <urn:g> .\n' for n in range(400)))
        return target

    def readers(size: int, seconds: float = 1.0) -> Readers:
        made.append(Readers(take, Bounds(seconds), size, 4))
        return made[-1]

    yield readers
    for one in made:
        one.close()


def ask(query: str, *, unread: bool = False) -> Ask:
    return Ask(query, "text/csv", None, "http://localhost/", unread=unread)


def test_the_shape_is_what_stays_when_names_and_values_change():
    one = shape_of("ASK { <http://a#b> ?p 'x # y', 12 } # eerste")
    assert one == shape_of('ASK  {<urn:c> ?p "z\\"", 7.5 }')
    assert one == shape_of("ASK { <http://a#b> $anders 'x', 12 }")
    assert one != shape_of("ASK { <http://a#b> ?p ?o, 12 }")
    assert one != shape_of("SELECT * { <http://a#b> ?p 'x', 12 }")


@pytest.mark.parametrize("text", ["'" * 100_001, '"' + "\\" * 100_001, "<" * 100_000, "#" * 100_000])
def test_the_shape_of_anything_takes_little_time(text):
    started = time.process_time()
    shape_of(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(("size", "places"), [(1, 1), (2, 1), (4, 3), (16, 12)])
def test_long_queries_never_have_all_places(size, places):
    assert Lanes(size, 0).places == places


def test_a_long_query_stays_where_there_is_a_place_and_is_displaced_where_there_is_none():
    lanes = Lanes(2, 4)
    with lanes.quick("A ?x") as first:
        first.overrun()
        with lanes.quick("B ?x") as second, pytest.raises(Displaced):
            second.overrun()
    with pytest.raises(Displaced), lanes.quick("A ?x"):
        pytest.fail("known as long")
    with lanes.long("A ?x", 1) as again:
        again.overrun()
    lanes.note("A ?x", long=False)
    with lanes.quick("A ?x") as quick:
        quick.check()


def test_a_full_lane_refuses_and_the_other_goes_on():
    lanes = Lanes(2, 0)
    with lanes.long("A", 1):
        with pytest.raises(QueueFull), lanes.long("B", 0.01):
            pytest.fail("there is one place")
        with lanes.quick("C"), lanes.quick("D"), pytest.raises(QueueFull), lanes.quick("E"):
            pytest.fail("there is room for two")
    with lanes.long("B", 0.01) as found:
        assert found.holds


def test_what_was_quick_has_room_of_its_own():
    lanes = Lanes(1, 0)
    lanes.note("KNOWN <urn:a>", long=False)
    with lanes.quick("NEW") as new:
        with pytest.raises(QueueFull), lanes.quick("OTHER"):
            pytest.fail("there is room for one")
        with lanes.quick("KNOWN <urn:b>") as known:
            assert known.known
            assert not known.is_courteous
        assert new.is_courteous
    lanes.note("KNOWN <urn:a>", long=True)
    lanes.note("KNOWN <urn:a>", long=False)
    with lanes.quick("KNOWN <urn:c>") as again:
        assert again.known


@contextmanager
def held(readers: Readers) -> Iterator[Turn]:
    """Hold the one process with a query that waits for its turn to be finished."""
    readers.prepare()
    with readers.lanes.quick(ENDLESS) as visit:
        turn = readers.begin(ask(ENDLESS), visit)
        assert turn
        yield turn


def wait_until_waiting(readers: Readers, known: int, new: int) -> None:
    until = time.monotonic() + 10
    while readers.waiting() != (known, new):
        assert time.monotonic() < until, readers.waiting()
        time.sleep(0.01)


def test_what_was_quick_goes_before_what_nobody_knows(make, monkeypatch):
    readers = make(1, 20)
    asked: list[str] = []
    post = readers._post
    monkeypatch.setattr(readers, "_post", lambda *given: asked.append(given[1].query) or post(*given))
    monkeypatch.setattr("kwalificatiegraaf.store.lanes.COURTESY", 20)
    readers.run(ask(LOOKUP))
    new = [f"ASK {{ {'?s ?p ?o . ' * (n + 2)} }}" for n in range(3)]
    with ThreadPoolExecutor(4) as threads:
        with held(readers) as turn:
            waiting = [threads.submit(readers.run, ask(query)) for query in new]
            wait_until_waiting(readers, 0, 3)
            waiting.append(threads.submit(readers.run, ask(LOOKUP.replace("s1", "s2"))))
            wait_until_waiting(readers, 1, 3)
            turn.abandon()
        assert [one.result().body for one in waiting] == [b"true"] * 4
    assert asked[2] == LOOKUP.replace("s1", "s2")
    assert {*asked[3:]} == {*new}


def test_what_nobody_knows_has_its_turn_at_last():
    lanes = Lanes(1, 0)
    with lanes.quick("NEW") as new:
        new.came -= COURTESY
        assert not new.is_courteous


def test_whoever_waits_with_a_query_that_turns_out_long_leaves_at_once(make):
    readers = make(1, 20)
    with ThreadPoolExecutor(1) as threads, held(readers) as turn:
        waiting = threads.submit(readers.run_quick, ask(ENDLESS.replace("?a", "?z")))
        wait_until_waiting(readers, 0, 1)
        readers.lanes.note(ENDLESS, long=True)
        with pytest.raises(Displaced):
            waiting.result(5)
        turn.abandon()
    assert readers.pids() == []


def test_whoever_is_woken_and_leaves_wakes_another(make):
    readers = make(1, 5)
    readers.run(ask(LOOKUP))
    readers.lanes.note(ENDLESS, long=False)
    with ThreadPoolExecutor(2) as threads, held(readers) as turn:
        leaves = threads.submit(readers.run_quick, ask(ENDLESS))
        wait_until_waiting(readers, 1, 0)
        stays = threads.submit(readers.run_quick, ask(LOOKUP))
        wait_until_waiting(readers, 2, 0)
        readers.lanes.note(ENDLESS, long=True)
        turn.abandon()
        assert stays.result(4).body == b"true"
        with pytest.raises(Displaced):
            leaves.result(4)


def test_what_is_let_go_first_leaves_the_rest_to_others(make):
    readers = make(2, 5)
    readers.run(ask(LOOKUP))
    with ExitStack() as kept, ThreadPoolExecutor(2) as threads:
        lookup, other = (kept.enter_context(readers.lanes.quick(query)) for query in (LOOKUP, "NEW"))
        workers = [readers._get(lookup), readers._get(lookup)]
        waiting = [threads.submit(readers._get, other)]
        wait_until_waiting(readers, 0, 1)
        waiting.append(threads.submit(readers._get, lookup))
        wait_until_waiting(readers, 1, 1)
        for worker in workers:
            readers.give_back(worker, kept=True)
        assert {one.result(2) for one in waiting} == {*workers}


def test_what_begins_at_once_passes_only_those_who_let_it(make):
    readers = make(1, 20)
    readers.run(ask(LOOKUP))
    with ExitStack() as kept, ThreadPoolExecutor(1) as threads:
        lookup, other, third = (
            kept.enter_context(readers.lanes.quick(query)) for query in (LOOKUP, "A", "B")
        )
        worker = readers._get(lookup)
        waiting = threads.submit(readers._get, other)
        wait_until_waiting(readers, 0, 1)
        with readers._changed:  # nobody goes on meanwhile
            readers._idle.append(worker)
            assert readers.begin(ask("ASK {}"), third) is None
            other.came -= COURTESY
            assert readers.begin(ask(LOOKUP), lookup) is None
            other.came += COURTESY
            turn = readers.begin(ask(LOOKUP), lookup)
            assert turn
        assert turn.finish().body == b"true"
        assert waiting.result(5) is worker


def test_a_query_that_ended_its_process_is_no_quick_one(make):
    readers = make(1, 20)
    readers.bounds = Bounds(20, memory=60_000_000)
    many = " ".join(f"VALUES ?v{n} {{ {'1 2 3 4 5 6 7 8 9 ' * 20} }}" for n in range(5))
    hungry = f"SELECT * {{ {many} }} ORDER BY ?v0 ?v4"
    with pytest.raises(QueryTooLarge):
        readers.run(ask(hungry))
    assert readers.lanes.is_long(hungry)


def test_only_the_last_shapes_are_remembered():
    lanes = Lanes(2, 0)
    for number in range(3_000):
        lanes.note(f"SELECT v{number}", long=True)
    assert not lanes.is_long("SELECT v0")
    assert lanes.is_long("SELECT v2999")


def test_the_shapes_of_quick_queries_put_none_of_the_long_ones_out_of_mind():
    lanes = Lanes(2, 0)
    lanes.note("SELECT long", long=True)
    for number in range(3_000):
        lanes.note(f"SELECT v{number}", long=False)
    assert lanes.is_long("SELECT long")


def test_lookups_are_answered_while_long_queries_wait(make):
    readers = make(2)
    readers.run(ask(LOOKUP))
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(readers.run, ask(ENDLESS)) for _ in range(4)]
        time.sleep(0.4)
        for number in range(50):
            assert readers.run(ask(LOOKUP.replace("1", str(number)))).body == b"true"
        assert not all(one.done() for one in asked)
        assert {type(one.exception()) for one in asked} <= {QueryTimeout, QueueFull}


@pytest.mark.parametrize(("seconds", "long"), [(0.2, False), (0.8, True)])
def test_a_lookup_is_not_long_because_the_machine_is_busy(make, seconds, long):
    readers = make(1, 20)
    readers.run(ask(LOOKUP))
    (pid,) = readers.pids()
    os.kill(pid, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(1) as threads:
            asked = threads.submit(readers.run, ask(LOOKUP))
            time.sleep(seconds)
            os.kill(pid, signal.SIGCONT)
            assert asked.result().body == b"true"
    finally:
        os.kill(pid, signal.SIGCONT)
    assert readers.lanes.is_long(LOOKUP) is long
    assert readers.pids() == [pid]


def test_a_lookup_is_not_long_because_the_server_stood_still(make):
    readers = make(1, 20)
    readers.run(ask(LOOKUP))
    (pid,) = readers.pids()
    os.kill(pid, signal.SIGSTOP)
    with readers.lanes.quick(LOOKUP) as visit, ThreadPoolExecutor(1) as threads:
        turn = readers.begin(ask(LOOKUP), visit)
        assert turn
        turn.start -= 5
        answered = threads.submit(turn.finish)
        time.sleep(0.2)
        os.kill(pid, signal.SIGCONT)
        assert answered.result().body == b"true"
    assert not readers.lanes.is_long(LOOKUP)


def test_a_large_text_is_read_by_the_process(make):
    readers = make(1, 20)
    assert readers.run(ask(PADDING + LOOKUP, unread=True)).body == b"true"
    with pytest.raises(BadQuery, match="SERVICE") as refused:
        readers.run(ask(PADDING + "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", unread=True))
    assert refused.value.place == "regel 2, kolom 12"
    with pytest.raises(BadQuery, match="urn:elders"):
        readers.run(ask(PADDING + "ASK FROM <urn:elders> { ?s ?p ?o }", unread=True))
    assert readers.run(ask(PADDING + "ASK FROM <urn:g> { <urn:s1> ?p ?o }", unread=True)).body == b"true"
    with pytest.raises(BadQuery, match="kg:") as wrong:
        readers.run(ask(PADDING + "ASK { ?s kg:titel ?o }", unread=True))
    assert wrong.value.remedy.startswith("voeg bovenaan toe: PREFIX kg:")
