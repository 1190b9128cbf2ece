"""CP-SAT as all of `planning` uses it: repeatable, started from what is known, and watched.

One worker, a fixed seed and deterministic time give the same answer on every machine, and do not mind
being watched: with a listener the solver takes the same steps as without.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.progress import Listener, Step, current

SEED = 1
Method = Literal["lp", "clauses", "plain", "core", "relaxed", "pairs", "threes", "kinds", "filled"]
METHODS: Final[Mapping[Method, Mapping[str, int | bool]]] = {
    "lp": {},
    "clauses": {"linearization_level": 0},
    "plain": {"linearization_level": 0, "cp_model_probing_level": 0},
    "core": {"linearization_level": 0, "optimize_with_core": True},
    "relaxed": {"linearization_level": 2, "cut_level": 0, "cp_model_probing_level": 0},
    "filled": {"linearization_level": 2, "cut_level": 0, "cp_model_presolve": False},
    "pairs": {"cp_model_probing_level": 0},
    "threes": {"cp_model_probing_level": 0},
}
"""How to search: with linear relaxations (best for sums of hours), by learned clauses only (best to find
few of something), the same without looking ahead first (for a puzzle that the others leave), from below by
cores of what cannot all be avoided (best to prove few of something), with every relaxation there is, but no
cuts and no probing (best for most: cuts cost more here than they show), the same without simplifying the
model first (best where the relaxation alone tells nearly all: `filled`), or in two or three periods at a
time with all else as it is (best to make a large answer better; proves nothing). A search by `kinds` counts
like items together first; it solves with these."""


def new_solver(limit: float, method: Method = "lp") -> cp_model.CpSolver:
    """Return a solver that gives the same answer every time, with a deterministic limit (about seconds)."""
    solver = cp_model.CpSolver()
    for name, value in METHODS[method].items():
        setattr(solver.parameters, name, value)
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = limit
    return solver


def start_from(model: cp_model.CpModel, values: Iterable[tuple[int, int]]) -> None:
    """Offer values by the index of their variable as the start of a search, instead of former ones."""
    model.clear_hints()  # type: ignore[no-untyped-call]
    offered = list(values)
    model.proto.solution_hint.vars.extend([index for index, _ in offered])
    model.proto.solution_hint.values.extend([value for _, value in offered])


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
