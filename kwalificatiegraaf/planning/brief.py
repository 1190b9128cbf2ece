"""The model when every item runs in as few periods as it can: smaller, and sharper about whole items.

Most items need one period, and are then whole at one place or divided over places. A pot that no whole
items fill in a period holds part of another (`wholes`), and a period holds whole items but for those that
run on; said as rules of their own, these let the relaxation see what the sums hide, and prove what
`TrajectModel` leaves open.
"""

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.model import Linear, Model, total
from kwalificatiegraaf.planning.problem import Cell, Item, Supply
from kwalificatiegraaf.planning.wholes import (
    COUNTABLE,
    JOINABLE,
    allowed_hours,
    fewest_broken,
    fewest_periods,
    fits_whole,
    reached,
    total_hours,
    whole_hours,
)


class BriefModel(Model):
    """Items run in exactly the periods that they need (`wholes.fewest_periods`), mostly one.

    `whole[i, place, t]` says that item i is whole there, `loose[i, t]` that it has parts in period t: it
    is divided over places (`split[i, t]`) or runs on; `part[i, place, t]` are the units of these.
    """

    def _add_items(self) -> None:
        self.needs = fewest_periods(self.problem)
        self.whole: dict[Cell, cp_model.IntVar] = {}
        self.split: dict[tuple[int, int], cp_model.IntVar] = {}
        self.loose: dict[tuple[int, int], Linear] = {}
        self.part: dict[Cell, cp_model.IntVar] = {}
        self.hours: dict[Cell, Linear] = {}
        self.active: dict[tuple[int, int], Linear] = {}
        self.divided: dict[int, Linear] = {}
        self.begin: dict[tuple[int, int], Linear] = {}
        for index, item in enumerate(self.problem.items):
            add = self._add_long if self.needs[index] > 1 else self._add_item
            add(index, item)
        for earlier, later, strict in self.problem.order:
            for t in self.times:
                done = t - self.needs[earlier] if strict else t
                self.model.add(self._begun(later, t) <= self._begun(earlier, done))
        self._unfilled: dict[Supply, tuple[int, list[int]]] = {}
        for pot in self.problem.supplies:
            if pot.total <= COUNTABLE:
                self._add_parts(pot)

    def divide_at_most(self, most: int) -> None:
        """Hold the divided items to a number; what pots need of them says which and when.

        Every period in which whole items cannot fill a pot has a divided item of its own with part in the
        pot: no more than the rest is divided elsewhere or in other periods. Of a pot that an item enters
        which runs on, nothing is said: that item may fill it.
        """
        for pot, (needed, never) in self._unfilled.items():
            if any(need > 1 and self._enters(index, pot) for index, need in enumerate(self.needs)):
                continue
            outside = [var for (i, _), var in self.split.items() if not self._enters(i, pot)]
            self.model.add(total(outside) <= most - needed)
            for t in self.times:
                divided = total(var for (_, period), var in self.split.items() if period == t)
                self.model.add(divided <= most - sum(1 for other in never if other != t))

    def hold_loads(self, peak: int | None) -> None:
        """Hold every period to the units that the pots and the greatest load leave it, whole items at a time.

        An item of one period counts with its whole size there, wherever it is: said so, the relaxation
        sees how few sets of items fill a period. `peak` is the greatest load, if one is kept.
        """
        periods = self.problem.periods
        least = [total_hours(self.problem, t).start for t in self.times]
        most = [total_hours(self.problem, t).stop - 1 for t in self.times]
        if peak is not None:
            scales = [self.problem.weekscale // period.weeks for period in periods]
            room = [peak // scale - period.general for scale, period in zip(scales, periods, strict=True)]
            most = [min(pair) for pair in zip(most, room, strict=True)]
        spare = sum(most) - self.problem.size
        for t in self.times:
            units = total(self._in_period(index, t) for index in range(len(self.problem.items)))
            self.model.add_linear_constraint(units, max(least[t], most[t] - spare), most[t])
            if max(self.needs) > 1 and self.problem.size <= JOINABLE:
                self._hold_whole(t, most[t])

    def _hold_whole(self, period: int, most: int) -> None:
        """Say which sums the items of one period can have, where those that run on fill what is left."""
        short = [index for index, need in enumerate(self.needs) if need == 1]
        sums = reached(most, (self.problem.items[index].size for index in short))
        units = total(self._in_period(index, period) for index in short)
        self.model.add_linear_expression_in_domain(units, cp_model.Domain.from_values(sums))

    def _in_period(self, index: int, period: int) -> Linear:
        """Return the units of an item in a period."""
        item = self.problem.items[index]
        if self.needs[index] > 1:
            return total(self.part[index, place, period] for place in item.open_places(period))
        return item.size * self.active[index, period]

    def _enters(self, index: int, pot: Supply) -> bool:
        return not set(pot.leaves).isdisjoint(self.problem.items[index].places)

    def _add_item(self, index: int, item: Item) -> None:
        usable = [place for place, most in zip(item.places, item.most, strict=True) if most]
        ways = []
        for t in self.times:
            places = item.open_places(t)
            for place in places:
                if fits_whole(item, place):
                    self.whole[index, place, t] = self.model.new_bool_var(f"whole {item.code} {place} {t}")
            if len(usable) > 1:
                self._add_split(index, item, t)
            for place in places:
                whole = self.whole.get((index, place, t), 0)
                self.hours[index, place, t] = total((item.size * whole, self.part.get((index, place, t), 0)))
            now = [self.whole[index, place, t] for place in places if (index, place, t) in self.whole]
            now += [self.split[index, t]] if len(usable) > 1 else []
            self.active[index, t] = self.begin[index, t] = total(now)
            ways += now
        self.model.add_exactly_one(ways)
        if len(usable) > 1:
            self.divided[index] = total(self.split[index, t] for t in self.times)
        self._hold_parts(index, item)

    def _add_split(self, index: int, item: Item, period: int) -> None:
        split = self.split[index, period] = self.model.new_bool_var(f"split {item.code} {period}")
        self.loose[index, period] = split + 0
        places = item.open_places(period)
        for place in places:
            part = self.model.new_int_var(0, item.size - 1, f"part {item.code} {place} {period}")
            self.model.add(part <= (item.size - 1) * split)
            self.part[index, place, period] = part
        self.model.add(total(self.part[index, place, period] for place in places) == item.size * split)

    def _add_long(self, index: int, item: Item) -> None:
        """Add an item that needs several periods: it begins in one, and has units in each that follows."""
        need, count = self.needs[index], len(self.problem.periods)
        most = max(0, item.size - need + 1)
        starts = [self.model.new_bool_var(f"begin {item.code} {t}") for t in range(count - need + 1)]
        self.model.add_exactly_one(starts)
        for t in self.times:
            self.begin[index, t] = total(starts[t : t + 1])
            runs = self.active[index, t] = total(starts[max(0, t - need + 1) : t + 1])
            self.loose[index, t] = runs
            for place in item.open_places(t):
                part = self.model.new_int_var(0, most, f"part {item.code} {place} {t}")
                self.hours[index, place, t] = self.part[index, place, t] = part
            spent = self._in_period(index, t)
            self.model.add(spent <= most * runs)
            self.model.add(spent >= runs)
        self._hold_parts(index, item)
        self.model.add(total(self.at(index, place) for place in item.places) == item.size)
        divided = self._add_division(index, item)
        if divided is not None:
            self.divided[index] = divided

    def _begun(self, index: int, period: int) -> Linear:
        """Return whether an item begins in this period or an earlier one."""
        return total(self.begin[index, t] for t in self.times if t <= period)

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
        units = [self.part[index, p, period] for p in item.open_places(period) if p in pot.leaves]
        inside = self.model.new_bool_var("")
        self.model.add(inside <= self.loose[index, period])
        self.model.add(total(units) <= min(item.size, (item.size - 1) * len(units)) * inside)
        return inside
