"""Periods counted too: how many of those that are alike are filled in which way.

Where a period has one divided item at most, the ways to fill it are few: so many whole items of each size
in each pot, and which item is divided. Rules per period leave the solver to combine fractions of ways; a
count per way does not, and its relaxation tells nearly all (as in cutting stock, where rolls are counted
by how they are cut).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.fillings import Fillings, PeriodWay, fillings, period_ways
from kwalificatiegraaf.planning.kinds import CountedModel, alike_periods, is_divisible, kinds_of
from kwalificatiegraaf.planning.model import TOP, Linear, total
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Period, Problem, Supply
from kwalificatiegraaf.planning.wholes import (
    COUNTABLE,
    allowed_hours,
    fits_whole,
    periods_units,
    whole_hours,
)

MOST_POT_WAYS = 200
"""How many ways to fill a pot are told apart at most; of a pot with more only the hours count."""
MOST_PERIOD_WAYS = 4000
"""How many ways to fill periods are told apart at most."""
MOST_TRIED = 100_000
"""How many ways to fill the pots of a period are tried together at most."""


@dataclass(frozen=True)
class Alike:
    """Periods that are alike: how many, the fillings of each pot, and the ways to fill them all."""

    count: int
    pots: tuple[Fillings | None, ...]
    ways: tuple[PeriodWay, ...]


class FilledModel(CountedModel):
    """Items that run in one period, in any order, with at most `few` divided and one in a period.

    The first of the periods that are alike stands for all. `peak` says nothing: the ways to fill periods
    (`alike`) keep the greatest load.
    """

    def __init__(self, problem: Problem, forms: Sequence[Form], alike: Mapping[int, Alike], few: int) -> None:
        self.alike = alike
        self.few = few
        super().__init__(problem, forms)

    def _add_items(self) -> None:
        self.hours: dict[tuple[int, str, int], Linear] = {}
        self.active: dict[tuple[int, int], Linear] = {}
        for t in self.alike:
            for first in self.kinds:
                self._add_kind(first, t)
        for first, items in self.kinds.items():
            counts = [var for (i, _), each in self.ways.items() if i == first for var in each]
            self.model.add(total(counts) == len(items))
            self._hold_parts(first, self.problem.items[first])
        self.divided = {first: total(each) for (first, place), each in self.ways.items() if place is None}
        self.model.add(total(self.split.values()) <= self.few)
        for t, periods in self.alike.items():
            self._add_ways(t, periods)

    def _add_kind(self, first: int, period: int) -> None:
        """Add how many items of a kind are whole at each place or divided, and the hours that makes."""
        item, most = self.problem.items[first], len(self.kinds[first])
        places = item.open_places(period)
        for place in places:
            whole: cp_model.IntVar | int = 0
            if fits_whole(item, place):
                whole = self.whole[first, place, period] = self.model.new_int_var(0, most, "")
            self.hours[first, place, period] = item.size * whole + total([])
        if len(places) > 1:
            split = self.split[first, period] = self.model.new_int_var(0, most, "")
            for place in places:
                part = self.model.new_int_var(0, (item.size - 1) * most, "")
                self.model.add(part <= (item.size - 1) * split)
                self.part[first, place, period] = part
                self.hours[first, place, period] += part
            parts = total(self.part[first, place, period] for place in places)
            self.model.add(parts == item.size * split)

    def _add_ways(self, t: int, periods: Alike) -> None:
        """Fill as many periods as there are, each in one of the ways."""
        taken = [self.model.new_int_var(0, periods.count, "") for _ in periods.ways]
        self.model.add(total(taken) == periods.count)
        for number, (pot, ways) in enumerate(zip(self.problem.supplies, periods.pots, strict=True)):
            for position, size in enumerate(ways.sizes if ways else ()):
                counts = [(way.pots[number].whole or ())[position] for way in periods.ways]
                whole = [
                    var
                    for (i, place, u), var in self.whole.items()
                    if u == t and place in pot.leaves and self.problem.items[i].size == size
                ]
                self.model.add(total(whole) == cp_model.LinearExpr.weighted_sum(taken, counts))
        for (first, u), split in self.split.items():
            if u == t:
                self._add_divided(first, t, split, periods, taken)

    def _add_divided(
        self, first: int, t: int, split: Linear, periods: Alike, taken: Sequence[cp_model.IntVar]
    ) -> None:
        """Divide as many items of a kind as the ways have divided, with parts that each leaves room for."""
        mine = [(way, var) for way, var in zip(periods.ways, taken, strict=True) if way.divided == first]
        places = self.problem.items[first].open_places(t)
        self.model.add(split == total(var for _, var in mine))
        for number, pot in enumerate(self.problem.supplies):
            inside = [place for place in places if place in pot.leaves]
            parts = total(self.part[first, place, t] for place in inside)
            ranges = [(way.pots[number].part, var) for way, var in mine]
            self.model.add(parts >= total(part.start * var for part, var in ranges))
            self.model.add(parts <= total((part.stop - 1) * var for part, var in ranges))

    def _add_supply(self, supply: Supply) -> None:
        spent = {t: self.spent(supply, t) for t in self.alike}
        for t, periods in self.alike.items():
            allowed = allowed_hours(supply, t)
            least, most = periods.count * allowed.start, periods.count * (allowed.stop - 1)
            self.model.add_linear_constraint(spent[t], least, most)
        self.model.add(total(spent.values()) == supply.total)

    def _add_period(self, index: int, period: Period) -> None:
        """Leave the bounds of a period to the ways to fill it."""

    def _add_peak(self) -> cp_model.IntVar:
        return self.model.new_int_var(0, TOP, "peak")


def filled_model(problem: Problem, forms: Sequence[Form], peak: int | None, few: int) -> FilledModel | None:
    """Return the model with at most so many divided items, if that leaves each period one, in few ways."""
    if not _has_one_each(problem, few):
        return None
    kinds = kinds_of(problem, forms)
    divisible = [first for first in kinds if is_divisible(problem.items[first])] if few else []
    units = periods_units(problem, peak)
    pairs = alike_periods(problem)
    alike: dict[int, Alike] = {}
    left = MOST_PERIOD_WAYS
    for t in range(len(problem.periods)):
        same = [u for one, u in pairs if one == t]
        if same[0] == t:
            pots = tuple(fillings(problem, pot, t, MOST_POT_WAYS) for pot in problem.supplies)
            if prod(len(pot.ways) for pot in pots if pot) * (1 + len(divisible)) > MOST_TRIED:
                return None
            ways = tuple(islice(period_ways(problem, pots, t, units[t], divisible), left + 1))
            left -= len(ways)
            if left < 0:
                return None
            alike[t] = Alike(len(same), pots, ways)
    return FilledModel(problem, forms, alike, few)


def _has_one_each(problem: Problem, few: int) -> bool:
    """Whether no period can have two of so many divided items, as others need theirs."""
    if few <= 1:
        return True
    pots = [pot for pot in problem.supplies if pot.total <= COUNTABLE]
    needing = [{t for t, hours in enumerate(whole_hours(problem, pot)) if not hours} for pot in pots]
    times = range(len(problem.periods))
    return all(few - max((len(one - {t}) for one in needing), default=0) <= 1 for t in times)
