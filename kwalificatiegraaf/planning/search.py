"""Solving a model for one objective after the other, repeatably: one worker, a fixed seed, no clock."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.goals import Goal
from kwalificatiegraaf.planning.model import TOP, Cell, TrajectModel
from kwalificatiegraaf.planning.progress import solve

SEED = 1


def new_solver(limit: float) -> cp_model.CpSolver:
    """Return a solver that gives the same answer every time, with a deterministic limit (about seconds)."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = limit
    return solver


@dataclass(frozen=True)
class Answer:
    """Units per cell, and the values of the variables that equal problems share (a hint for others)."""

    units: dict[Cell, int]
    values: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """An objective after solving: the value of the best answer and the proven bound."""

    goal: Goal
    value: int
    bound: int

    @property
    def is_optimal(self) -> bool:
        """Whether the value meets its bound."""
        return self.value == self.bound


class Search:
    """A model and the best answer so far; `impossible` says that it was proved to have none.

    `spent` is the deterministic time of all solving so far.
    """

    def __init__(self, model: TrajectModel, answer: Answer | None = None) -> None:
        self.model = model
        self.answer = answer
        self.impossible = False
        self.spent = 0.0

    def find(self, limit: float) -> bool:
        """Look for any answer within a deterministic limit (about seconds)."""
        self.model.model.clear_objective()  # type: ignore[no-untyped-call]
        return self._solve(limit) is not None

    def minimise(self, goal: Goal, limit: float) -> Outcome | None:
        """Make a goal as small as the limit allows; None when no answer was found.

        An answer that meets the goal's own bound is proved by it: there is nothing to search.
        """
        if self.answer is not None and goal.value(self.answer.units) == goal.least:
            return Outcome(goal, goal.least, goal.least)
        model = self.model.model
        target = model.new_int_var(goal.least, TOP, f"goal {goal.name}")
        model.add(target == goal.expression(self.model))
        model.minimize(target)
        solver = self._solve(limit, goal)
        if solver is None or self.answer is None:
            return None
        value = goal.value(self.answer.units)
        return Outcome(goal, value, min(value, max(goal.least, round(solver.best_objective_bound))))

    def keep(self, goal: Goal, most: int) -> None:
        """Hold a goal at or under a value in all that follows."""
        self.model.model.add(goal.expression(self.model) <= most)

    def _solve(self, limit: float, goal: Goal | None = None) -> cp_model.CpSolver | None:
        """Solve from the last answer; a solve that finds nothing leaves that answer standing."""
        if self.answer is not None:
            self.model.hint(self.answer.values)
        solver = new_solver(limit)
        named = (goal.name, goal.least) if goal else (None, 0)
        status = solve(solver, self.model.model, *named)
        self.spent += solver.response_proto.deterministic_time
        self.impossible = status == cp_model.INFEASIBLE
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            units = {cell: solver.value(var) for cell, var in self.model.hours.items() if solver.value(var)}
            values = tuple(solver.response_proto.solution)[: self.model.width]
            self.answer = Answer(units, values)
        return solver if self.answer is not None and not self.impossible else None
