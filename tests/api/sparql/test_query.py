"""SPARQL 1.1 Protocol, section 2.1: the query operation in its three shapes, and the dataset."""

from collections.abc import Iterator

import pytest

from .conftest import ONE, THREE, TWO, Server

ASK = "ASK { ?s ?p ?o }"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
DOCUMENTS = "ASK { <urn:s1> a ?t . <urn:s2> a ?t }"
NO_THIRD = "ASK { <urn:s1> a ?t FILTER NOT EXISTS { <urn:s3> a ?u } }"
NAMED = "ASK { GRAPH ?a { <urn:s1> ?p ?o } GRAPH ?b { <urn:s2> ?q ?r } }"
FULL = (
    "ASK { <urn:s1> ?p ?o . <urn:s2> ?q ?r GRAPH ?g { <urn:s3> ?t ?u } FILTER NOT EXISTS { <urn:s3> ?v ?w } }"
)
LIST = "SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o"


def test_query_get(server: Server) -> None:
    assert server.get(query=ASK).json()["boolean"] is True


def test_query_post_form(server: Server) -> None:
    assert server.form([("query", ASK)]).json()["boolean"] is True


def test_query_post_direct(server: Server) -> None:
    assert server.post(ASK, QUERY).json()["boolean"] is True


@pytest.mark.parametrize("kind", [f"{QUERY}; charset=utf-8", f'{QUERY};charset="UTF-8"', QUERY.upper()])
def test_the_content_type_may_say_utf8(server: Server, kind: str) -> None:
    assert server.post("ASK { FILTER('é' = '\\u00e9') }", kind).json()["boolean"] is True


def test_a_sign_may_stand_by_its_number_wherever_it_may_stand(server: Server) -> None:
    query = r"\u0041SK { BIND('\u00e9' AS ?caf\u00e9) FILTER(?café = 'é') }"
    for answer in (server.get(query=query), server.form([("query", query)]), server.post(query, QUERY)):
        assert answer.json()["boolean"] is True


def test_a_sign_by_its_number_that_no_name_can_hold_is_refused_in_those_words(server: Server) -> None:
    answer = server.get(query=r"SELECT ?x\u0020y {}")
    assert answer.status_code == 400
    assert answer.json()["plaats"] == "regel 1, kolom 8"
    assert "een teken bij zijn nummer (\\u…) dat hier niet kan staan" in answer.json()["detail"]


def test_a_keyword_by_numbers_asks_no_other_server(server: Server) -> None:
    answer = server.get(query=r"ASK { \u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("SERVICE op regel 1, kolom 7 is niet toegestaan")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        (r"\u0041SK { ?caf\u00e9 ?p }", "regel 1, kolom 26"),
        ("# \\u0041\r\n\\u0041SK {\r" + r"?\U00000078 <u:\u0041> '\u0041' 1 }", "regel 3, kolom 33"),
        (r"ASK { \u0041\u0041 }", "regel 1, kolom 7"),
        (r"ASK { ?\u0078 <u:p> 1 SERVICE <u:s> {} }", "regel 1, kolom 23"),
    ],
)
def test_an_error_names_the_place_in_what_was_written(server: Server, query: str, place: str) -> None:
    answer = server.get(query=query)
    assert (answer.status_code, answer.json()["plaats"]) == (400, place)
    assert f" op {place}" in answer.json()["detail"]
    assert r"\u00" in server.get("text/html", query=query).text


def test_the_mark_in_front_of_a_file_of_windows_is_no_part_of_it(server: Server) -> None:
    marked = "\ufeff" + ASK
    for answer in (
        server.get(query=marked),
        server.form([("query", marked)]),
        server.post(marked.encode(), QUERY),
    ):
        assert answer.json()["boolean"] is True


def test_head_has_the_headers_of_get(server: Server) -> None:
    pairs = {"query": ASK}
    head = server.client.head("/sparql", params=pairs)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == server.get(query=ASK).headers["content-type"]


@pytest.mark.parametrize("shape", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("ASK { <urn:s1> a ?t }", [("default-graph-uri", ONE)]),
        (DOCUMENTS, [("default-graph-uri", ONE), ("default-graph-uri", TWO)]),
        (NO_THIRD, [("default-graph-uri", ONE), ("default-graph-uri", TWO)]),
        (NAMED, [("named-graph-uri", ONE), ("named-graph-uri", TWO)]),
        (
            FULL,
            [("default-graph-uri", ONE), ("default-graph-uri", TWO), ("named-graph-uri", THREE)],
        ),
    ],
    ids=["default-graph", "default-graphs", "only-these", "named-graphs", "full"],
)
def test_query_dataset(writable: Server, query: str, graphs: list[tuple[str, str]], shape: str) -> None:
    if shape == "get":
        answer = writable.fetch([("query", query), *graphs])
    elif shape == "form":
        answer = writable.form([("query", query), *graphs])
    else:
        address = str(writable.client.build_request("GET", "/sparql", params=graphs).url)
        answer = writable.post(query, QUERY, address)
    assert answer.json()["boolean"] is True


def values(writable: Server, query: str, *graphs: tuple[str, str]) -> list[str]:
    answer = writable.fetch([("query", query), *graphs], "text/csv")
    assert answer.status_code == 200, answer.text
    return answer.text.split()[1:]


def test_the_protocol_outweighs_from(writable: Server) -> None:
    query = LIST.replace("{", f"FROM <{ONE}> {{", 1)
    assert values(writable, query) == ["een"]
    assert values(writable, query, ("default-graph-uri", TWO)) == ["twee"]
    assert values(writable, query, ("named-graph-uri", TWO)) == []


def test_without_a_dataset_the_default_graph_is_the_union(writable: Server) -> None:
    assert values(writable, LIST) == ["drie", "een", "twee"]


@pytest.fixture
def shared(writable: Server) -> Iterator[Server]:
    """The server while one triple stands in two graphs."""
    data = (
        f"DATA {{ GRAPH <{ONE}> {{ <urn:gedeeld> <urn:q> 1 }} GRAPH <{TWO}> {{ <urn:gedeeld> <urn:q> 1 }} }}"
    )
    assert writable.update(f"INSERT {data}").status_code == 204
    yield writable
    assert writable.update(f"DELETE {data}").status_code == 204


COUNT = "SELECT (COUNT(*) AS ?n) { <urn:gedeeld> <urn:q> ?o }"


def test_a_triple_of_two_graphs_comes_once(shared: Server) -> None:
    """An RDF merge is a set."""
    both = [("default-graph-uri", graph) for graph in (ONE, TWO)]
    assert values(shared, COUNT) == ["1"]
    assert values(shared, COUNT, *both) == ["1"]
    assert values(shared, COUNT.replace("{", f"FROM <{ONE}> FROM <{TWO}> {{", 1)) == ["1"]
    assert values(shared, COUNT.replace("{ ", "{ GRAPH ?g { ").replace(" }", " } }")) == ["2"]
    named = [("named-graph-uri", graph) for graph in (ONE, TWO)]
    assert values(
        shared, "SELECT ?g { ?s <urn:q> 1 GRAPH ?g { ?s <urn:q> 1 } } ORDER BY ?g", *both, *named
    ) == [
        ONE,
        TWO,
    ]


def test_from_named_leaves_the_default_graph_empty(writable: Server) -> None:
    assert values(writable, LIST.replace("{", f"FROM NAMED <{ONE}> {{", 1)) == []


@pytest.mark.parametrize("form", ["SELECT * FROM <http://elders.test/x> { ?s ?p ?o }", ASK])
def test_a_graph_from_elsewhere_is_refused(server: Server, form: str) -> None:
    more = {} if "FROM" in form else {"default_graph_uri": "http://elders.test/x"}
    answer = server.get(query=form, **more)
    assert answer.status_code == 400
    assert "<http://elders.test/x> bestaat hier niet" in answer.json()["detail"]


def test_relative_iris_are_resolved_against_the_endpoint(server: Server) -> None:
    answer = server.get(query="SELECT (<x> AS ?x) {}", accept="text/csv")
    assert answer.text.split() == ["x", f"{server.root}/x"]
