"""Lines that are lent: their answers are those of the server, and whatever happens to them loses nothing."""

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import pytest

from .conftest import ONE, Server, start, stop

PREFIX = "PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#>\n"
LOOKUP = (
    PREFIX + 'SELECT ?k ?niveau WHERE {{ VALUES ?code {{ "{}" }} ?k kg:code ?code ; kg:vksNiveau ?niveau }}'
)
DESCRIBE = "DESCRIBE ?s WHERE {{ VALUES ?code {{ '{}' }} ?s ?p ?code }}"
NODES = "SELECT ?s WHERE {{ VALUES ?code {{ '{}' }} ?k ?p ?code . ?s ?q ?o FILTER(isBlank(?s)) }} LIMIT 20"
CODES = ("BK-0090-2", "BK-0082-2", "BK-0285-4", "bestaat-niet", "caf\u00e9 % & + = #")
JSON = "application/sparql-results+json"
ACCEPT = f"Host: dienst.test\r\nAccept: {JSON}\r\n"


class Client:
    """One line, written by hand: what goes over it is exactly what a test says."""

    def __init__(self, server: Server, headers: str = ACCEPT, receive: int | None = None) -> None:
        self.line = socket.socket()
        if receive:
            self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        self.line.settimeout(20)
        self.line.connect(("127.0.0.1", urlsplit(server.root).port))
        self.headers = headers
        self.ahead = b""

    def get(self, query: str) -> bytes:
        return f"GET /sparql?query={quote(query)} HTTP/1.1\r\n{self.headers}\r\n".encode()

    def form(self, query: str) -> bytes:
        return self._post("application/x-www-form-urlencoded", f"query={quote_plus(query)}".encode())

    def body(self, query: str) -> bytes:
        return self._post("application/sparql-query", query.encode())

    def _post(self, kind: str, body: bytes) -> bytes:
        about = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        return f"POST /sparql HTTP/1.1\r\n{self.headers}{about}\r\n".encode() + body

    def ask(self, request: bytes) -> tuple[dict[str, str], bytes]:
        self.line.sendall(request)
        return self.read()

    def read(self) -> tuple[dict[str, str], bytes]:
        """Return the headers of the next answer, with its status as `status`, and its body."""
        while b"\r\n\r\n" not in self.ahead:
            self._more()
        head, _, self.ahead = self.ahead.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        size = 0 if status.split()[1] == "304" else int(headers["content-length"])
        while len(self.ahead) < size:
            self._more()
        body, self.ahead = self.ahead[:size], self.ahead[size:]
        return {**headers, "status": status.split()[1]}, body

    def _more(self) -> None:
        part = self.line.recv(65_536)
        if not part:
            raise EOFError("the line ended")
        self.ahead += part


Dial = Callable[..., Client]


@pytest.fixture
def dial() -> Iterator[Dial]:
    """Open lines, and close them all."""
    opened: list[Client] = []

    def call(*arguments: Any, **options: Any) -> Client:
        opened.append(Client(*arguments, **options))
        return opened[-1]

    yield call
    for one in opened:
        one.line.close()


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    """Let the server itself do nothing for a while: who answers now is the other process."""
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


def lent(server: Server, client: Client, request: Callable[[str], bytes], query: str = LOOKUP) -> None:
    """Ask until the line is lent: until an answer comes while the server stands still."""
    end = monotonic() + 20
    while monotonic() < end:
        for code in CODES[:3]:
            assert client.ask(request(query.format(code)))[0]["status"] == "200"
        with stopped(server):
            client.line.settimeout(0.3)
            try:
                client.ask(request(query.format(CODES[0])))
                return
            except TimeoutError:
                pass
            finally:
                client.line.settimeout(20)
        assert client.read()[0]["status"] == "200"
    raise AssertionError("the line was never lent")


def forget_date(answer: tuple[dict[str, str], bytes]) -> tuple[dict[str, str], bytes]:
    return {name: value for name, value in answer[0].items() if name != "date"}, answer[1]


@pytest.mark.parametrize("way", ["get", "form", "body"])
@pytest.mark.parametrize("extra", ["", "Accept-Encoding: gzip\r\n"])
@pytest.mark.parametrize("query", [LOOKUP, NODES, DESCRIBE])
def test_answers_on_a_lent_line_are_those_of_the_server(
    server: Server, way: str, extra: str, query: str, dial: Dial
) -> None:
    accept = ACCEPT if query != DESCRIBE else "Host: dienst.test\r\nAccept: application/n-triples\r\n"
    client = dial(server, accept + extra)
    request: Callable[[str], bytes] = getattr(client, way)
    lent(server, client, request, query)
    for code in (*CODES, "BK-0090-2"):
        with stopped(server):
            mine = client.ask(request(query.format(code)))
        theirs = dial(server, accept + extra).ask(request(query.format(code)))
        assert mine[0]["date"].endswith(" GMT")
        assert list(mine[0])[-1] == "status"
        assert forget_date(mine)[0] == {**forget_date(theirs)[0]}
        assert sorted(mine[1].splitlines()) == sorted(theirs[1].splitlines())
        assert ("etag" in mine[0]) == (way == "get")


@pytest.mark.parametrize("accept", ["application/xml", "application/sparql-results+xml"])
def test_no_line_is_lent_for_what_is_judged_after_it_is_written(
    server: Server, dial: Dial, accept: str
) -> None:
    ready = dial(server)
    lent(server, ready, ready.get)
    client = dial(server, f"Host: dienst.test\r\nAccept: {accept}\r\n")
    for code, status in [*((code, "200") for code in CODES), ("\x01", "400")]:
        assert client.ask(client.get(f"SELECT * {{ VALUES ?c {{ '{code}' }} }}"))[0]["status"] == status


def test_anything_else_on_a_lent_line_is_answered_by_the_server(server: Server, dial: Dial) -> None:
    client = dial(server)
    other = b"GET /gezondheid HTTP/1.1\r\nHost: dienst.test\r\n\r\n"
    lent(server, client, client.get)
    assert client.ask(other)[0]["content-type"] == "application/json"
    lent(server, client, client.get)
    known, _ = client.ask(client.get(LOOKUP.format("BK-0090-2")))
    again = client.get(LOOKUP.format("BK-0090-2"))[:-2] + f"If-None-Match: {known['etag']}\r\n\r\n".encode()
    assert client.ask(again)[0]["status"] == "304"
    lent(server, client, client.get)
    assert client.ask(client.get(LOOKUP.format("x") + " LIMIT"))[0]["status"] == "400"
    lent(server, client, client.get)
    assert client.ask(client.get(LOOKUP.format("x").replace("kg:vksNiveau", "kg:code")))[0]["status"] == "200"
    lent(server, client, client.form)
    assert (
        client.ask(client.form('ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p "x" } }'))[0]["status"] == "400"
    )
    assert client.ask(b"NONSENS\r\n\r\n")[0]["status"] == "400"


HIDDEN = {
    "in an escaped name": (
        r"PREFIX e: <urn:> SELECT ?o {{ {{ ?s e:a\'b ?y . ?y ?z1 '{}' }} }}",
        "?y }} UNION {{ SERVICE <{}> {{ ?s ?p ?o }} }} UNION {{ ?s ?q ",
    ),
    "behind less than": (
        "SELECT ?o {{ ?s ?p ?o FILTER(?a<'k'&&'l'>?b || ?a = '{}' || ?a = 'y') }} LIMIT 1",
        ") SERVICE <{}> {{ ?s ?p ?o }} FILTER(?a = ",
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_no_line_is_a_way_to_another_server(server: Server, dial: Dial, name: str, way: str) -> None:
    """The words may be answered, where they are a text; nothing is asked of the other server."""
    query, code = HIDDEN[name]
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        client = dial(server)
        request: Callable[[str], bytes] = getattr(client, way)
        for number in range(6):
            client.ask(request(query.format(f"x{number}")))
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/x"
        hidden = query.format(code.format(address))
        answers = [client.ask(request(text))[0]["status"] for text in (hidden, hidden.replace("<'k'", "<'"))]
        assert set(answers) <= {"200", "400"}
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


@pytest.mark.parametrize("raw", [b"#", b"\t", b"\x01", b"\x7f", "\u00e9".encode()])
def test_an_address_with_raw_characters_is_refused_as_everywhere(
    server: Server, dial: Dial, raw: bytes
) -> None:
    client = dial(server)
    lent(server, client, client.get)
    strange = client.get(LOOKUP.format("RAW")).replace(b"RAW", raw)
    assert client.ask(strange)[0]["status"] == dial(server).ask(strange)[0]["status"] == "400"


def test_a_value_that_looks_like_what_changes_has_the_etag_of_the_server(server: Server, dial: Dial) -> None:
    client = dial(server)
    lent(server, client, client.get)
    request = client.get(LOOKUP.format("NOW"))
    assert client.ask(request)[0]["etag"] == dial(server).ask(request)[0]["etag"]
    lent(server, client, client.get)


def test_several_requests_at_once_and_half_ones(server: Server, dial: Dial) -> None:
    client = dial(server)
    lent(server, client, client.form)
    one, two = client.form(LOOKUP.format("BK-0090-2")), client.form(LOOKUP.format("BK-0285-4"))
    client.line.sendall(one + two + one)
    answers = [client.read()[1] for _ in range(3)]
    assert b"BK-0090-2" in answers[0]
    assert b"BK-0285-4" in answers[1]
    assert answers[0] == answers[2]
    lent(server, client, client.form)
    for cut in (1, 40, len(one) - 1):
        client.line.sendall(one[:cut])
        sleep(0.05)
        with stopped(server):
            assert client.ask(one[cut:])[1] == answers[0]
    client.line.sendall(one[:70])
    sleep(3.5)  # longer than a line stays lent without a request
    assert client.ask(one[70:])[1] == answers[0]


def test_a_line_that_ends_is_let_go(server: Server, dial: Dial) -> None:
    client = dial(server)
    lent(server, client, client.get)
    held = len(_sockets(server.process.pid))
    client.line.close()
    end = monotonic() + 10
    while len(_sockets(server.process.pid)) >= held and monotonic() < end:
        sleep(0.02)
    assert len(_sockets(server.process.pid)) < held


def _sockets(pid: int) -> list[Path]:
    found: list[Path] = []
    for fd in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # closed since
            found += [fd] if str(fd.readlink()).startswith("socket:") else []
    return found


def test_a_process_that_is_killed_loses_no_request(server: Server, dial: Dial) -> None:
    client = dial(server)
    lent(server, client, client.get)
    for pid in server.lookups():
        os.kill(pid, signal.SIGKILL)
    assert client.ask(client.get(LOOKUP.format("BK-0090-2")))[0]["status"] == "200"
    lent(server, client, client.get)


def test_a_query_that_turns_out_long_ends_as_everywhere(server: Server, dial: Dial) -> None:
    query = "SELECT (COUNT(*) AS ?n) {{ VALUES ?p {{ <{}> }} ?a ?p ?b . ?c ?p ?d . ?e ?p ?f }}"
    client, other = dial(server), dial(server)
    client_query = query.replace("{}", "urn:geen-{}")
    lent(server, client, client.get, client_query)
    lent(server, other, other.get)
    slow = query.format("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    headers, body = client.ask(client.get(slow))
    assert headers["status"] == "504", body
    assert json.loads(body)["detail"].startswith("De vraag duurde langer dan 2 s")
    assert other.ask(other.get(LOOKUP.format("BK-0090-2")))[0]["status"] == "200"
    assert client.ask(client.get(client_query.format("x")))[0]["status"] == "200"


def test_an_answer_that_does_not_fit_the_line_comes_whole(server: Server, dial: Dial) -> None:
    query = "SELECT * WHERE {{ VALUES ?p {{ <{}> }} ?s ?p ?o }} LIMIT 130"
    client = dial(server, receive=4_096)
    lent(server, client, client.get, query)
    for _ in range(2):
        client.line.sendall(client.get(query.format("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")))
        sleep(0.3)
        headers, body = client.read()
        assert 30_000 < int(headers["content-length"]) < 50_000
        assert len(json.loads(body)["results"]["bindings"]) == 130
    assert client.ask(client.get(query.format("urn:geen")))[0]["status"] == "200"


def test_a_lent_line_sees_what_was_written(writable: Server, dial: Dial) -> None:
    query = f"ASK {{{{ GRAPH <{ONE}> {{{{ ?s <urn:zegt> '{{}}' }}}} }}}}"
    client = dial(writable)
    for round in range(3):
        lent(writable, client, client.get, query)
        assert b"false" in client.ask(client.get(query.format(f"nieuw {round}")))[1]
        added = f"<urn:s> <urn:zegt> 'nieuw {round}'"
        assert writable.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ {added} }} }}").status_code == 204
        assert b"true" in client.ask(client.get(query.format(f"nieuw {round}")))[1]
    writable.update(f"DELETE WHERE {{ GRAPH <{ONE}> {{ <urn:s> <urn:zegt> ?o }} }}")


def test_the_process_is_ready_before_somebody_needs_it(tmp_path: Path) -> None:
    server = start(tmp_path, query_workers="1")
    try:
        end = monotonic() + 20
        while not server.lookups() and monotonic() < end:
            sleep(0.05)
        assert len(server.lookups()) == 1
    finally:
        stop(server)


def test_where_queries_are_counted_no_line_is_lent(tmp_path: Path, dial: Dial) -> None:
    server = start(tmp_path, query_rate="60", query_workers="1")
    try:
        client = dial(server)
        statuses = [client.ask(client.get(LOOKUP.format(f"x{n}")))[0]["status"] for n in range(80)]
        assert statuses == ["200"] * 60 + ["429"] * 20
        assert server.lookups() == []
    finally:
        stop(server)


def test_a_server_with_lent_lines_ends_as_soon_as_others(tmp_path: Path, dial: Dial) -> None:
    server = start(tmp_path, query_workers="1")
    client = dial(server)
    lent(server, client, client.get)
    processes = server.lookups()
    begin = monotonic()
    server.client.close()
    server.process.terminate()
    assert server.process.wait(20) in (0, -signal.SIGTERM)
    assert monotonic() - begin < 4
    with pytest.raises((EOFError, ConnectionError)):
        client.ask(client.get(LOOKUP.format("x")))
    assert processes
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)
    assert "Traceback" not in (tmp_path / "serve.log").read_text()


def test_the_process_ends_with_a_server_that_is_killed(tmp_path: Path, dial: Dial) -> None:
    server = start(tmp_path, query_workers="1")
    client = dial(server)
    lent(server, client, client.get)
    processes = server.lookups()
    server.process.kill()
    server.process.wait()
    end = monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in processes) and monotonic() < end:
        sleep(0.02)
    assert processes
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)
    server.client.close()


def test_with_a_log_of_requests_no_line_is_lent(tmp_path: Path, dial: Dial) -> None:
    server = start(tmp_path, query_workers="1", options=("--verzoeken",))
    try:
        client = dial(server)
        for _ in range(5):
            client.ask(client.get(LOOKUP.format("x")))
        sleep(0.5)
        for _ in range(5):
            client.ask(client.get(LOOKUP.format("x")))
        assert server.lookups() == []
        assert (tmp_path / "serve.log").read_text().count("GET /sparql?query=") == 10
    finally:
        stop(server)
