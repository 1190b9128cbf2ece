"""Files and folders of JSON: read in order, and refused by name."""

from pathlib import Path

import pytest

from kwalificatiegraaf.errors import BrokenFile, InvalidInput
from kwalificatiegraaf.importers.json_files import find_json, parse_json
from kwalificatiegraaf.importers.vks_api import read


def test_a_folder_is_read_in_order_of_name_and_nothing_is_skipped_in_silence(tmp_path: Path) -> None:
    for name in ("b.json", "a.JSON", "c.json"):
        (tmp_path / name).write_text(f'"{name}"', encoding="utf-8")
    (tmp_path / "lees mij.txt").write_text("x", encoding="utf-8")
    (tmp_path / "map.json").mkdir()
    assert list(read(tmp_path)) == [("a.JSON", "a.JSON"), ("b.json", "b.json"), ("c.json", "c.json")]
    assert [other.name for other in find_json(tmp_path)[1]] == ["lees mij.txt", "map.json"]


def test_one_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "antwoord").write_text("{}", encoding="utf-8")
    assert list(read(tmp_path / "antwoord")) == [("antwoord", {})]


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"geen \.json-bestanden") as empty:
        list(read(tmp_path))
    assert empty.value.remedy
    with pytest.raises(InvalidInput, match="bestaat niet"):
        list(read(tmp_path / "weg"))


def test_a_byte_order_mark_is_no_content() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": 1}', "x.json") == {"a": 1}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": 1,\n "b" 2}', "regel 2, kolom 6"),
        (b"", "regel 1, kolom 1: hier moet een waarde staan"),
        (b'{"a": 1 "b": 2}', "hier ontbreekt een komma"),
        (b'{"a" 1}', "hier ontbreekt een dubbelpunt"),
        (b"{a: 1}", "hier moet een naam tussen dubbele aanhalingstekens staan"),
        (b"[1,]", "hier moet een waarde staan|deze komma staat er te veel"),
        (b"[1] 2", "hierna staat nog iets"),
        (b'"a', "deze tekst wordt niet afgesloten"),
        (b'"a\nb"', "dit teken mag niet zo in een tekst staan"),
        (b'"\\x"', "deze schuine streep"),
        (b'"\\u12"', "vier hexadecimale cijfers"),
        (b'{"a": "\xff"}', "UTF-8 vanaf byte 7"),
        (b'{"a": 1, "a": 2}', "de sleutel 'a' staat meer dan eens"),
        (b'{"a": NaN}', "NaN is geen JSON-getal"),
        (b"[" * 100_000, "te diep genest"),
        (b"1" * 5000, "geen geldige JSON"),
    ],
)
def test_a_broken_file_names_itself_and_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason) as broken:
        parse_json(content, "kapot.json")
    assert broken.value.place == "kapot.json, $"
    assert broken.value.remedy
