"""The objectives: each as an expression for the solver, as a value of an answer, and with an own bound."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.bouwresultaat import NORMDOEL
from kwalificatiegraaf.planning.model import Linear, Model, total
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Problem, Units
from kwalificatiegraaf.planning.proofwords import Ground
from kwalificatiegraaf.planning.wholes import fewest_periods, least_divided, least_shared


@dataclass(frozen=True)
class Goal:
    """One objective, to be made small: `least` is a bound that no answer can pass, and `ground` tells why."""

    name: str
    kind: Doelnaam
    expression: Callable[[Model], Linear]
    value: Callable[[Units], int]
    least: int
    form: Form | None = None
    ground: Ground = "geteld"


def pairs_of(units: Units) -> set[tuple[int, int]]:
    """Return the pairs (item index, period index) that have hours."""
    return {(index, period) for index, _, period in units}


def divided_items(units: Units) -> list[int]:
    """Return the items with hours at more than one place."""
    used = {(index, place) for index, place, _ in units}
    seen = [index for index, _ in used]
    return sorted(index for index in set(seen) if seen.count(index) > 1)


def load_goal(problem: Problem) -> Goal:
    """The greatest weekly load of a period, in units per week times `weekscale`.

    Per week and not per period, so that a long period may hold more than a short one.
    """
    weeks = sum(period.weeks for period in problem.periods)

    def value(units: Units) -> int:
        loads = [period.general for period in problem.periods]
        for (_, _, period), amount in units.items():
            loads[period] += amount
        scaled = zip(loads, problem.periods, strict=True)
        return max(load * (problem.weekscale // period.weeks) for load, period in scaled)

    least = ceil(problem.load * problem.weekscale / weeks)
    return Goal("belasting", "belasting", lambda model: model.peak + 0, value, least)


def periods_goal(problem: Problem) -> Goal:
    """Pairs of item and period: every item needs one, and more when it is large or whole ones do not fit."""

    def value(units: Units) -> int:
        return len(pairs_of(units))

    least = max(sum(fewest_periods(problem)), len(problem.items) + least_shared(problem))
    return Goal("perioden", "perioden", lambda model: total(model.active.values()), value, least)


def division_goal(problem: Problem, pairs: int | None = None) -> Goal:
    """Items at more than one place; with at most `pairs` periods of items, some pots need a few."""

    def value(units: Units) -> int:
        return len(divided_items(units))

    least = 0 if pairs is None else least_divided(problem, pairs)
    return Goal("verdeling", "verdeling", lambda model: total(model.divided.values()), value, least)


def preference_goal(problem: Problem) -> Goal:
    """Units away from the preferred place, times the rank of the place (0 for the preferred one)."""
    rank = {(i, place): r for i, item in enumerate(problem.items) for r, place in enumerate(item.places)}

    def expression(model: Model) -> Linear:
        return total(weight * model.at(index, place) for (index, place), weight in rank.items() if weight)

    def value(units: Units) -> int:
        return sum(amount * rank[index, place] for (index, place, _), amount in units.items())

    return Goal("voorkeur", "voorkeur", expression, value, 0)


def order_goal(problem: Problem) -> Goal:
    """Periods between where items run and where their codes put them, for each pair of item and period."""
    own = _own_periods(problem)

    def expression(model: Model) -> Linear:
        return total(abs(period - own[index]) * active for (index, period), active in model.active.items())

    def value(units: Units) -> int:
        return sum(abs(period - own[index]) for index, period in pairs_of(units))

    return Goal("volgorde", "volgorde", expression, value, 0)


def _own_periods(problem: Problem) -> list[int]:
    """Return the period index in which each item begins when all run one after another in order of code.

    The hours are then spread evenly over the weeks.
    """
    weeks = [period.weeks for period in problem.periods]
    ends = [end * problem.size for end in accumulate(weeks[:-1])]
    before = accumulate((item.size for item in problem.items[:-1]), initial=0)
    return [sum(end <= begin * sum(weeks) for end in ends) for begin in before]


def norm_goal(problem: Problem, form: Form) -> Goal:
    """By how much the expression of the norm misses its bounds."""

    def value(units: Units) -> int:
        return form.missing(form.evaluate(problem, units))

    code = form.norm.code
    return Goal(f"{NORMDOEL}{code}", "normen", lambda model: model.shortfalls[code] + 0, value, 0, form)


def goals_of(
    problem: Problem, forms: Sequence[Form], kinds: Sequence[Doelnaam], hard: Sequence[str] = ()
) -> tuple[Goal, ...]:
    """Return the objectives of these kinds in this order, after the norms whose codes are in `hard`."""
    single = {
        "belasting": load_goal,
        "perioden": periods_goal,
        "verdeling": division_goal,
        "voorkeur": preference_goal,
        "volgorde": order_goal,
    }
    goals = [norm_goal(problem, form) for form in forms if form.norm.code in hard]
    for kind in kinds:
        if kind == "normen":
            goals += [norm_goal(problem, form) for form in forms if form.norm.code not in hard]
        else:
            goals.append(single[kind](problem))
    return tuple(goals)
