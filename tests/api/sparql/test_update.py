"""SPARQL 1.1 Protocol, section 2.2: the update operation, its dataset, and who may use it."""

import pytest

from .conftest import ONE, THREE, TOKEN, TWO, Server

UPDATE = "application/sparql-update"
OUT = "http://voorbeeld.test/uit"
MARK = f"CLEAR SILENT GRAPH <{OUT}> ; INSERT {{ GRAPH <{OUT}> {{ ?s <urn:gezien> ?t }} }} WHERE {{ %s }}"
PLAIN = "?s a ?t FILTER(STRSTARTS(STR(?s), 'urn:s'))"


def seen(writable: Server) -> set[str]:
    answer = writable.get(query=f"SELECT ?s {{ GRAPH <{OUT}> {{ ?s ?p ?o }} }}", accept="text/csv")
    return {one.removeprefix("urn:") for one in answer.text.split()[1:]}


@pytest.mark.parametrize(
    ("pattern", "graphs", "found"),
    [
        (PLAIN, f"?using-graph-uri={ONE}", {"s1"}),
        (PLAIN, f"?using-graph-uri={ONE}&using-graph-uri={TWO}", {"s1", "s2"}),
        ("GRAPH ?g { ?s a ?t }", f"?using-named-graph-uri={ONE}&using-named-graph-uri={THREE}", {"s1", "s3"}),
        (
            f"{PLAIN} GRAPH ?g {{ ?x <urn:p> 'drie' }}",
            f"?using-graph-uri={ONE}&using-graph-uri={TWO}&using-named-graph-uri={THREE}",
            {"s1", "s2"},
        ),
        (PLAIN, "", {"s1", "s2", "s3"}),
    ],
    ids=["default-graph", "default-graphs", "named-graphs", "full", "none"],
)
def test_update_dataset(writable: Server, pattern: str, graphs: str, found: set[str]) -> None:
    answer = writable.update(MARK % pattern, graphs)
    assert answer.status_code == 204, answer.text
    assert seen(writable) == found


def test_update_post_form(writable: Server) -> None:
    text = MARK % "VALUES (?s ?t) { (<urn:f> 1) }"
    answer = writable.form([("update", text)], Authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 204
    assert seen(writable) == {"f"}


def test_update_post_form_with_graphs(writable: Server) -> None:
    pairs = [("update", MARK % PLAIN), ("using-graph-uri", TWO)]
    assert writable.form(pairs, Authorization=f"Bearer {TOKEN}").status_code == 204
    assert seen(writable) == {"s2"}


def test_update_base_uri(writable: Server) -> None:
    text = f"CLEAR SILENT GRAPH <{OUT}> ; INSERT DATA {{ GRAPH <{OUT}> {{ <urn:b> <urn:q> <naast> }} }}"
    assert writable.update(text).status_code == 204
    assert writable.ask(f"ASK {{ GRAPH <{OUT}> {{ <urn:b> <urn:q> <{writable.root}/naast> }} }}")


def test_a_failed_update_changes_nothing(writable: Server) -> None:
    before = seen(writable)
    text = f"CLEAR GRAPH <{OUT}> ; INSERT DATA {{ GRAPH <{OUT}> {{ <urn:x> <urn:y> }} }}"
    assert writable.update(text).status_code == 400
    assert seen(writable) == before


def test_an_update_is_seen_by_the_pages_too(writable: Server) -> None:
    base = "https://w3id.org/kwalificatiegraaf/id/probe/1"
    assert writable.client.get("/doc/probe/1").status_code == 404
    assert writable.update(f'INSERT DATA {{ GRAPH <{OUT}> {{ <{base}> <urn:q> "x" }} }}').status_code == 204
    assert writable.client.get("/doc/probe/1").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer verkeerd"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer"},
    ],
)
def test_an_update_needs_the_token(writable: Server, headers: dict[str, str]) -> None:
    answer = writable.post("CLEAR ALL", UPDATE, **headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert writable.ask("ASK { <urn:s1> ?p ?o }")


@pytest.mark.parametrize("shape", ["form", "direct"])
def test_updates_are_off_without_a_token(server: Server, shape: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    text = "CLEAR ALL"
    answer = (
        server.form([("update", text)], **headers)
        if shape == "form"
        else server.post(text, UPDATE, **headers)
    )
    assert answer.status_code == 403
    assert "KG_UPDATE_TOKEN" in answer.json()["remedie"]


@pytest.mark.parametrize(
    "text", ["LOAD <http://elders.test/x> INTO GRAPH <urn:g>", "INSERT DATA { <urn:a> a 1 }"]
)
def test_what_the_store_refuses_is_a_bad_request(writable: Server, text: str) -> None:
    assert writable.update(text).status_code == 400


@pytest.mark.parametrize("opened", ["[ <urn:q> ", "( ", "<< ", "{ "])
def test_brackets_without_end_are_refused_before_they_are_read(writable: Server, opened: str) -> None:
    """Read in the server, they exhausted its stack and ended it."""
    answer = writable.update(f"INSERT DATA {{ GRAPH <{OUT}> {{ <urn:b> <urn:p> {opened * 5000}")
    assert answer.status_code == 400
    assert "diep in elkaar" in answer.json()["detail"]
    assert writable.update(f"CLEAR SILENT GRAPH <{OUT}>").status_code == 204


def test_what_is_declared_before_a_later_operation_counts(writable: Server) -> None:
    """SPARQL 1.1, rule 29: a prologue may stand before each operation."""
    first = f"PREFIX a: <urn:> CLEAR SILENT GRAPH <{OUT}>"
    then = f"PREFIX b: <urn:b:> INSERT DATA {{ GRAPH <{OUT}> {{ b:x a:p 1 }} }}"
    assert writable.update(f"{first} ; {then}").status_code == 204
    assert writable.ask(f"ASK {{ GRAPH <{OUT}> {{ <urn:b:x> <urn:p> 1 }} }}")
    assert writable.update(f"{first} ; {then.replace('1', '')}").status_code == 400


def test_a_form_of_another_site_writes_nothing_by_what_the_browser_holds(writable: Server) -> None:
    """A form needs no preflight; of what a browser adds by itself (cookies, Basic) nothing counts."""
    text = f"INSERT DATA {{ GRAPH <{OUT}> {{ <urn:csrf> <urn:q> 1 }} }}"
    for lent in ({"Cookie": f"token={TOKEN}"}, {"Authorization": f"Basic {TOKEN}"}, {}):
        answer = writable.form([("update", text)], Origin="https://elders.test", **lent)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer ")
        assert "access-control-allow-credentials" not in answer.headers
    assert not writable.ask("ASK { GRAPH ?g { <urn:csrf> ?p ?o } }")
