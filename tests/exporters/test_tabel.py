"""A table as CSV and as a workbook: kinds stay kinds, and nothing in it runs."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.exporters.csv_tabel import FORMULA, MARK, write_csv
from kwalificatiegraaf.exporters.excel_tabel import write_table
from kwalificatiegraaf.exporters.tabel import Tabel, heading_of, tabulate
from kwalificatiegraaf.store.queries import Kolom

TABLE = Tabel(
    "Proef",
    ("titel", "dag", "aantal", "deel", "waar"),
    (
        ('Hout; steen, "glas"\nen leem', date(2026, 9, 1), 3, 0.25, True),
        ("=1+1", None, -4, -1.5, False),
    ),
)


def test_for_programs_it_is_rfc_4180() -> None:
    text = write_csv(TABLE).decode("utf-8")
    assert text.startswith("titel,dag,aantal,deel,waar\r\n")
    assert '"Hout; steen, ""glas""\nen leem",2026-09-01,3,0.25,true\r\n' in text
    assert text.endswith("'=1+1,,-4,-1.5,false\r\n")


def test_for_a_spreadsheet_it_has_what_belgian_excel_expects() -> None:
    text = write_csv(TABLE, excel=True).decode("utf-8")
    assert text.startswith(f"{MARK}titel;dag;aantal;deel;waar\r\n")
    assert "2026-09-01;3;0,25;ja\r\n" in text
    assert text.endswith("'=1+1;;-4;-1,5;nee\r\n")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_a_text_comes_back_and_none_is_a_formula(texts: list[str]) -> None:
    table = Tabel("Proef", tuple("abcd"[: len(texts)]), (tuple(texts),))
    for excel in (False, True):
        body = write_csv(table, excel=excel).decode("utf-8").removeprefix(MARK)
        (_, row) = csv.reader(StringIO(body, newline=""), delimiter=";" if excel else ",")
        assert [one.removeprefix("'") for one in row] == [one.removeprefix("'") for one in texts]
        assert not any(one.lstrip(" ").startswith(FORMULA) for one in row)


@pytest.mark.parametrize("text", ["=A1", "+32 2", "-x", "@SUM(1)", "\t=1", "  =1"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert f"'{text}" in write_csv(Tabel("Proef", ("a",), ((text,),))).decode()


def sheets(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_a_workbook_has_a_frozen_heading_filters_days_and_no_formula() -> None:
    found = sheets(write_table(TABLE))
    answer = found["xl/worksheets/sheet1.xml"]
    assert 'state="frozen"' in answer
    assert '<autoFilter ref="A1:E3"/>' in answer
    assert "<f>" not in answer
    assert "=1+1" in found["xl/sharedStrings.xml"]
    assert str((date(2026, 9, 1) - date(1899, 12, 30)).days) in re.findall(r"<v>(\d+)</v>", answer)
    assert 'formatCode="dd/mm/yyyy"' in found["xl/styles.xml"]
    assert 'name="Over deze vraag"' in found["xl/workbook.xml"]


def test_an_answer_without_rows_is_still_a_table() -> None:
    empty = TABLE._replace(rijen=())
    assert write_csv(empty) == b"titel,dag,aantal,deel,waar\r\n"
    assert '<autoFilter ref="A1:E1"/>' in sheets(write_table(empty))["xl/worksheets/sheet1.xml"]


def test_an_iri_has_its_name_beside_it_unless_a_column_names_it() -> None:
    columns = {
        "ding": Kolom(soort="iri"),
        "ander": Kolom(soort="iri", naam="titel"),
        "titel": Kolom(soort="string"),
        "dag": Kolom(soort="date", altijd=False),
    }
    rows = [{"ding": "https://x/1", "ander": "https://x/2", "titel": "Twee", "dag": "2026-01-02"}]
    table = tabulate("Proef", columns, [*rows, {"ding": "https://x/3"}], {"https://x/1": "Een"})
    assert table.kolommen == ("ding", "ding_naam", "ander", "titel", "dag")
    assert table.rijen[0] == ("https://x/1", "Een", "https://x/2", "Twee", date(2026, 1, 2))
    assert table.rijen[1] == ("https://x/3", None, None, None, None)
    assert tabulate("Proef", columns, [], {}).kolommen == table.kolommen


def test_headings_are_words() -> None:
    assert heading_of("vervangenDoor") == "vervangen door"
    assert heading_of("erkenning_vanaf") == "erkenning vanaf"
