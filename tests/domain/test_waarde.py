"""Numbers from a request: exact as written, and never a way to keep the machine busy."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde
from kwalificatiegraaf.domain.werkplek import Punt


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


def test_a_number_with_too_many_digits_is_told_apart_from_what_is_no_number() -> None:
    with pytest.raises(ValidationError, match="te veel cijfers"):
        Getal.model_validate({"uren": "1.3333333333333"})


def test_a_share_is_read_back_however_many_digits_its_fraction_has() -> None:
    share = Fraction(10**40 + 1, 10**41 + 3)
    shown = Getal(uren=Fraction(1), deel=share).model_dump_json()
    assert Getal.model_validate_json(shown).deel == share
    for long in ("1." + "3" * 13, "1" * 501 + "/3", f"{10**12}"):
        with pytest.raises(ValidationError):
            Getal.model_validate({"uren": 1, "deel": long})


@pytest.mark.parametrize(
    ("given", "degrees"),
    [
        (51.05434220000001, Fraction(510543422, 10**7)),
        ("51.05434220000001", Fraction(510543422, 10**7)),
        (1e-9, Fraction(0)),
        ("-3.7", Fraction(-37, 10)),
        (51, Fraction(51)),
    ],
)
def test_a_coordinate_is_rounded_to_a_centimetre(given: object, degrees: Fraction) -> None:
    assert Punt.model_validate({"breedte": given, "lengte": 0}).breedte == degrees


@pytest.mark.parametrize("given", ["gent", True, float("nan"), float("inf"), "1e5", "90.00000011"])
def test_what_is_no_coordinate_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        Punt.model_validate({"breedte": given, "lengte": 0})


def test_json_shows_hours_as_numbers_and_shares_as_fractions() -> None:
    shown = Getal(uren=Fraction(5, 2), deel=Fraction(13, 19)).model_dump(mode="json")
    assert shown == {"uren": 2.5, "deel": "13/19"}
