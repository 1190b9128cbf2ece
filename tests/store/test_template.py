"""A template takes queries that differ in texts and IRIs only, and nothing that means something else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.store.syntax import names_dataset, services_of, tokens
from kwalificatiegraaf.store.template import template_of

QUERY = """PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#> # van "ons"
SELECT ?k WHERE { VALUES (?code ?taal) { ("BK-0090-2" 'nl') }
    ?k kg:code ?code ; a <urn:soort> . FILTER(?n < 5) }"""


def matches(query: str, other: str) -> bool:
    template = template_of(query)
    return template is not None and re.fullmatch(template, other) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [("BK-0090-2", ""), ("BK-0090-2", "caf\u00e9 # } {"), ("'nl'", "'\"'"), ("urn:soort", "x#y")],
)
def test_other_texts_and_iris_are_the_same_query(old: str, new: str) -> None:
    assert matches(QUERY, QUERY.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("?k WHERE", "?code WHERE"),
        ("< 5", "< 6"),
        ('"BK-0090-2"', '"""BK-0090-2"""'),
        ("BK-0090-2", 'BK" } #'),
        ("BK-0090-2", "BK\\"),
        ("BK-0090-2", "BK\n"),
        ("BK-0090-2", "BK\\u0022"),
        ("BK-0090-2", "BK\x00"),
        ("'nl'", '"nl"'),
        ("'nl'", "'nl'@nl"),
        ("urn:soort", "urn: soort"),
        ("urn:soort", "urn:soort> . ?a ?b <c"),
        ('# van "ons"', '# van "jullie"'),
        ("SELECT", "select"),
    ],
)
def test_whatever_else_differs_is_another_query(old: str, new: str) -> None:
    assert old in QUERY
    assert not matches(QUERY, QUERY.replace(old, new))


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <urn:x> { ?s ?p 'x' } }",
        "ASK { ?s ?p 'service' }",
        r"ASK { ?s ?p '\u0041' }",
        'ASK { VALUES ?x { "a""b" } }',
        "ASK { VALUES ?x { 'a''b' } }",
        'ASK { VALUES ?x { """a""""b" } }',
        f"ASK {{ ?s ?p '{'x' * 9_000}' }}",
    ],
)
def test_some_queries_have_no_template(query: str) -> None:
    assert template_of(query) is None


MARKS = ['"', "'", '""', '"""', "'''", "<", ">", "\\", "#", "\n", " ", "{", "}", "."]
PIECES = st.sampled_from([*MARKS, "a", "SERVICE", "FROM", "<u>", "?x"])


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text) if not token.text.startswith("<")]


@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=6).map("".join), st.data())
def test_what_matches_falls_apart_into_the_same_tokens(query: str, value: str, data: st.DataObject) -> None:
    """Whatever is put in the place of a text or IRI: what the template takes asks no other things."""
    whole = f'SELECT ?x {{ ?x ?y "w" . {query} ?z <v> }}'
    at = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(at, min(len(whole), at + 4)))
    other = whole[:at] + value + whole[end:]
    if matches(whole, other):
        kept = [
            [token.text for token in tokens(text) if not token.text.startswith("<")]
            for text in (whole, other)
        ]
        assert kept[0] == kept[1]
        assert names_dataset(whole) == names_dataset(other)
        assert services_of(other) == ()
