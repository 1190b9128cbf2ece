"""Periods of a trajectory with the weeks of the school calendar."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.domain.kalenderperioden import calendars_of, explain_periods, periods_of
from kwalificatiegraaf.errors import InvalidInput


def test_two_years_have_four_semesters() -> None:
    found = periods_of(["2026-2027", "2027-2028"])
    assert [(one.nummer, one.weken) for one in found] == [(1, 19), (2, 18), (3, 18), (4, 18)]
    assert found[0].label == "01-09-2026 tot en met 31-01-2027, 93 opleidingsdagen"


def test_a_single_year_has_four_periods_bounded_by_holidays() -> None:
    assert [one.label[:10] for one in periods_of(["2026-2027"])] == [
        "01-09-2026", "09-11-2026", "01-02-2027", "12-04-2027"
    ]  # fmt: skip


@given(st.integers(2000, 2096), st.integers(1, 4))
def test_weeks_are_five_days_and_never_off_by_more_than_half_a_week(start: int, years: int) -> None:
    codes = [f"{start + n}-{start + n + 1}" for n in range(years)]
    days = sum(one.opleidingsdagen for one in calendars_of(codes))
    weeks = sum(one.weken for one in periods_of(codes))
    assert abs(weeks - Fraction(days, 5)) <= Fraction(1, 2)


def test_free_days_of_the_school_fall_in_their_own_year() -> None:
    first, second = calendars_of(["2026-2027", "2027-2028"], vrije_dagen=["2027-09-13..2027-09-17"])
    assert first == calendars_of(["2026-2027", "2027-2028"])[0]
    assert len(second.afwijking.vrij) == 1


def test_lessons_of_the_school_fall_in_their_own_year() -> None:
    years = ["2026-2027", "2027-2028"]
    usual, own = calendars_of(years), calendars_of(years, lesdagen=["2026-11-04"])
    assert own[0].opleidingsdagen == usual[0].opleidingsdagen + 1
    assert own[1] == usual[1]


@pytest.mark.parametrize(
    ("free", "lessons", "words", "place"),
    [
        (["2026-11-03..2026-11-05"], ["2026-11-04"], "tegelijk een vrije dag en een lesdag", "lesdagen"),
        ([], ["2026-11-11"], "geen les", "lesdagen"),
        ([], ["2028-11-08"], "geen van de schooljaren", "lesdagen"),
        (["2027-07-05"], [], "buiten de lessen", "vrije_dagen"),
    ],
)
def test_own_days_that_cannot_be(free: list[str], lessons: list[str], words: str, place: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        periods_of(["2026-2027"], vrije_dagen=free, lesdagen=lessons)
    assert caught.value.place == place


def test_the_source_is_named() -> None:
    assert "Besluit Vlaamse Regering" in explain_periods(["2026-2027", "2027-2028"])


@pytest.mark.parametrize(
    ("years", "splits", "words"),
    [
        (["2027-2028", "2026-2027"], [], "na 2027-2028 komt niet 2026-2027"),
        (["2026-2027", "2026-2027"], [], "komt niet"),
        (["2026-2027", "2028-2029"], [], "komt niet"),
        (["2027-2026"], [], "loopt achteruit"),
        (["2026-2027"], ["2028-02-01"], "geen van de schooljaren"),
        (["2026-2027"], ["2026-09-02"], "korter dan een week"),
    ],
)
def test_years_and_splits_that_cannot_be(years: list[str], splits: list[str], words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        periods_of(years, splits)
    assert caught.value.remedy
