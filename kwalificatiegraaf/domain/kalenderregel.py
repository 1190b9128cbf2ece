"""The rule of the school calendar of secondary education (DOMAIN: the school calendar).

Easter and the public holidays of Belgium come from libraries that are kept; the rest is the decision of
31 August 2001, article 7.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from kwalificatiegraaf.domain.kalender import (
    BRON,
    DAG,
    Kalender,
    Kalenderperiode,
    Schoolafwijking,
    Schooljaar,
    Vakantie,
    Vrijedag,
    count_weeks,
    is_weekday,
    monday_of,
    parse_dag,
    parse_schooljaar,
    parse_tijdvak,
    show_day,
)
from kwalificatiegraaf.errors import InvalidInput

WEEK = timedelta(weeks=1)
MAANDAG, ZATERDAG, ZONDAG = 0, 5, 6
FEESTDAGEN = "Wettelijke feestdagen van België"
HEMELVAART = 39
"""Days from Easter Sunday to Ascension."""


def find_schooljaar(text: str, place: str = "schooljaar") -> Schooljaar:
    """Return the school year written as `2026-2027`; InvalidInput for anything else."""
    return _schooljaar(parse_schooljaar(text, place))


def _schooljaar(year: int) -> Schooljaar:
    first, last = date(year, 9, 1), date(year + 1, 6, 30)
    return Schooljaar(
        code=f"{year}-{year + 1}",
        begin=first,
        einde=date(year + 1, 8, 31),
        lesbegin=first if is_weekday(first) else _next_monday(first),
        leseinde=last if is_weekday(last) else monday_of(last) + 4 * DAG,
    )


def _next_monday(day: date) -> date:
    return monday_of(day) + WEEK


def _autumn(year: int) -> date:
    day = date(year, 11, 1)
    return _next_monday(day) if day.weekday() == ZONDAG else monday_of(day)


def _christmas(year: int) -> date:
    day = date(year, 12, 25)
    return monday_of(day) if is_weekday(day) else _next_monday(day)


def _mondays_before(day: date, count: int) -> date:
    """Return the `count`-th Monday before a Sunday."""
    return monday_of(day) - (count - 1) * WEEK


def _spring(sunday: date) -> date:
    return _mondays_before(sunday, 7)


def _easter(sunday: date) -> date:
    if sunday.month == 3:
        return sunday + DAG
    if sunday > date(sunday.year, 4, 15):
        return _mondays_before(sunday, 2)
    first = date(sunday.year, 4, 1)
    return first if first.weekday() == MAANDAG else _next_monday(first)


def _vakantie(naam: str, start: date, weeks: int, regel: str) -> Vakantie:
    return Vakantie(naam=naam, van=start, tot_en_met=start + weeks * WEEK - DAG, regel=regel)


def vakanties_of(year: int) -> tuple[Vakantie, ...]:
    """Return the four school holidays of the school year that starts in `year`, in order."""
    sunday = easter(year + 1)
    return (
        _vakantie(
            "herfstvakantie",
            _autumn(year),
            1,
            "een week vanaf de maandag van de week van 1 november; valt die dag op zondag, vanaf 2 november",
        ),
        _vakantie(
            "kerstvakantie",
            _christmas(year),
            2,
            "twee weken vanaf de maandag van de week van 25 december; "
            "valt die dag in het weekend, vanaf de maandag erna",
        ),
        _vakantie("krokusvakantie", _spring(sunday), 1, "een week vanaf de zevende maandag voor Pasen"),
        _vakantie(
            "paasvakantie",
            _easter(sunday),
            2,
            "twee weken vanaf de eerste maandag van april; valt Pasen in maart, vanaf de maandag na Pasen; "
            "valt Pasen na 15 april, vanaf de tweede maandag voor Pasen",
        ),
    )


@lru_cache(maxsize=8)
def feestdagen_of(year: int) -> tuple[Vrijedag, ...]:
    """Return the public holidays while lessons run, and the day after Ascension, in order."""
    from holidays import country_holidays  # here: it brings all countries along, and most never ask

    found = country_holidays("BE", years=[year, year + 1], language="nl")
    term = _schooljaar(year)
    public = [Vrijedag(dag=day, naam=name, bron=FEESTDAGEN) for day, name in found.items()]
    bridge = easter(year + 1) + DAG * (HEMELVAART + 1)
    free = [*public, Vrijedag(dag=bridge, naam="dag na O. L. H. Hemelvaart", bron=BRON)]
    kept = [one for one in free if term.lesbegin <= one.dag <= term.leseinde]
    return tuple(sorted(kept, key=lambda one: (one.dag, one.naam)))


def kalender_of(
    schooljaar: str, splitsingen: Sequence[str] = (), vrij: Sequence[str] = (), les: Sequence[str] = ()
) -> Kalender:
    """Return the calendar for values as a user writes them: `2026-11-12`, or `2026-11-12..2026-11-13`."""
    own = Schoolafwijking(
        vrij=tuple(parse_tijdvak(text, "vrij") for text in vrij),
        lesdagen=tuple(parse_dag(text, "les") for text in les),
    )
    splits = [parse_dag(text, "splitsing") for text in splitsingen]
    return make_kalender(schooljaar, own, splits or None)


def make_kalender(
    schooljaar: str,
    afwijking: Schoolafwijking | None = None,
    splitsingen: Iterable[date] | None = None,
    *,
    place: str = "schooljaar",
    free: str = "vrij",
    lessons: str = "les",
) -> Kalender:
    """Return the calendar of a school year, as one school keeps it.

    A new period starts on each of `splitsingen`; without them on 1 February. InvalidInput for days
    outside the lessons, a lesson on a public holiday, in a weekend or on a day that is also free, and a
    period without lessons; it names the year, the free days and the lessons as `place`, `free`, `lessons`.
    """
    year = find_schooljaar(schooljaar, place)
    own = afwijking or Schoolafwijking()
    _check_own_days(year, own, free, lessons)
    bare = Kalender(
        schooljaar=year,
        vakanties=vakanties_of(year.jaar),
        feestdagen=feestdagen_of(year.jaar),
        afwijking=own,
        opleidingsdagen=0,
        schoolweken=0,
    )
    splits = [date(year.jaar + 1, 2, 1)] if splitsingen is None else list(splitsingen)
    return bare.model_copy(
        update={
            "opleidingsdagen": len(bare.training_days),
            "schoolweken": count_weeks(bare.training_days),
            "perioden": _perioden(bare, splits),
        }
    )


def _check_own_days(year: Schooljaar, own: Schoolafwijking, free: str, lessons: str) -> None:
    for part in own.vrij:
        for day in (part.van, part.tot_en_met):
            require_in_term(year, day, free)
    public = {one.dag: one.naam for one in feestdagen_of(year.jaar)}
    for day in own.lesdagen:
        require_in_term(year, day, lessons)
        if day in public or not is_weekday(day):
            raise InvalidInput(
                f"op {show_day(day)} is er geen les: {public.get(day, 'weekend')}",
                place=lessons,
                remedy="kies een weekdag die geen feestdag is",
            )
        if any(part.van <= day <= part.tot_en_met for part in own.vrij):
            raise InvalidInput(
                f"{show_day(day)} is tegelijk een vrije dag en een lesdag van de school",
                place=lessons,
                remedy="kies een van beide",
            )


def require_in_term(year: Schooljaar, day: date, place: str) -> None:
    """Raise InvalidInput for a day on which the lessons of the year do not run."""
    if not year.lesbegin <= day <= year.leseinde:
        raise InvalidInput(
            f"{show_day(day)} valt buiten de lessen van {year.code}",
            place=place,
            remedy=f"kies een dag van {show_day(year.lesbegin)} tot en met {show_day(year.leseinde)}",
        )


def _perioden(kalender: Kalender, splits: list[date]) -> tuple[Kalenderperiode, ...]:
    year = kalender.schooljaar
    for day in splits:
        require_in_term(year, day, "splitsing")
    starts = [year.lesbegin, *splits]
    if sorted(set(starts)) != starts:
        raise InvalidInput(
            "de splitsingen staan niet in volgorde of staan er twee keer",
            place="splitsing",
            remedy=f"geef dagen na {show_day(year.lesbegin)}, van vroeg naar laat",
        )
    ends = [*(day - DAG for day in splits), year.leseinde]
    pairs = zip(starts, ends, strict=True)
    return tuple(_periode(kalender, number, *pair) for number, pair in enumerate(pairs, start=1))


def _periode(kalender: Kalender, number: int, first: date, last: date) -> Kalenderperiode:
    days = [day for day in kalender.training_days if first <= day <= last]
    if not days:
        raise InvalidInput(
            f"van {show_day(first)} tot en met {show_day(last)} is er geen les",
            place="splitsing",
            remedy="kies een andere dag om te splitsen",
        )
    return Kalenderperiode(
        naam=f"periode {number}",
        van=first,
        tot_en_met=last,
        nummer=number,
        opleidingsdagen=len(days),
        schoolweken=count_weeks(days),
    )
