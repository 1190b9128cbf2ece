"""The requests that the W3C protocol suite calls bad, and those that this service refuses besides."""

from typing import Any

import pytest

from .conftest import TOKEN, Server

ASK = "ASK {}"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
PROBLEM = "application/problem+json"


def refused(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["access-control-allow-origin"] == "*"
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    assert found["detail"]
    return found


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "QUERY"])
def test_bad_query_method(server: Server, method: str) -> None:
    answer = server.client.request(method, "/sparql", params={"query": ASK})
    refused(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("pairs", [[("query", ASK), ("query", ASK)], [("query", [ASK, "ASK {1}"])]])
def test_bad_multiple_queries(server: Server, pairs: list[tuple[str, Any]]) -> None:
    assert "meer dan een keer" in refused(server.fetch(pairs), 400)["detail"]


def test_bad_multiple_queries_in_a_form(server: Server) -> None:
    refused(server.form([("query", ASK), ("query", ASK)]), 400)
    refused(server.form([("query", ASK), ("update", "CLEAR ALL")]), 400)


def test_bad_query_in_address_and_body(server: Server) -> None:
    refused(server.post(ASK, QUERY, f"/sparql?query={ASK}"), 400)
    refused(server.post("query=ASK{}", FORM, f"/sparql?query={ASK}"), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", None])
def test_bad_query_wrong_or_missing_media_type(server: Server, kind: str | None) -> None:
    assert QUERY in refused(server.post(ASK, kind), 415)["remedie"]


@pytest.mark.parametrize("kind", ["text/plain", None])
def test_bad_form_wrong_or_missing_media_type(server: Server, kind: str | None) -> None:
    refused(server.post("query=ASK%20%7B%7D", kind), 415)
    refused(server.post("update=CLEAR%20ALL", kind), 415)


@pytest.mark.parametrize("kind", [QUERY, UPDATE])
def test_bad_non_utf8(server: Server, kind: str) -> None:
    refused(server.post(ASK.encode("utf-16"), f"{kind}; charset=UTF-16"), 400)
    refused(server.post(ASK.encode("utf-16"), kind), 400)
    refused(server.post("ASK { FILTER('é' = 1) }".encode("latin-1"), kind), 400)


@pytest.mark.parametrize("text", ["query=%FF", "query=%C3%28", "query=ASK%20%7B%7D%00"])
def test_bad_escapes(server: Server, text: str) -> None:
    refused(server.client.get(f"/sparql?{text}"), 400)
    refused(server.post(text, FORM), 400)


def test_bad_query_missing(server: Server) -> None:
    refused(server.get(default_graph_uri="urn:x"), 400)
    refused(server.post("", FORM), 400)
    refused(server.get(query=""), 400)


def test_bad_query_syntax(server: Server) -> None:
    found = refused(server.get(query="SELECT *\nWHERE { ?s a kg:Competentie }"), 400)
    assert found["plaats"].startswith("regel 2, kolom ")
    assert "'kg:' is niet verklaard" in found["detail"]
    assert found["remedie"].endswith("<https://w3id.org/kwalificatiegraaf/ns#>")
    found = refused(server.get(query="SELECT * { ?s ?p } LIMIT 3"), 400)
    assert found["plaats"].startswith("regel 1, kolom ")
    assert "wordt daar niet verwacht" in found["detail"]


def test_an_update_is_no_query(server: Server) -> None:
    found = refused(server.get(query="INSERT DATA { GRAPH <urn:g> { <urn:a> a 1 } }"), 400)
    assert "is een wijziging" in found["detail"]
    refused(server.post("CLEAR ALL", QUERY), 400)


def test_bad_update_get(server: Server) -> None:
    assert "niet met GET" in refused(server.get(update="CLEAR ALL"), 400)["detail"]


def test_bad_multiple_updates(writable: Server) -> None:
    auth = {"Authorization": f"Bearer {TOKEN}"}
    refused(writable.form([("update", "CLEAR ALL"), ("update", "CLEAR ALL")], **auth), 400)


def test_bad_update_syntax(writable: Server) -> None:
    refused(writable.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> } }"), 400)
    refused(writable.update(ASK), 400)


@pytest.mark.parametrize("clause", ["USING <urn:g>", "USING NAMED <urn:g>"])
@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_bad_update_dataset_conflict(writable: Server, clause: str, name: str) -> None:
    text = f"INSERT {{ GRAPH <urn:g> {{ ?s ?p ?o }} }} {clause} WHERE {{ ?s ?p ?o }}"
    refused(writable.update(text, f"?{name}=urn:h"), 400)
    text = "WITH <urn:g> INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    refused(writable.update(text, f"?{name}=urn:h"), 400)


@pytest.mark.parametrize(
    ("name", "value"),
    [("default-graph-uri", "geen iri"), ("named-graph-uri", ""), ("using-graph-uri", "urn:a")],
)
def test_a_wrong_graph_is_refused(server: Server, name: str, value: str) -> None:
    assert refused(server.fetch([("query", ASK), (name, value)]), 400)["plaats"] == name


@pytest.mark.parametrize(
    "accept", ["image/png", "text/turtle", "application/json;q=0", "text/html;q=0, video/*"]
)
def test_no_acceptable_form(server: Server, accept: str) -> None:
    assert "text/csv" in refused(server.get(query=ASK, accept=accept), 406)["remedie"]


def test_no_acceptable_form_of_triples(server: Server) -> None:
    refused(server.get(query="CONSTRUCT WHERE { ?s ?p ?o }", accept="text/csv"), 406)


@pytest.mark.parametrize("where", ["<http://127.0.0.1:9/>", "?waar", "SILENT <http://127.0.0.1:9/>"])
def test_service_is_refused(server: Server, where: str) -> None:
    assert "SERVICE" in refused(server.get(query=f"ASK {{ SERVICE {where} {{ ?s ?p ?o }} }}"), 400)["detail"]


def test_parameters_that_mean_nothing_here_are_left_alone(server: Server) -> None:
    assert server.get(query=ASK, format="json", output="json", results="json").status_code == 200
