"""Which graphs a query or an update names, and what the protocol puts in their place."""

import time
from contextlib import suppress

import pytest

from kwalificatiegraaf.errors import BadQuery, InvalidInput
from kwalificatiegraaf.store.dataset import Dataset, checked_iri, dataset_of, with_base, with_using
from kwalificatiegraaf.store.hints import missing_prefixes, syntax_error
from kwalificatiegraaf.store.syntax import refuse_service, without_services

BASE = "http://localhost/sparql"


def refuse(text):
    raise SyntaxError("error at 1:12: expected X")


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("SELECT * { ?s ?from ?o }", (), ()),
        ("SELECT * FROM <urn:a> FROM <urn:b> { ?s ?p ?o }", ("urn:a", "urn:b"), ()),
        ("SELECT * FROM NAMED <urn:a> FROM <urn:b> { ?s ?p ?o }", ("urn:b",), ("urn:a",)),
        ("PREFIX g: <urn:g/> ASK from named g:x { }", (), ("urn:g/x",)),
        ("SELECT * FROM <andere> { }", (), ()),
        ("SELECT * # FROM <urn:a>\n { ?s ?p 'FROM <urn:b>' }", (), ()),
    ],
)
def test_from_is_read(query, default, named):
    if "<andere>" in query:
        default = ("http://localhost/andere",)
    assert dataset_of(query, BASE) == Dataset(default, named)


def test_using_is_put_before_where():
    update = "PREFIX a: <urn:a> DELETE { GRAPH <urn:g> { ?s ?p ?o } } WHERE { ?s ?p ?o }; CLEAR GRAPH <urn:h>"
    found = with_using(update, Dataset(("urn:x",), ("urn:y",)))
    first, second = found.split("\n;\n")
    assert first.endswith("USING <urn:x>\nUSING NAMED <urn:y>\nWHERE { ?s ?p ?o }")
    assert second.strip() == "CLEAR GRAPH <urn:h>"


def test_the_shorthand_is_written_out():
    found = with_using("DELETE WHERE { GRAPH <urn:g> { ?s ?p ?o } }", Dataset(("urn:x",)))
    shown = "DELETE { GRAPH <urn:g> { ?s ?p ?o } } USING <urn:x> WHERE { GRAPH <urn:g> { ?s ?p ?o } }"
    assert " ".join(found.split()) == shown


@pytest.mark.parametrize("clause", ["USING <urn:b>", "USING NAMED <urn:b>"])
def test_two_choices_are_refused(clause):
    with pytest.raises(BadQuery):
        with_using(
            f"INSERT {{ GRAPH <urn:g> {{ ?s ?p 1 }} }} {clause} WHERE {{ ?s ?p ?o }}", Dataset(("urn:x",))
        )


def test_a_base_of_the_update_wins():
    assert with_base("CLEAR ALL", BASE).startswith("BASE <http://localhost/sparql>")
    assert with_base("BASE <urn:x> CLEAR ALL", BASE).count("BASE") == 1


@pytest.mark.parametrize("iri", ["relatief", "urn:a b", "urn:a> <urn:b", ""])
def test_a_broken_iri_is_refused(iri):
    with pytest.raises(BadQuery):
        checked_iri(iri, "default-graph-uri")


def test_missing_prefixes_are_found():
    query = "PREFIX kg: <urn:k> SELECT * { ?s kg:a skos:prefLabel ; rdf:type 'foo:bar', _:b }"
    assert missing_prefixes(query) == ["skos", "rdf"]


@pytest.mark.parametrize(
    "part",
    [
        '"\\',
        "'\\",
        '"""',
        "SERVICE<",
        "<",
        "{",
        "\n",
        " ",
        "#",
        "FROM ",
        "a:",
    ],
)
def test_whatever_is_sent_is_read_in_one_pass(part):
    query = "SELECT * { SERVICE" + part * (200_000 // len(part) if part != "SERVICE<" else 50)
    started = time.thread_time()
    dataset_of(query, BASE)
    syntax_error(query, refuse)
    with suppress(InvalidInput):
        refuse_service(query)
    with suppress(BadQuery):
        without_services(query, ("http://ok.example/sparql",))
    assert time.thread_time() - started < 3
