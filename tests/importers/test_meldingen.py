"""What a reader notes: paths and absent values."""

from kwalificatiegraaf.importers.meldingen import Meldingen, json_path


def test_a_path_shows_keys_and_positions() -> None:
    assert json_path(()) == "$"
    assert (
        json_path(("beroepskwalificatie", "competenties", 3, "nr"))
        == "$.beroepskwalificatie.competenties[3].nr"
    )


def test_an_absent_value_is_noted_as_absent() -> None:
    notes = Meldingen("x.json")
    notes.add(("nr",), None, "ontbreekt")
    notes.add(("nr",), 0, "te klein")
    assert [note.waarde for note in notes.all] == [None, "0"]
    assert {note.bestand for note in notes.all} == {"x.json"}
