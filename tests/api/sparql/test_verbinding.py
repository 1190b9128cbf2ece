"""What the line itself refuses: what is too long, too slow or no HTTP, and who does not take its answer."""

import json
import socket
from collections.abc import Iterable, Iterator
from itertools import repeat
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api import verbinding
from api.sending import Pieces

from .conftest import Server

ASK = "ASK {}"
HOST = b"Host: dienst.test\r\n"


def send(server: Server, parts: Iterable[bytes]) -> bytes:
    """Send all parts on one line, and return all that comes back."""
    with socket.create_connection(("127.0.0.1", urlsplit(server.root).port), timeout=20) as line:
        for part in parts:
            line.sendall(part)
        found = bytearray()
        while part := line.recv(65_536):
            found += part
    return bytes(found)


def problem_in(answer: bytes) -> tuple[int, dict[str, Any]]:
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    assert "content-type: application/problem+json" in lines
    assert "access-control-allow-origin: *" in lines
    assert "x-content-type-options: nosniff" in lines
    assert "connection: close" in lines
    assert f"content-length: {len(body)}" in lines
    return int(lines[0].split()[1]), json.loads(body)


def padded(size: int) -> str:
    """Return a query whose escaped address is about `size` bytes long."""
    return f"# {'x' * (size - 100)}\n{ASK}"


def test_a_long_address_is_read(server: Server) -> None:
    for size in (9_000, 65_000):
        assert server.get(query=padded(size)).json()["boolean"] is True


@pytest.mark.parametrize("size", [66_000, 200_000, 2_000_000])
def test_an_address_that_is_too_long_says_to_post(server: Server, size: int) -> None:
    request = f"GET /sparql?query={quote(padded(size))} HTTP/1.1\r\n".encode() + HOST + b"\r\n"
    status, problem = problem_in(send(server, [request]))
    assert (status, problem["status"], problem["instance"]) == (414, 414, "/sparql")
    assert "POST" in problem["remedie"]
    assert problem["type"] == f"{server.root}/docs#probleem-adres-te-lang"
    assert server.post(padded(size - 1000), "application/sparql-query").json()["boolean"] is True


def endless(name: bytes) -> Iterator[bytes]:
    yield b"GET /sparql HTTP/1.1\r\n" + HOST
    yield from repeat(name + b"x" * 10_000 + b"\r\n", 100)


@pytest.mark.parametrize("name", [b"X-Veel: ", b""], ids=["many", "one"])
def test_headers_without_end_are_refused(server: Server, name: bytes) -> None:
    parts = endless(name) if name else (b"GET / HTTP/1.1\r\nX-Lang: ", *repeat(b"x" * 10_000, 100))
    status, problem = problem_in(send(server, parts))
    assert (status, problem["plaats"]) == (431, "koppen")


@pytest.mark.parametrize("request_", [b"onzin\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"])
def test_what_is_no_http_is_a_problem_too(server: Server, request_: bytes) -> None:
    status, problem = problem_in(send(server, [request_]))
    assert (status, problem["title"]) == (400, "Slechte aanvraag")
    assert problem["remedie"]


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        ([], 400),
        ([b"a.test", b"b.test"], 400),
        ([b"a.test", b"a.test"], 400),
        ([b'a b"<x>'], 400),
        ([b"a.test/pad"], 400),
        ([b""], 400),
        ([b"a.test"], 200),
        ([b"a_b.test:8000"], 200),
        ([b"[::1]:8000"], 200),
    ],
)
def test_a_request_names_one_host(server: Server, hosts: list[bytes], status: int) -> None:
    lines = b"".join(b"Host: " + host + b"\r\n" for host in hosts)
    answer = send(server, [b"GET /gezondheid HTTP/1.1\r\n" + lines + b"Connection: close\r\n\r\n"])
    assert int(answer.split()[1]) == status
    if status == 400:
        problem = problem_in(answer)[1]
        assert (problem["plaats"], problem["instance"]) == ("Host", "/gezondheid")


def test_what_came_before_http_1_1_names_no_host(server: Server) -> None:
    assert send(server, [b"GET /gezondheid HTTP/1.0\r\n\r\n"]).split()[1] == b"200"
    assert send(server, [b"GET /gezondheid HTTP/1.0\r\n" + HOST + HOST + b"\r\n"]).split()[1] == b"400"


def test_the_type_of_a_problem_is_an_address_of_the_host_that_was_named(server: Server) -> None:
    head = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    _, problem = problem_in(send(server, [head + b"zz\r\n"]))
    assert problem["type"] == "http://dienst.test/docs#probleem-slechte-aanvraag"


def test_an_unknown_method_is_not_implemented(server: Server) -> None:
    status, problem = problem_in(send(server, [b"FOO / HTTP/1.1\r\n" + HOST + b"\r\n"]))
    assert (status, problem["plaats"]) == (501, "methode")
    assert "FOO" in problem["detail"]


def test_a_broken_body_is_a_problem_and_runs_nothing(server: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
    status, _ = problem_in(send(server, [head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"]))
    assert status == 400


def test_headers_behind_a_body_have_a_limit(server: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"
    status, _ = problem_in(send(server, [head, *repeat(b"X-Na: " + b"x" * 100_000 + b"\r\n", 200)]))
    assert status == 431


def test_a_line_is_used_again_as_often_as_one_likes(server: Server) -> None:
    query = padded(30_000)
    assert all(server.get(query=query).status_code == 200 for _ in range(12))
    assert all(server.post(query, "application/sparql-query").status_code == 200 for _ in range(12))


LARGE_ANSWER = b"x" * 20_000_000


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the size of the body; at /vroeg before it came, at /groot with a large answer."""
    request = Request(scope, receive)
    if scope["path"] == "/groot":
        await Pieces(PlainTextResponse(LARGE_ANSWER))(scope, receive, send)
        return
    early = scope["path"] == "/vroeg"
    size = 0 if early else len(await request.body())
    await PlainTextResponse(str(size))(scope, receive, send)


@pytest.fixture
def hasty_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[uvicorn.Server]:
    """A server that waits 0.3 s for a head, for a body, and for who takes its answer."""
    monkeypatch.setattr(verbinding, "SEND_SECONDS", 0.3)
    monkeypatch.setattr(verbinding, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(verbinding, "BODY_SECONDS", 0.3)
    config = uvicorn.Config(
        told, host="127.0.0.1", port=0, http=verbinding.Verbinding, lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    yield server
    server.should_exit = True
    thread.join()


def port_of(server: uvicorn.Server) -> int:
    return int(server.servers[0].sockets[0].getsockname()[1])


@pytest.fixture
def hasty(hasty_server: uvicorn.Server) -> int:
    """Its port."""
    return port_of(hasty_server)


POST = b"POST /x HTTP/1.1\r\n" + HOST + b"Content-Length: 10\r\n\r\n"


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ((), None),
        ((b"GET / HT",), 408),
        ((b"GET / HTTP/1.1\r\n", HOST), 408),
        ((POST, b"12345"), 408),
        ((POST + b"1234567890",), 200),
        ((POST + b"1234567890GET / HT",), 200),
        ((POST.replace(b"/x", b"/vroeg"), b"12345"), 200),
    ],
    ids=["nothing", "address", "headers", "body", "all", "all and more", "answered early"],
)
def test_who_sends_too_slowly_is_not_waited_for(
    hasty: int, parts: tuple[bytes, ...], status: int | None
) -> None:
    with socket.create_connection(("127.0.0.1", hasty), timeout=20) as line:
        start, found = monotonic(), bytearray()
        for part in parts:
            line.sendall(part)
        while part := line.recv(65_536):
            found += part
    assert monotonic() - start < 10
    assert (int(found.split()[1]) if found else None) == status
    if status == 408:
        assert problem_in(bytes(found))[1]["plaats"] == "verbinding"


def drip(line: socket.socket) -> None:
    """Send a header every now and then, for a long time."""
    line.sendall(b"GET / HTTP/1.1\r\n")
    for _ in range(400):
        line.sendall(b"X: y\r\n")
        sleep(0.05)


def test_who_drips_is_not_waited_for_either(hasty: int) -> None:
    line = socket.create_connection(("127.0.0.1", hasty), timeout=20)
    with line, pytest.raises(OSError, match=r"reset|pipe"):
        drip(line)


def asking_for_much(port: int, more: bytes = b"", room: int = 4096) -> socket.socket:
    """Return a line on which the large answer comes, and that has room for so many bytes of it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    line.settimeout(20)
    line.connect(("127.0.0.1", port))
    line.sendall(b"GET /groot HTTP/1.1\r\n" + HOST + more + b"\r\n")
    return line


def open_lines(server: uvicorn.Server) -> int:
    return len(server.server_state.connections)


@pytest.mark.parametrize("more", [b"", b"Connection: close\r\n"], ids=["kept", "closing"])
def test_who_takes_nothing_is_cut_off(hasty_server: uvicorn.Server, more: bytes) -> None:
    with asking_for_much(port_of(hasty_server), more):
        until = monotonic() + 10
        while not open_lines(hasty_server) and monotonic() < until:
            sleep(0.01)
        while open_lines(hasty_server) and monotonic() < until:
            sleep(0.05)
        assert not open_lines(hasty_server)


def test_who_takes_too_little_every_time_is_cut_off(hasty_server: uvicorn.Server) -> None:
    with asking_for_much(port_of(hasty_server)) as line:
        assert line.recv(1000)
        until = monotonic() + 10
        while open_lines(hasty_server) and monotonic() < until:
            assert line.recv(1000)
            sleep(0.02)
        assert not open_lines(hasty_server)


def test_who_takes_a_little_every_time_gets_all_of_it(hasty: int) -> None:
    with asking_for_much(hasty, b"Connection: close\r\n", 200_000) as line:
        size, start = 0, monotonic()
        while part := line.recv(200_000):
            size += len(part)
            sleep(0.05 if monotonic() - start < 2 else 0)
    assert size > len(LARGE_ANSWER)
