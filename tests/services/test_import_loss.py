"""What a file says and the graph does not hold is named with its path."""

from typing import Any

import pytest

from kwalificatiegraaf.importers.meldingen import Meldingen
from kwalificatiegraaf.services.import_loss import differences, find_losses


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ({"a": None}, {}),
        ({"n": "3", "b": "true"}, {"n": 3, "b": True}),
        ({"d": "2020-02-07 00:00"}, {"d": "2020-02-07"}),
        ({"kennis_type": "grondige  KENNIS"}, {"kennis_type": "Grondige kennis"}),
        ({"a": 1}, {"a": 1, "more": 2}),
        ([{"nr": 2}, {"nr": 1}], [{"nr": 1}, {"nr": 2}]),
        ({"l": []}, {"l": []}),
    ],
)
def test_what_means_the_same_is_no_difference(said: Any, held: Any) -> None:
    assert list(differences(said, held)) == []


@pytest.mark.parametrize(
    ("said", "held", "expected"),
    [
        ({"a": "x"}, {}, [(("a",), "x")]),
        ({"waarde": "twee  spaties"}, {"waarde": "twee spaties"}, [(("waarde",), "twee  spaties")]),
        ({"waarde": "Hoofd"}, {"waarde": "hoofd"}, [(("waarde",), "Hoofd")]),
        ({"a": {"b": 1}}, {"a": 1}, [(("a",), {"b": 1})]),
        ({"l": []}, {}, [(("l",), [])]),
        ({"l": [1, 1]}, {"l": [1]}, [(("l", 1), 1)]),
        (
            [{"nr": 1, "x": "a", "y": "b"}, {"nr": 2}],
            [{"nr": 2}, {"nr": 1, "x": "a"}],
            [((0, "y"), "b")],
        ),
    ],
)
def test_what_is_not_held_is_named_with_its_path(said: Any, held: Any, expected: list[Any]) -> None:
    assert list(differences(said, held)) == expected


def test_what_was_reported_before_is_not_reported_again() -> None:
    known = Meldingen("x.json")
    known.add(("a",), 1, "onbekend veld")
    said = {"a": {"b": 1}, "ab": 2}
    assert [note.pad for note in find_losses(said, {}, "x.json", known.all)] == ["$.ab"]
