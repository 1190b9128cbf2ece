"""The allocation of a task that stays closest to one that is there (PLANNING: objectives).

The norms come first, then the hours that move to a place or period where the item had none, then the
splits. It answers a small change in a fraction of a second, where building anew would move much more.
"""

from collections.abc import Mapping
from fractions import Fraction

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.planning.conflict import explain_conflict
from kwalificatiegraaf.planning.frame import require_possible
from kwalificatiegraaf.planning.goals import Goal, division_goal, norm_goal, periods_goal
from kwalificatiegraaf.planning.model import Linear, TrajectModel, total
from kwalificatiegraaf.planning.norms import Form, form_of
from kwalificatiegraaf.planning.problem import Cell, Problem, Units, problem_of
from kwalificatiegraaf.planning.reasons import Reasoner
from kwalificatiegraaf.planning.search import Search
from kwalificatiegraaf.planning.timetable import general_placements

LIMIT = 0.2
"""Deterministic time for one objective, about seconds."""


def rebuild_near(opdracht: Trajectopdracht, current: tuple[Toewijzing, ...], limit: float = LIMIT) -> Traject:
    """Return the trajectory of the task that moves the fewest hours away from `current`.

    `current` may name items, places and periods that the task no longer has. Raises Unreachable, with
    the numbers, when the task has no allocation.
    """
    problem = problem_of(opdracht)
    require_possible(opdracht, problem)
    forms = [form for norm in opdracht.normen if (form := form_of(opdracht, problem, norm))]
    units = _solve(opdracht, problem, forms, _kept(problem, current), limit) if problem.items else {}
    placed = [*general_placements(opdracht), *Reasoner(opdracht, problem, forms, units).placements()]
    return Traject(
        kader=opdracht.kader,
        onderdelen=opdracht.onderdelen,
        toewijzingen=tuple(sorted(placed, key=lambda p: (p.onderdeel, p.periode, p.leerplaats))),
    )


def _kept(problem: Problem, current: tuple[Toewijzing, ...]) -> dict[Cell, int]:
    """Return the present units per cell, scaled to the sizes of the task."""
    index = {item.code: number for number, item in enumerate(problem.items)}
    period = {one.number: number for number, one in enumerate(problem.periods)}
    hours: dict[str, Fraction] = {}
    for row in current:
        hours[row.onderdeel] = hours.get(row.onderdeel, Fraction(0)) + row.uren
    return {
        (index[row.onderdeel], row.leerplaats, period[row.periode]): round(
            row.uren * problem.items[index[row.onderdeel]].size / hours[row.onderdeel]
        )
        for row in current
        if row.onderdeel in index and row.periode in period
    }


def _solve(
    opdracht: Trajectopdracht, problem: Problem, forms: list[Form], kept: Mapping[Cell, int], limit: float
) -> Units:
    model = TrajectModel(problem, forms)
    for cell, var in model.hours.items():
        model.model.add_hint(var, kept.get(cell, 0))
    search = Search(model)
    if not search.find(limit):
        raise explain_conflict(opdracht, problem, search.impossible, limit)
    norms = [norm_goal(problem, form) for form in forms]
    for goal in (*norms, _distance(model, kept), periods_goal(problem), division_goal(problem)):
        outcome = search.minimise(goal, limit)
        if outcome is not None:
            search.keep(goal, outcome.value)
    assert search.answer is not None
    return search.answer.units


def _distance(model: TrajectModel, kept: Mapping[Cell, int]) -> Goal:
    """Return the goal of few units beyond those that a cell has now."""
    beyond: list[Linear] = []
    for cell, var in model.hours.items():
        if cell not in kept:
            beyond.append(var + 0)
            continue
        more = model.model.new_int_var(0, model.problem.items[cell[0]].size, "")
        model.model.add(more >= var - kept[cell])
        beyond.append(more + 0)
    expression = total(beyond)

    def value(units: Units) -> int:
        return sum(max(0, amount - kept.get(cell, 0)) for cell, amount in units.items())

    return Goal("nabijheid", "voorkeur", lambda _: expression, value, 0)
