"""Sizes add up exactly, in proportion to weight, ties to the first code."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.planning.sizes import grain_of, largest_remainder, sizes_of
from tests.planning.opdrachten import LES, WERK, competentie, opdracht


def test_the_largest_remainders_get_what_is_left() -> None:
    assert largest_remainder(10, {"a": 3, "b": 3, "c": 1}) == {"a": 4, "b": 4, "c": 2}


def test_a_tie_goes_to_the_first_code() -> None:
    assert largest_remainder(4, {"b": 1, "a": 1, "c": 1}) == {"a": 2, "b": 1, "c": 1}


@given(st.integers(0, 10_000), st.dictionaries(st.text(min_size=1), st.integers(1, 50), min_size=1))
def test_parts_add_up_and_stay_within_one_of_their_quota(total: int, weights: dict[str, int]) -> None:
    parts = largest_remainder(total, weights)
    whole = sum(weights.values())
    assert sum(parts.values()) == total
    assert all(abs(parts[code] - Fraction(total * weights[code], whole)) < 1 for code in weights)


def test_given_hours_stay_and_the_rest_is_divided_by_weight() -> None:
    task = opdracht(competentie(1, WERK, LES, uren=10), competentie(2, gewicht=2), competentie(3, LES))
    assert grain_of(task) == 1
    assert sizes_of(task, Fraction(1)) == {"C.01": 10, "C.02": 20, "C.03": 10}


def test_quarters_where_the_timetable_has_them() -> None:
    task = opdracht(
        competentie(1, WERK, LES), competentie(2, WERK, LES), school=0.25, werk=0.25, weken=(1, 2)
    )
    assert grain_of(task) == Fraction(1, 4)
    assert sizes_of(task, Fraction(1, 4)) == {"C.01": 3, "C.02": 3}
