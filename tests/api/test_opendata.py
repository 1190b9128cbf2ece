"""CORS: apps of other sites read everything and compute; a browser lends nobody a secret to write with."""

import asyncio
import json
import re

import pytest
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from starlette.types import Message

from tools.generate_openapi import TARGET

PATHS = json.loads(TARGET.read_text(encoding="utf-8"))["paths"]
ADDRESSES = (
    *("/", "/docs", "/openapi.json", "/static/stijl.css", "/vragen", "/vragen/dagpatronen", "/kwalificaties"),
    *("/competenties/BK-0090-2.07", "/trajecten/115-duaal", "/normen", "/statistieken", "/sparql/termen"),
    *("/dumps", "/dumps/SHA256SUMS", "/ldes", "/ns", "/graph/normen", "/id/competentie/BK-0090-2.07"),
    *(
        "/doc/competentie/BK-0090-2.07",
        "/dataset",
        "/.well-known/void",
        "/sparql",
        "/sparql?query=ASK%20%7B%7D",
    ),
)
ERRORS = ("/bestaat-niet", "/niveaus/9", "/kwalificaties?nivau=3", "/sparql?query=onzin", "/taken/geen-taak")


@pytest.mark.parametrize("address", [*ADDRESSES, *ERRORS])
def test_every_answer_may_be_read_by_other_sites(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"Origin": "https://app.test"})
    assert (answer.status_code >= 400) is (address in ERRORS)
    assert answer.headers["access-control-allow-origin"] == "*"
    seen = {one.strip().lower() for one in answer.headers["access-control-expose-headers"].split(",")}
    assert seen >= {"etag", "link", "content-range", "location", "retry-after", "content-disposition"}
    assert "access-control-allow-credentials" not in answer.headers


def test_what_the_client_has_may_be_read_too(client: TestClient) -> None:
    etag = client.get("/normen").headers["etag"]
    again = client.get("/normen", headers={"Origin": "https://app.test", "If-None-Match": etag})
    assert (again.status_code, again.headers["access-control-allow-origin"]) == (304, "*")


@pytest.mark.parametrize("path", PATHS)
def test_every_address_answers_a_preflight_with_its_methods(client: TestClient, path: str) -> None:
    asked = {"Origin": "https://app.test", "Access-Control-Request-Method": "GET"}
    answer = client.options(re.sub(r"{\w+}", "x", path), headers=asked)
    methods = answer.headers["access-control-allow-methods"].split(", ")
    assert (answer.status_code, answer.content) == (204, b"")
    assert {one.upper() for one in PATHS[path]} <= set(methods)
    assert answer.headers["allow"] == answer.headers["access-control-allow-methods"]
    sent = {one.strip().lower() for one in answer.headers["access-control-allow-headers"].split(",")}
    assert sent >= {"accept", "authorization", "content-type", "if-none-match", "prefer", "range"}
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(("method", "status"), [("OPTIONS", 204), ("GET", 404)])
def test_the_server_itself_takes_what_any_address_takes(app: FastAPI, method: str, status: int) -> None:
    """`OPTIONS *` asks about the server; no other method has that address."""
    scope = {"type": "http", "method": method, "path": "*", "raw_path": b"*", "query_string": b""}
    scope |= {"headers": [], "http_version": "1.1", "scheme": "http", "server": ("x", 80), "root_path": ""}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == status
    allowed = Headers(raw=sent[0]["headers"]).get("allow")
    assert allowed == ("GET, HEAD, POST, DELETE, OPTIONS" if method == "OPTIONS" else None)


def test_an_address_without_a_route_has_no_methods(client: TestClient) -> None:
    assert client.options("/bestaat-niet").status_code == 404


def test_nothing_sets_a_cookie(client: TestClient) -> None:
    assert [one for one in ADDRESSES if "set-cookie" in client.get(one).headers] == []
