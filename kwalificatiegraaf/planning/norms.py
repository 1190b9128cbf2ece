"""A norm as an integer inequality over hours per place, so that the solver decides it exactly.

`expression = constant + sum(hours[i, place] * X) + sum(main[i] * B)` with X the units of item i at a
place and B whether more than half of item i is in W; the value of the norm is `expression / scale`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

from kwalificatiegraaf.domain.aandeel import HALF, places_that_count
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.planning.problem import Problem
from kwalificatiegraaf.planning.timetable import lessons

EXACT_UP_TO = 10**15
"""Above this common denominator a share is counted in parts of FINE, rounded down."""
FINE = 10**9


@dataclass(frozen=True)
class Form:
    """One norm over one problem; `low` and `high` bound the expression, `exact` says nothing was rounded."""

    norm: Norm
    counted: frozenset[str]
    hours: dict[tuple[int, str], int]
    main: dict[int, int]
    constant: int
    scale: Fraction
    low: int
    high: int | None
    exact: bool = True

    def evaluate(self, problem: Problem, units: Mapping[tuple[int, str, int], int]) -> int:
        """Return the expression for an answer (units per item index, place code and period index)."""
        value = self.constant
        inside = dict.fromkeys(self.main, 0)
        for (index, place, _), amount in units.items():
            value += self.hours.get((index, place), 0) * amount
            if index in inside and place in self.counted:
                inside[index] += amount
        return value + sum(self.main[i] for i, amount in inside.items() if 2 * amount > problem.items[i].size)

    def missing(self, value: int) -> int:
        """Return by how much an expression misses the bounds; 0 inside them."""
        over = value - self.high if self.high is not None else 0
        return max(0, self.low - value, over)


def form_of(opdracht: Trajectopdracht, problem: Problem, norm: Norm) -> Form | None:
    """Return the inequality of a norm, or None when placing hours cannot change its value."""
    counted = places_that_count(opdracht.leerplaatsen, norm.telt)
    general = _general(opdracht, counted) if norm.bereik == "alle" else {}
    if norm.grondslag == "competenties-hoofdplaats":
        return _main_form(problem, norm, counted, general)
    if norm.grondslag in ("competenties", "gewicht"):
        return _share_form(opdracht, problem, norm, counted, general)
    if norm.telt != "reele-werkplek" or norm.grondslag not in ("uren", "weekuren"):
        return None
    return _hours_form(problem, norm, counted, general)


def _general(opdracht: Trajectopdracht, counted: frozenset[str]) -> dict[str, tuple[Fraction, Fraction]]:
    """Return, per cluster, its hours in W and its hours."""
    table: dict[str, tuple[Fraction, Fraction]] = {}
    for lesson in lessons(opdracht):
        inside, total = table.get(lesson.onderdeel.code, (Fraction(0), Fraction(0)))
        gain = lesson.uren if lesson.leerplaats in counted else Fraction(0)
        table[lesson.onderdeel.code] = (inside + gain, total + lesson.uren)
    return table


def _places(problem: Problem, counted: frozenset[str]) -> list[tuple[int, str]]:
    return [(i, place) for i, item in enumerate(problem.items) for place in item.places if place in counted]


def _main_form(
    problem: Problem, norm: Norm, counted: frozenset[str], general: dict[str, tuple[Fraction, Fraction]]
) -> Form:
    scale = Fraction(len(problem.items) + len(general))
    constant = sum(inside > total * HALF for inside, total in general.values())
    low, high = _bounds(norm, scale)
    main = dict.fromkeys(range(len(problem.items)), 1)
    return Form(norm, counted, {}, main, constant, scale, low, high)


def _share_form(
    opdracht: Trajectopdracht,
    problem: Problem,
    norm: Norm,
    counted: frozenset[str],
    general: dict[str, tuple[Fraction, Fraction]],
) -> Form | None:
    weights = _weights(opdracht, norm, {item.code for item in problem.items} | set(general))
    if weights is None or not sum(weights.values()):
        return None
    parts = {code: inside / total for code, (inside, total) in general.items()}
    whole = lcm(*(item.size for item in problem.items), *(part.denominator for part in parts.values()))
    exact = whole * sum(weights.values()) <= EXACT_UP_TO
    unit = whole if exact else FINE
    scale = Fraction(unit * sum(weights.values()))
    low, high = _bounds(norm, scale)
    hours = {
        (i, place): unit * weights[problem.items[i].code] // problem.items[i].size
        for i, place in _places(problem, counted)
    }
    constant = floor(sum((unit * weights[code] * part for code, part in parts.items()), Fraction(0)))
    if high is not None and not exact:
        high -= problem.size
    return Form(norm, counted, hours, {}, constant, scale, low, high, exact)


def _weights(opdracht: Trajectopdracht, norm: Norm, codes: set[str]) -> dict[str, int] | None:
    """Return 1 per item, or its weight; None when a weight is missing (the share is undetermined)."""
    items = [item for item in opdracht.onderdelen if item.code in codes]
    if norm.grondslag == "competenties":
        return {item.code: 1 for item in items}
    if any(item.gewicht is None for item in items):
        return None
    return {item.code: item.gewicht or 0 for item in items}


def _hours_form(
    problem: Problem, norm: Norm, counted: frozenset[str], general: dict[str, tuple[Fraction, Fraction]]
) -> Form:
    inside = sum((hours for hours, _ in general.values()), Fraction(0)) / problem.grain
    total = sum((hours for _, hours in general.values()), Fraction(0)) / problem.grain + problem.size
    weeks = sum(period.weeks for period in problem.periods)
    scale = total if norm.grondslag == "uren" else weeks / problem.grain
    low, high = _bounds(norm, scale)
    return Form(norm, counted, dict.fromkeys(_places(problem, counted), 1), {}, int(inside), scale, low, high)


def _bounds(norm: Norm, scale: Fraction) -> tuple[int, int | None]:
    """Return the least and greatest expression that satisfy the norm."""
    threshold = norm.drempel * scale
    if norm.operator == "groter-dan":
        return floor(threshold) + 1, None
    if norm.operator == "gelijk":
        return ceil(threshold), floor(threshold)
    upper = None if norm.operator == "minstens" or norm.bovengrens is None else norm.bovengrens * scale
    return ceil(threshold), None if upper is None else ceil(upper) - 1
