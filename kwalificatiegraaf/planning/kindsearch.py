"""Searching for an answer by kinds: first how many items of a kind go where, then which.

Without their order, kinds make a small model, that finds in tenths of a second which sizes fill each pot
in each period, where items with their periods can take minutes.
"""

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.goals import Goal
from kwalificatiegraaf.planning.kinds import KindModel, Spot, alike_periods
from kwalificatiegraaf.planning.model import total
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.once import OnceModel
from kwalificatiegraaf.planning.search import ANSWERED, Search

COUNTING = 0.8
"""The part of a limit for the counts; the rest is for the items."""
SUMS = ("normen", "belasting", "voorkeur")
"""Goals whose value follows from hours per place and period, and so is the same of kinds as of items.

An item whose main place a norm asks for is alone in its kind.
"""


class KindSearch(Search):
    """A search of items in one period each, that counts them by kinds too.

    `counted` keeps what this keeps; what it proves holds here, and how it fills the pots is a start here.
    """

    model: OnceModel

    def __init__(self, model: OnceModel, forms: Sequence[Form], peak: int | None = None) -> None:
        super().__init__(model)
        self.kinds = KindModel(model.problem, forms)
        self.counted = Search(self.kinds)
        for one in (self.model, self.kinds):
            one.hold_loads(peak)

    def keep(self, goal: Goal, most: int) -> None:
        """Hold a goal at or under a value in all that follows."""
        super().keep(goal, most)
        if goal.kind != "volgorde":
            self.counted.keep(goal, most)
        if goal.kind == "verdeling":
            for model in (self.model, self.kinds):
                _tell_divided(model, model.model, most)

    def find_divided(self, most: int, limit: float) -> bool:
        """Look for an answer with at most so many divided items, by kinds first; none found says nothing."""
        counts = self.kinds.model.clone()
        _hold_divided(self.kinds, counts, most)
        if self.counted.solve_copy(counts, limit * COUNTING, "relaxed")[1] not in ANSWERED:
            return False
        for copy in (self._arranged, self.model.model.clone):
            items = copy()
            _hold_divided(self.model, items, most)
            if self.solve_copy(items, limit * (1 - COUNTING), "plain")[1] in ANSWERED:
                return True
        return False

    def _by_kinds(self, goal: Goal, limit: float) -> int:
        """Look for a better answer by kinds, and return the bound that they prove."""
        if goal.kind not in SUMS:
            return goal.least
        _hold_alike(self.kinds)
        outcome = self.counted.minimise(goal, limit * COUNTING, (("relaxed", 1),))
        if outcome is None:
            return goal.least
        if self.answer is None or outcome.value < goal.value(self.answer.units):
            self.solve_copy(self._arranged(), limit * (1 - COUNTING), "relaxed", goal)
        return outcome.bound

    def _arranged(self) -> cp_model.CpModel:
        """Return a copy of the model whose pots are filled with the sizes that were counted last."""
        values = self.counted.answer.values if self.counted.answer else ()
        return arranged(self.model, self.kinds.sizes(values))


def _hold_alike(kinds: KindModel) -> None:
    """Hold periods that are alike to the order of what is divided in them; any other order is as good.

    Else all that is said of one period is to be said of each. Where items have an order, this is wrong.
    """
    ranks = {first: rank for rank, first in enumerate(kinds.kinds)}
    divided = [
        total(ranks[i] * var for (i, period), var in kinds.split.items() if period == t) for t in kinds.times
    ]
    for t, u in alike_periods(kinds.problem):
        if t < u:
            kinds.model.add(divided[t] >= divided[u])


def _hold_divided(model: KindModel, copy: cp_model.CpModel, most: int) -> None:
    """Hold a copy of a model to so many divided items, and to what follows from that."""
    copy.add(total(model.divided.values()) <= most)
    _tell_divided(model, copy, most)


def _tell_divided(model: KindModel, copy: cp_model.CpModel, most: int) -> None:
    """Add to a model, or a copy of it, what follows from so many divided items."""
    for expression, limit in model.divided_within(most):
        copy.add(expression <= limit)


def arranged(once: OnceModel, sizes: Mapping[Spot, int]) -> cp_model.CpModel:
    """Return a copy of a model whose pots are filled with these sizes, up to the order of like periods."""
    copy = once.model.clone()
    takes = {pair: copy.new_bool_var("") for pair in alike_periods(once.problem)}
    for t in once.times:
        copy.add_exactly_one(var for (one, _), var in takes.items() if one == t)
        copy.add_exactly_one(var for (_, one), var in takes.items() if one == t)
    for (pot, t, size), whole in once.spots.items():
        counted = total(sizes.get((pot, u, size), 0) * takes[t, u] for u in once.times if (t, u) in takes)
        copy.add(total(whole) == counted)
    return copy
