"""The constraint model in CP-SAT (PLANNING: unknowns and constraints 1-8), over integers only.

`Model` holds the rules of hours, periods and norms, over hours and runs that are variables or sums of
them; `TrajectModel` lets an item run on over several periods, `once.OnceModel` gives it one, and
`runs.RunModel` lets a few run on.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Cell, Item, Period, Problem, Supply, Units
from kwalificatiegraaf.planning.solver import start_from

Linear = cp_model.LinearExpr
TOP = 10**17


def total(terms: Iterable[Linear | int]) -> Linear:
    """Return the sum as an expression, also of nothing."""
    return cp_model.LinearExpr.sum([cp_model.LinearExpr.constant(0), *terms])


def outside_of(units: Units, periods: Collection[int]) -> set[int]:
    """Return the items, by index, that run in other periods than these, or in others too."""
    return {index for index, _, t in units if t not in periods}


class Model(ABC):
    """A problem as variables and rules; the parts that differ are made by `_add_items`.

    `hours[i, place, t]` are units; `active[i, t]` whether item i runs in period t; `divided[i]` whether
    it is divided over places. Where like items are counted together (`kinds.KindModel`) the first of them
    stands for all in `hours` and `divided`, and `units` tells them apart. `peak` is at least the greatest
    weekly load, in units per week times `problem.weekscale`; `shortfalls` says per norm by how much it is
    missed. Equal problems give equal models, up to `width` variables, so that the answer of one is a hint
    for another.
    """

    hours: Mapping[Cell, Linear]
    active: Mapping[tuple[int, int], Linear]
    divided: Mapping[int, Linear]

    def __init__(self, problem: Problem, forms: Sequence[Form] = ()) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._add_items()
        for supply in problem.supplies:
            self._add_supply(supply)
        for index, period in enumerate(problem.periods):
            self._add_period(index, period)
        self.peak = self._add_peak()
        self.shortfalls = {form.norm.code: self._add_shortfall(form) for form in forms}
        self.width = len(self.model.proto.variables)

    @abstractmethod
    def _add_items(self) -> None:
        """Add the variables of the items, and the rules between items."""

    @property
    def times(self) -> range:
        """The periods, by index."""
        return range(len(self.problem.periods))

    def at(self, index: int, place: str) -> Linear:
        """Return the units of an item at a place over all periods."""
        return total(self.hours[index, place, t] for t in self.times if (index, place, t) in self.hours)

    def load(self, period: int) -> Linear:
        """Return the units of a period, general education included."""
        general = self.problem.periods[period].general
        return total(var for (_, _, t), var in self.hours.items() if t == period) + general

    def spent(self, supply: Supply, period: int) -> Linear:
        """Return the units in a pot in a period."""
        return total(var for (_, p, t), var in self.hours.items() if p in supply.leaves and t == period)

    def _hold_parts(self, index: int, item: Item) -> None:
        """Hold the units of an item at each place to its bounds."""
        for place, least, most in zip(item.places, item.least, item.most, strict=True):
            if least > 0 or most < item.size:
                self.model.add_linear_constraint(self.at(index, place), least, most)

    def _add_division(self, index: int, item: Item) -> cp_model.IntVar | None:
        """Return whether an item has units at more than one place; None where it can be at one only."""
        places = [place for place, most in zip(item.places, item.most, strict=True) if most]
        used = [self.model.new_bool_var(f"used {item.code} {place}") for place in places]
        for place, one in zip(places, used, strict=True):
            self.model.add(self.at(index, place) <= item.size * one)
        if len(places) <= 1:
            return None
        divided = self.model.new_bool_var(f"divided {item.code}")
        self.model.add(total(used) <= 1 + (len(places) - 1) * divided)
        return divided

    def _add_supply(self, supply: Supply) -> None:
        spent = [self.spent(supply, t) for t in self.times]
        for hours, slack, units in zip(supply.hours, supply.slack, spent, strict=True):
            self.model.add_linear_constraint(units, hours - slack, hours + slack)
        self.model.add(total(spent) == supply.total)

    def _add_period(self, index: int, period: Period) -> None:
        if period.least_load or period.most_load is not None:
            most = self.problem.size + period.general if period.most_load is None else period.most_load
            self.model.add_linear_constraint(self.load(index), period.least_load, most)
        count = total(self.active[i, index] for i in range(len(self.problem.items)))
        if period.least_items:
            self.model.add(count >= period.least_items)
        if period.most_items is not None:
            self.model.add(count <= period.most_items)

    def _add_peak(self) -> cp_model.IntVar:
        peak = self.model.new_int_var(0, TOP, "peak")
        for index, period in enumerate(self.problem.periods):
            self.model.add(self.load(index) * (self.problem.weekscale // period.weeks) <= peak)
        return peak

    def _add_shortfall(self, form: Form) -> cp_model.IntVar:
        """Add a norm and return by how much its expression misses its bounds (0 when it is met)."""
        terms = [weight * self.at(index, place) for (index, place), weight in form.hours.items()]
        terms += [weight * self._main(index, form) for index, weight in form.main.items()]
        value = total(terms) + form.constant
        greatest = (
            form.constant
            + sum(form.main.values())
            + sum(weight * self.problem.items[index].size for (index, _), weight in form.hours.items())
        )
        missing = self.model.new_int_var(0, max(form.low, greatest), f"shortfall {form.norm.code}")
        self.model.add(value + missing >= form.low)
        if form.high is not None:
            self.model.add(value - missing <= form.high)
        return missing

    def _main(self, index: int, form: Form) -> cp_model.IntVar:
        """Return whether more than half of the item is in the places that count."""
        item = self.problem.items[index]
        inside = total(self.at(index, place) for place in item.places if place in form.counted)
        most = self.model.new_bool_var(f"main {item.code} {form.norm.code}")
        self.model.add(2 * inside >= item.size + 1).only_enforce_if(most)
        self.model.add(2 * inside <= item.size).only_enforce_if(most.negated())
        return most

    def units(self, value: Callable[[Linear], int]) -> dict[Cell, int]:
        """Return the units of an answer, from what gives the value of an expression in it."""
        return {cell: amount for cell, var in self.hours.items() if (amount := value(var))}

    def held(self, units: Units, within: Collection[int] = ()) -> cp_model.CpModel:
        """Return a copy of the model held at these units, but for items that run `within` these periods."""
        copy, outside = self.model.clone(), outside_of(units, within)
        for (index, place, t), var in self.hours.items():
            if t not in within or index in outside:
                copy.add(var == units.get((index, place, t), 0))
        return copy

    def hint(self, values: Sequence[int]) -> None:
        """Offer the values of the first variables as a start."""
        start_from(self.model, enumerate(values))


class TrajectModel(Model):
    """Items run in one or more consecutive periods; an item that is at two places counts as divided."""

    def _add_items(self) -> None:
        self.hours: dict[Cell, cp_model.IntVar] = {}
        self.active: dict[tuple[int, int], cp_model.IntVar] = {}
        self.divided: dict[int, cp_model.IntVar] = {}
        self._begun: dict[tuple[int, int], cp_model.IntVar] = {}
        self._done: dict[tuple[int, int], cp_model.IntVar] = {}
        for index, item in enumerate(self.problem.items):
            self._add_hours(index, item)
            self._add_run(index)
            divided = self._add_division(index, item)
            if divided is not None:
                self.divided[index] = divided
        for earlier, later, strict in self.problem.order:
            self._add_order(earlier, later, strict)

    def _in_period(self, index: int, period: int) -> Linear:
        places = self.problem.items[index].places
        return total(self.hours[index, p, period] for p in places if (index, p, period) in self.hours)

    def _add_hours(self, index: int, item: Item) -> None:
        bounds = dict(zip(item.places, zip(item.least, item.most, strict=True), strict=True))
        for t in self.times:
            self.active[index, t] = self.model.new_bool_var(f"active {item.code} {t}")
            for place in item.open_places(t):
                most = bounds[place][1]
                self.hours[index, place, t] = self.model.new_int_var(
                    0, most, f"hours {item.code} {place} {t}"
                )
            spent = self._in_period(index, t)
            self.model.add(spent <= item.size * self.active[index, t])
            self.model.add(spent >= self.active[index, t])
        self._hold_parts(index, item)
        self.model.add(total(self.at(index, place) for place in item.places) == item.size)

    def _add_run(self, index: int) -> None:
        """Consecutive periods: active = begun and not done before; both only ever switch on."""
        last = len(self.problem.periods) - 1
        for t in self.times:
            self._begun[index, t] = self.model.new_bool_var("") if t < last else self.model.new_constant(1)
            self._done[index, t] = self.model.new_bool_var("") if t < last else self.model.new_constant(1)
            before = self._done[index, t - 1] if t else 0
            self.model.add(self.active[index, t] == self._begun[index, t] - before)
            if t:
                self.model.add_implication(self._begun[index, t - 1], self._begun[index, t])
                self.model.add_implication(self._done[index, t - 1], self._done[index, t])

    def _add_order(self, earlier: int, later: int, strict: bool) -> None:
        if not strict:
            for t in self.times:
                self.model.add_implication(self._begun[later, t], self._begun[earlier, t])
            return
        self.model.add(self._begun[later, 0] == 0)
        for t in self.times[1:]:
            self.model.add_implication(self._begun[later, t], self._done[earlier, t - 1])
