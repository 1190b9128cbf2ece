"""The school calendar against the known years, and its properties over a century."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.domain.kalender import DAG, Kalender, is_weekday
from kwalificatiegraaf.domain.kalenderregel import feestdagen_of, kalender_of
from kwalificatiegraaf.errors import InvalidInput

JAREN = st.integers(2000, 2099)

BEKEND = {
    "2024-2025": {"paasvakantie": ("2025-04-07", "2025-04-20")},
    "2025-2026": {
        "herfstvakantie": ("2025-10-27", "2025-11-02"),
        "kerstvakantie": ("2025-12-22", "2026-01-04"),
        "krokusvakantie": ("2026-02-16", "2026-02-22"),
        "paasvakantie": ("2026-04-06", "2026-04-19"),
    },
    "2026-2027": {
        "herfstvakantie": ("2026-11-02", "2026-11-08"),
        "kerstvakantie": ("2026-12-21", "2027-01-03"),
        "krokusvakantie": ("2027-02-08", "2027-02-14"),
        "paasvakantie": ("2027-03-29", "2027-04-11"),
    },
}


def year(start: int) -> Kalender:
    return kalender_of(f"{start}-{start + 1}")


@pytest.mark.parametrize("code", BEKEND)
def test_the_known_years(code: str) -> None:
    found = {one.naam: (str(one.van), str(one.tot_en_met)) for one in kalender_of(code).vakanties}
    assert {name: found[name] for name in BEKEND[code]} == BEKEND[code]


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-2027", "2026-09-01", "2027-06-30"),
        ("2024-2025", "2024-09-02", "2025-06-30"),
        ("2029-2030", "2029-09-03", "2030-06-28"),
        ("2028-2029", "2028-09-01", "2029-06-29"),
    ],
)
def test_lessons_start_and_end_on_a_weekday(code: str, first: str, last: str) -> None:
    found = kalender_of(code).schooljaar
    assert (str(found.lesbegin), str(found.leseinde)) == (first, last)


def test_a_year_counted_by_hand() -> None:
    found = kalender_of("2025-2026")
    assert (found.opleidingsdagen, found.schoolweken) == (182, 38)
    assert [(one.opleidingsdagen, one.schoolweken) for one in found.perioden] == [(94, 19), (88, 19)]


@given(JAREN)
def test_holidays_start_on_a_monday_in_order_and_never_meet(start: int) -> None:
    parts = year(start).vakanties
    assert [part.van.weekday() for part in parts] == [0, 0, 0, 0]
    assert [(part.tot_en_met - part.van).days + 1 for part in parts] == [7, 14, 7, 14]
    assert all(a.tot_en_met < b.van for a, b in pairwise(parts))


@given(JAREN)
def test_the_holidays_hold_the_days_they_are_named_after(start: int) -> None:
    autumn, christmas, spring, at_easter = year(start).vakanties
    saints, birth = date(start, 11, 1), date(start, 12, 25)
    assert autumn.van <= saints <= autumn.tot_en_met or (saints.weekday() == 6 and autumn.van == saints + DAG)
    assert christmas.van <= birth <= christmas.tot_en_met or not is_weekday(birth)
    assert christmas.van <= date(start + 1, 1, 1) <= christmas.tot_en_met
    sunday = easter(start + 1)
    assert sunday - spring.van == timedelta(days=48)
    assert at_easter.van - DAG <= sunday or sunday >= date(start + 1, 4, 1)
    assert at_easter.van - DAG <= sunday <= at_easter.tot_en_met + DAG


@given(JAREN)
def test_easter_holidays_by_the_three_cases(start: int) -> None:
    sunday, found = easter(start + 1), year(start).vakanties[3].van
    if sunday.month == 3:
        assert found == sunday + DAG
    elif sunday.day > 15:
        assert found == sunday - 13 * DAG
    else:
        assert (found.month, found.weekday()) == (4, 0)
        assert found.day <= 7


@given(JAREN)
def test_public_holidays_of_the_library_are_the_free_days_of_the_rule(start: int) -> None:
    sunday = easter(start + 1)
    rule = {date(start, 11, 11), sunday + DAG, sunday + 39 * DAG, sunday + 40 * DAG, date(start + 1, 5, 1)}
    rule |= {sunday + 50 * DAG}
    free = {day for part in year(start).vakanties for day in part.days()}
    single = {one.dag for one in feestdagen_of(start) if is_weekday(one.dag)} - free
    assert single == {day for day in rule if is_weekday(day)} - free


@given(JAREN)
def test_training_days_are_the_weekdays_that_are_left(start: int) -> None:
    found = year(start)
    free = {one.dag for one in found.feestdagen} | {d for part in found.vakanties for d in part.days()}
    days = found.training_days
    assert len(days) == found.opleidingsdagen == sum(one.opleidingsdagen for one in found.perioden)
    assert 178 <= len(days) <= 187
    assert not free & set(days)
    assert all(map(is_weekday, days))
    assert found.schooljaar.lesbegin <= days[0] <= days[-1] <= found.schooljaar.leseinde


@given(JAREN, st.data())
def test_a_free_day_of_the_school_takes_one_training_day_and_lessons_in_a_holiday_give_one(
    start: int, data: st.DataObject
) -> None:
    plain = year(start)
    off = data.draw(st.sampled_from(plain.training_days))
    code = plain.schooljaar.code
    assert kalender_of(code, vrij=[str(off)]).opleidingsdagen == plain.opleidingsdagen - 1
    monday = plain.vakanties[2].van
    assert kalender_of(code, les=[str(monday)]).opleidingsdagen == plain.opleidingsdagen + 1


def test_splits_divide_the_year() -> None:
    found = kalender_of("2026-2027", ["2026-11-09", "2027-04-12"])
    assert [str(one.van) for one in found.perioden] == ["2026-09-01", "2026-11-09", "2027-04-12"]
    assert sum(one.opleidingsdagen for one in found.perioden) == found.opleidingsdagen


def test_everything_that_is_free_names_its_source() -> None:
    found = kalender_of("2026-2027")
    assert {one.bron for one in found.vakanties} == {"Besluit Vlaamse Regering 31 augustus 2001, art. 7"}
    assert all(one.bron for one in found.feestdagen)


@pytest.mark.parametrize(
    ("code", "given", "place", "words"),
    [
        ("2027-2026", {}, "schooljaar", "loopt achteruit"),
        ("2026-2028", {}, "schooljaar", "telt geen twee jaren"),
        ("2026", {}, "schooljaar", "geen schooljaar"),
        ("1999-2000", {}, "schooljaar", "niet bekend"),
        ("9999-10000", {}, "schooljaar", "geen schooljaar"),
        ("2100-2101", {}, "schooljaar", "niet bekend"),
        ("2026-2027", {"splitsingen": ["2027-02-30"]}, "splitsing", "geen datum"),
        ("2026-2027", {"splitsingen": ["2027-07-01"]}, "splitsing", "buiten de lessen"),
        ("2026-2027", {"splitsingen": ["2027-02-01", "2026-12-01"]}, "splitsing", "niet in volgorde"),
        ("2026-2027", {"splitsingen": ["2026-11-02", "2026-11-08"]}, "splitsing", "geen les"),
        ("2026-2027", {"vrij": ["2026-11-13..2026-11-12"]}, "vrij", "komt voor"),
        ("2026-2027", {"vrij": ["2026-08-01"]}, "vrij", "buiten de lessen"),
        ("2026-2027", {"les": ["2026-11-11"]}, "les", "Wapenstilstand"),
        ("2026-2027", {"les": ["2026-11-14"]}, "les", "weekend"),
    ],
)
def test_wrong_and_reversed_dates_say_what_to_do(code: str, given: dict, place: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        kalender_of(code, **given)
    assert caught.value.place == place
    assert caught.value.remedy
