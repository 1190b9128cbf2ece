"""Progress of long work, for whoever listens: the phase it is in, and what the solver reports.

Without a listener nothing is reported and the solver runs exactly as it would; with one it takes the
same steps, for one worker with deterministic time does not mind being watched.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Step:
    """One report: the phase, or the best value and the proved bound of an objective.

    Values are small when good, and count in the units of the solver's model.
    """

    fase: str | None = None
    doel: str | None = None
    waarde: int | None = None
    grens: int | None = None


Listener = Callable[[Step], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send every report made inside the block, on this thread, to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def enter_phase(name: str) -> None:
    """Report that the work enters a phase, named in the reader's Dutch."""
    listener = _listener.get()
    if listener is not None:
        listener(Step(fase=name))


def tell(goal: str, value: int, bound: int) -> None:
    """Report the value and the proved bound of an objective that took no search."""
    listener = _listener.get()
    if listener is not None:
        listener(Step(doel=goal, waarde=value, grens=bound))


def solve(
    solver: cp_model.CpSolver, model: cp_model.CpModel, goal: str | None = None, least: int = 0
) -> cp_model.CpSolverStatus:
    """Solve a model; with a listener report every better value and bound of `goal`, never below `least`."""
    listener = _listener.get()
    if listener is None or goal is None:
        return solver.solve(model)
    watch = _Watch(listener, goal, least)
    solver.best_bound_callback = watch.on_bound
    return solver.solve(model, watch)


class _Watch(cp_model.CpSolverSolutionCallback):
    """Passes every better answer and every better bound on, each pair once."""

    def __init__(self, listener: Listener, goal: str, least: int) -> None:
        super().__init__()
        self.listener = listener
        self.goal = goal
        self.least = least
        self.best: int | None = None
        self.last: Step | None = None

    def on_solution_callback(self) -> None:
        """Tell a better value."""
        self.best = round(self.objective_value)
        self.on_bound(self.best_objective_bound)

    def on_bound(self, bound: float) -> None:
        """Tell a better bound; before the first answer there is no value."""
        step = Step(doel=self.goal, waarde=self.best, grens=max(self.least, round(bound)))
        if step != self.last:
            self.last = step
            self.listener(step)
