"""The periods of a trajectory from the school calendar: real weeks instead of an assumed number."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise

from kwalificatiegraaf.domain.kalender import (
    BRON,
    DAG,
    Kalender,
    Schoolafwijking,
    Tijdvak,
    parse_dag,
    parse_tijdvak,
    show_day,
)
from kwalificatiegraaf.domain.kalenderregel import find_schooljaar, make_kalender, vakanties_of
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Periode
from kwalificatiegraaf.errors import InvalidInput

DAGEN_PER_WEEK = 5
"""A week of a trajectory is five training days: single free days shorten the year."""


def periods_of(
    schooljaren: Sequence[str],
    splitsingen: Sequence[str] = (),
    vrije_dagen: Sequence[str] = (),
    lesdagen: Sequence[str] = (),
) -> tuple[Periode, ...]:
    """Return the periods of school years in a row, with weeks of five training days.

    A new period starts with every school year and on each of `splitsingen` (jjjj-mm-dd); without them
    on 1 February, and in a single year also after the autumn and the Easter holidays, so that chains of
    prerequisites find their place. Weeks are rounded on the running total, so that the whole is never
    off by more than half a week. InvalidInput for years, days or periods that cannot be.
    """
    calendars = calendars_of(schooljaren, splitsingen, vrije_dagen, lesdagen)
    parts = [(calendar, period) for calendar in calendars for period in calendar.perioden]
    totals = accumulate(period.opleidingsdagen for _, period in parts)
    ends = [int(Fraction(days, DAGEN_PER_WEEK) + Fraction(1, 2)) for days in totals]
    weeks = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    for (_, period), count in zip(parts, weeks, strict=True):
        _require_week(period, count)
    return tuple(
        Periode(
            nummer=number,
            label=f"{show_day(period.van)} tot en met {show_day(period.tot_en_met)}, "
            f"{period.opleidingsdagen} opleidingsdagen",
            weken=count,
        )
        for number, ((_, period), count) in enumerate(zip(parts, weeks, strict=True), start=1)
    )


def explain_periods(schooljaren: Sequence[str]) -> str:
    """Return where the weeks come from, as one Dutch sentence."""
    years = join_nl(list(schooljaren))
    return f"Hier komen de weken uit de schoolkalender van {years} ({BRON}): een week is 5 opleidingsdagen."


def calendars_of(
    schooljaren: Sequence[str],
    splitsingen: Sequence[str] = (),
    vrije_dagen: Sequence[str] = (),
    lesdagen: Sequence[str] = (),
) -> tuple[Kalender, ...]:
    """Return the calendars of school years in a row; every day that is given falls in one of them."""
    years = [find_schooljaar(text, "schooljaren") for text in schooljaren]
    for earlier, later in pairwise(years):
        if later.jaar != earlier.jaar + 1:
            raise InvalidInput(
                f"na {earlier.code} komt niet {later.code}",
                place="schooljaren",
                remedy=f"geef schooljaren die op elkaar volgen: na {earlier.code} komt "
                f"{earlier.jaar + 1}-{earlier.jaar + 2}",
            )
    splits = [parse_dag(text, "splitsingen") for text in splitsingen]
    free = [parse_tijdvak(text, "vrije_dagen") for text in vrije_dagen]
    lessons = [parse_dag(text, "lesdagen") for text in lesdagen]
    _require_year(years[0].begin, years[-1].einde, splits, "splitsingen")
    _require_year(years[0].begin, years[-1].einde, lessons, "lesdagen")
    _require_year(years[0].begin, years[-1].einde, (part.van for part in free), "vrije_dagen")
    return tuple(
        make_kalender(
            year.code,
            Schoolafwijking(
                vrij=tuple(part for part in free if year.begin <= part.van <= year.einde),
                lesdagen=tuple(day for day in lessons if year.begin <= day <= year.einde),
            ),
            _splits(year.jaar, splits, single=len(years) == 1),
            place="schooljaren",
            free="vrije_dagen",
            lessons="lesdagen",
        )
        for year in years
    )


def _require_year(first: date, last: date, days: Iterable[date], place: str) -> None:
    for day in days:
        if not first <= day <= last:
            raise InvalidInput(
                f"{show_day(day)} valt in geen van de schooljaren",
                place=place,
                remedy=f"kies een dag van {show_day(first)} tot en met {show_day(last)}",
            )


def _splits(year: int, asked: Sequence[date], *, single: bool) -> list[date] | None:
    if asked:
        return [day for day in asked if date(year, 9, 1) <= day <= date(year + 1, 8, 31)]
    if not single:
        return None
    autumn, _, _, easter = vakanties_of(year)
    return [autumn.tot_en_met + DAG, date(year + 1, 2, 1), easter.tot_en_met + DAG]


def _require_week(period: Tijdvak, weeks: int) -> None:
    if weeks < 1:
        raise InvalidInput(
            f"van {show_day(period.van)} tot en met {show_day(period.tot_en_met)} is korter dan een week",
            place="splitsingen",
            remedy="kies dagen die verder uit elkaar liggen",
        )
