"""gzip: text is packed for who takes it, with an ETag of its own; all else goes as it is."""

import gzip
from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from api.naslag import EXAMPLES
from api.packing import SMALL, is_text, takes_gzip

ADDRESSES = {
    "/kwalificaties?size=100": "application/json",
    "/kwalificaties": "text/html",
    "/trajecten/115-duaal": "application/ld+json",
    "/doc/traject/115-duaal": "text/turtle",
    "/ns": "application/rdf+xml",
    "/graph/normen": "application/n-triples",
    "/ldes/laatste": "application/trig",
    "/sparql/voorbeelden": "text/turtle",
    "/sparql": "text/turtle",
    "/sparql?query=SELECT%20*%20{?s%20?p%20?o}LIMIT%20100": "text/csv",
    "/vragen/dagpatronen?formaat=csv": "*/*",
    "/openapi.json": "*/*",
    "/static/stijl.css": "*/*",
    "/static/favicon.svg": "*/*",
}
UNPACKED = (
    "/trajecten/115-duaal/excel",
    "/dumps/kwalificatiegraaf.ttl.gz",
    "/dumps/SHA256SUMS",
    "/niveaus/1",
)


def ask(client: TestClient, address: str, accept: str = "*/*", **headers: str) -> httpx2.Response:
    given = {"Accept": accept, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.get(address, headers=given)


def raw(client: TestClient, address: str, accept: str, **more: str) -> tuple[Mapping[str, str], bytes]:
    """Return headers and body as they come over the line."""
    headers = {"Accept": accept, "Accept-Encoding": "gzip", **more}
    with client.stream("GET", address, headers=headers) as answer:
        return answer.headers, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip, deflate", True),
        ("br;q=1, GZIP;q=0.5", True),
        ("*", True),
        ("*;q=0, gzip", True),
        ("gzip;q=0, *", False),
        ("gzip;q=0.000", False),
        ("identity", False),
        ("", False),
    ],
)
def test_who_takes_gzip(header: str, taken: bool) -> None:
    assert takes_gzip(header) is taken


@pytest.mark.parametrize(
    "kind", ["text/event-stream", "application/gzip", "image/png", "application/zip", ""]
)
def test_what_is_not_packed(kind: str) -> None:
    assert not is_text(kind)


@pytest.mark.parametrize(("address", "accept"), ADDRESSES.items())
def test_text_is_packed_and_stays_the_same(client: TestClient, address: str, accept: str) -> None:
    plain = ask(client, address, accept, Accept_Encoding="identity")
    headers, body = raw(client, address, accept)
    assert "content-encoding" not in plain.headers
    assert {"accept-encoding"} <= {one.strip().lower() for one in plain.headers["vary"].split(",")}
    assert headers["vary"] == plain.headers["vary"]
    if len(plain.content) < SMALL:
        assert body == plain.content
        return
    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(body) < len(plain.content)
    assert gzip.decompress(body) == plain.content


@pytest.mark.parametrize(("address", "accept"), ADDRESSES.items())
def test_each_encoding_has_its_etag_and_its_304(client: TestClient, address: str, accept: str) -> None:
    plain = ask(client, address, accept, Accept_Encoding="identity")
    packed = ask(client, address, accept, Accept_Encoding="gzip")
    etags = plain.headers["etag"], packed.headers["etag"]
    assert (etags[0] != etags[1]) is (etags[0][0] == '"' and "content-encoding" in packed.headers)
    for encoding, answer in (("identity", plain), ("gzip", packed)):
        known = {"Accept_Encoding": encoding, "If_None_Match": answer.headers["etag"]}
        again = ask(client, address, accept, **known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == answer.headers["etag"]
        assert "accept-encoding" in again.headers["vary"].lower()
        assert "content-encoding" not in again.headers


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("address", ["/kwalificaties?size=100", "/static/stijl.css"])
def test_head_says_what_get_would(client: TestClient, address: str, encoding: str) -> None:
    asked: Any = {"Accept-Encoding": encoding}
    head, get = client.head(address, headers=asked), client.get(address, headers=asked)
    assert head.content == b""
    for name in ("etag", "content-length", "content-type", "vary"):
        assert head.headers[name] == get.headers[name], name
    assert head.headers.get("content-encoding") == get.headers.get("content-encoding")


@pytest.mark.parametrize("address", UNPACKED)
def test_other_answers_are_not_packed(client: TestClient, address: str) -> None:
    headers, body = raw(client, address, "*/*")
    assert "content-encoding" not in headers
    assert body


def test_a_part_of_a_file_is_a_part_of_the_file_itself(client: TestClient) -> None:
    whole = ask(client, "/static/stijl.css", Accept_Encoding="identity")
    part = ask(client, "/static/stijl.css", Accept_Encoding="gzip", Range="bytes=5-9")
    assert (part.status_code, part.content) == (206, whole.content[5:10])
    assert "content-encoding" not in part.headers
    packed = ask(client, "/static/stijl.css", Accept_Encoding="gzip")
    assert "accept-ranges" not in packed.headers
    mixed = ask(client, "/static/stijl.css", Range="bytes=5-9", If_Range=packed.headers["etag"])
    assert (mixed.status_code, mixed.content) == (200, whole.content)


def test_the_answer_to_a_body_and_an_error_are_packed_too(client: TestClient) -> None:
    answer = client.post("/trajecten/bouw", json=EXAMPLES["/trajecten/bouw"])
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["gegevens"]
    unknown = client.get(f"/vragen/{'x' * SMALL}", headers={"Accept": "application/json"})
    assert (unknown.status_code, unknown.headers["content-encoding"]) == (404, "gzip")
    assert unknown.json()["status"] == 404


def test_two_lines_of_the_same_header_are_one_list(client: TestClient) -> None:
    headers = [("Accept", "application/json"), ("Accept-Encoding", "br"), ("Accept-Encoding", "gzip")]
    answer = client.get("/normen", headers=headers)
    assert answer.headers["content-encoding"] == "gzip"
