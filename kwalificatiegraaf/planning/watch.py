"""Solving a model while somebody may listen.

With a listener the solver takes the same steps as without, for one worker with deterministic time does
not mind being watched.
"""

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.progress import Listener, Step, current


def solve(
    solver: cp_model.CpSolver, model: cp_model.CpModel, goal: str | None = None, least: int = 0
) -> cp_model.CpSolverStatus:
    """Solve a model; with a listener report every better value and bound of `goal`, never below `least`."""
    listener = current()
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
