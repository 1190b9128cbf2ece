"""ETags, 304 and HEAD."""

import pytest
from starlette.testclient import TestClient

from api.etag import etag_of, matches

ADDRESSES = [
    "/kwalificaties/BK-0090-2",
    "/doc/traject/115-duaal",
    "/static/stijl.css",
    "/trajecten/115/aandeel",
]


@pytest.mark.parametrize(
    ("header", "same"),
    [("", False), ('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False)],
)
def test_if_none_match(header: str, same: bool) -> None:
    assert matches(header, '"a"') is same


def test_another_form_has_another_etag() -> None:
    assert etag_of(b"{}", "application/json") != etag_of(b"{}", "application/ld+json")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("accept", ["*/*", "text/html,*/*;q=0.1", "text/turtle,*/*;q=0.1"])
def test_what_the_client_has_is_not_sent_again(client: TestClient, address: str, accept: str) -> None:
    first = client.get(address, headers={"Accept": accept})
    etag = first.headers["etag"]
    again = client.get(address, headers={"Accept": accept, "If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert etag.startswith('"')
    assert client.get(address, headers={"Accept": accept, "If-None-Match": '"oud"'}).content == first.content


@pytest.mark.parametrize("address", ["/normen", "/sparql?query=ASK%20%7B%7D", "/dumps/SHA256SUMS"])
def test_several_lines_of_if_none_match_count_together(client: TestClient, address: str) -> None:
    etag = client.get(address).headers["etag"]
    again = client.get(address, headers=[("If-None-Match", '"oud"'), ("If-None-Match", etag)])
    assert (again.status_code, again.content) == (304, b"")


def test_an_error_has_no_etag(client: TestClient) -> None:
    assert "etag" not in client.get("/niveaus/9").headers


def test_head_is_a_get_without_its_body(client: TestClient) -> None:
    head, get = client.head("/normen"), client.get("/normen")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-length"] == get.headers["content-length"]
