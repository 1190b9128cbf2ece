"""What the line itself refuses: an address or headers that are too long, and what is no HTTP."""

import json
import socket
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

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
    assert problem["type"] == "/docs#probleem-adres-te-lang"
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
