"""Corners of the standards: quality values, preconditions, what a form cannot hold, errors of updates."""

import pytest

from .conftest import Server

ROWS = "SELECT ?s { ?s ?p ?o } LIMIT 2"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/html;q=0.1, application/sparql-results+json", "application/sparql-results+json"),
        ("text/html;q=0.5, text/csv", "text/csv"),
        (BROWSER, "text/html"),
    ],
)
def test_quality_values_count_for_the_page_too(server: Server, accept: str, form: str) -> None:
    assert server.get(accept, query=ROWS).headers["content-type"].startswith(form)


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/dataset"])
@pytest.mark.parametrize("form", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_a_description_keeps_its_etag(server: Server, path: str, form: str) -> None:
    first, second = (
        server.client.get(f"{server.root}{path}", headers={"Accept": form}).headers["etag"] for _ in range(2)
    )
    assert first == second
    again = server.client.get(f"{server.root}{path}", headers={"Accept": form, "If-None-Match": first})
    assert again.status_code == 304


def test_a_precondition_hides_no_error(server: Server) -> None:
    star = {"If-None-Match": "*"}
    assert server.fetch([("query", "SELECT syntax")], **star).status_code == 400
    assert server.fetch([("query", "ASK {}")], **star).status_code == 304


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ('CONSTRUCT { <http://a/b> <http://a/1> "x" } WHERE {}', "application/rdf+xml"),
        ('CONSTRUCT { <http://a/b> <http://a/p> "\\u0001" } WHERE {}', "application/rdf+xml"),
        ('SELECT ("a\\u0001b" AS ?x) {}', "application/sparql-results+xml"),
    ],
)
def test_what_xml_cannot_hold_is_an_error(server: Server, query: str, form: str) -> None:
    answer = server.get(form, query=query)
    assert (answer.status_code, answer.json()["plaats"]) == (400, "Accept")
    assert "XML" in answer.json()["detail"]


def test_an_unknown_function_is_the_error_of_who_asks(server: Server) -> None:
    answer = server.get(query="SELECT (<http://x/f>(?s) AS ?y) { ?s ?p ?o } LIMIT 1")
    assert answer.status_code == 400
    assert "<http://x/f>" in answer.json()["detail"]
    assert answer.json()["remedie"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x { ?x ?p ?o } GROUP BY ?y", "staat niet in GROUP BY"),
        ("SELECT ?x ?x { ?x ?p ?o }", "staat twee keer bij SELECT"),
        ("SELECT (1 AS ?x) { ?x ?y ?z }", "die er al een heeft"),
    ],
)
def test_a_whole_text_that_means_nothing_is_not_called_unfinished(
    server: Server, query: str, said: str
) -> None:
    assert said in server.get(query=query).json()["detail"]


@pytest.mark.parametrize("text", ["", "# niets", "PREFIX a: <http://a/>"])
def test_an_empty_update_is_legal(writable: Server, text: str) -> None:
    assert writable.update(text).status_code == 204


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("ASK {}", "ASK is een vraag, geen wijziging", "regel 1"),
        ("INSERT DATA { GRAPH <u:g> { <u:a> foo:b <u:c> } }", "'foo:' is niet verklaard", "regel 1, kolom"),
        ("INSERT DATA {\n GRAPH <u:g> { <u:a> } }", "wordt daar niet verwacht", "regel 2, kolom"),
        ("DROP GRAPH <http://nope/>", "de graaf <http://nope/> bestaat niet", "SPARQL"),
        ("MOVE <http://nope/> TO <u:g>", "de graaf <http://nope/> bestaat niet", "SPARQL"),
        ("COPY <http://nope/> TO <u:g>", "de graaf <http://nope/> bestaat niet", "SPARQL"),
        ("PREFIX n: <http://nope/> ADD n:a TO <u:g>", "de graaf <http://nope/a> bestaat niet", "SPARQL"),
        ("COPY <u:g> TO DEFAULT", "zonder graaf", "SPARQL"),
        ("ADD DEFAULT TO <u:g>", "zonder graaf", "SPARQL"),
    ],
)
def test_a_wrong_update_names_its_place_in_the_text_that_was_sent(
    writable: Server, text: str, said: str, place: str
) -> None:
    answer = writable.update(text)
    problem = answer.json()
    assert answer.status_code == 400
    assert said.lower() in problem["detail"].lower()
    assert problem["plaats"].startswith(place)
    assert problem["remedie"]
