"""The school calendar as values: a school year, its holidays, its free days and its periods."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from pydantic import Field

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import InvalidInput

BRON = "Besluit Vlaamse Regering 31 augustus 2001, art. 7"
"""Where the rule of the school holidays stands."""

EERSTE_JAAR, LAATSTE_JAAR = 2000, 2099
"""First and last year in which a school year may start: the library of public holidays ends in 2100."""

DAG = timedelta(days=1)
_SCHOOLJAAR = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def show_day(day: date) -> str:
    """Return a day as a Flemish reader writes it: 01-09-2026."""
    return f"{day:%d-%m-}{day.year:04}"


class Tijdvak(Waarde):
    """Days in a row, both ends included."""

    naam: str
    van: date
    tot_en_met: date

    def days(self) -> Iterable[date]:
        """Yield the days in order."""
        return (self.van + DAG * number for number in range((self.tot_en_met - self.van).days + 1))


class Schooljaar(Waarde):
    """A school year: 1 September to 31 August; lessons run from `lesbegin` to `leseinde`, both included."""

    code: str
    begin: date
    einde: date
    lesbegin: date
    leseinde: date

    @property
    def jaar(self) -> int:
        """The year in which it starts."""
        return self.begin.year


class Vakantie(Tijdvak):
    """School holidays: the weekdays and the weekend that ends them, with the rule in words and its source."""

    regel: str
    bron: str = BRON


class Vrijedag(Waarde):
    """A single day without lessons, and why."""

    dag: date
    naam: str
    bron: str


class Kalenderperiode(Tijdvak):
    """A part of a school year.

    `opleidingsdagen` are weekdays without holiday, `schoolweken` the calendar weeks that hold one.
    """

    nummer: int = Field(ge=1)
    opleidingsdagen: int
    schoolweken: int


class Schoolafwijking(Waarde):
    """What one school does otherwise: extra free days, and days of a holiday with lessons all the same."""

    vrij: tuple[Tijdvak, ...] = ()
    lesdagen: tuple[date, ...] = ()


class Kalender(Waarde):
    """A school year with all that is free in it, and what is left for learning.

    `perioden` divide the time of lessons; `opleidingsdagen` and `schoolweken` are those of the year.
    """

    schooljaar: Schooljaar
    vakanties: tuple[Vakantie, ...]
    feestdagen: tuple[Vrijedag, ...]
    afwijking: Schoolafwijking = Schoolafwijking()
    opleidingsdagen: int
    schoolweken: int
    perioden: tuple[Kalenderperiode, ...] = ()
    bron: str = BRON

    @cached_property
    def training_days(self) -> tuple[date, ...]:
        """The weekdays with lessons, in order."""
        year = self.schooljaar
        free = {day for part in (*self.vakanties, *self.afwijking.vrij) for day in part.days()}
        free |= {one.dag for one in self.feestdagen}
        lessons = Tijdvak(naam="lessen", van=year.lesbegin, tot_en_met=year.leseinde)
        closed = free - set(self.afwijking.lesdagen)
        return tuple(day for day in lessons.days() if is_weekday(day) and day not in closed)


def is_weekday(day: date) -> bool:
    """Whether the day is none of a weekend."""
    return day.weekday() < 5


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - DAG * day.weekday()


def count_weeks(days: Iterable[date]) -> int:
    """Return the number of calendar weeks that hold one of the days."""
    return len({monday_of(day) for day in days})


def parse_schooljaar(text: str, place: str = "schooljaar") -> int:
    """Return the year in which a school year like `2026-2027` starts; InvalidInput for anything else."""
    found = _SCHOOLJAAR.fullmatch(text.strip())
    if not found:
        raise _no_school_year(text, place)
    first, second = int(found[1]), int(found[2])
    if second != first + 1:
        start = min(first, second)
        raise InvalidInput(
            f"schooljaar '{text.strip()}' {'loopt achteruit' if second < first else 'telt geen twee jaren'}",
            place=place,
            remedy=f"bedoelt u '{start}-{start + 1}'?",
        )
    if not EERSTE_JAAR <= first <= LAATSTE_JAAR:
        raise InvalidInput(
            f"van schooljaar '{text.strip()}' is de kalender niet bekend",
            place=place,
            remedy=f"kies er een van {EERSTE_JAAR}-{EERSTE_JAAR + 1} tot {LAATSTE_JAAR}-{LAATSTE_JAAR + 1}",
        )
    return first


def _no_school_year(text: str, place: str) -> InvalidInput:
    return InvalidInput(
        f"'{text.strip()[:40]}' is geen schooljaar", place=place, remedy="schrijf jjjj-jjjj, zoals 2026-2027"
    )


def parse_dag(text: str, place: str) -> date:
    """Return a day written as jjjj-mm-dd; InvalidInput for anything else."""
    if _DATUM.fullmatch(text.strip()):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
    raise InvalidInput(
        f"'{text.strip()[:40]}' is geen datum", place=place, remedy="schrijf jjjj-mm-dd, zoals 2026-11-12"
    )


def parse_tijdvak(text: str, place: str) -> Tijdvak:
    """Return a day, or days written as `2026-11-12..2026-11-13`; InvalidInput when they run backwards."""
    start, mark, end = text.partition("..")
    first = parse_dag(start, place)
    last = parse_dag(end, place) if mark else first
    if last < first:
        raise InvalidInput(
            f"{show_day(last)} komt voor {show_day(first)}",
            place=place,
            remedy=f"bedoelt u '{last}..{first}'?",
        )
    return Tijdvak(naam="vrij volgens de school", van=first, tot_en_met=last)
