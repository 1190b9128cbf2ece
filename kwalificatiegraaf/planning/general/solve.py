"""Solving a general planning problem: objectives one after the other, each with its proven bound.

Two limits hold at once: one of the solver's own count, which is the same on every machine, and the
clock. An answer that the clock did not touch is repeatable, and says so.
"""

from collections.abc import Callable
from fractions import Fraction
from time import monotonic

from ortools.sat.python import cp_model

from kwalificatiegraaf.domain.planningsantwoord import (
    Periodebelasting,
    Planningsantwoord,
    Planningsdoel,
    Planningsreden,
)
from kwalificatiegraaf.domain.planningsprobleem import (
    Planningsdoelnaam,
    Planningsprobleem,
)
from kwalificatiegraaf.planning.general.budget import Budget, Late
from kwalificatiegraaf.planning.general.conflict import conflicts
from kwalificatiegraaf.planning.general.frame import Frame, Units, placements
from kwalificatiegraaf.planning.general.goals import Goal, goals_of, loads
from kwalificatiegraaf.planning.general.greedy import greedy
from kwalificatiegraaf.planning.general.model import GeneralModel
from kwalificatiegraaf.planning.general.reasons import plain_reasons
from kwalificatiegraaf.planning.general.shares import share_of
from kwalificatiegraaf.planning.general_checker import check_placements

LIMIT = 20.0
"""Seconds for the whole."""
PER_SECOND = 0.5
"""Deterministic time that a second of the clock buys: low, so that the clock seldom decides."""
RESERVE = 0.04
"""The part of the limit that is kept for reading out and checking."""
FINDING = 0.5
"""The part of the effort that goes to finding any answer when the greedy one is refused."""

Progress = Callable[[str, Fraction, Fraction], None]
"""Told the objective, the value and the bound, every time that one of them improves."""


def solve(
    problem: Planningsprobleem,
    objective: Planningsdoelnaam | None = None,
    limit: float = LIMIT,
    progress: Progress | None = None,
    started: float | None = None,
) -> Planningsantwoord:
    """Return the best answer within `limit` seconds (from 1 on); `objective` replaces those of the problem.

    The clock runs from `started` (a moment of `monotonic`) for who has read the problem inside the limit.
    InvalidInput when the objective needs data that the problem does not have.
    """
    start = monotonic() if started is None else started
    if objective is not None:
        problem = Planningsprobleem.model_validate(
            problem.model_dump(exclude_unset=True) | {"doelen": (objective,)}
        )
    budget = Budget(start + limit * (1 - RESERVE), limit * PER_SECOND)
    answer = _answer(problem, budget, progress or (lambda *_: None))
    seconds = round(monotonic() - start, 3)
    return answer.model_copy(update={"seconden": seconds, "herhaalbaar": budget.repeatable})


def _answer(problem: Planningsprobleem, budget: Budget, progress: Progress) -> Planningsantwoord:
    frame = Frame(problem)
    if next(plain_reasons(frame), None):
        return _impossible(problem, budget)
    search = _Search(frame, budget, progress)
    try:
        search.run()
    except Late:
        budget.repeatable = False
    if search.impossible:
        return _impossible(problem, budget)
    if search.units is None:
        return Planningsantwoord(status="onbekend", redenen=(_UNKNOWN,))
    return search.found(search.units)


_UNKNOWN = Planningsreden(
    plaats="$",
    tekst="binnen de tijd is geen verdeling gevonden, en ook niet bewezen dat er geen is",
    remedie="geef meer tijd (--limit), of versoepel grenzen",
)
_ROUNDED = Planningsreden(
    plaats="$.aandelen",
    tekst="met afgeronde aandelen is er geen verdeling; of er exact een is, is niet bewezen",
    remedie="neem grondslag uren, of groottes met een kleiner gemeen veelvoud",
)


def _impossible(problem: Planningsprobleem, budget: Budget) -> Planningsantwoord:
    """Return the rows that cannot go together; `onbekend` when only rounded shares say that none can."""
    reasons = conflicts(problem, budget)
    if not reasons:
        return Planningsantwoord(status="onbekend", redenen=(_ROUNDED,))
    return Planningsantwoord(status="onmogelijk", redenen=reasons)


class _Search:
    """The model of a frame, the best answer so far, and what is proved per objective."""

    def __init__(self, frame: Frame, budget: Budget, progress: Progress) -> None:
        self.frame = frame
        self.budget = budget
        self.progress = progress
        self.shares = [share_of(frame, norm) for norm in frame.problem.aandelen]
        self.goals = goals_of(frame, frame.problem.goals, self.shares)
        self.bounds = [goal.least for goal in self.goals]
        self.impossible = False
        self.start: Units = {}
        self.units: Units | None = None

    def run(self) -> None:
        """Solve the objectives in order, each kept at its value in what follows."""
        self._begin()
        if self.units is not None and self._meets_all(self.units):
            return
        model = GeneralModel(self.frame, self.shares, self.budget.alive)
        if self.units is None and not self._find(model):
            return
        for number, goal in enumerate(self.goals):
            effort = self.budget.effort / (len(self.goals) - number)
            if not self._minimise(model, number, goal, effort) or self.units is None:
                return
            model.model.add(goal.expression(model) <= goal.value(self.units))

    def _begin(self) -> None:
        """Take the best of the instant answers: one that keeps every rule, or else the first as a hint."""
        for number, (even, tight) in enumerate(((False, False), (False, True), (True, False))):
            found = greedy(self.frame, even=even, tight=tight, alive=self.budget.alive)
            if not check_placements(self.frame.problem, placements(self.frame, found)):
                best = self.units is None or self._values(found) < self._values(self.units)
                self.units = found if best else self.units
            if number == 0:
                self.start = found
            self.start = self.start if self.units is None else self.units

    def _find(self, model: GeneralModel) -> bool:
        """Look for any answer; False when there is none."""
        model.hint(self.start)
        solver = self.budget.solver(self.budget.effort * FINDING)
        status = solver.solve(model.model)
        self.budget.book(solver, status)
        self._keep(model, solver, status)
        return not self.impossible

    def _keep(self, model: GeneralModel, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> None:
        """Take over what a solver found or proved."""
        self.impossible = status == cp_model.INFEASIBLE
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            units = {cell: solver.value(amount) for cell, amount in model.amount.items()}
            self.units = {cell: amount for cell, amount in units.items() if amount}

    def _values(self, units: Units) -> list[int]:
        return [goal.value(units) for goal in self.goals]

    def _meets_all(self, units: Units) -> bool:
        return all(goal.value(units) == goal.least for goal in self.goals)

    def _minimise(self, model: GeneralModel, number: int, goal: Goal, effort: float) -> bool:
        """Make one objective as small as the effort allows; False when the problem has no answer."""
        if self.units is not None and goal.value(self.units) == goal.least:
            return True
        best = model.model.new_int_var(goal.least, 10**17, goal.name)
        model.model.add(best == goal.expression(model))
        model.model.minimize(best)
        model.hint(self.start if self.units is None else self.units)
        solver = self.budget.solver(effort)
        watch = _Watch(goal, self.progress)
        solver.best_bound_callback = watch.on_bound
        status = solver.solve(model.model, watch)
        self.budget.book(solver, status)
        self._keep(model, solver, status)
        if not self.impossible and self.units is not None:
            value = goal.value(self.units)
            self.bounds[number] = min(value, max(goal.least, round(solver.best_objective_bound)))
        return not self.impossible

    def found(self, units: Units) -> Planningsantwoord:
        """Return the answer with its objectives."""
        rows = placements(self.frame, units)
        goals = tuple(
            _result(goal, goal.value(units), bound, self._exact(goal, units))
            for goal, bound in zip(self.goals, self.bounds, strict=True)
        )
        proved = all(goal.status == "optimaal" for goal in goals)
        return Planningsantwoord(
            status="optimaal" if proved else "toegelaten",
            waarde=goals[0].waarde,
            grens=goals[0].grens,
            doelen=goals,
            plaatsingen=rows,
            belasting=_loads(self.frame, units),
        )

    def _exact(self, goal: Goal, units: Units) -> Fraction:
        """Return the value for the reader, counted again without rounding."""
        for share in self.shares:
            if share.slack and goal.name == f"share {share.norm.code}":
                return _exact_share(self.frame, units, share.norm.plaatsen, dict(share.counts))
        return goal.shown(goal.value(units))


def _exact_share(frame: Frame, units: Units, places: tuple[str, ...], weights: dict[int, int]) -> Fraction:
    parts = (
        Fraction(weights[i] * amount, frame.works[i].least)
        for (i, place, _), amount in units.items()
        if i in weights and place in places
    )
    return sum(parts, Fraction(0)) / sum(weights.values())


class _Watch(cp_model.CpSolverSolutionCallback):
    """Passes every better answer and every better bound on."""

    def __init__(self, goal: Goal, progress: Progress) -> None:
        super().__init__()
        self.goal = goal
        self.progress = progress
        self.best: int | None = None

    def on_solution_callback(self) -> None:
        """Tell a better value."""
        self.best = round(self.objective_value)
        self.on_bound(self.best_objective_bound)

    def on_bound(self, bound: float) -> None:
        """Tell a better bound, once there is a value."""
        if self.best is not None:
            least = max(self.goal.least, round(bound))
            self.progress(self.goal.name, self.goal.shown(self.best), self.goal.bound(least))


def _loads(frame: Frame, units: Units) -> tuple[Periodebelasting, ...]:
    runs = {(i, t) for i, _, t in units}
    return tuple(
        Periodebelasting(
            periode=frame.problem.perioden[t].code, belasting=load, items=sum(one == t for _, one in runs)
        )
        for t, load in enumerate(loads(frame, units))
    )


def _result(goal: Goal, value: int, bound: int, exact: Fraction) -> Planningsdoel:
    limit = exact if value == bound and goal.bound(bound) == exact else goal.bound(bound)
    proved = exact == limit
    if not proved:
        proof = "beter dan de grens kan zeker niet; dat deze waarde de beste is, is niet bewezen"
    elif bound == goal.least:
        proof = "beter kan niet: dat volgt uit de groottes, de perioden en de volgorde zelf"
    else:
        proof = "beter kan niet: de oplosser (CP-SAT) heeft alle andere verdelingen uitgesloten"
    return Planningsdoel(
        naam=goal.name,
        waarde=exact,
        grens=limit,
        status="optimaal" if proved else "toegelaten",
        bewijs=proof,
    )
