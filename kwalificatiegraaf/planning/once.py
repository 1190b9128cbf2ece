"""The model when every item runs in one period: smaller, and sharper about what whole items cannot fill.

An item is then whole at one place in one period, or divided over places in one period. A pot that no
whole items fill in a period holds part of a divided one (`wholes`); said as rules of their own, these
let the relaxation see what the sums hide, and prove what `TrajectModel` leaves open.
"""

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.model import Linear, Model, total
from kwalificatiegraaf.planning.problem import Cell, Item, Supply
from kwalificatiegraaf.planning.wholes import COUNTABLE, allowed_hours, fewest_broken, fits_whole, whole_hours


class OnceModel(Model):
    """Items run in exactly one period each.

    `whole[i, place, t]` says that item i is whole there, `split[i, t]` that it is divided over places
    in period t, and `part[i, place, t]` are the units of a divided item.
    """

    def _add_items(self) -> None:
        self.whole: dict[Cell, cp_model.IntVar] = {}
        self.split: dict[tuple[int, int], cp_model.IntVar] = {}
        self.part: dict[Cell, cp_model.IntVar] = {}
        self.hours: dict[Cell, Linear] = {}
        self.active: dict[tuple[int, int], Linear] = {}
        self.divided: dict[int, Linear] = {}
        for index, item in enumerate(self.problem.items):
            self._add_item(index, item)
        for earlier, later, strict in self.problem.order:
            for t in self.times:
                self.model.add(self._until(later, t) <= self._until(earlier, t - 1 if strict else t))
        self._unfilled: dict[Supply, tuple[int, list[int]]] = {}
        for pot in self.problem.supplies:
            if pot.total <= COUNTABLE:
                self._add_parts(pot)

    def divide_at_most(self, most: int) -> None:
        """Hold the divided items to a number; what pots need of them says which and when.

        Every period in which whole items cannot fill a pot has a divided item of its own, that has
        part in the pot: no more than the rest of the number is divided elsewhere or in other periods.
        """
        for pot, (needed, never) in self._unfilled.items():
            outside = [var for (i, _), var in self.split.items() if not self._enters(i, pot)]
            self.model.add(total(outside) <= most - needed)
            for t in self.times:
                divided = total(var for (_, period), var in self.split.items() if period == t)
                self.model.add(divided <= most - sum(1 for other in never if other != t))

    def hold_loads(self, peak: int | None) -> None:
        """Hold every period to the units that the pots and the greatest load leave it, whole items at a time.

        An item counts with its whole size in its one period, wherever it is: said so, the relaxation
        sees how few sets of items fill a period. `peak` is the greatest load, if one is kept.
        """
        pots, periods = self.problem.supplies, self.problem.periods
        least = [sum(allowed_hours(pot, t).start for pot in pots) for t in self.times]
        most = [sum(allowed_hours(pot, t).stop - 1 for pot in pots) for t in self.times]
        if peak is not None:
            scales = [self.problem.weekscale // period.weeks for period in periods]
            room = [peak // scale - period.general for scale, period in zip(scales, periods, strict=True)]
            most = [min(pair) for pair in zip(most, room, strict=True)]
        spare = sum(most) - self.problem.size
        for t in self.times:
            units = total(item.size * self.active[index, t] for index, item in enumerate(self.problem.items))
            self.model.add_linear_constraint(units, max(least[t], most[t] - spare), most[t])

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
            self.active[index, t] = total(now)
            ways += now
        self.model.add_exactly_one(ways)
        if len(usable) > 1:
            self.divided[index] = total(self.split[index, t] for t in self.times)
        for place, least, most in zip(item.places, item.least, item.most, strict=True):
            if least > 0 or most < item.size:
                self.model.add_linear_constraint(self.at(index, place), least, most)

    def _add_split(self, index: int, item: Item, period: int) -> None:
        split = self.split[index, period] = self.model.new_bool_var(f"split {item.code} {period}")
        places = item.open_places(period)
        for place in places:
            part = self.model.new_int_var(0, item.size - 1, f"part {item.code} {place} {period}")
            self.model.add(part <= (item.size - 1) * split)
            self.part[index, place, period] = part
        self.model.add(total(self.part[index, place, period] for place in places) == item.size * split)

    def _until(self, index: int, period: int) -> Linear:
        """Return whether an item runs in this period or an earlier one."""
        return total(self.active[index, t] for t in self.times if t <= period)

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
        divided = [index for index, t in self.split if t == period and self._enters(index, pot)]
        parts = [self._part_in(pot, index, period) for index in divided]
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
        """Return whether a divided item has units in the pot in a period."""
        item = self.problem.items[index]
        units = [self.part[index, p, period] for p in item.open_places(period) if p in pot.leaves]
        inside = self.model.new_bool_var("")
        self.model.add_implication(inside, self.split[index, period])
        self.model.add(total(units) <= min(item.size, (item.size - 1) * len(units)) * inside)
        return inside
