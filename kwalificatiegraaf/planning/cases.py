"""Solving case by case: first where items run on, then the rest, each case with a model of its own."""

from collections.abc import Collection, Mapping, Sequence

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.goals import Goal, pairs_of
from kwalificatiegraaf.planning.problem import Units
from kwalificatiegraaf.planning.progress import tell
from kwalificatiegraaf.planning.runs import Case, RunModel
from kwalificatiegraaf.planning.search import ANSWERED, TOGETHER, Outcome, Search
from kwalificatiegraaf.planning.solver import Method, start_from

LEAST_SHARE = 0.2
"""The least part of a limit that a case has, while any is left: of many cases most take none."""


class CaseSearch(Search):
    """A search that goes through the cases in turn; a case without an answer is left out from then on.

    An objective is proved when it is in every case. `model` holds all cases together.
    """

    model: RunModel

    def __init__(self, model: RunModel, cases: Collection[Case]) -> None:
        super().__init__(model)
        self.cases = list(cases)
        self._bounds: dict[str, dict[Case, int]] = {}

    def find(self, limit: float, method: Method = "lp") -> bool:
        """Look for any answer, in one case after the other."""
        self.model.model.clear_objective()  # type: ignore[no-untyped-call]
        end = self.spent + limit
        left: list[Case] = []
        for number, case in enumerate(self.cases):
            effort = (end - self.spent) / (len(self.cases) - number)
            _, status = self.solve_copy(self.model.case(case), effort, method)
            if status != cp_model.INFEASIBLE:
                left.append(case)
            if status in ANSWERED:
                left += self.cases[number + 1 :]
                break
        self.cases = left
        self.impossible = not left
        return self.answer is not None

    def minimise(
        self, goal: Goal, limit: float, methods: Sequence[tuple[Method, float]] = (("lp", 1),)
    ) -> Outcome | None:
        """Make a goal as small as the limit allows, in every case; None when no answer is known."""
        outcome = self._proved_before(goal)
        if outcome is not None or self.answer is None:
            return outcome
        target = self._aim(goal)
        own = shared_in(self.answer.units)
        bounds = dict.fromkeys(sorted(self.cases, key=lambda case: case != own), goal.least)
        self._bounds[goal.name] = bounds
        for method, part in methods:
            if method in TOGETHER:
                self._improve(goal, limit * part, method)
            elif method != "kinds":
                self._search_cases(goal, target, bounds, method, limit * part)
            value = goal.value(self.answer.units)
            outcome = Outcome(goal, value, min([value, *bounds.values()]))
            if outcome.is_optimal:
                break
        return outcome

    def keep(self, goal: Goal, most: int) -> None:
        """Hold a goal at or under a value in all that follows, and leave out the cases that cannot."""
        super().keep(goal, most)
        bounds = self._bounds.get(goal.name, {})
        self.cases = [case for case in self.cases if bounds.get(case, 0) <= most]

    def _search_cases(
        self, goal: Goal, target: cp_model.IntVar, bounds: dict[Case, int], method: Method, limit: float
    ) -> None:
        """Look for something better in the cases that are open, pass after pass, and raise the bounds.

        Each case has a share of what is left of the limit; passes end when one closes no case, or with it.
        """
        end, cases = self.spent + limit, self._open(goal, bounds)
        before = len(cases) + 1
        while 0 < len(cases) < before and self.spent < end:
            before = len(cases)
            for number, case in enumerate(cases):
                left = end - self.spent
                if left > 0 and bounds[case] < self.reached(goal):
                    effort = min(left, max(left / (len(cases) - number), limit * LEAST_SHARE))
                    bounds[case] = max(bounds[case], self._search_case(goal, target, case, method, effort))
                    value = self.reached(goal)
                    tell(goal.name, value, min([value, *bounds.values()]))
            cases = self._open(goal, bounds)

    def _open(self, goal: Goal, bounds: Mapping[Case, int]) -> list[Case]:
        """Return the cases that may have something better yet."""
        return [case for case, bound in bounds.items() if bound < self.reached(goal)]

    def _search_case(
        self, goal: Goal, target: cp_model.IntVar, case: Case, method: Method, limit: float
    ) -> int:
        """Look for something better in a case, and return what is proved to be the least there."""
        model = self.model.case(case)
        model.add(target < self.reached(goal))
        if self.answer and shared_in(self.answer.units) == case:
            start_from(model, enumerate(self.answer.values))
        solver, status = self.solve_copy(model, limit, method, goal)
        return self.reached(goal) if status == cp_model.INFEASIBLE else round(solver.best_objective_bound)


def shared_in(units: Units) -> Case:
    """Return the periods of an answer that share an item with the next."""
    runs = pairs_of(units)
    return frozenset(t for index, t in runs if (index, t + 1) in runs)
