"""The task in integers: items, pots of hours, periods. The solver, the hint and the bounds read this."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm

from kwalificatiegraaf.domain.bouwgrenzen import Deelgrens, Periodegrens, Plaatsing
from kwalificatiegraaf.domain.grenscontrole import precedences
from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Traject
from kwalificatiegraaf.planning.sizes import grain_of, sizes_of
from kwalificatiegraaf.planning.timetable import Pot, lessons, pots_of

Cell = tuple[int, str, int]
"""Item index, place code, period index."""
Units = Mapping[Cell, int]
"""An answer: units per cell; nothing where there are none."""


@dataclass(frozen=True)
class Item:
    """A competence: size in units, usable places with the preferred first, and what is closed to it.

    `least` and `most` are units per place; `closed` holds pairs (place, period index) without hours.
    """

    code: str
    size: int
    places: tuple[str, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]
    closed: frozenset[tuple[str, int]] = frozenset()

    def open_places(self, period: int) -> tuple[str, ...]:
        """Return the places where the item may have hours in a period."""
        return tuple(
            p for p, most in zip(self.places, self.most, strict=True) if self._is_open(p, most, period)
        )

    def _is_open(self, place: str, most: int, period: int) -> bool:
        return most > 0 and (place, period) not in self.closed


@dataclass(frozen=True)
class Supply:
    """Vocational units of a pot per period, and how far a period may differ from them."""

    name: str
    component: Component
    leaves: tuple[str, ...]
    hours: tuple[int, ...]
    slack: tuple[int, ...]

    @property
    def total(self) -> int:
        """Units over all periods; these are exact."""
        return sum(self.hours)


@dataclass(frozen=True)
class Period:
    """A period: its number, weeks, units of general education, bounds in units and in competences."""

    number: int
    weeks: int
    general: int = 0
    least_load: int = 0
    most_load: int | None = None
    least_items: int = 0
    most_items: int | None = None


@dataclass(frozen=True)
class Problem:
    """A task in units of `grain` hours; `order` holds (earlier, later, strict) as item indices."""

    grain: Fraction
    items: tuple[Item, ...]
    supplies: tuple[Supply, ...]
    periods: tuple[Period, ...]
    order: tuple[tuple[int, int, bool], ...] = ()

    @property
    def size(self) -> int:
        """Units of all items together."""
        return sum(item.size for item in self.items)

    @property
    def load(self) -> int:
        """Units of all items and of general education together."""
        return self.size + sum(period.general for period in self.periods)

    @property
    def weekscale(self) -> int:
        """A number of weeks that every period's weeks divide, so that weekly loads compare as integers."""
        return lcm(*(period.weeks for period in self.periods))

    def collapsed(self) -> "Problem":
        """Return the same task without a calendar: one period with the hours of all."""
        count = len(self.periods)
        weeks = sum(period.weeks for period in self.periods)
        general = sum(period.general for period in self.periods)
        return replace(
            self,
            items=tuple(_without_calendar(item, count) for item in self.items),
            supplies=tuple(replace(s, hours=(s.total,), slack=(0,)) for s in self.supplies),
            periods=(Period(1, weeks, general),),
            order=(),
        )


def _without_calendar(item: Item, count: int) -> Item:
    most = tuple(
        0 if all((place, period) in item.closed for period in range(count)) else limit
        for place, limit in zip(item.places, item.most, strict=True)
    )
    return replace(item, most=most, closed=frozenset())


def problem_of(opdracht: Trajectopdracht) -> Problem:
    """Return the task in integers, its items in order of code; the same task gives the same problem."""
    grain = grain_of(opdracht)
    sizes = sizes_of(opdracht, grain)
    pots = pots_of(opdracht)
    numbers = [period.nummer for period in opdracht.kader.perioden]
    items = tuple(_item(opdracht, item, sizes[item.code], pots, numbers) for item in opdracht.competenties)
    index = {item.code: position for position, item in enumerate(items)}
    pairs = precedences(opdracht.onderdelen, opdracht.grenzen.volgorde)
    return Problem(
        grain=grain,
        items=items,
        supplies=tuple(_supply(opdracht, pot, grain) for pot in pots),
        periods=_periods(opdracht, grain),
        order=tuple((index[pair.eerst], index[pair.dan], pair.soort == "strikt") for pair in pairs),
    )


def _supply(opdracht: Trajectopdracht, pot: Pot, grain: Fraction) -> Supply:
    hours = tuple(int(pot.weekly * period.weken / grain) for period in opdracht.kader.perioden)
    slack = tuple(floor(opdracht.grenzen.tolerantie * amount) for amount in hours)
    return Supply(pot.name, pot.component, pot.leaves, hours, slack)


def _periods(opdracht: Trajectopdracht, grain: Fraction) -> tuple[Period, ...]:
    general: dict[int, Fraction] = {}
    for lesson in lessons(opdracht):
        number = lesson.periode.nummer
        general[number] = general.get(number, Fraction(0)) + lesson.uren
    bounds = {bound.periode: bound for bound in opdracht.grenzen.perioden}
    return tuple(
        _period(bounds.get(p.nummer) or Periodegrens(periode=p.nummer), p.weken, general.get(p.nummer), grain)
        for p in opdracht.kader.perioden
    )


def _period(bound: Periodegrens, weeks: int, general: Fraction | None, grain: Fraction) -> Period:
    return Period(
        number=bound.periode,
        weeks=weeks,
        general=int((general or Fraction(0)) / grain),
        least_load=ceil((bound.minste_uren or 0) / grain),
        most_load=None if bound.meeste_uren is None else floor(bound.meeste_uren / grain),
        least_items=bound.minste_competenties or 0,
        most_items=bound.meeste_competenties,
    )


def _item(
    opdracht: Trajectopdracht, item: Onderdeel, size: int, pots: tuple[Pot, ...], numbers: list[int]
) -> Item:
    usable = {leaf for pot in pots if pot.weekly for leaf in pot.leaves}
    grenzen = opdracht.grenzen
    parts = {part.leerplaats: part for part in grenzen.delen if part.onderdeel == item.code}
    fixed = [placing for placing in grenzen.vast if placing.onderdeel == item.code]
    forbidden = [placing for placing in grenzen.verboden if placing.onderdeel == item.code]
    bounds = [_part_bounds(parts.get(p), size, p in usable, p, fixed) for p in item.leerplaatsen]
    return Item(
        code=item.code,
        size=size,
        places=item.leerplaatsen,
        least=tuple(least for least, _ in bounds),
        most=tuple(most for _, most in bounds),
        closed=frozenset(
            (place, period)
            for place in item.leerplaatsen
            for period, number in enumerate(numbers)
            if any(_forbids(placing, place, number) for placing in forbidden)
            or any(placing.periode not in (None, number) for placing in fixed)
        ),
    )


def _part_bounds(
    part: Deelgrens | None, size: int, usable: bool, place: str, fixed: list[Plaatsing]
) -> tuple[int, int]:
    least = ceil(part.minstens * size) if part else 0
    most = floor(part.hoogstens * size) if part else size
    if not usable or any(placing.leerplaats not in (None, place) for placing in fixed):
        most = 0
    return least, most


def _forbids(placing: Plaatsing, place: str, number: int) -> bool:
    return placing.leerplaats in (None, place) and placing.periode in (None, number)


def units_of(problem: Problem, traject: Traject) -> dict[Cell, int]:
    """Return the vocational hours of a trajectory as units per item, place and period."""
    index = {item.code: number for number, item in enumerate(problem.items)}
    period = {one.number: number for number, one in enumerate(problem.periods)}
    return {
        (index[row.onderdeel], row.leerplaats, period[row.periode]): int(row.uren / problem.grain)
        for row in traject.toewijzingen
        if row.onderdeel in index
    }
