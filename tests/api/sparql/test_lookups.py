"""The process that answers on lent lines, in parts: what it reads as the same request, and what it sends."""

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sparql.lending import Frame, Habit, frame_of
from api.sparql.lookups import BACK, OTHER, SLOW, UNFIT, Desk, Strange, Unanswered, unquoted
from kwalificatiegraaf.store.template import template_of

HEAD = b"HTTP/1.1 200 OK\r\nserver: uvicorn\r\n"
QUERY = 'ASK { ?s ?p "een" }'


def post(query: str, kind: str = "application/x-www-form-urlencoded") -> bytes:
    body = f"query={quote_plus(query)}".encode() if "form" in kind else query.encode()
    about = f"Host: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"POST /sparql HTTP/1.1\r\n{about}\r\n".encode() + body


class Process:
    """A desk with one line: `client` is the end of whoever asks, `server` hears what goes back."""

    def __init__(self, answer: Any) -> None:
        self.server, control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.client, self.theirs = socket.socketpair()
        self.theirs.setblocking(False)
        self.asked: list[str] = []
        self.answer = answer
        self.desk = Desk(control, lambda _: self.look_up)
        frame = frame_of(post(QUERY))
        assert frame
        lease = {
            "number": 7,
            "kind": frame.kind,
            "before": frame.before.decode(),
            "after": frame.after.decode(),
            "pattern": template_of(QUERY),
            "head": HEAD.decode(),
            "rows": "text/csv",
            "triples": None,
            "base": "http://x/",
            "bytes": 0,
            "key": None,
            "packing": None,
        }
        socket.send_fds(self.server, [json.dumps(lease).encode()], [self.theirs.fileno()])
        self.desk._take()

    def look_up(self, query: str) -> bytes:
        self.asked.append(query)
        found = self.answer(query)
        assert isinstance(found, bytes)
        return found

    def turn(self) -> None:
        for line in list(self.desk.lines.values()):
            self.desk._serve(line)

    @property
    def back(self) -> tuple[int, int, int, bytes] | None:
        """What went back: number, requests answered, why, and what could not be sent."""
        self.server.setblocking(False)
        try:
            said = self.server.recv(1 << 20)
        except BlockingIOError:
            return None
        return *BACK.unpack_from(said), said[BACK.size :]

    def close(self) -> None:
        for line in self.desk.lines.values():
            line.socket.close()
        self.desk.poll.close()
        for one in (self.server, self.desk.control, self.client, self.theirs):
            one.close()


@pytest.fixture
def process(request: pytest.FixtureRequest) -> Iterator[Process]:
    found = Process(getattr(request, "param", lambda _: b"{}"))
    yield found
    found.close()


def test_a_request_in_parts_is_answered_once_it_is_whole(process: Process) -> None:
    whole = post('ASK { ?s ?p "caf\u00e9 & = %" }')
    for at in range(len(whole)):
        process.turn()
        assert process.asked == []
        process.client.send(whole[at : at + 1])
    process.turn()
    assert process.asked == ['ASK { ?s ?p "caf\u00e9 & = %" }']
    answer = process.client.recv(1 << 16)
    assert answer.startswith(HEAD + b"date: ")
    assert answer.endswith(b" GMT\r\ncontent-length: 2\r\n\r\n{}")
    assert process.back is None


STRANGE = {
    "another head": post(QUERY).replace(b"Host: x", b"Host: y"),
    "another method": b"GET /sparql HTTP/1.1\r\n\r\n",
    "another query": post("ASK { ?s ?p ?o }"),
    "a second parameter": post(QUERY).replace(b"query=", b"base=x&query="),
    "more than one": post(QUERY) + b"P",
    "no UTF-8": post('ASK { ?s ?p "xxx" }').replace(b"xxx", b"%ff"),
    "a length that is no number": post(QUERY).replace(b"Content-Length: ", b"Content-Length: +"),
    "a length that is too long": post(QUERY).replace(b"Content-Length: ", b"Content-Length: 1000"),
    "another server": post('ASK { ?s ?p "SERVICE <urn:x> {}" }'),
    "a large one": post(f'ASK {{ ?s ?p "{"x" * 20_000}" }}'),
}


@pytest.mark.parametrize("name", STRANGE)
def test_anything_else_stays_on_the_line_and_goes_back(process: Process, name: str) -> None:
    process.client.send(STRANGE[name])
    process.turn()
    assert process.asked == []
    assert process.back == (7, 0, OTHER, b"")
    assert process.theirs.recv(1 << 16) == STRANGE[name]


def test_a_line_goes_back_when_the_client_has_gone(process: Process) -> None:
    process.client.send(post(QUERY))
    process.turn()
    process.client.shutdown(socket.SHUT_RDWR)
    process.turn()
    assert process.back == (7, 1, OTHER, b"")


def _refuse(_: str) -> bytes:
    raise Unanswered


@pytest.mark.parametrize("process", [_refuse], indirect=True)
def test_what_has_no_answer_here_is_still_there_for_the_server(process: Process) -> None:
    process.client.send(post(QUERY))
    process.turn()
    assert process.back == (7, 0, UNFIT, b"")
    assert process.theirs.recv(1 << 16) == post(QUERY)


@pytest.mark.parametrize("process", [lambda _: b"x" * 60_000], indirect=True)
def test_what_the_line_does_not_take_at_once_goes_back_to_be_sent(process: Process) -> None:
    process.theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
    process.theirs.send(b"earlier")
    process.client.send(post(QUERY))
    process.turn()
    process.turn()
    back = process.back
    assert back is not None
    number, used, why, rest = back
    assert (number, used, why) == (7, 1, OTHER)
    assert rest
    sent = process.client.recv(1 << 20)
    assert len(sent + rest) == len("earlier" + "content-length: 60000\r\n\r\n") + len(HEAD) + 37 + 60_000
    assert (sent + rest).endswith(b"content-length: 60000\r\n\r\n" + b"x" * 60_000)
    with pytest.raises(BlockingIOError):
        process.theirs.recv(1)


def _work(_: str) -> bytes:
    return str(sum(range(8_000_000))).encode()


@pytest.mark.parametrize("process", [_work], indirect=True)
def test_a_line_whose_query_took_long_goes_back_with_its_answer(process: Process) -> None:
    process.client.send(post(QUERY))
    process.turn()
    assert process.back == (7, 1, SLOW, b"")
    assert process.client.recv(1 << 16).endswith(b"31999996000000")


@given(st.text(), st.sampled_from(["", "~", " %=+&_-.?/"]))
def test_escapes_are_those_of_a_form(text: str, safe: str) -> None:
    for written in (quote_plus(text), quote(text), quote(text, safe=safe.replace("&", "").replace("%", ""))):
        assert unquoted(written.encode()) == unquote_plus(written)
    assert unquoted(quote_plus(text).lower().encode()) == unquote_plus(quote_plus(text).lower())


@pytest.mark.parametrize("value", [b"a%", b"a%4", b"a%zz", b"a\r\nb", b"a&b=c", b"%\n"])
def test_escapes_that_break_the_rules_are_for_the_server(value: bytes) -> None:
    with pytest.raises(Strange):
        unquoted(value)


def test_frames_are_what_stands_around_a_query() -> None:
    get = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"
    assert frame_of(get) == Frame("address", b"GET /sparql?query=", b" HTTP/1.1\r\nHost: x\r\n\r\n")
    frame = frame_of(post(QUERY, "application/sparql-query; charset=utf-8"))
    assert frame
    assert frame.kind == "query"
    assert frame.before.endswith(b"Content-Length: ")
    for strange in (
        get.replace(b"ASK", b"ASK&default-graph-uri=x"),
        get.replace(b"1.1", b"1.0"),
        get.replace(b"\r\n\r\n", b"\r\nIf-None-Match: *\r\n\r\n"),
        get.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),
        get.replace(b"\r\n\r\n", b"\r\nAuthorization: Bearer x\r\n\r\n"),
        get.replace(b"\r\n\r\n", b"\r\nContent-Length: 2\r\n\r\nxx"),
        get.replace(b"GET", b"HEAD"),
        post(QUERY).replace(b"/sparql", b"/sparql?query=ASK{}"),
        post(QUERY).replace(b"Content-Length", b"Content-Length: 1\r\nContent-Length"),
        post(QUERY).replace(b"Content-Length", b"Transfer-Encoding: chunked\r\nContent-Length"),
        post(QUERY).replace(b"Content-Length", b"Expect: 100-continue\r\nContent-Length"),
        b"NONSENS",
    ):
        assert frame_of(strange) is None, strange


def test_a_line_that_comes_back_at_once_is_lent_later() -> None:
    frame, habit = Frame("form", b"a", b"b"), Habit()
    one, two, other = 'ASK { ?s ?p "1" }', 'ASK { ?s ?p "2" }', 'ASK { ?s ?q "1" }'
    assert [habit.note(frame, query) for query in (one, two, one)] == [None, None, template_of(two)]
    assert [habit.note(frame, query) for query in (other, one, other)] == [None, None, None]
    assert [habit.note(None, query) for query in (other, other, other)] == [None, None, None]
    for needed in (2, 4):
        habit.returned(0)
        assert [bool(habit.note(frame, one)) for _ in range(needed + 2)] == [False] * (needed + 1) + [True]
    habit.returned(50)
    assert [bool(habit.note(frame, one)) for _ in range(3)] == [False, False, True]
