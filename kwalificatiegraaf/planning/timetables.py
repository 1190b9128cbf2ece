"""Other timetables: what the weekly hours and the number of periods may become when their facts are free.

Lines of the timetable that stand on the same side of a norm (all their places count, none, or some) are
summed first: sizes and shares depend on the sums alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import product
from math import lcm
from operator import itemgetter
from typing import NamedTuple

from kwalificatiegraaf.domain.aandeel import places_that_count
from kwalificatiegraaf.domain.norm import Norm, Telling
from kwalificatiegraaf.domain.traject import Trajectkader, Uurverdeling
from kwalificatiegraaf.domain.wijzigen import extended, with_hours
from kwalificatiegraaf.planning.target import Codes, Target
from kwalificatiegraaf.planning.timetable import Pot, lesson_place, pots_of
from kwalificatiegraaf.planning.weeklaws import Weeklaws

MOST_HOURS = 60
"""The most weekly hours that a line of a timetable can have."""
_Priced = tuple[int, int, tuple[int, int, int], tuple[int, ...]]
SIDES = ("binnen", "deels", "buiten")
"""Whether all, some or none of the places of a line count for the norm."""


class Sums(NamedTuple):
    """Extra periods, weekly vocational hours per side, and weekly hours per line of general education.

    Hours are whole numbers of the unit of the timetables (`Timetables.unit` in an hour).
    """

    extra: int
    sides: tuple[int, int, int]
    general: tuple[int, ...]


@dataclass(frozen=True)
class Timetable:
    """Extra periods and weekly hours per line; `cost` is in hours of the whole trajectory."""

    extra: int
    hours: tuple[Fraction, ...]
    cost: Fraction = Fraction(0)

    def frame(self, kader: Trajectkader) -> Trajectkader:
        """Return the frame with these hours and periods."""
        return with_hours(extended(kader, self.extra), dict(enumerate(self.hours)))


class Timetables:
    """All timetables inside the room of a target."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.kader = target.opdracht.kader
        self.lines = self.kader.uurverdeling
        self.unit = lcm(*(line.weekuren.denominator for line in self.lines))
        self.present_weeks = self.kader.weken
        self.now = [int(line.weekuren * self.unit) for line in self.lines]
        self.laws = Weeklaws(target, self.unit)
        self.general = [n for n, line in enumerate(self.lines) if line.soort == "algemeen"]
        self.counted = places_that_count(target.opdracht.leerplaatsen, counting(target.norm))
        self._sums: dict[tuple[Codes, bool, bool], list[tuple[int, Sums]]] = {}
        self._worked: dict[Codes, list[tuple[tuple[int, int, int], int, int]]] = {}
        self._composed: dict[tuple[tuple[bool, ...], int, int], list[tuple[tuple[int, int], ...]]] = {}
        self._splits: dict[tuple[Codes, Sums], list[tuple[int, Timetable]]] = {}

    @cached_property
    def pots(self) -> tuple[Pot, ...]:
        """The pots that exist when every vocational line has hours."""
        full = {n: max(line.weekuren, Fraction(1)) for n, line in enumerate(self.lines)}
        kader = with_hours(self.kader, full)
        return pots_of(self.target.opdracht.model_copy(update={"kader": kader}))

    @cached_property
    def pot_of(self) -> dict[int, int]:
        """The pot of every vocational line, as an index of `pots`."""
        return {n: self._pot(line) for n, line in enumerate(self.lines) if line.soort == "beroepsgericht"}

    def _pot(self, line: Uurverdeling) -> int:
        narrow = self.target.opdracht.leerplaatsen.leaves_of(line.leerplaats) if line.leerplaats else ()
        mine = [index for index, pot in enumerate(self.pots) if pot.component == line.component]
        named = [index for index in mine if len(narrow) == 1 and self.pots[index].leaves == narrow]
        return named[0] if named else mine[-1]

    @cached_property
    def side(self) -> dict[int, int]:
        """The side of every vocational line, as an index of SIDES."""
        return {n: self._side(set(self.pots[pot].leaves)) for n, pot in self.pot_of.items()}

    @cached_property
    def sided(self) -> tuple[tuple[int, ...], ...]:
        """The vocational lines of every side."""
        return tuple(tuple(n for n, own in self.side.items() if own == side) for side in range(3))

    def _side(self, leaves: set[str]) -> int:
        if leaves <= self.counted:
            return 0
        return 1 if leaves & self.counted else 2

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The leaf places that can have vocational hours."""
        return tuple(leaf for pot in self.pots for leaf in pot.leaves)

    @cached_property
    def is_simple(self) -> bool:
        """Whether every side is one pot, so that sums decide everything but the calendar."""
        return self.is_aligned and len(self.pots) <= 2

    @cached_property
    def is_aligned(self) -> bool:
        """Whether no pot has places that count beside places that do not."""
        return 1 not in self.side.values()

    @cached_property
    def general_places(self) -> dict[int, str]:
        """The leaf place of every line of general education."""
        items = {item.code: item for item in self.target.opdracht.clusters}
        return {
            n: lesson_place(self.target.opdracht, items[self.lines[n].cluster or ""], self.lines[n])
            for n in self.general
        }

    def weeks(self, extra: int) -> int:
        """Return the weeks of the frame with extra periods."""
        return self.present_weeks + extra * self.kader.perioden[-1].weken

    def values(self, number: int, relaxed: Codes) -> list[int]:
        """Return the weekly hours (in units) that a line may have, the present ones first."""
        now = self.now[number]
        is_general = self.lines[number].soort == "algemeen"
        if f"{'algemeen' if is_general else 'uren'}:{number}" not in relaxed:
            return [now]
        if is_general:
            return [*range(now, 0, -self.unit), 0]
        room = self.target.ruimte.uren
        near = [now + step * self.unit for step in range(-room, room + 1)]
        inside = [hours for hours in near if 0 <= hours <= MOST_HOURS * self.unit]
        return sorted(inside, key=lambda hours: (abs(hours - now), hours))

    def sums(self, relaxed: Codes, *, every_general: bool, all_values: bool) -> list[tuple[int, Sums]]:
        """Return cost and sums, cheapest first; not those that no division over lines makes lawful.

        Without `every_general` general education outside the places that count is dropped as far as the
        laws that are kept allow: no share is higher with it. `all_values` tells its partial hours apart.
        """
        key = (relaxed & (self.target.hourly | self.target.laws), every_general, all_values)
        if key not in self._sums:
            beside = cache(self._general(relaxed, every_general=every_general, all_values=all_values))
            allow_work, allow = (
                self.laws.on_sums(relaxed, self.sided, self.general, taught=taught)
                for taught in (False, True)
            )
            extras = range((self.target.ruimte.perioden if "looptijd" in relaxed else 0) + 1)
            longer = [(extra, self.weeks(extra) - self.present_weeks) for extra in extras]
            found = []
            for sides, vocational, moved in self._sides(relaxed):
                for general, taught in beside(vocational) if allow_work(sides, ()) else ():
                    if not allow(sides, general):
                        continue
                    changed, weekly = (moved - taught) * self.present_weeks, vocational + taught
                    for extra, weeks in longer:
                        found.append((changed + weekly * weeks, extra, sides, general))
            ordered = _cheapest(found)
            self._sums[key] = [(cost, Sums(more, side, rest)) for cost, more, side, rest in ordered]
        return self._sums[key]

    def _sides(self, relaxed: Codes) -> list[tuple[tuple[int, int, int], int, int]]:
        """Return the hours per side, their sum, and the units that change when nothing general is taught."""
        key = relaxed & {f"uren:{n}" for n in self.side}
        if key not in self._worked:
            dropped = sum(self.now[n] for n in self.general)
            inside, partly, outside = self.present
            self._worked[key] = [
                (
                    (one, two, three),
                    one + two + three,
                    abs(one - inside) + abs(two - partly) + abs(three - outside) + dropped,
                )
                for one, two, three in product(*(self._side_sums(relaxed, side) for side in range(3)))
                if one + two + three
            ]
        return self._worked[key]

    def _side_sums(self, relaxed: Codes, side: int) -> list[int]:
        sums = {0}
        for number in self.sided[side]:
            sums = {total + hours for total in sums for hours in self.values(number, relaxed)}
        return sorted(sums)

    def _general(
        self, relaxed: Codes, *, every_general: bool, all_values: bool
    ) -> Callable[[int], list[tuple[tuple[int, ...], int]]]:
        """Return a function from vocational hours to the general hours beside them, each with their sum."""
        choices = [self._general_values(n, relaxed, all_values=all_values) for n in self.general]
        if every_general:
            every = _summed(_one_per_total(list(product(*choices))))
            return lambda vocational: every
        for index, number in enumerate(self.general):
            if self.general_places[number] in self.counted:
                choices[index] = choices[index][:1]
        floor = self.laws.least(relaxed)
        if not floor:
            least = _summed([tuple(values[-1] for values in choices)])
            return lambda vocational: least
        return lambda vocational: _summed([_lowered(choices, vocational, floor)])

    def _general_values(self, number: int, relaxed: Codes, *, all_values: bool) -> list[int]:
        values = self.values(number, relaxed)
        return values if all_values else list(dict.fromkeys((values[0], values[-1])))

    @cached_property
    def present(self) -> tuple[int, int, int]:
        """The present weekly vocational hours (in units) of every side."""
        inside, partly, outside = (sum(self.now[n] for n in lines) for lines in self.sided)
        return inside, partly, outside

    def split(self, relaxed: Codes, sums: Sums) -> list[tuple[int, Timetable]]:
        """Return cost (in units) and timetable, cheapest first, of all lawful ones with these sums."""
        key = (relaxed & (self.target.hourly | self.target.laws), sums)
        if key not in self._splits:
            allow = self.laws.on_lines(relaxed)
            general = dict(zip(self.general, sums.general, strict=True))
            parts = product(*(self._compositions(key[0], side, sums.sides[side]) for side in range(3)))
            every = (general | {n: value for part in chosen for n, value in part} for chosen in parts)
            rows = ([hours[n] for n in range(len(self.lines))] for hours in every)
            found = sorted((self._row_cost(sums.extra, row), row) for row in rows if allow(row))
            self._splits[key] = [(cost, self._timetable(sums.extra, row, cost)) for cost, row in found]
        return self._splits[key]

    @cached_property
    def _weekly(self) -> Callable[[int], Fraction]:
        """Hours a week from units; the few that occur are made once."""
        return cache(lambda units: Fraction(units, self.unit))

    def _compositions(self, relaxed: Codes, side: int, total: int) -> list[tuple[tuple[int, int], ...]]:
        """Return the hours per line of a side that sum to `total`, as pairs of line and hours."""
        lines = self.sided[side]
        if not lines:
            return [()]
        key = (tuple(f"uren:{n}" in relaxed for n in lines), side, total)
        if key not in self._composed:
            last = set(self.values(lines[-1], relaxed))
            self._composed[key] = [
                tuple(zip(lines, (*first, total - sum(first)), strict=True))
                for first in product(*(self.values(n, relaxed) for n in lines[:-1]))
                if total - sum(first) in last
            ]
        return self._composed[key]

    def _row_cost(self, extra: int, hours: list[int]) -> int:
        moved = sum(abs(new - now) for new, now in zip(hours, self.now, strict=True))
        return moved * self.present_weeks + sum(hours) * (self.weeks(extra) - self.present_weeks)

    def _timetable(self, extra: int, hours: list[int], cost: int) -> Timetable:
        return Timetable(extra, tuple(map(self._weekly, hours)), self._weekly(cost))


def counting(norm: Norm | None) -> Telling:
    """Return what a norm counts; the workplace where nothing says so."""
    return "werkplek" if norm is None or norm.telt == "totaal" else norm.telt


def _cheapest(found: list[_Priced]) -> list[_Priced]:
    """Sort by cost, extra periods, sides, then most general education: ties of the rest are rare."""
    found.sort(key=itemgetter(3), reverse=True)
    found.sort(key=itemgetter(0, 1, 2))
    return found


def _lowered(choices: list[list[int]], vocational: int, floor: int) -> tuple[int, ...]:
    """Return the hours per line lowered as far as `floor` hours in all allow, the smallest lines first."""
    hours = [values[0] for values in choices]
    spare = vocational + sum(hours) - floor
    for index in sorted(range(len(hours)), key=lambda index: (hours[index], index)):
        lowest = min(now for now in choices[index] if hours[index] - now <= max(spare, 0))
        spare -= hours[index] - lowest
        hours[index] = lowest
    return tuple(hours)


def _summed(found: list[tuple[int, ...]]) -> list[tuple[tuple[int, ...], int]]:
    return [(hours, sum(hours)) for hours in found]


def _one_per_total(found: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return one combination per total of hours and number of lines left: the rest only renames them."""
    chosen: dict[tuple[int, int], tuple[int, ...]] = {}
    for hours in found:
        chosen.setdefault((sum(hours), sum(1 for one in hours if one)), hours)
    return list(chosen.values())
