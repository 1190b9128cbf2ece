"""The frame of a request: an assumed number of weeks, or the weeks of real school years."""

from fractions import Fraction
from typing import Any

import pytest

from kwalificatiegraaf.domain.bouwvraag import Bouwvraag, frame_of
from kwalificatiegraaf.errors import InvalidInput


def request(**given: Any) -> Bouwvraag:
    return Bouwvraag(kwalificaties=("BK-0227-3",), werkplekuren=Fraction(20), **given)


def test_without_school_years_the_weeks_are_assumed() -> None:
    frame = frame_of(request(jaren=2), {})
    assert [period.weken for period in frame.perioden] == [18, 18, 18, 18]
    assert "weken komen uit de vraag" in str(frame.toelichting)


def test_school_years_give_real_weeks_and_their_number() -> None:
    frame = frame_of(request(schooljaren=("2026-2027", "2027-2028")), {})
    assert [period.weken for period in frame.perioden] == [19, 18, 18, 18]
    assert frame.jaren == 2
    assert "schoolkalender van 2026-2027 en 2027-2028" in str(frame.toelichting)
    assert "weken komen uit de vraag" not in str(frame.toelichting)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"schooljaren": ("2026-2027",), "jaren": 2}, "jaren"),
        ({"schooljaren": ("2026-2027",), "weken_per_jaar": 30}, "weken_per_jaar"),
        ({"schooljaren": ("2026-2027",), "perioden": (9, 9)}, "perioden"),
        ({"splitsingen": ("2027-02-01",)}, "schooljaren"),
    ],
)
def test_numbers_beside_school_years_are_refused(given: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        frame_of(request(**given), {})
    assert caught.value.place == place
    assert caught.value.remedy
