"""Numbers from a request: exact as written, and never a way to keep the machine busy."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde


class Getal(Waarde):
    uren: Uren
    deel: Breuk = Fraction(0)


@pytest.mark.parametrize(
    ("given", "exact"),
    [(26, Fraction(26)), (26.1, Fraction(261, 10)), ("13/19", Fraction(13, 19)), ("0.6", Fraction(3, 5))],
)
def test_a_number_is_what_is_written(given: object, exact: Fraction) -> None:
    assert Getal.model_validate({"uren": given}).uren == exact


@pytest.mark.parametrize(
    "given", ["1e999999999", "1/0", "veel", True, float("inf"), float("nan"), [], "9" * 5000]
)
def test_what_is_no_number_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        Getal.model_validate({"uren": given})


def test_json_shows_hours_as_numbers_and_shares_as_fractions() -> None:
    shown = Getal(uren=Fraction(5, 2), deel=Fraction(13, 19)).model_dump(mode="json")
    assert shown == {"uren": 2.5, "deel": "13/19"}
