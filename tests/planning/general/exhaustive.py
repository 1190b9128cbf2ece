"""Every allocation of a small problem, tried one by one: what the solver must agree with."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from kwalificatiegraaf.domain.planningsprobleem import Planningsitem, Planningsplaatsing, Planningsprobleem
from kwalificatiegraaf.planning.general_checker import check_placements

Rows = tuple[Planningsplaatsing, ...]


def choices(problem: Planningsprobleem, item: Planningsitem) -> list[Rows]:
    """Return every way to plan one item, whatever the rules say of the others."""
    alone = problem.model_construct(
        items=(item,),
        perioden=tuple(p.model_construct(code=p.code) for p in problem.perioden),
        plaatsen=problem.plaatsen,
        vast=tuple(row for row in problem.vast if row.item == item.code),
        verboden=tuple(row for row in problem.verboden if row.item == item.code),
    )
    places = [one.plaats for one in item.plaatsen] or [None]
    cells = [(place, period.code) for place in places for period in problem.perioden]
    found: list[Rows] = [()] if item.keuze else []
    for amounts in _spread(item.most, len(cells)):
        rows = tuple(
            Planningsplaatsing(item=item.code, plaats=place, periode=period, hoeveelheid=amount)
            for (place, period), amount in zip(cells, amounts, strict=True)
            if amount
        )
        if sum(amounts) >= item.least and not check_placements(alone, rows):
            found.append(rows)
    return found


def _spread(most: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Yield all ways to put at most `most` into the cells."""
    if cells == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in _spread(most - first, cells - 1):
            yield (first, *rest)


def combinations(problem: Planningsprobleem) -> tuple[int, list[list[Rows]]]:
    """Return how many combinations there are, and the ways per item."""
    ways = [choices(problem, item) for item in problem.items]
    number = 1
    for one in ways:
        number *= len(one)
    return number, ways


def allowed(problem: Planningsprobleem, ways: list[list[Rows]]) -> Iterator[Rows]:
    """Yield every allocation that the checker accepts."""
    for parts in product(*ways):
        rows = tuple(row for part in parts for row in part)
        if not check_placements(problem, rows):
            yield rows


def value(problem: Planningsprobleem, rows: Rows, goal: str) -> Fraction:
    """Return an objective to be made small; a share counts as its negative."""
    if goal == "max-load":
        return Fraction(max(_load(rows, p.code) + p.eigen_belasting for p in problem.perioden))
    if goal == "fewest-splits":
        divided = [len({r.plaats for r in rows if r.item == i.code}) > 1 for i in problem.items]
        return Fraction(len({(r.item, r.periode) for r in rows}) + sum(divided))
    if goal == "closest":
        kept = {(r.item, r.plaats, r.periode): r.hoeveelheid for r in problem.huidig}
        moved = (max(0, r.hoeveelheid - kept.get((r.item, r.plaats, r.periode), 0)) for r in rows)
        return Fraction(sum(moved))
    return -share(problem, rows)


def _load(rows: Rows, period: str) -> int:
    return sum(row.hoeveelheid for row in rows if row.periode == period)


def share(problem: Planningsprobleem, rows: Rows) -> Fraction:
    """Return the share of the first norm of the problem."""
    norm = problem.aandelen[0]
    found, whole = Fraction(0), 0
    for item in problem.items:
        part = Fraction(
            sum(r.hoeveelheid for r in rows if r.item == item.code and r.plaats in norm.plaatsen), item.least
        )
        if norm.grondslag == "competenties-hoofdplaats":
            part = Fraction(part > Fraction(1, 2))
        weight = {"uren": item.least, "gewicht": item.gewicht}.get(norm.grondslag, 1)
        found, whole = found + weight * part, whole + weight
    return found / whole
