"""An answer as a workbook: kinds, names beside IRIs, and what does not fit."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from api.sparql.cel import XSD
from api.sparql.rekenblad import write_workbook
from api.sparql.tabel import ROWS_FORM
from kwalificatiegraaf.errors import QueryTooLarge
from kwalificatiegraaf.exporters.antwoord import MOST_ROWS
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.workers import Answer
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

PLACE = {"type": "uri", "value": f"{DEFAULT_BASE}/id/concept/leerplaats/reele-werkplek"}


def answer(columns: list[str], *rows: dict[str, object]) -> Answer:
    body = {"head": {"vars": columns}, "results": {"bindings": rows}}
    return Answer(ROWS_FORM, json.dumps(body).encode())


def number(value: str, kind: str) -> dict[str, str]:
    return {"type": "literal", "value": value, "datatype": XSD + kind}


def read(content: bytes) -> tuple[str, str]:
    """Return the first sheet, and all texts."""
    book = ZipFile(BytesIO(content))
    return book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()


def test_names_stand_in_a_column_of_their_own(embedded_store: Store) -> None:
    found = answer(["plaats", "tekst"], {"plaats": PLACE, "tekst": {"type": "literal", "value": "=1"}}, {})
    sheet, words = read(write_workbook(embedded_store, found, [("vraag", "?")]))
    assert ">plaats_naam<" in words
    assert ">reële werkplek<" in words
    assert ">tekst_naam<" not in words
    assert "<f>" not in sheet


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        ("12", "integer", True),
        ("2.50", "decimal", True),
        ("1e3", "double", True),
        ("1234567890123456", "integer", False),
        ("NaN", "double", False),
        ("INF", "double", False),
        ("1e999", "double", False),
        ("x", "integer", False),
        ("2025-09-01", "date", False),
    ],
)
def test_a_number_is_a_number_where_nothing_is_lost(
    embedded_store: Store, value: str, kind: str, written: bool
) -> None:
    content = write_workbook(embedded_store, answer(["a"], {"a": number(value, kind)}), [])
    sheet, words = read(content)
    assert f"<v>{float(value):.16g}</v>" in sheet if written else f">{value}<" in words, sheet


def test_an_answer_without_rows_has_its_headings(embedded_store: Store) -> None:
    sheet, words = read(write_workbook(embedded_store, answer(["a", "b"]), []))
    assert ">a<" in words
    assert ">b<" in words
    assert sheet.count("<row ") == 1


def test_too_many_rows_are_refused_before_any_is_written(embedded_store: Store) -> None:
    with pytest.raises(QueryTooLarge, match=f"{MOST_ROWS + 1} rijen"):
        write_workbook(embedded_store, answer(["a"], *([{}] * (MOST_ROWS + 1))), [])
