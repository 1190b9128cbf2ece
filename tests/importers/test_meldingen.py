"""What a reader notes: paths, shortened values, absent values."""

from kwalificatiegraaf.importers.meldingen import Meldingen, json_path, shorten


def test_a_path_shows_keys_and_positions() -> None:
    assert json_path(()) == "$"
    assert (
        json_path(("beroepskwalificatie", "competenties", 3, "nr"))
        == "$.beroepskwalificatie.competenties[3].nr"
    )


def test_a_long_value_is_cut() -> None:
    assert shorten("ë" * 100, 10) == '"ëëëëëëëë…'
    assert shorten({"a": [1]}) == '{"a": [1]}'


def test_an_absent_value_is_noted_as_absent() -> None:
    notes = Meldingen("x.json")
    notes.add(("nr",), None, "ontbreekt")
    notes.add(("nr",), 0, "te klein")
    assert [note.waarde for note in notes.all] == [None, "0"]
    assert {note.bestand for note in notes.all} == {"x.json"}
