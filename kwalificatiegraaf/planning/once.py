"""The model when every item runs in one period: kinds say how many are where, each item says when it runs.

Which of its kind is at which place does not matter to any rule or objective, so the model does not say it:
where each item says its place as well, the solver tries one exchange of like items after the other.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice, product

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.goals import pairs_of
from kwalificatiegraaf.planning.kinds import KindModel
from kwalificatiegraaf.planning.model import Linear, outside_of, total
from kwalificatiegraaf.planning.problem import Cell, Units


class OnceModel(KindModel):
    """Every item runs in one period, in the order that is asked: `active[i, t]` says when item i runs."""

    def _hold_order(self) -> None:
        for earlier, later, strict in self.problem.order:
            for t in self.times:
                before = self._ended(earlier, t - 1) if strict else self._begun(earlier, t)
                self.model.add(self._begun(later, t) <= before)

    def _tell_apart(self, first: int, counts: Sequence[Linear]) -> None:
        """Let each item of a kind run in one period, so many in each."""
        items = self.kinds[first]
        if len(items) == 1:
            super()._tell_apart(first, counts)
            return
        for index in items:
            now = [self.model.new_bool_var(f"runs {self.problem.items[index].code} {t}") for t in self.times]
            self.model.add_exactly_one(now)
            self.active |= {(index, t): var + 0 for t, var in enumerate(now)}
        for t, count in enumerate(counts):
            self.model.add(total(self.active[index, t] for index in items) == count)

    def _begun(self, index: int, period: int) -> Linear:
        """Return whether an item begins in this period or an earlier one."""
        return total(self.active[index, t] for t in self.times if t <= period)

    def _ended(self, index: int, period: int) -> Linear:
        """Return whether an item has ended in this period or an earlier one."""
        return self._begun(index, period)

    def units(self, value: Callable[[Linear], int]) -> dict[Cell, int]:
        """See Model.units: in order of code, items of a kind are whole at places; the last take the rest."""
        found = super().units(value)
        for (first, items), t in product(self.kinds.items(), self.times):
            if len(items) > 1:
                here = {place: found.pop((first, place, t), 0) for place in self.problem.items[first].places}
                now = iter([index for index in items if value(self.active[index, t])])
                size = self.problem.items[first].size
                for place in self.problem.items[first].open_places(t):
                    count = value(self.whole[first, place, t])
                    here[place] -= size * count
                    found |= {(index, place, t): size for index in islice(now, count)}
                for index in now:
                    found |= {(index, place, t): part for place, part in _taken(here, size)}
        return found

    def held(self, units: Units, within: Collection[int] = ()) -> cp_model.CpModel:
        """See Model.held; of a kind that also runs within these periods, what is there is free."""
        copy, outside, pairs = self.model.clone(), outside_of(units, within), pairs_of(units)
        for (index, t), var in self.active.items():
            if index in outside:
                copy.add(var == ((index, t) in pairs))
        for (first, place, t), var in self.hours.items():
            kind = self.kinds[first]
            if t not in within or outside.issuperset(kind):
                there = [units.get((index, place, t), 0) for index in kind]
                copy.add(var == sum(there))
                if (first, place, t) in self.whole:
                    copy.add(self.whole[first, place, t] == there.count(self.problem.items[first].size))
        return copy


def _taken(here: dict[str, int], size: int) -> Iterator[tuple[str, int]]:
    """Take the units of one item from what places hold, one place after the other."""
    for place, there in here.items():
        part = min(there, size)
        if part:
            here[place] -= part
            size -= part
            yield place, part
