"""Items that only their order and codes tell apart, counted together: how many of a kind are where, and when.

Most items need one period, and are then whole at one place or divided over places. A pot that no whole
items fill in a period holds part of another (`wholes`), and a small pot is filled in few ways (`fillings`);
said as rules of their own, these let the relaxation see what the sums hide.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.fillings import Fillings, fillings
from kwalificatiegraaf.planning.model import Linear, Model, total
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Cell, Item, Problem, Supply, Units
from kwalificatiegraaf.planning.wholes import (
    COUNTABLE,
    allowed_hours,
    fewest_broken,
    fits_whole,
    periods_units,
    whole_hours,
)

MOST_WAYS = 100
"""How many ways to fill a pot in a period are told apart at most."""

Kinds = Mapping[int, tuple[int, ...]]
"""The items of each kind, by index and in order of code; the first is its key."""
Spot = tuple[Supply, int, int]
"""A pot, a period and a size of items that are whole there."""
Way = tuple[int, str | None]
"""A kind, by its key, with the place where items are whole; None: they are divided over places."""
Mix = Mapping[Way, int]
"""How many items are in each way that has any, in all periods together."""


class CountedModel(Model):
    """A model that counts the items of a kind together; the first of a kind stands for all.

    `whole[i, place, t]` says how many of the kind of item i are whole there, `split[i, t]` how many are
    divided over places in period t, with `part[i, place, t]` units.
    """

    def __init__(self, problem: Problem, forms: Sequence[Form] = ()) -> None:
        self.kinds = self._kinds_of(problem, forms)
        self.whole: dict[Cell, cp_model.IntVar] = {}
        self.split: dict[tuple[int, int], cp_model.IntVar] = {}
        self.part: dict[Cell, cp_model.IntVar] = {}
        super().__init__(problem, forms)

    @staticmethod
    def _kinds_of(problem: Problem, forms: Sequence[Form]) -> Kinds:
        return kinds_of(problem, forms)

    def mix(self, values: Sequence[int]) -> Mix:
        """Return how many items are in each way in an answer, from the values of its variables."""
        return +Counter({way: sum(values[one.index] for one in counts) for way, counts in self.ways.items()})

    def mix_of(self, units: Units) -> Mix:
        """Return the same from an answer in which every item runs in one period."""
        places: dict[int, list[str]] = defaultdict(list)
        for index, place, _ in units:
            places[index].append(place)
        return Counter(
            (first, places[index][0] if len(places[index]) == 1 else None)
            for first, items in self.kinds.items()
            for index in items
        )

    @cached_property
    def ways(self) -> Mapping[Way, list[cp_model.IntVar]]:
        """The variables that say how many of a kind are whole at a place, or divided, by period."""
        found: dict[Way, list[cp_model.IntVar]] = defaultdict(list)
        for (first, place, _), whole in self.whole.items():
            found[first, place].append(whole)
        for (first, _), split in self.split.items():
            found[first, None].append(split)
        return found


class KindModel(CountedModel):
    """Items that run in one period, in any order; the first of a kind stands for all, its variables count.

    `loose[i, t]` says how many of the kind of item i have parts in period t.
    What is proved here bounds `once.OnceModel`, which says when each item runs.
    """

    @cached_property
    def spots(self) -> Mapping[Spot, list[cp_model.IntVar]]:
        """The variables that say which items are whole, by pot, period and size."""
        found: dict[Spot, list[cp_model.IntVar]] = defaultdict(list)
        for pot, ((index, place, t), var) in product(self.problem.supplies, self.whole.items()):
            if place in pot.leaves:
                found[pot, t, self.problem.items[index].size].append(var)
        return found

    def divided_within(self, most: int) -> Iterator[tuple[Linear, int]]:
        """Yield sums, and what each is at most with so many divided items: what pots need of them.

        Every period in which whole items cannot fill a pot has a divided item of its own with part in the
        pot: no more than the rest is divided elsewhere or in other periods.
        """
        for pot, (needed, never) in self._unfilled.items():
            outside = [var for (i, _), var in self.split.items() if not self._enters(i, pot)]
            yield total(outside), most - needed
            for t in self.times:
                divided = total(var for (_, period), var in self.split.items() if period == t)
                yield divided, most - sum(1 for other in never if other != t)

    def hold_loads(self, peak: int | None) -> None:
        """Hold every period to the units that the pots and the greatest load leave it, whole items at a time.

        An item of one period counts with its whole size there, wherever it is: said so, the relaxation
        sees how few sets of items fill a period. `peak` is the greatest load, if one is kept.
        """
        for t, allowed in enumerate(periods_units(self.problem, peak)):
            units = total(self._in_period(index, t) for index in range(len(self.problem.items)))
            self.model.add_linear_constraint(units, allowed.start, allowed.stop - 1)

    def _in_period(self, index: int, period: int) -> Linear:
        """Return the units of an item in a period."""
        return self.problem.items[index].size * self.active[index, period]

    def _add_items(self) -> None:
        self.loose: dict[tuple[int, int], Linear] = {}
        self.hours: dict[Cell, Linear] = {}
        self.active: dict[tuple[int, int], Linear] = {}
        self.divided: dict[int, Linear] = {}
        for first in self.kinds:
            self._add_kind(first, self.problem.items[first])
            self._hold_parts(first, self.problem.items[first])
        self._hold_order()
        self._unfilled: dict[Supply, tuple[int, list[int]]] = {}
        for pot in self.problem.supplies:
            if pot.total <= COUNTABLE:
                self._add_parts(pot)

    def _hold_order(self) -> None:
        """Hold items to their order, where they are told apart."""

    def _add_kind(self, first: int, item: Item) -> None:
        """Add the items of a kind, by the first."""
        counts = []
        for t in self.times:
            counts.append(self._add_once(first, item, t))
            self._add_split(first, item, t)
            for place in item.open_places(t):
                whole = self.whole.get((first, place, t), 0)
                self.hours[first, place, t] = total((item.size * whole, self.part.get((first, place, t), 0)))
        self._choose(first, [way for ways in counts for way in ways])
        self._tell_apart(first, [total(ways) for ways in counts])
        if is_divisible(item):
            self.divided[first] = total(self.split[first, t] for t in self.times)

    def _tell_apart(self, first: int, counts: Sequence[Linear]) -> None:
        """Say when each item of a kind runs, of which so many run in each period: here the first for all."""
        for t, count in enumerate(counts):
            self.active |= {(index, t): total([]) for index in self.kinds[first]}
            self.active[first, t] = count

    def _add_once(self, index: int, item: Item, period: int) -> list[cp_model.IntVar]:
        """Return the ways in which an item can be in this period alone: whole at a place, or divided."""
        ways = []
        for place in item.open_places(period):
            if fits_whole(item, place):
                whole = self._new_way(index, f"whole {item.code} {place} {period}")
                self.whole[index, place, period] = whole
                ways.append(whole)
        if is_divisible(item):
            split = self._new_way(index, f"split {item.code} {period}")
            self.split[index, period] = split
            ways.append(split)
        return ways

    def _new_way(self, first: int, name: str) -> cp_model.IntVar:
        """Return a variable that says how many items of a kind are in a way."""
        count = len(self.kinds[first])
        return self.model.new_bool_var(name) if count == 1 else self.model.new_int_var(0, count, name)

    def _choose(self, first: int, ways: list[cp_model.IntVar]) -> None:
        """Let every item of a kind be in one of the ways."""
        if len(self.kinds[first]) == 1:
            self.model.add_exactly_one(ways)
        else:
            self.model.add(total(ways) == len(self.kinds[first]))

    def _add_split(self, index: int, item: Item, period: int) -> None:
        """Add the units of an item that is divided in this period."""
        split = self.split.get((index, period))
        if split is None:
            return
        self.loose[index, period] = split + 0
        places = item.open_places(period)
        for place in places:
            most = (item.size - 1) * len(self.kinds[index])
            part = self.model.new_int_var(0, most, f"part {item.code} {place} {period}")
            self.model.add(part <= (item.size - 1) * split)
            self.part[index, place, period] = part
        self.model.add(total(self.part[index, place, period] for place in places) == item.size * split)

    def _enters(self, index: int, pot: Supply) -> bool:
        return not set(pot.leaves).isdisjoint(self.problem.items[index].places)

    def _add_parts(self, pot: Supply) -> None:
        """Hold a pot to what whole items add up to, but in periods that hold part of a divided one."""
        whole = whole_hours(self.problem, pot)
        needed = fewest_broken(pot, whole)
        self.model.add(total(self._broken(pot, t, whole[t]) for t in self.times) >= needed)
        self._unfilled[pot] = needed, [t for t in self.times if not whole[t]]

    def _broken(self, pot: Supply, period: int, whole: list[int]) -> Linear | int:
        """Return whether the pot holds something else in a period than whole items add up to."""
        ways = self._fillings(pot, period)
        if ways is not None:
            self._fill(pot, period, ways)
        allowed = allowed_hours(pot, period)
        if len(whole) == len(allowed):
            return 0
        loose = [index for index, t in self.loose if t == period and self._enters(index, pot)]
        parts = [self._part_in(pot, index, period) for index in loose]
        if not whole:
            self.model.add_at_least_one(parts)
            return 1
        broken = self.model.new_bool_var("")
        self.model.add(total(parts) >= broken)
        spent = self.spent(pot, period)
        exact = cp_model.Domain.from_values(whole)
        self.model.add_linear_expression_in_domain(spent, exact).only_enforce_if(broken.negated())
        self.model.add(spent >= whole[0] - (whole[0] - allowed[0]) * broken)
        self.model.add(spent <= whole[-1] + (allowed[-1] - whole[-1]) * broken)
        return broken

    def _fillings(self, pot: Supply, period: int) -> Fillings | None:
        """Return the ways to fill a pot that are told apart, if any."""
        return fillings(self.problem, pot, period, MOST_WAYS)

    def _fill(self, pot: Supply, period: int, ways: Fillings) -> None:
        """Choose the way in which whole items fill a pot; parts make up the rest."""
        allowed, hours = allowed_hours(pot, period), [ways.hours(way) for way in ways.ways]
        chosen = [self.model.new_bool_var("") for _ in ways.ways]
        self.model.add_exactly_one(chosen)
        for number, size in enumerate(ways.sizes):
            counts = [way[number] for way in ways.ways]
            whole = total(self.spots[pot, period, size])
            self.model.add(whole == cp_model.LinearExpr.weighted_sum(chosen, counts))
        parts = total(var for (_, place, t), var in self.part.items() if place in pot.leaves and t == period)
        least = [max(0, allowed.start - spent) for spent in hours]
        most = [allowed.stop - 1 - spent for spent in hours]
        self.model.add(parts >= cp_model.LinearExpr.weighted_sum(chosen, least))
        self.model.add(parts <= cp_model.LinearExpr.weighted_sum(chosen, most))

    def _part_in(self, pot: Supply, index: int, period: int) -> cp_model.IntVar:
        """Return whether an item with parts in a period has some in the pot."""
        item = self.problem.items[index]
        inner = [(index, p, period) for p in item.open_places(period) if p in pot.leaves]
        units = [self.part[cell] for cell in inner if cell in self.part]
        inside = self.model.new_bool_var("")
        self.model.add(inside <= self.loose[index, period])
        most = len(self.kinds[index]) * min(item.size, (item.size - 1) * len(units))
        self.model.add(total(units) <= most * inside)
        return inside


def is_divisible(item: Item) -> bool:
    """Whether an item can be at several places."""
    return sum(1 for most in item.most if most) > 1


def kinds_of(problem: Problem, forms: Sequence[Form]) -> Kinds:
    """Return the items of each kind, to the hours and to norms of this form.

    One with bounds of its own, or whose main place a norm asks for, is alone in its kind.
    """
    found: dict[Hashable, list[int]] = defaultdict(list)
    for index, item in enumerate(problem.items):
        bounded = any(item.least) or any(most not in (0, item.size) for most in item.most)
        own = index if bounded or any(index in form.main for form in forms) else None
        weights = tuple(form.hours.get((index, place), 0) for form in forms for place in item.places)
        found[item.size, item.places, item.most, item.closed, weights, own].append(index)
    return {items[0]: tuple(items) for items in found.values()}


def alike_periods(problem: Problem) -> Collection[tuple[int, int]]:
    """Return the pairs of periods, by index, that differ in nothing but number, each with itself too."""
    data = [_data(problem, t) for t in range(len(problem.periods))]
    return [(t, u) for t, u in product(range(len(data)), repeat=2) if data[t] == data[u]]


def _data(problem: Problem, period: int) -> Hashable:
    """Return all that tells a period from others, but its number."""
    pots = tuple((pot.hours[period], pot.slack[period]) for pot in problem.supplies)
    places = tuple(item.open_places(period) for item in problem.items)
    return pots, places, replace(problem.periods[period], number=0)
