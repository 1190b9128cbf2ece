"""Reading SPARQL text just far enough."""

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.errors import BadQuery, InvalidInput
from kwalificatiegraaf.store.syntax import (
    MOST_SERVICES,
    bind_term,
    names_dataset,
    refuse_service,
    services_of,
    spelled_out,
    split_operations,
    without_services,
)


def test_semicolons_split_only_between_operations() -> None:
    update = """PREFIX x: <http://a;b#> # niet; hier
    INSERT DATA { GRAPH x:g { x:a x:b ";" ; x:c '''a'b;''' , "\\";" } } ;
    BASE <http://b/> DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o ; ?q ?r } } ; # einde;
    """
    first, second = split_operations(update)
    assert first.prologue == (("PREFIX x:", "<http://a;b#>"),)
    assert (first.adds_data, first.writes) == (True, frozenset({"x:g"}))
    assert second.prologue == (("BASE", "<http://b/>"),)
    assert (second.adds_data, second.writes) == (False, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * FROM <http://g> { ?s ?p ?o }", True),
        ("SELECT * from named <http://g> { ?s ?p ?o }", True),
        ("SELECT * { ?s ?from 'FROM <http://g>' . ?s x:from ?o } # FROM <x>", False),
        ("WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
    ],
)
def test_a_query_that_names_its_graphs(text: str, expected: bool) -> None:
    assert names_dataset(text) is expected


def test_binding_replaces_only_its_own_line() -> None:
    query = "VALUES ?ab { UNDEF } VALUES ?a { UNDEF } # UNDEF"
    assert bind_term(query, "a", '"\\1"') == 'VALUES ?ab { UNDEF } VALUES ?a { "\\1" } # UNDEF'
    with pytest.raises(InvalidInput, match="VALUES \\?b"):
        bind_term(query, "b", "1")


OK = "http://ok.example/sparql"
BAD = "http://127.0.0.1:1/"
"""The engine says that it does not go there, so that a test sees that it would."""
REAL = [
    f"SELECT * {{ SERVICE <{BAD}> {{ }} }}",
    "SELECT * { SERVICE ?waar { } }",
    "PREFIX o: <http://ok.example/> SELECT * { SERVICE o:sparql { } }",
    f"SELECT * {{ SERVICE <{OK}> {{ }} service#\n silent <{BAD}> {{ }} }}",
    f"SELECT * {{ FILTER('SERVICE #'=1) SERVICE <{BAD}> {{}}\n<{OK}> {{}} }}",
    f"SELECT * {{ ?s ?p trueSERVICESILENT<{BAD}>#\r{{}} }}",
    f"PREFIX e: <urn:> SELECT * {{ ?s e:a\\'b ?o SERVICE <{BAD}> {{ ?x ?y 'z' }} }}",
    f"SELECT * {{ ?s <p>? ?o . SERVICE<{BAD}>{{}} }}",
]
MENTIONS = {
    f"SELECT ('SERVICE <{BAD}> {{' AS ?x) {{}}": f"SERVICE <{BAD}> {{",
    f'SELECT ("""een\nservice <{BAD}> {{}}""" AS ?x) {{}}': f"een\nservice <{BAD}> {{}}",
    f"SELECT ('nee \\\\SERVICE <{BAD}> {{' AS ?x) {{}}": f"nee \\SERVICE <{BAD}> {{",
    f"SELECT ('ja' AS ?x) {{ # SERVICE <{BAD}> {{\n}} # service <{BAD}> {{": "ja",
    "SELECT (STR(<http://a/SERVICE?a>) AS ?x) { GRAPH <http://a/SERVICE?a>{} } ": None,
    "SELECT ?service ?x { BIND('ja' AS ?x) }": "ja",
    "PREFIX e: <urn:> SELECT ?x { BIND('ja' AS ?x) OPTIONAL { ?s e:service ?y { } } }": "ja",
}


@pytest.mark.parametrize("query", REAL)
def test_what_asks_another_server_is_no_query_any_more(query: str) -> None:
    with pytest.raises(SyntaxError):
        ox.Store().query(without_services(query, (OK,)))
    with pytest.raises(InvalidInput, match="SERVICE is hier niet toegestaan"):
        refuse_service(query)


@pytest.mark.parametrize("query", MENTIONS)
def test_what_only_has_the_word_means_the_same(query: str) -> None:
    rows = [row["x"].value for row in ox.Store().query(without_services(query, ()))]
    assert rows == ([MENTIONS[query]] if MENTIONS[query] else [])


def test_what_is_allowed_stays_as_it_is() -> None:
    query = (
        f"SELECT * {{ SERVICE SILENT <{OK}> {{ ?s ?p ?o }} service <http://ok.example/\\u0073parql> {{}} }}"
    )
    assert without_services(query, (OK,)) == query
    assert services_of(query) == (f"<{OK}>",)


def test_an_escape_is_no_way_to_another_server() -> None:
    query = f"SELECT * {{ \\u0053ERVICE <{BAD}> {{ }} }}"
    with pytest.raises(SyntaxError):
        ox.Store().query(without_services(query, (OK,)))
    with pytest.raises(InvalidInput, match="SERVICE"):
        refuse_service(query)


PIECES = (
    *("SERVICE", "service", "SILENT", "SERVICE SILENT", f"<{BAD}>", "e:b", "?a", "{}", "{", "}", "(", ")"),
    *(
        "'",
        '"',
        "'''",
        "\\",
        "\\u0053",
        "\\u0045",
        "#",
        "\n",
        "\r",
        " ",
        "<",
        ">",
        "?",
        ":",
        "e:",
        "@en",
        "^^",
    ),
    *(
        "true",
        "1",
        ".",
        "FILTER(",
        "BIND(",
        "AS ?x)",
        "VALUES ?a {",
        "GRAPH",
        "e:\\'",
        "e:\U00020000",
        "<a#",
        "&&",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_there_is_no_way_to_another_server(pieces: list[str]) -> None:
    query = f"PREFIX e: <{BAD}> SELECT * {{ {''.join(pieces)} SERVICE <{BAD}> {{}} }}"
    for text in (query, query.replace(f" SERVICE <{BAD}> {{}} ", "")):
        for one in (text, spelled_out(text)):
            with suppress(SyntaxError, ValueError):
                list(ox.Store().query(without_services(one, (OK,))))


SPELLED = {
    r"\u0053ELECT (1 AS ?\u0078) {}": "1",
    r"SELECT ?x { BIND(2 AS ?\U00000078) }": "2",
    r"SELECT ?caf\u00E9 { BIND(3 AS ?café) }": "3",
    r"PREFIX \u0065: <urn:e:> SELECT (e:a\u0062 AS ?x) {}": "urn:e:ab",
    r"PREFIX e: <urn:e:> SELECT (e:\'\u0062 AS ?x) {}": "urn:e:'b",
    "PREFIX e: <urn:e:> SELECT (e:\\#\\u0062 AS ?x) {} # \\u000a {": "urn:e:#b",
    r"PREFIX e: <urn:e:\u0062#> SELECT (e:\u0062 AS ?x) {}": "urn:e:b#b",
    r"SELECT ('it\'s \u0022b\u0022' AS ?\u0078) {}": 'it\'s "b"',
    r'SELECT ("""\\u0062"""@\u0065n AS ?x) {}': r"\u0062",
}


@pytest.mark.parametrize("query", SPELLED)
def test_a_sign_in_a_name_or_a_keyword_may_stand_there_by_its_number(query: str) -> None:
    assert [row[0].value for row in ox.Store().query(spelled_out(query))] == [SPELLED[query]]


@pytest.mark.parametrize(
    "number", [r"\u0020", r"\u007B", r"\u003F", r"\uD800", r"\U00110000", r"\u00", r"\u000A"]
)
def test_what_no_name_can_hold_is_not_made_of_its_number(number: str) -> None:
    query = f"SELECT ?x{number} {{}}"
    assert spelled_out(query) == query
    with pytest.raises(SyntaxError):
        ox.Store().query(query)


def test_a_query_without_numbers_stays_as_it_is() -> None:
    query = "SELECT * { ?s ?p 'a' } # \\ un"
    assert spelled_out(query) is query


def test_a_query_with_the_word_too_often_is_refused() -> None:
    assert without_services("# service\n" * MOST_SERVICES, ())
    with pytest.raises(BadQuery, match=f"meer dan {MOST_SERVICES} keer"):
        without_services("# service\n" * (MOST_SERVICES + 1), ())
