"""Solving a model for one objective after the other, repeatably: one worker, a fixed seed, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, cycle, islice
from typing import Final

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.goals import Goal
from kwalificatiegraaf.planning.model import TOP, Model
from kwalificatiegraaf.planning.problem import Cell, Units
from kwalificatiegraaf.planning.progress import tell
from kwalificatiegraaf.planning.solver import Method, new_solver, solve, start_from

ANSWERED = (cp_model.OPTIMAL, cp_model.FEASIBLE)
"""How a search ends that found an answer."""
TOGETHER: Final[Mapping[Method, tuple[int, int]]] = {"pairs": (2, 12), "threes": (3, 30)}
"""The methods that search in a few periods at a time: in how many, and how many times at most."""
ONE_TIME = 0.2
"""The most that one of these times takes of their effort."""


@dataclass(frozen=True)
class Answer:
    """Units per cell, and the values of the variables that equal problems share (a hint for others)."""

    units: dict[Cell, int]
    values: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """An objective after solving: the value of the best answer and the proven bound.

    `most` is the greatest value that a proven optimum leaves to the objectives after it.
    """

    goal: Goal
    value: int
    bound: int
    most: int | None = None

    @property
    def is_optimal(self) -> bool:
        """Whether the value meets its bound."""
        return self.value == self.bound

    @property
    def is_within_room(self) -> bool:
        """Whether the bound is the proven optimum, and the value at most what it leaves to others."""
        return self.most is not None and self.value <= self.most


class Search:
    """A model and the best answer so far; `impossible` says that it was proved to have none.

    `spent` is the deterministic time of all solving so far.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.answer: Answer | None = None
        self.impossible = False
        self.spent = 0.0

    def find(self, limit: float, method: Method = "lp") -> bool:
        """Look for any answer within a deterministic limit (about seconds)."""
        self.model.model.clear_objective()  # type: ignore[no-untyped-call]
        return self._solve(limit, method=method) is not None and self.answer is not None

    def adopt(self, units: Units, limit: float) -> bool:
        """Take over an answer of another model of the same problem, if it keeps the rules of this one."""
        return self.solve_copy(self.model.held(units), limit)[1] in ANSWERED

    def minimise(
        self, goal: Goal, limit: float, methods: Sequence[tuple[Method, float]] = (("lp", 1),)
    ) -> Outcome | None:
        """Make a goal as small as the limit allows; None when no answer was found.

        `methods` are tried in turn, each with its part of the limit, until one proves the value. An
        answer that meets the goal's own bound is proved by it: there is nothing to search.
        """
        outcome = self._proved_before(goal)
        if outcome is not None:
            return outcome
        self._aim(goal)
        bound = goal.least
        for method, part in methods:
            if method in TOGETHER:
                self._improve(goal, limit * part, method)
            elif method == "kinds":
                bound = max(bound, self._by_kinds(goal, limit * part))
            else:
                solver = self._solve(limit * part, goal, method)
                if solver is None:
                    return None
                bound = max(bound, round(solver.best_objective_bound))
            if self.answer is not None:
                value = goal.value(self.answer.units)
                outcome = Outcome(goal, value, min(value, bound))
                if outcome.is_optimal:
                    break
        return outcome

    def reached(self, goal: Goal) -> int:
        """Return the value of the best answer so far; without one it is past every value."""
        return TOP if self.answer is None else goal.value(self.answer.units)

    def _aim(self, goal: Goal) -> cp_model.IntVar:
        """Set the objective, and return it as a variable that never passes the goal's own bound."""
        model = self.model.model
        target = model.new_int_var(goal.least, TOP, f"goal {goal.name}")
        model.add(target == goal.expression(self.model))
        model.minimize(target)
        return target

    def _proved_before(self, goal: Goal) -> Outcome | None:
        if self.answer is not None and goal.value(self.answer.units) == goal.least:
            tell(goal.name, goal.least, goal.least)
            return Outcome(goal, goal.least, goal.least)
        return None

    def keep(self, goal: Goal, most: int) -> None:
        """Hold a goal at or under a value in all that follows."""
        self.model.model.add(goal.expression(self.model) <= most)

    def _solve(
        self, limit: float, goal: Goal | None = None, method: Method = "lp"
    ) -> cp_model.CpSolver | None:
        """Solve from the last answer, which stays unless a better one is found; None: there is no answer."""
        if self.answer is not None:
            self.model.hint(self.answer.values)
        solver = new_solver(limit, method)
        named = (goal.name, goal.least) if goal else (None, 0)
        status = solve(solver, self.model.model, *named)
        self.spent += solver.response_proto.deterministic_time
        self.impossible = status == cp_model.INFEASIBLE
        if status in ANSWERED:
            self._take(solver, goal)
        return None if self.impossible else solver

    def solve_copy(
        self, copy: cp_model.CpModel, limit: float, method: Method = "lp", goal: Goal | None = None
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """Solve a copy of the model with more held, and take over its answer unless the last is better."""
        solver = new_solver(max(limit, 0.0), method)
        status = solver.solve(copy)
        self.spent += solver.response_proto.deterministic_time
        if status in ANSWERED:
            self._take(solver, goal)
        return solver, status

    def _by_kinds(self, goal: Goal, limit: float) -> int:
        """Look for a better answer by kinds where items have them, and return what that proves."""
        return goal.least

    def _improve(self, goal: Goal, limit: float, method: Method) -> None:
        """Search in a few periods at a time, until none help or the effort is spent; keep what is better."""
        if self.answer is None:
            return
        count, most = TOGETHER[method]
        sets = list(combinations(range(len(self.model.problem.periods)), count))
        end, idle = self.spent + limit, 0
        for within in islice(cycle(sets), most):
            before = self.answer
            if idle == len(sets) or self.spent >= end or goal.value(before.units) <= goal.least:
                return
            copy = self.model.held(before.units, within)
            start_from(copy, enumerate(before.values))
            self.solve_copy(copy, min(end - self.spent, limit * ONE_TIME), method, goal)
            idle = idle + 1 if goal.value(self.answer.units) == goal.value(before.units) else 0

    def _take(self, solver: cp_model.CpSolver, goal: Goal | None) -> None:
        """Keep the answer of the solver unless the one before it is better."""
        units = self.model.units(solver.value)
        if goal and self.answer and goal.value(self.answer.units) < goal.value(units):
            return
        self.answer = Answer(units, tuple(solver.response_proto.solution)[: self.model.width])
