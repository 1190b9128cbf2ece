"""The model when every item runs in one period: smaller, and sharper about whole items.

Most items need one period, and are then whole at one place or divided over places. A pot that no whole
items fill in a period holds part of another (`wholes`); said as rules of their own, these let the
relaxation see what the sums hide, and prove what `TrajectModel` leaves open.
"""

from collections.abc import Iterator

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.model import Linear, Model, total
from kwalificatiegraaf.planning.problem import Cell, Item, Supply
from kwalificatiegraaf.planning.wholes import (
    COUNTABLE,
    allowed_hours,
    fewest_broken,
    fits_whole,
    periods_hours,
    whole_hours,
)


class OnceModel(Model):
    """Every item runs in one period.

    `whole[i, place, t]` says that item i is whole there, `split[i, t]` that it is divided over places in
    period t, with `part[i, place, t]` units; `loose[i, t]` that it has parts there.
    """

    def _add_items(self) -> None:
        self.whole: dict[Cell, cp_model.IntVar] = {}
        self.split: dict[tuple[int, int], cp_model.IntVar] = {}
        self.loose: dict[tuple[int, int], Linear] = {}
        self.part: dict[Cell, cp_model.IntVar] = {}
        self.hours: dict[Cell, Linear] = {}
        self.active: dict[tuple[int, int], Linear] = {}
        self.divided: dict[int, Linear] = {}
        self.begin: dict[tuple[int, int], Linear] = {}
        for index, item in enumerate(self.problem.items):
            self._add_item(index, item)
            self._hold_parts(index, item)
        for earlier, later, strict in self.problem.order:
            for t in self.times:
                before = self._ended(earlier, t - 1) if strict else self._begun(earlier, t)
                self.model.add(self._begun(later, t) <= before)
        self._unfilled: dict[Supply, tuple[int, list[int]]] = {}
        for pot in self.problem.supplies:
            if pot.total <= COUNTABLE:
                self._add_parts(pot)

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
        periods = self.problem.periods
        allowed = periods_hours(self.problem)
        least, most = [one.start for one in allowed], [one.stop - 1 for one in allowed]
        if peak is not None:
            scales = [self.problem.weekscale // period.weeks for period in periods]
            room = [peak // scale - period.general for scale, period in zip(scales, periods, strict=True)]
            most = [min(pair) for pair in zip(most, room, strict=True)]
        spare = sum(most) - self.problem.size
        for t in self.times:
            units = total(self._in_period(index, t) for index in range(len(self.problem.items)))
            self.model.add_linear_constraint(units, max(least[t], most[t] - spare), most[t])

    def _in_period(self, index: int, period: int) -> Linear:
        """Return the units of an item in a period."""
        return self.problem.items[index].size * self.active[index, period]

    def _enters(self, index: int, pot: Supply) -> bool:
        return not set(pot.leaves).isdisjoint(self.problem.items[index].places)

    def _add_item(self, index: int, item: Item) -> None:
        ways = []
        for t in self.times:
            now = self._add_once(index, item, t)
            self._add_split(index, item, t)
            for place in item.open_places(t):
                whole = self.whole.get((index, place, t), 0)
                self.hours[index, place, t] = total((item.size * whole, self.part.get((index, place, t), 0)))
            self.active[index, t] = self.begin[index, t] = total(now)
            ways += now
        self._choose(index, ways)
        if self._is_divisible(item):
            self.divided[index] = total(self.split[index, t] for t in self.times)

    def _add_once(self, index: int, item: Item, period: int) -> list[cp_model.IntVar]:
        """Return the ways in which an item can be in this period alone: whole at a place, or divided."""
        ways = []
        for place in item.open_places(period):
            if fits_whole(item, place):
                whole = self._new_way(index, f"whole {item.code} {place} {period}")
                self.whole[index, place, period] = whole
                ways.append(whole)
        if self._is_divisible(item):
            split = self._new_way(index, f"split {item.code} {period}")
            self.split[index, period] = split
            ways.append(split)
        return ways

    def _new_way(self, index: int, name: str) -> cp_model.IntVar:
        """Return a variable that says whether an item is in a way."""
        return self.model.new_bool_var(name)

    def _choose(self, index: int, ways: list[cp_model.IntVar]) -> None:
        """Let an item be in one of the ways."""
        self.model.add_exactly_one(ways)

    def _count(self, index: int) -> int:
        """Return how many items an index stands for."""
        return 1

    @staticmethod
    def _is_divisible(item: Item) -> bool:
        """Whether an item can be at several places."""
        return sum(1 for most in item.most if most) > 1

    def _add_split(self, index: int, item: Item, period: int) -> None:
        """Add the units of an item that is divided in this period."""
        split = self.split.get((index, period))
        if split is None:
            return
        self.loose[index, period] = split + 0
        places = item.open_places(period)
        for place in places:
            most = (item.size - 1) * self._count(index)
            part = self.model.new_int_var(0, most, f"part {item.code} {place} {period}")
            self.model.add(part <= (item.size - 1) * split)
            self.part[index, place, period] = part
        self.model.add(total(self.part[index, place, period] for place in places) == item.size * split)

    def _begun(self, index: int, period: int) -> Linear:
        """Return whether an item begins in this period or an earlier one."""
        return total(self.begin[index, t] for t in self.times if t <= period)

    def _ended(self, index: int, period: int) -> Linear:
        """Return whether an item has ended in this period or an earlier one."""
        return self._begun(index, period)

    def _add_parts(self, pot: Supply) -> None:
        """Hold a pot to what whole items add up to, but in periods that hold part of a divided one."""
        whole = whole_hours(self.problem, pot)
        needed = fewest_broken(pot, whole)
        self.model.add(total(self._broken(pot, t, whole[t]) for t in self.times) >= needed)
        self._unfilled[pot] = needed, [t for t in self.times if not whole[t]]

    def _broken(self, pot: Supply, period: int, whole: list[int]) -> Linear | int:
        """Return whether the pot holds something else in a period than whole items add up to."""
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

    def _part_in(self, pot: Supply, index: int, period: int) -> cp_model.IntVar:
        """Return whether an item with parts in a period has some in the pot."""
        item = self.problem.items[index]
        inner = [(index, p, period) for p in item.open_places(period) if p in pot.leaves]
        units = [self.part[cell] for cell in inner if cell in self.part]
        inside = self.model.new_bool_var("")
        self.model.add(inside <= self.loose[index, period])
        most = self._count(index) * min(item.size, (item.size - 1) * len(units))
        self.model.add(total(units) <= most * inside)
        return inside
