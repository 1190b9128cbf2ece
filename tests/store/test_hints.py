"""An error of the language stands where the mistake is; `¦` marks the place that must be named."""

from collections.abc import Callable
from time import perf_counter

import pyoxigraph as ox
import pytest

from kwalificatiegraaf.errors import BadQuery
from kwalificatiegraaf.store import hints
from kwalificatiegraaf.store.hints import syntax_error, update_error
from kwalificatiegraaf.store.oxigraph import check_update
from kwalificatiegraaf.store.stumble import LARGE, Parse, place_of
from kwalificatiegraaf.store.syntax import split_operations

BASE = "http://voorbeeld.be/"
KG = "PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#>\n"
EXTRA = "wordt daar niet verwacht"

QUERIES = {
    "missing dot": (KG + "SELECT * {\n ?s kg:a ?o\n ¦?x kg:b ?y .\n}", "'?x' " + EXTRA),
    "missing dot, prefixed": (KG + "SELECT * {\n ?s kg:a ?o\n ¦kg:b ?c .\n}", "'kg:b' " + EXTRA),
    "missing brace": ("SELECT * {\n ?s ?p ?o .¦\n", "niet af"),
    "missing brace, later": ("SELECT * {\n OPTIONAL { ?s ?p ?o .\n}\n¦ORDER BY ?s", "'ORDER'"),
    "missing first brace": ("SELECT * WHERE\n ¦?s ?p ?o .\n}", "'?s'"),
    "one brace too many": ("SELECT * {\n ?s ?p ?o .\n}¦}", "'}'"),
    "unknown prefix": ("SELECT * {\n ?s ¦skos:prefLabel ?o .\n}", "'skos:' is niet verklaard"),
    "unknown prefix in a path": (KG + "SELECT * { ?s kg:a ?x ; ¦^foo:a ?o }", "'foo:' is niet verklaard"),
    "prefix without colon": ("PREFIX ¦kg <http://a/> SELECT * { ?s ?p ?o }", "'kg'"),
    "prefix without brackets": ("PREFIX kg: ¦http://a/ SELECT * { ?s ?p ?o }", "tussen '<' en '>'"),
    "misspelt form": ("¦SELCT * { ?s ?p ?o }", "begint geen vraag"),
    "an update": ("¦DROP ALL", "DROP is een wijziging"),
    "misspelt where": ("SELECT * ¦WERE { ?s ?p ?o }", "bedoelt u 'WHERE'?"),
    "misspelt optional": ("SELECT * {\n ?s ?p ?o .\n ¦OPTINAL { ?s ?q ?r } }", "bedoelt u 'OPTIONAL'?"),
    "misspelt filter": ("SELECT * {\n ?s ?p ?o .\n ¦FILTR(?o > 3) }", "bedoelt u 'FILTER'?"),
    "misspelt order": ("SELECT * { ?s ?p ?o }\n¦ODER BY ?s", "bedoelt u 'ORDER'?"),
    "misspelt limit": ("SELECT * { ?s ?p ?o }\n¦LIMT 5", "bedoelt u 'LIMIT'?"),
    "misspelt function": ("SELECT * { ?s ?p ?o FILTER(¦CONTAIN(?o, 'a')) }", "bedoelt u 'CONTAINS'?"),
    "limit without number": ("SELECT * { ?s ?p ?o }\nLIMIT ¦x", "'x'"),
    "open text": ('SELECT * {\n ?s ?p ¦"abc .\n}', "zonder aanhalingsteken"),
    "open long text": ("SELECT * {\n ?s ?p ¦'''abc .\n}", "zonder aanhalingsteken"),
    "space in an IRI": ("SELECT * {\n ?s ¦<http://a b> ?o .\n}", "geen geldige IRI"),
    "wrong IRI": ("SELECT * {\n ?s ¦<http://[a> ?o .\n}", "geen geldige IRI"),
    "open IRI": ("SELECT * {\n ?s ¦<http://a ?o .\n}", "zonder '>'"),
    "stray word at the end": ("SELECT * { ?s ?p ?o }\n¦foo", "'foo'"),
    "stray number at the end": ("SELECT * { ?s ?p ?o } LIMIT 5 ¦6", "'6'"),
    "stray semicolon": ("SELECT * { ?s ?p ?o } ¦;", "';'"),
    "two queries": ("SELECT * { ?s ?p ?o }\n¦SELECT * { ?s ?p ?o }", "'SELECT' " + EXTRA),
    "filter without parentheses": ("SELECT * { ?s ?p ?o\n FILTER ¦?o > 3\n}", "'?o'"),
    "filter not closed": ("SELECT * { ?s ?p ?o\n FILTER(?o > 3\n¦}", "'}'"),
    "wrong operator": ("SELECT * { ?s ?p ?o FILTER(?o ¦=> 3) }", "'=>'"),
    "empty filter": ("SELECT * { ?s ?p ?o FILTER(¦) }", "')'"),
    "and": ("SELECT * { ?s ?p ?o FILTER(?o > 3 ¦AND ?o < 4) }", "'AND'"),
    "no variable asked": ("SELECT ¦WHERE { ?s ?p ?o }", "'WHERE' " + EXTRA),
    "no object": ("SELECT * {\n ?s ?p ¦.\n}", "'.'"),
    "no name after AS": ("SELECT (COUNT(*) ¦?n) { ?s ?p ?o }", "'?n'"),
    "no parentheses around AS": ("SELECT ¦COUNT(*) AS ?n { ?s ?p ?o }", "'COUNT'"),
    "windows": ("SELECT *\r\nWHERE {\r\n  ?s ?p ?o\r\n  ¦?x ?y ?z .\r\n}\r\n", "'?x'"),
    "old mac": ("SELECT *\rWHERE {\r  ?s ?p ¦.\r}\r", "'.'"),
    "tabs": ("SELECT *\nWHERE {\n\t?s\t?p\t¦.\n}", "'.'"),
    "other letters before": ("SELECT * {\n ?s ?p 'éé€𝄞' ; ?q ¦.\n}", "'.'"),
    "comments": ("# één\n# twee .\nSELECT * {\n # drie }\n ?s ?p ¦. # vier\n}", "'.'"),
    "ends in a comment": ("SELECT * {\n ?s ?p ?o¦ # nog niet af }", "niet af"),
    "curly quotes": ("SELECT * {\n ?s ?p ¦“abc” }", "'“abc”'"),
    "dollars and dots": ("SELECT * { $s ?p 1.5 . $s ?p 2. ?s ?p ¦}", "'}'"),
    "bound twice": (
        "SELECT ?x {\n BIND(1 AS ?x)\n BIND(2 AS ¦?x)\n BIND(3 AS ?y)\n}",
        "BIND geeft een waarde",
    ),
    "bound in a triple": (
        "SELECT * { OPTIONAL { ?s ?p $x BIND(2 AS ¦?x) } ?s ?q ?r }",
        "BIND geeft een waarde",
    ),
    "bound later": ("SELECT * { BIND(1 AS ?x) BIND(2 AS ¦?x) # }\n }\nLIMIT 3", "BIND geeft een waarde"),
    "values at the end": ("SELECT * {} VALUES (?x ?y) { (1 2) (1) ¦}", "VALUES heeft hier een rij"),
    "values": ("SELECT * { VALUES (?x ?y) { (1 2 3) (1 2) ¦} ?s ?p ?o }", "VALUES heeft hier een rij"),
    "escape in a prefix": (
        r"PREFIX ¦\u03B1: <u:> SELECT * { \u03B1:a ?p ?o }",
        "bij zijn nummer (\\u…) dat hier niet kan staan",
    ),
    "escape in a name": (
        KG + r"SELECT * { ¦kg:caf\u00E9 ?p ?o }",
        "bij zijn nummer (\\u…) dat hier niet kan staan",
    ),
    "escape in a variable": (
        r"SELECT ¦?\u0061 { ?s ?p ?\u0061 }",
        "bij zijn nummer (\\u…) dat hier niet kan staan",
    ),
    "escape that is none": (r"SELECT * { ?s ?p ¦'\uD800' }", EXTRA),
    "not grouped": ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }¦", "GROUP BY"),
}
UPDATES = {
    "a query": ("¦ASK {}", "ASK is een vraag"),
    "missing brace": ("INSERT DATA { GRAPH <u:g> { <u:a> <u:b> 1 }¦", "niet af"),
    "missing dot": ("INSERT DATA { GRAPH <u:g> {\n <u:a> <u:b> 1\n ¦<u:c> <u:d> 2 } }", "'<u:c>'"),
    "variable in data": ("INSERT DATA { GRAPH <u:g> {\n <u:a> <u:b> ¦?x } }", "geen veranderlijke"),
    "blank node in data": ("DELETE DATA { GRAPH <u:g> { ¦_:a <u:b> 1 } }", "geen blanke knopen"),
    "misspelt": ("¦INSRT DATA { GRAPH <u:g> { <u:a> <u:b> 1 } }", "bedoelt u 'INSERT'?"),
    "misspelt second": ("CLEAR ALL ;\n¦DELET WHERE { GRAPH <u:g> { ?s ?p ?o } }", "bedoelt u 'DELETE'?"),
    "second prologue": (
        "CLEAR ALL ;\nPREFIX a: <u:a> # een\nINSERT DATA { GRAPH a:g {\n a:s a:p ¦onzin } } ; CLEAR ALL",
        "'onzin'",
    ),
    "third prologue": (
        "CLEAR ALL ; PREFIX a: <u:a> CLEAR ALL ; BASE <u:x> PREFIX b: <u:b> CLEAR GRAPH b:g ¦b:h",
        "'b:h'",
    ),
    "prefix of none": ("CLEAR ALL ; PREFIX a: <u:a> CLEAR GRAPH ¦kg:g", "'kg:' is niet verklaard"),
    "bad second prologue": ("CLEAR ALL ; ¦PREFIX a: <u:a^> CLEAR GRAPH a:g", "'PREFIX'"),
    "before a prologue": (
        "INSERT DATA { GRAPH <u:g> { <u:a> ¦onzin 1 } } ; PREFIX a: <u:a> CLEAR ALL",
        "onz",
    ),
    "blank node to delete": (
        "DELETE { GRAPH <u:g> { ?s <u:b> ¦_:x } } WHERE { GRAPH <u:g> { ?s ?p ?o } }",
        "geen blanke knoop",
    ),
    "brackets to delete": (
        "DELETE { GRAPH <u:g> { ?s <u:b> ¦[] } }\nINSERT { GRAPH <u:g> { ?s ?p 1 } } WHERE { ?s ?p ?o }",
        "geen blanke knoop",
    ),
    "variable in the first data": (
        "INSERT DATA { GRAPH <u:g> { <u:a> <u:b> ¦?x } } ;\nCLEAR GRAPH <u:h>",
        "geen veranderlijke",
    ),
    "variable in the second data": (
        "CLEAR ALL ; PREFIX a: <u:a>\nDELETE DATA { GRAPH a:g { a:s a:p ¦?v } } ; CLEAR GRAPH a:g",
        "geen veranderlijken",
    ),
    "no semicolon": ("CLEAR ALL\n¦DROP ALL", "'DROP' " + EXTRA),
    "unknown prefix": ("INSERT DATA { GRAPH <u:g> {\n <u:a> ¦kg:b 1 } }", "'kg:' is niet verklaard"),
    "no GRAPH": ("DROP ¦<u:g>", "'<u:g>'"),
    "no TO": ("COPY <u:g> ¦<u:h>", "'<u:h>'"),
    "windows": ("# é\r\nINSERT DATA {\r\n\tGRAPH <u:g> {\r\n\t<u:a> <u:b> ¦} }\r\n", "'}'"),
}


def parse(text: str) -> object:
    return ox.Store().query(text, base_iri=BASE)


@pytest.mark.parametrize("name", QUERIES)
def test_an_error_of_a_query_stands_where_the_mistake_is(name: str) -> None:
    marked, said = QUERIES[name]
    query = marked.replace("¦", "")
    with pytest.raises(SyntaxError):
        parse(query)
    _hold(syntax_error(query, parse), marked, said)


@pytest.mark.parametrize("name", UPDATES)
def test_an_error_of_an_update_stands_where_the_mistake_is(name: str) -> None:
    marked, said = UPDATES[name]
    with pytest.raises(BadQuery) as refused:
        check_update(marked.replace("¦", ""), BASE)
    _hold(refused.value, marked, said)


def _hold(error: BadQuery, marked: str, said: str) -> None:
    line, column = place_of(marked, marked.index("¦"))
    assert error.place == f"regel {line}, kolom {column}"
    assert said in error.message
    assert error.remedy


@pytest.mark.parametrize("text", ["", " \n", "#x", "# een\r\n\t# twee"])
def test_a_query_without_words_says_how_to_begin(text: str) -> None:
    assert "leeg" in syntax_error(text, parse).message


REFUSED = [
    "SELECT * {\n ?s ?p ?o .\n ¦SERVICE <u:b> { ?s ?q ?r }\n}",
    "SELECT * { SERVICE <u:a> { ?s ?p ?o } # SERVICE <u:b> {\n OPTIONAL { ¦service SILENT <u:b> { } } }",
    "ASK { ¦SERVICE ?waar { } FILTER(?x = 'SERVICE <u:b> {') }",
    "SELECT * { ?s ?p 'é' . ¦SERVICE#\n<u:a#>{ } ",
]


@pytest.mark.parametrize("marked", REFUSED)
def test_a_server_that_is_not_allowed_is_refused_at_its_place(marked: str) -> None:
    query, (line, column) = marked.replace("¦", ""), place_of(marked, marked.index("¦"))
    place = f"regel {line}, kolom {column}"
    found = syntax_error(query, parse, ("u:a", "u:c"))
    assert (found.place, found.message.startswith(f"SERVICE op {place} vraagt")) == (place, True)
    assert found.remedy.endswith("<u:a>, <u:c>")
    assert "bevraagt geen andere servers" in syntax_error(query, parse).message


def test_a_mention_of_a_server_does_not_hide_what_is_wrong() -> None:
    query = "SELECT * { # SERVICE <u:b> {\n ?s ?p 'SERVICE <u:b> {' FILTR(?s) }"
    assert "bedoelt u 'FILTER'?" in syntax_error(query, parse).message


@pytest.mark.parametrize("explain", [syntax_error, update_error])
def test_what_cannot_be_explained_is_refused_plainly(
    explain: Callable[[str, Parse], BadQuery], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints, "stumble", lambda *_: [][0])
    found = explain("SELCT", parse)
    assert found.message == "dit is geen geldige SPARQL"
    assert found.remedy


def test_nothing_runs_while_the_mistake_is_looked_for() -> None:
    tried: list[str] = []

    def noting(text: str) -> object:
        tried.append(text)
        return parse(text)

    syntax_error("SELECT * { ?s ?p ?o } foo", noting)
    for text in tried:
        with pytest.raises(SyntaxError):
            parse(text)


def test_a_large_text_has_its_line_too() -> None:
    query = "SELECT * {\n" + " ?s ?p ?o .\n" * (LARGE // 12) + " OPTINAL { ?s ?p ?o }\n}"
    assert f"op regel {LARGE // 12 + 2}," in syntax_error(query, parse).message


@pytest.mark.parametrize("text", ["a", "a\nb", "a\r\nb\rc\n", "\n\n x", "é\n\té y"])
def test_a_place_and_its_offset_are_each_others_inverse(text: str) -> None:
    lengths = [len(line) for line in text.splitlines(keepends=True)]
    for offset in range(len(text)):
        if text[offset - 1 : offset + 1] != "\r\n":
            line, column = place_of(text, offset)
            assert sum(lengths[: line - 1]) + column - 1 == offset
            assert 1 <= column <= lengths[line - 1]


@pytest.mark.parametrize("name", UPDATES)
def test_no_update_runs_while_the_mistake_is_looked_for(name: str) -> None:
    tried: list[str] = []

    def noting(text: str) -> object:
        tried.append(text)
        return ox.Store().update(text, base_iri=BASE)

    update_error(UPDATES[name][0].replace("¦", ""), noting)
    for text in tried:
        if any(one.keywords for one in split_operations(text)):
            with pytest.raises(SyntaxError):
                ox.Store().update(text, base_iri=BASE)


def test_the_mistake_in_many_operations_is_found_at_once() -> None:
    """Each with a prefix of its own: these are moved to the front in one pass."""
    one = "PREFIX a{0}: <u:{0}> INSERT DATA {{ GRAPH a{0}:g {{ a{0}:s <u:p> {0} }} }} ;\n"
    text = "".join(one.format(n) for n in range(1_000))
    begun = perf_counter()
    with pytest.raises(BadQuery) as refused:
        check_update(f"{text}INSERT DATA {{ GRAPH a1:g {{ onzin }} }}", BASE)
    assert refused.value.place == "regel 1001, kolom 28"
    assert perf_counter() - begun < 10
