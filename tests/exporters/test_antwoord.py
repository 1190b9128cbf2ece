"""Any answer as a workbook: what its sheets hold."""

from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest

from kwalificatiegraaf.errors import QueryTooLarge
from kwalificatiegraaf.exporters.antwoord import MOST_ROWS, write_answer
from kwalificatiegraaf.exporters.excel import LONGEST


def sheet(content: bytes, number: int) -> str:
    return ZipFile(BytesIO(content)).read(f"xl/worksheets/sheet{number}.xml").decode()


def words(content: bytes) -> str:
    return ZipFile(BytesIO(content)).read("xl/sharedStrings.xml").decode()


def test_numbers_are_numbers_and_texts_are_texts():
    content = write_answer("Proef", ("code", "uren"), [("=1+1", 12), ("x", Fraction(1, 2)), (None, None)], ())
    assert "<v>12</v>" in sheet(content, 1)
    assert "<v>0.5</v>" in sheet(content, 1)
    assert "<f>" not in sheet(content, 1)
    assert "=1+1" in words(content)


def test_what_was_asked_stands_on_the_second_sheet():
    content = write_answer("Proef", ("a",), [(1,)], [("vraag", "ASK")])
    assert "ASK" in words(content)
    assert sheet(content, 2)


def test_what_a_workbook_cannot_hold_is_an_error_and_never_cut():
    with pytest.raises(QueryTooLarge, match=f"{MOST_ROWS + 1} rijen"):
        write_answer("Proef", ("a",), [(1,)] * (MOST_ROWS + 1), ())
    with pytest.raises(QueryTooLarge, match="tekens"):
        write_answer("Proef", ("a",), [("x" * (LONGEST + 1),)], ())
    assert write_answer("Proef", ("a",), [("x" * LONGEST,)], ())
