"""Which form a client gets."""

import pytest
from starlette.testclient import TestClient

from api.negotiation import HTML, JSON, JSONLD, TURTLE, choose, prefers_html

ALL = (JSON, JSONLD, TURTLE, HTML)


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/turtle", TURTLE),
        ("text/html, application/json;q=0.5", HTML),
        ("application/json;q=0.2, text/turtle;q=0.9", TURTLE),
        ("text/*;q=0.3, application/ld+json;q=0.8", JSONLD),
        ("text/html;q=0, */*", JSON),
        ("*/*;q=0.1, text/html;q=0", JSON),
        ("application/xhtml+xml", HTML),
        ("TEXT/TURTLE; charset=utf-8", TURTLE),
        ("text/turtle;q=abc", TURTLE),
        ("image/png", None),
        ("application/json;q=0", None),
        ("geen vorm, ook niet", JSON),
    ],
)
def test_the_best_liked_form_is_chosen(header: str, chosen: str | None) -> None:
    assert choose(header, ALL) == chosen


def test_a_precise_range_outweighs_a_wide_one() -> None:
    assert choose("text/*, text/turtle;q=0.1", (TURTLE, HTML)) == HTML


@pytest.mark.parametrize(
    ("header", "browser"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("*/*", False),
        ("", False),
        ("application/json, text/html", False),
        ("application/json;q=0.3, text/html", True),
    ],
)
def test_only_a_browser_prefers_pages(header: str, browser: bool) -> None:
    assert prefers_html(header) is browser


@pytest.mark.parametrize(
    "address", ["/normen", "/sparql?query=ASK%20%7B%7D", "/sparql", "/dataset", "/niveaus/9"]
)
def test_several_lines_of_accept_count_together(client: TestClient, address: str) -> None:
    lines = [("Accept", "image/png"), ("Accept", "text/csv;q=0.1"), ("Accept", "text/html")]
    answer = client.get(address, headers=lines)
    assert answer.status_code == (404 if "9" in address else 200)
    assert answer.headers["content-type"].startswith("text/html")
