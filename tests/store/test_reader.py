"""What the processes that answer have in common, called as a function: forms, limits, and lookups."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rdflib import RDF

from kwalificatiegraaf.errors import BadQuery, QueryTooLarge
from kwalificatiegraaf.store.reader import Queried, Sink, TooLarge, asking, count_rows, open_snapshot, reply
from kwalificatiegraaf.store.verdict import Bounds, judge

ROWS_XML = "application/sparql-results+xml"
TRIPLES_XML = "application/rdf+xml"
ROWS = "SELECT ?o { ?s ?p ?o }"
TRIPLES = "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.fixture
def queried(tmp_path: Path) -> Queried:
    file = tmp_path / "quads.nq"
    file.write_text('<urn:a> <urn:x/p> "een\\rtwee\\r\\n" <urn:g> .\n', encoding="utf-8")
    return open_snapshot(str(file))


def asked(query: str, **more: Any) -> dict[str, Any]:
    graphs = {"dataset": None, "named": [(), ()], "lenient": False, "allowed": (), "unread": False}
    forms = {
        "rows": ROWS_XML,
        "triples": TRIPLES_XML,
        "base": "http://localhost/",
        "bytes": 10_000,
        "rowcount": 10,
    }
    return {"query": query, **graphs, **forms, **more}


def text_of(body: bytes) -> str | None:
    tags = ("}literal", "}p")
    return next(one.text for one in ElementTree.fromstring(body).iter() if one.tag.endswith(tags))


@pytest.mark.parametrize("query", [ROWS, TRIPLES])
def test_a_carriage_return_survives_xml(queried: Queried, query: str) -> None:
    _, body = reply(queried, asked(query))
    assert text_of(body) == "een\rtwee\r\n"
    assert asking(queried, asked(query))(query) == body


@pytest.mark.parametrize("query", [ROWS, TRIPLES])
def test_what_keeps_a_carriage_return_counts(queried: Queried, query: str) -> None:
    _, body = reply(queried, asked(query))
    assert reply(queried, asked(query, bytes=len(body)))[1] == body
    assert reply(queried, asked(query, bytes=len(body) - 1))[0]["fout"] == "bytes"
    assert asking(queried, asked(query, bytes=len(body) - 1))(query) is None


def test_graphs_too_large_to_be_one_are_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "quads.nq"
    triple = '<urn:a> <urn:x/p> "een"'
    file.write_text(f"{triple} <urn:g1> .\n{triple} <urn:g2> .\n", encoding="utf-8")
    wide = asked(ROWS, dataset=[["urn:g1", "urn:g2"], []])
    assert reply(open_snapshot(str(file)), wide)[1].count(b"<result>") == 1
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_MERGED", 0)
    monkeypatch.setattr("kwalificatiegraaf.store.reader.MOST_COPIED", 1)
    head, body = reply(open_snapshot(str(file)), wide)
    with pytest.raises(QueryTooLarge, match="te groot om er een graaf van te maken") as refused:
        judge(head, body, ROWS, Bounds())
    assert refused.value.place == "FROM of default-graph-uri"


def test_other_forms_are_left_as_they_are() -> None:
    sink = Sink(4, "text/csv")
    assert sink.write(b"a\r\n") == 3
    assert sink.parts == [b"a\r\n"]
    with pytest.raises(TooLarge):
        sink.write(b"b\r")


@pytest.mark.parametrize(
    "form", ["text/csv", "text/tab-separated-values", "application/sparql-results+json", ROWS_XML]
)
def test_what_looks_like_the_end_of_a_row_is_not_counted(queried: Queried, form: str) -> None:
    text = r"""'},{"},{\\",\r\n<result>\n' """
    some = f"SELECT ({text} AS ?x) (<<( <urn:a> <urn:b> {text} )>> AS ?y) ?z {{ VALUES ?n {{ {{}} }} }}"
    for many in (1, 10):
        head, body = reply(queried, asked(some.replace("{}", "1 " * many), rows=form))
        assert head == {"media": form}
        assert count_rows(body, form) == many
    assert reply(queried, asked(some.replace("{}", "1 " * 11), rows=form))[0]["fout"] == "rijen"


UNFIT = {
    "a triple as a value": (
        "<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>>",
        "application/ld+json",
        "JSON-LD kan",
    ),
    "a name of the form itself": ("<urn:a> rdf:li 1", "application/rdf+xml", "RDF/XML kan"),
    "a property without a name": ("<urn:a> <urn:b/1> 1", "application/rdf+xml", "XML kan"),
    "a control character": ('<urn:a> <urn:b> "\\u0001"', "application/rdf+xml", "XML kan"),
    "a sign that is none": ('<urn:a> <urn:b> "\\uFFFE"', "application/rdf+xml", "XML kan"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_form_that_cannot_carry_the_answer_is_the_choice_of_who_asks(queried: Queried, name: str) -> None:
    triple, form, said = UNFIT[name]
    text = f"PREFIX rdf: <{RDF}> CONSTRUCT {{ {triple} }} {{}}"
    with pytest.raises(BadQuery, match=said) as caught:
        judge(*reply(queried, asked(text, triples=form)), text, Bounds())
    assert caught.value.place == "Accept"
    assert "Turtle" in (caught.value.remedy or "")
