"""Workbooks are read back as the XML they hold: sheets, texts as texts, numbers as numbers."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from kwalificatiegraaf.domain.watals import Aanpassing
from kwalificatiegraaf.exporters.excel import Werkboek, write_difference, write_trajectory
from kwalificatiegraaf.services.share_check import check_trajectory
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.services.whatif import what_if
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

DAG = date(2026, 11, 24)


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_a_trajectory_has_a_sheet_for_each_view_and_marks_its_words(embedded_store: Store) -> None:
    repository = Repository(embedded_store, DEFAULT_BASE)
    traject = load_trajectory(repository, "115")
    check = check_trajectory(repository, traject, DAG)
    found = parts(write_trajectory(traject, check, repository.places()))
    for sheet in ("Traject", "Week", "Competenties", "Toetsen"):
        assert f'name="{sheet}"' in found["xl/workbook.xml"]
    strings = found["xl/sharedStrings.xml"]
    assert "eigen woorden, niet de officiële tekst" in strings
    assert "VL-STREEF-60-TIJD" in strings
    rows = found["xl/worksheets/sheet3.xml"].count("<row ")
    assert rows == 1 + len(traject.toewijzingen)


def test_the_answer_to_a_what_if_comes_with_its_norms(embedded_store: Store) -> None:
    repository = Repository(embedded_store, DEFAULT_BASE)
    found = what_if(repository, "115", Aanpassing(zonder_werkplek=("BK-0090-2.15",)), DAG)
    strings = parts(write_difference(found, repository.places()))["xl/sharedStrings.xml"]
    assert "niet met deze lessentabel" in strings
    assert "VL-STREEF-60-TIJD" in strings


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    book = Werkboek("proef")
    book.add_table("Proef", ("code", "aandeel"), [("=1+1", None)])
    found = parts(book.close())
    assert "<f>" not in found["xl/worksheets/sheet1.xml"]
    assert "=1+1" in found["xl/sharedStrings.xml"]
