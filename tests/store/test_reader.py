"""What the processes that answer have in common, called as a function: forms, limits, and lookups."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kwalificatiegraaf.store.reader import Queried, Sink, TooLarge, asking, count_rows, open_snapshot, reply

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
    graphs = {"dataset": None, "named": [(), ()], "lenient": False, "unread": None}
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
