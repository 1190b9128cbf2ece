"""What is left of the two limits of a computation: the solver's own count, and the clock."""

from dataclasses import dataclass
from time import monotonic

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.solver import new_solver


class Late(Exception):
    """The clock has passed the limit."""


@dataclass
class Budget:
    """What is left of both limits."""

    deadline: float
    effort: float
    repeatable: bool = True

    def alive(self) -> None:
        """Raise when the clock has passed the limit."""
        if monotonic() >= self.deadline:
            raise Late

    def solver(self, effort: float) -> cp_model.CpSolver:
        """Return a solver that stops in time."""
        self.alive()
        solver = new_solver(max(effort, 0.001))
        solver.parameters.max_time_in_seconds = self.deadline - monotonic()
        return solver

    def book(self, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> None:
        """Take off what a solver used."""
        self.effort -= solver.response_proto.deterministic_time
        unproved = status in (cp_model.FEASIBLE, cp_model.UNKNOWN)
        if unproved and monotonic() >= self.deadline - 0.02:
            self.repeatable = False
