"""The model in which a few items run on, told by the periods that share one: proved case by case.

Between two periods that follow each other stands a cut, unless an item runs in both. Where the cuts are,
items are whole in the periods between; with the cuts given (`RunModel.case`) little is left to search,
where all of them together leave an objective open for minutes.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.kinds import Kinds, is_divisible
from kwalificatiegraaf.planning.model import Linear, total
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.once import OnceModel
from kwalificatiegraaf.planning.problem import Item, Problem, Supply
from kwalificatiegraaf.planning.wholes import (
    JOINABLE,
    allowed_hours,
    fewest_periods,
    fits_whole,
    hours_between,
    periods_hours,
    whole_sums,
)

Case = frozenset[int]
"""The periods, by index, that share an item with the one after them."""


class Run(NamedTuple):
    """A way in which an item runs on: first and last period by index, and its place (None: several)."""

    first: int
    last: int
    place: str | None
    var: cp_model.IntVar


class RunModel(OnceModel):
    """Each item runs in at most `extra` periods more than it needs; `shared[t]` says where some run on.

    An item that runs on has its units in `part`, like one that is divided in its period.
    """

    def __init__(self, problem: Problem, forms: Sequence[Form], extra: int) -> None:
        self.extra = extra
        super().__init__(problem, forms)

    def case(self, shared: Case) -> cp_model.CpModel:
        """Return a copy of the model in which just these periods share an item with the next."""
        copy = self.model.clone()
        for t, var in self.shared.items():
            copy.add(var == (t in shared))
        return copy

    def divided_within(self, most: int) -> Iterator[tuple[Linear, int]]:
        """Yield nothing: an item that runs on may fill a pot where a divided one would have to."""
        return iter(())

    def _add_items(self) -> None:
        self.needs = fewest_periods(self.problem)
        last = len(self.problem.periods) - 1
        self.shared = {t: self.model.new_bool_var(f"shared {t}") for t in range(last)}
        self.begin: dict[tuple[int, int], Linear] = {}
        self.end: dict[tuple[int, int], Linear] = {}
        self._crossing: dict[int, list[cp_model.IntVar]] = {t: [] for t in self.shared}
        super()._add_items()
        for t, runs in self._crossing.items():
            self.model.add(total(runs) >= self.shared[t])
            for run in runs:
                self.model.add_implication(run, self.shared[t])
        if self.problem.size <= JOINABLE:
            sums, allowed = whole_sums(self.problem), periods_hours(self.problem)
            for start, stop in combinations(range(last + 2), 2):
                self._add_between(start, stop, hours_between(allowed[start:stop], sums))

    def _add_between(self, start: int, stop: int, sums: list[int]) -> None:
        """Hold the units from one cut to the next to what whole items add up to, if no cut is between."""
        cuts = [self.shared[t].negated() for t in (start - 1, stop - 1) if t in self.shared]
        joined = [self.shared[t] for t in range(start, stop - 1)]
        items = range(len(self.problem.items))
        units = total(self._in_period(index, t) for index in items for t in range(start, stop))
        domain = cp_model.Domain.from_values(sums)
        self.model.add_linear_expression_in_domain(units, domain).only_enforce_if(*cuts, *joined)

    def _in_period(self, index: int, period: int) -> Linear:
        places = self.problem.items[index].open_places(period)
        return total(self.hours[index, place, period] for place in places)

    @staticmethod
    def _kinds_of(problem: Problem, forms: Sequence[Form]) -> Kinds:
        """Take each item by itself: a run is of one item, and its parts are."""
        return {index: (index,) for index in range(len(problem.items))}

    def _fillings(self, pot: Supply, period: int) -> None:
        """Tell no ways to fill a pot apart: they delay what the cases prove."""

    def _add_kind(self, index: int, item: Item) -> None:
        """Add an item that is in one period, or runs on; what is not whole has its units in `part`."""
        runs = self._runs(index, item)
        ways = [run.var for run in runs]
        for t in self.times:
            once = self._add_once(index, item, t) if self.needs[index] == 1 else []
            now = [run for run in runs if run.first <= t <= run.last]
            self._add_loose(index, item, t, now)
            self.active[index, t] = total([*once, *(run.var for run in now)])
            self.begin[index, t] = total([*once, *(run.var for run in now if run.first == t)])
            self.end[index, t] = total([*once, *(run.var for run in now if run.last == t)])
            ways += once
        self.model.add_exactly_one(ways)
        split = [self.split[index, t] for t in self.times if (index, t) in self.split]
        parts = total(var for (i, _, _), var in self.part.items() if i == index)
        self.model.add(parts == item.size * total([*split, *(run.var for run in runs)]))
        if is_divisible(item):
            self.divided[index] = total([*split, *(run.var for run in runs if run.place is None)])

    def _add_loose(self, index: int, item: Item, period: int, runs: list[Run]) -> None:
        """Add the units of an item that is divided in this period, or runs in it and another."""
        split = [self.split[index, period]] if (index, period) in self.split else []
        loose = total([*split, *(run.var for run in runs)])
        parts = []
        for place in item.open_places(period):
            cell = index, place, period
            ways = [*split, *(run.var for run in runs if run.place in (None, place))]
            self.hours[cell] = item.size * self.whole[cell] if cell in self.whole else total([])
            if ways:
                most = min(item.size - 1, self._room(place, period))
                part = self.model.new_int_var(0, most, f"part {item.code} {place} {period}")
                self.model.add(part <= most * total(ways))
                self.part[cell] = part
                self.hours[cell] += part
                parts.append(part)
        if split or runs:
            self.loose[index, period] = loose
            self.model.add(total(parts) >= total(run.var for run in runs) + item.size * total(split))

    def _runs(self, index: int, item: Item) -> list[Run]:
        """Add the ways in which an item can run on, and note which periods each makes share it."""
        need = self.needs[index]
        runs = [
            Run(first, last, place, self.model.new_bool_var(f"run {item.code} {place} {first} {last}"))
            for first, last in combinations(self.times, 2)
            if need <= last - first + 1 <= need + self.extra and item.size > last - first
            for place in self._places(item, range(first, last + 1))
        ]
        for run in runs:
            for t in range(run.first, run.last):
                self._crossing[t].append(run.var)
        return runs

    def _places(self, item: Item, periods: range) -> Iterator[str | None]:
        """Yield the places that have room for a run over these periods, and None for several together."""
        for place in item.places:
            is_open = all(place in item.open_places(t) for t in periods)
            room = sum(self._room(place, t) for t in periods)
            if is_open and fits_whole(item, place) and room >= item.size:
                yield place
        if is_divisible(item) and all(item.open_places(t) for t in periods):
            yield None

    def _room(self, place: str, period: int) -> int:
        """Return the most units that a place may hold in a period."""
        pots = [pot for pot in self.problem.supplies if place in pot.leaves]
        return sum(allowed_hours(pot, period).stop - 1 for pot in pots)

    def _begun(self, index: int, period: int) -> Linear:
        return total(self.begin[index, t] for t in self.times if t <= period)

    def _ended(self, index: int, period: int) -> Linear:
        return total(self.end[index, t] for t in self.times if t <= period)
