"""Nothing takes the service down: every hostile request gets a typed answer, one by one."""

import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from api.sending import HELD_LEAST

from .conftest import Server, start, stop

PROBLEM = "application/problem+json"
LOOKUP = "ASK { <https://w3id.org/kwalificatiegraaf/id/competentie/BK-0090-2.07> ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) "
CARTESIAN = COUNT + "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HOSTILE = {
    "cartesian": (CARTESIAN, {504}),
    "sorted": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?b ?e", {422, 504}),
    "broad": ("SELECT * { ?a ?b ?c . ?d ?e ?f }", {422, 504}),
    "path": (COUNT + "{ ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }", {422, 504}),
    "chain": (
        COUNT + "{ ?a " + "/".join(["(!<urn:x>|^!<urn:x>)"] * 12) + " ?b }",
        {422, 504},
    ),
    "elsewhere": (
        f"# {'x' * 100_000}\nSELECT * {{ SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}",
        {400},
    ),
    "huge": ("SELECT * { VALUES ?v { " + "<urn:v> " * 100_000 + "} ?s ?p ?v }", {200}),
    "values": (
        "SELECT * { " + "".join(f"VALUES ?v{n} {{ {'1 2 3 4 5 6 7 8 9 ' * 40} }} " for n in range(8)) + "}",
        {422, 504},
    ),
    "regex": (COUNT + "{ ?s ?p ?o FILTER(REGEX(STR(?o), '^(([a-z])+.)+[A-Z]([a-z])+$')) }", {200, 504}),
    "concat": (
        "SELECT (GROUP_CONCAT(?x) AS ?y) { { SELECT (GROUP_CONCAT(CONCAT(?o, ?r)) AS ?x) "
        "{ ?s ?p ?o . ?q ?t ?r } GROUP BY ?s } }",
        {422, 504},
    ),
    "deep": ("ASK " + "{" * 20_000 + "}" * 20_000, {400, 422}),
    "doubling": (
        "SELECT * { BIND('xxxxxxxxxx' AS ?v0) "
        + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
        + " }",
        {422, 504},
    ),
}


def typed(status: int, content_type: str) -> bool:
    return content_type == (PROBLEM if status >= 400 else "application/sparql-results+json")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_gets_a_typed_answer(server: Server, name: str) -> None:
    query, expected = HOSTILE[name]
    started = time.monotonic()
    answer = server.form([("query", query)])
    assert answer.status_code in expected, answer.text[:300]
    assert typed(answer.status_code, answer.headers["content-type"])
    assert time.monotonic() - started < 15  # its limit is 2 s; the rest is for a machine that does more
    assert server.ask(LOOKUP)


def test_a_query_of_ten_megabytes_is_refused(server: Server) -> None:
    answer = server.post("# " + "x" * 10_000_000 + f"\n{LOOKUP}", "application/sparql-query")
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)
    assert server.ask(LOOKUP)


def test_a_killed_worker_is_replaced(server: Server) -> None:
    assert server.ask(LOOKUP)
    old = server.children()
    assert old
    for pid in old:
        os.kill(pid, signal.SIGKILL)
    assert all(server.ask(LOOKUP) for _ in range(8))
    assert server.children()
    assert not set(server.children()) & set(old)


def test_a_query_whose_worker_is_killed_gets_a_whole_answer_or_an_error(server: Server) -> None:
    assert server.ask(LOOKUP)
    with ThreadPoolExecutor(2) as threads:
        asked = threads.submit(server.form, [("query", CARTESIAN)])
        time.sleep(0.5)
        for pid in server.children():
            os.kill(pid, signal.SIGKILL)
        assert server.ask(LOOKUP)
        answer = asked.result()
    assert answer.status_code in (503, 504)  # its time is over, or there is no place to ask it again
    assert answer.headers["content-type"] == PROBLEM


ANSWER = 7_000_000
"""Bytes of an answer to `MUCH`, at least."""
MUCH = f"SELECT (CONCAT(STR(?s), '{'x' * 730}{{}}') AS ?x) {{{{ ?s ?p ?o FILTER(isIRI(?s)) }}}} LIMIT 9000"


@pytest.fixture
def modest(tmp_path: Path) -> Iterator[Server]:
    """A server whose answers may be no larger than those that wait in it together."""
    server = start(tmp_path, query_bytes="8000000", query_workers="2")
    yield server
    stop(server)


def asking(server: Server, number: int) -> socket.socket:
    """Return a line with little room on which a large answer was asked, each another one."""
    query = MUCH.format(number)
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(20)
    line.connect(("127.0.0.1", urlsplit(server.root).port))
    line.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
    return line


def memory(server: Server, figure: str) -> int:
    """Return bytes of memory of the server itself."""
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return 1000 * int(next(line.split()[1] for line in lines if line.startswith(f"{figure}:")))


def settled(server: Server) -> int:
    """Return the memory of a server that has made itself ready."""
    assert server.ask(LOOKUP)
    found, former = memory(server, "VmRSS"), 0
    while found - former > 1_000_000:
        time.sleep(2)
        found, former = memory(server, "VmRSS"), found
    return found


def test_who_does_not_read_its_answer_costs_no_more_than_is_set_apart(modest: Server) -> None:
    before = settled(modest)
    with ExitStack() as lines:
        asked = []
        for number in range(50):
            asked.append(lines.enter_context(asking(modest, number)))
            time.sleep(0.1)
        heads = [line.recv(1500).decode("latin-1") for line in asked]
        found = Counter(head.split()[1] for head in heads)
        assert 0 < found["200"] * ANSWER < HELD_LEAST < 50 * ANSWER
        assert found["503"] == 50 - found["200"]
        assert all("retry-after: " in head.lower() for head in heads if head.split()[1] == "503")
        assert memory(modest, "VmHWM") - before < HELD_LEAST + 6 * ANSWER  # and those that were being made
        assert modest.ask(LOOKUP)
    whole = modest.get(query=MUCH.format(""))
    assert (whole.status_code, len(whole.content) > ANSWER) == (200, True)
