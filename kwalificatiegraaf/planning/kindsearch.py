"""Searching for an answer by kinds: first how many items of a kind are where, then which of them when.

Without their order, kinds make a small model, that finds in hundredths of a second how many items of each
kind can be whole at each place or divided (a mix). With a mix given, items with their periods are soon
found, or soon excluded, where they can take minutes by themselves; and where few mixes are possible, going
through them proves the order of codes too.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.filled import FilledModel, filled_model
from kwalificatiegraaf.planning.goals import Goal
from kwalificatiegraaf.planning.kinds import CountedModel, KindModel, Mix, alike_periods
from kwalificatiegraaf.planning.model import total
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.once import OnceModel
from kwalificatiegraaf.planning.search import ANSWERED, Search
from kwalificatiegraaf.planning.solver import new_solver

COUNTING = 0.8
"""The part of a limit for the counts; the rest is for the items."""
MOST_MIXES = 8
"""How many mixes are searched at most."""


class KindSearch(Search):
    """A search of items in one period each, that counts them by kinds too; what the counts prove holds here.

    With few divided items it counts periods too, where a period is filled in few ways.
    """

    model: OnceModel

    def __init__(self, model: OnceModel, forms: Sequence[Form], peak: int | None = None) -> None:
        super().__init__(model)
        self.forms, self.peak = forms, peak
        self.model.hold_loads(peak)
        self._kept: list[tuple[Goal, int]] = []
        self._few: int | None = None
        self._is_tight = False

    def keep(self, goal: Goal, most: int) -> None:
        """Hold a goal at or under a value in all that follows."""
        super().keep(goal, most)
        if goal.kind != "volgorde":
            self._kept.append((goal, most))
        if goal.kind == "verdeling":
            self._few = most
            _hold_divided(self.model, most)

    def find_divided(self, few: int, limit: float) -> bool:
        """Look for an answer with few divided items, one mix after the other; none found says nothing."""
        kinds, end = self._counting(few), self.spent + limit
        for _ in range(MOST_MIXES):
            solver, status = self._count(kinds, (end - self.spent) * COUNTING)
            if status not in ANSWERED:
                return False
            mix = kinds.mix(solver.response_proto.solution)
            effort = (end - self.spent) * (1 - COUNTING)
            if self.solve_copy(self._of(mix), effort, "plain")[1] in ANSWERED:
                return True
            _forbid(kinds, mix)
        return False

    def _by_kinds(self, goal: Goal, limit: float) -> int:
        """Look for a better answer in one mix after the other, and return the bound that this proves.

        Preferences follow from counts: the best mix comes first, and ends the search when it has what it
        promises. An order does not: all mixes are gone through, if preferences left few.
        """
        is_counted = goal.kind == "voorkeur"
        if not is_counted and not (goal.kind == "volgorde" and self._is_tight):
            return goal.least
        kinds = self._counting(self._few, goal if is_counted else None)
        bound, end = goal.least, self.spent + limit
        mix = None if is_counted or self.answer is None else kinds.mix_of(self.answer.units)
        for _ in range(MOST_MIXES):
            if mix is None:
                solver, status = self._count(kinds, (end - self.spent) * COUNTING)
                if status == cp_model.INFEASIBLE:
                    return self.reached(goal)
                if is_counted:
                    bound = max(bound, round(solver.best_objective_bound))
                    self._is_tight = bound > goal.least
                if status not in ANSWERED or bound >= self.reached(goal):
                    break
                mix = kinds.mix(solver.response_proto.solution)
            if not self._exhaust(mix, goal, bound, end) or bound >= self.reached(goal):
                break
            _forbid(kinds, mix)
            mix = None
        return bound

    def _exhaust(self, mix: Mix, goal: Goal, bound: int, end: float) -> bool:
        """Look for the best answer of a mix, and say whether it has no better one.

        One that meets the bound is asked first: where there is one, it is soon found.
        """
        expression = goal.expression(self.model)
        for least, most in ((bound, bound), (bound + 1, self.reached(goal) - 1)):
            items = self._of(mix)
            items.add_linear_constraint(expression, least, most)
            if least < most:
                items.minimize(expression)
            status = self.solve_copy(items, (end - self.spent) * (1 - COUNTING), "clauses", goal)[1]
            if status != cp_model.INFEASIBLE:
                return status == cp_model.OPTIMAL
        return True

    def _counting(self, few: int | None, goal: Goal | None = None) -> CountedModel:
        """Return a model that counts, with all that is kept, at most so many divided items, and a goal."""
        problem = self.model.problem
        filled = None if few is None else filled_model(problem, self.forms, self.peak, few)
        model: CountedModel = filled or self._kinds(few)
        for one, most in self._kept:
            model.model.add(one.expression(model) <= most)
        if goal:
            model.model.add(goal.expression(model) >= goal.least)
            model.model.minimize(goal.expression(model))
        return model

    def _kinds(self, few: int | None) -> KindModel:
        """Return the model that counts items by kind, period by period."""
        kinds = KindModel(self.model.problem, self.forms)
        kinds.hold_loads(self.peak)
        _hold_alike(kinds)
        if few is not None:
            _hold_divided(kinds, few)
        return kinds

    def _count(self, kinds: CountedModel, limit: float) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """Solve a model that counts."""
        solver = new_solver(max(limit, 0.0), "filled" if isinstance(kinds, FilledModel) else "relaxed")
        status = solver.solve(kinds.model)
        self.spent += solver.response_proto.deterministic_time
        return solver, status

    def _of(self, mix: Mix) -> cp_model.CpModel:
        """Return a copy of the model with so many items in each way."""
        copy = self.model.model.clone()
        copy.clear_objective()  # type: ignore[no-untyped-call]
        copy.clear_hints()  # type: ignore[no-untyped-call]
        for way, counts in self.model.ways.items():
            copy.add(total(counts) == mix.get(way, 0))
        return copy


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


def _forbid(kinds: CountedModel, mix: Mix) -> None:
    """Exclude a mix: of what it has, another has fewer somewhere."""
    fewer = []
    for way, count in mix.items():
        less = kinds.model.new_bool_var("")
        kinds.model.add(total(kinds.ways.get(way, ())) < count).only_enforce_if(less)
        fewer.append(less)
    kinds.model.add_bool_or(fewer)


def _hold_divided(model: KindModel, most: int) -> None:
    """Hold a model to so many divided items, and to what follows from that."""
    model.model.add(total(model.divided.values()) <= most)
    for expression, limit in model.divided_within(most):
        model.model.add(expression <= limit)
