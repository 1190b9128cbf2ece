"""A problem by index, items in order of code, with the cells that fixings and order leave open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise, product

from kwalificatiegraaf.domain.planningsprobleem import Planningsitem, Planningsplaatsing, Planningsprobleem

Cell = tuple[int, str, int]
"""Item index, place code, period index."""
Units = Mapping[Cell, int]
NOWHERE = ""
"""The place of everything in a problem without places."""


@dataclass(frozen=True)
class Work:
    """One item: its sizes, its open (place, period) pairs, its parts by place, and its most periods."""

    code: str
    least: int
    most: int
    weight: int
    cells: frozenset[tuple[str, int]]
    parts: Mapping[str, tuple[Fraction, Fraction]]
    span: int
    optional: bool

    @property
    def whole(self) -> bool:
        """Whether the item is in one period."""
        return self.span == 1

    @property
    def fixed(self) -> bool:
        """Whether the size is given."""
        return self.least == self.most

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places with an open cell, in the order of the problem."""
        return tuple(place for place in self.parts if any(cell[0] == place for cell in self.cells))

    @cached_property
    def times(self) -> tuple[int, ...]:
        """The periods with an open cell."""
        return _times(self.cells)


@lru_cache(maxsize=100)
def _times(cells: frozenset[tuple[str, int]]) -> tuple[int, ...]:
    return tuple(sorted({t for _, t in cells}))


class Frame:
    """The problem by index. `earliest` and `latest` bound the periods of every item.

    `closed` are the items that fixings leave no cell.
    `blocked` names, after construction, a chain of items that the periods cannot hold (else empty).
    """

    def __init__(self, problem: Planningsprobleem) -> None:
        self.problem = problem
        self.count = len(problem.perioden)
        self.period = {one.code: t for t, one in enumerate(problem.perioden)}
        ordered = sorted(problem.items, key=lambda item: item.code)
        self.index = {item.code: i for i, item in enumerate(ordered)}
        self.base = [one.eigen_belasting for one in problem.perioden]
        fixed = {row.item for row in problem.vast}
        open_cells = self._open_cells()
        self.works = [_work(item, open_cells[item.code], item.code in fixed) for item in ordered]
        steps = {(self.index[s.eerst], self.index[s.dan], s.soort == "strikt") for s in problem.volgorde}
        self.order = sorted(step for step in steps if step[0] != step[1])
        self.closed = {i for i, work in enumerate(self.works) if not work.cells}
        self.blocked: tuple[int, ...] = ()
        self._narrow()

    def _open_cells(self) -> dict[str, frozenset[tuple[str, int]]]:
        every = cache(lambda places: frozenset(product(places, range(self.count))))
        cells = {item.code: every(_possible(item)) for item in self.problem.items}
        for row in self.problem.vast:
            t = None if row.periode is None else self.period[row.periode]
            cells[row.item] = frozenset(
                c for c in cells[row.item] if row.plaats in (None, c[0]) and t in (None, c[1])
            )
        for row in self.problem.verboden:
            t = None if row.periode is None else self.period[row.periode]
            cells[row.item] = frozenset(
                c for c in cells[row.item] if not (row.plaats in (None, c[0]) and t in (None, c[1]))
            )
        return cells

    def _narrow(self) -> None:
        """Find the windows by the order, and drop the cells outside them."""
        first = _Windows([work.times[0] if work.times else self.count for work in self.works])
        last = _Windows([work.times[-1] if work.times else -1 for work in self.works])
        after: dict[int, list[tuple[int, int]]] = {}
        before: dict[int, list[tuple[int, int]]] = {}
        for earlier, later, strict in self.order:
            if not self.works[earlier].optional:
                after.setdefault(earlier, []).append((later, int(strict)))
            if not self.works[later].optional and (strict or self.works[earlier].whole):
                before.setdefault(later, []).append((earlier, -int(strict)))
        first.spread(after, 1, self.count)
        last.spread(before, -1, self.count)
        self.earliest, self.latest = first.at, last.at
        for i, work in enumerate(self.works):
            if first.at[i] > last.at[i] and not work.optional and work.times and not self.blocked:
                self.blocked = self._shortest((*reversed(first.chain(i)), *last.chain(i)[1:]))
        self.works = [_narrowed(work, self.earliest[i], self.latest[i]) for i, work in enumerate(self.works)]

    def _shortest(self, chain: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shortest part of a chain that does not fit, the first of that length."""
        strict = {(earlier, later) for earlier, later, is_strict in self.order if is_strict}
        sums = list(accumulate((pair in strict for pair in pairwise(chain)), initial=0))
        times = [self.works[index].times for index in chain]
        firsts, lasts = (
            [one[0] if one else self.count for one in times],
            [one[-1] if one else -1 for one in times],
        )
        for size in range(1, len(chain)):
            for start in range(len(chain) - size + 1):
                end = start + size - 1
                if firsts[start] + sums[end] - sums[start] > lasts[end]:
                    return chain[start : end + 1]
        return chain

    def room(self, t: int) -> int | None:
        """Return what a period can hold beside its own load; None when there is no bound."""
        most = self.problem.perioden[t].meeste_belasting
        return None if most is None else most - self.base[t]

    def capacities(self) -> Iterator[tuple[frozenset[str], tuple[int, ...], int, int | None, str]]:
        """Yield places, periods that count together, least, most and JSON path of every capacity."""
        every = tuple(range(self.count))
        for number, row in enumerate(self.problem.capaciteiten):
            path = f"$.capaciteiten[{number}]"
            if row.periode is not None:
                groups: tuple[tuple[int, ...], ...] = ((self.period[row.periode],),)
            else:
                groups = (every,) if row.over == "geheel" else tuple((t,) for t in every)
            for periods in groups:
                yield frozenset(row.plaatsen), periods, row.minstens, row.hoogstens, path


def placements(frame: Frame, units: Units) -> tuple[Planningsplaatsing, ...]:
    """Return the placements in order of period, item and place."""
    periods = frame.problem.perioden
    return tuple(
        Planningsplaatsing(
            item=frame.works[i].code,
            plaats=None if place == NOWHERE else place,
            periode=periods[t].code,
            hoeveelheid=units[i, place, t],
        )
        for i, place, t in sorted(units, key=lambda cell: (cell[2], cell[0], cell[1]))
    )


class _Windows:
    """A bound per item that the steps push on, with the item that pushed it last."""

    def __init__(self, at: list[int]) -> None:
        self.at = at
        self.cause: dict[int, int] = {}

    def spread(self, steps: Mapping[int, list[tuple[int, int]]], sign: int, count: int) -> None:
        """Push the bounds on along the steps: upwards for sign 1, downwards for -1; never past the end."""
        waiting = sorted(steps)
        while waiting:
            index = waiting.pop()
            for other, gap in steps.get(index, ()):
                pushed = max(-1, min(count, self.at[index] + gap))
                if sign * pushed > sign * self.at[other]:
                    self.at[other] = pushed
                    self.cause[other] = index
                    waiting.append(other)

    def chain(self, index: int) -> list[int]:
        """Return the items that pushed this one, from itself back."""
        found = [index]
        while found[-1] in self.cause and self.cause[found[-1]] not in found:
            found.append(self.cause[found[-1]])
        return found


def _narrowed(work: Work, first: int, last: int) -> Work:
    if not work.times or (first <= work.times[0] and work.times[-1] <= last):
        return work
    return replace(work, cells=frozenset(cell for cell in work.cells if first <= cell[1] <= last))


def _possible(item: Planningsitem) -> tuple[str, ...]:
    return tuple(one.plaats for one in item.plaatsen) or (NOWHERE,)


def _work(item: Planningsitem, cells: frozenset[tuple[str, int]], fixed: bool) -> Work:
    parts = {
        one.plaats: (one.minstens or Fraction(0), Fraction(1) if one.hoogstens is None else one.hoogstens)
        for one in item.plaatsen
    } or {NOWHERE: (Fraction(0), Fraction(1))}
    return Work(
        code=item.code,
        least=item.least,
        most=item.most,
        weight=item.gewicht,
        cells=cells,
        parts=parts,
        span=item.meeste_perioden,
        optional=item.keuze and not fixed,
    )
