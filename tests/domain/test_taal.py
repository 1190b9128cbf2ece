"""Numbers as a Flemish reader writes them."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.taal import format_number, format_percent, format_points, join_nl


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(26), "26"),
        (Fraction(25, 2), "12,5"),
        (Fraction(1, 3), "0,33"),
        (0, "0"),
        (Fraction(-1, 4), "-0,25"),
    ],
)
def test_a_number_has_a_comma_and_no_needless_zeros(value: Fraction, text: str) -> None:
    assert format_number(value) == text


def test_a_share_is_a_percentage_with_one_decimal() -> None:
    assert format_percent(Fraction(13, 19)) == "68,4 %"
    assert format_percent(Fraction(3, 5)) == "60 %"


def test_a_difference_of_shares_is_in_points() -> None:
    assert format_points(Fraction(13, 19) - Fraction(3, 5)) == "8,4 procentpunt"


def test_the_last_part_is_joined_with_en() -> None:
    assert join_nl(["klas", "werkplek", "salon"]) == "klas, werkplek en salon"
    assert join_nl(["klas"]) == "klas"
