"""An instant answer: what must end first goes first, into the first period that stays under the average."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from kwalificatiegraaf.planning.general.bounds import least_peak
from kwalificatiegraaf.planning.general.frame import Cell, Frame, Work

RETRIES = 3
"""How often what did not fit is placed first."""


def _unhurried() -> None:
    """There is time enough."""


def greedy(
    frame: Frame, *, even: bool = False, tight: bool = False, alive: Callable[[], None] = _unhurried
) -> dict[Cell, int]:
    """Return units by cell; it need not keep every rule (the checker says so) and leaves optional items out.

    An item that fits nowhere whole is spread over places and then over periods; with `even` it is spread
    wherever that lowers the greatest load; with `tight` no period goes over the bound on the greatest load,
    and what does not fit runs on into the next. What did not fit goes first the next time, a few times.
    `alive` is called for every item: it may raise.
    """
    order = [index for index in _ordered(frame) if not frame.works[index].optional]
    units = _place(frame, order, _Room(frame, even, tight), alive)
    for _ in range(RETRIES):
        placed = {index for index, _, _ in units}
        if len(placed) == len(order):
            break
        order.sort(key=placed.__contains__)
        units = _place(frame, order, _Room(frame, even, tight), alive)
    return units


def _place(frame: Frame, order: list[int], room: "_Room", alive: Callable[[], None]) -> dict[Cell, int]:
    """Place the items in this order, each between what is placed before and after it."""
    before: dict[int, list[tuple[int, int]]] = {}
    after: dict[int, list[tuple[int, int]]] = {}
    for earlier, later, strict in frame.order:
        before.setdefault(later, []).append((earlier, int(strict)))
        if strict:
            after.setdefault(earlier, []).append((later, 1))
    runs: dict[int, tuple[int, int]] = {}
    units: dict[Cell, int] = {}
    for index in order:
        alive()
        steps = [(runs[e], strict) for e, strict in before.get(index, ()) if e in runs]
        first = max((end + 1 if strict else start for (start, end), strict in steps), default=0)
        last = min((runs[e][0] - gap for e, gap in after.get(index, ()) if e in runs), default=frame.count)
        found = room.best(index, first, last)
        if found:
            runs[index] = (min(t for _, t in found), max(t for _, t in found))
        for (place, t), amount in found.items():
            units[index, place, t] = amount
            room.take(place, t, amount)
        for t in {t for _, t in found}:
            room.items[t] += 1
    return units


def _ordered(frame: Frame) -> list[int]:
    """Return the items by last possible period, then steps before them, size and code."""
    depth = _depths(frame)
    return sorted(
        range(len(frame.works)),
        key=lambda i: (frame.latest[i], depth[i], -frame.works[i].least, i),
    )


def _depths(frame: Frame) -> list[int]:
    """Return how many steps stand before every item (a circle of weak steps stops at the number of items)."""
    depth = [0] * len(frame.works)
    after: dict[int, list[int]] = {}
    for earlier, later, _ in frame.order:
        after.setdefault(earlier, []).append(later)
    waiting = sorted(after)
    while waiting:
        index = waiting.pop()
        for later in after.get(index, ()):
            if depth[later] <= depth[index] < len(depth):
                depth[later] = depth[index] + 1
                waiting.append(later)
    return depth


@dataclass
class _Limit:
    """What a capacity has left at these places."""

    places: frozenset[str]
    left: int


class _Room:
    """What periods and places still hold."""

    def __init__(self, frame: Frame, even: bool, tight: bool) -> None:
        self.frame = frame
        self.even = even
        self.tight = tight
        self.target = least_peak(frame)
        self.load = list(frame.base)
        self.items = [0] * frame.count
        self._bounds: dict[str, dict[str, tuple[int, int]]] = {}
        self.limits: list[list[_Limit]] = [[] for _ in range(frame.count)]
        for places, times, _, most, _ in frame.capacities():
            limit = _Limit(places, most or 0)
            for t in times if most is not None else ():
                self.limits[t].append(limit)

    def best(self, index: int, first: int, last: int) -> dict[tuple[str, int], int]:
        """Return amounts by place and period: in few periods, then under the bound on the load, then soon.

        With `even` the load goes before the number of periods; with `tight` what ends first does.
        """
        work = self.frame.works[index]
        rows: list[dict[tuple[str, int], int]] = []
        for span in range(1, min(work.span, self.frame.count) + 1):
            starts = [t for t in work.times if t >= first]
            end = min(self.frame.count, last + 1) - span
            for row in filter(None, (self._fill(work, range(t, t + span)) for t in starts if t <= end)):
                rows.append(row)
                if span == 1 and not self.tight and self._peak(row)[0] == self.target:
                    break  # what begins later is no better
            if rows and not (self.even or self.tight):
                break
        return min(rows, key=_ends if self.tight else self._peak, default={})

    def _peak(self, row: dict[tuple[str, int], int]) -> tuple[int, int]:
        loads: dict[int, int] = {}
        for (_, t), amount in row.items():
            loads[t] = loads.get(t, self.load[t]) + amount
        return max(self.target, *loads.values()), min(loads)

    def _fill(self, work: Work, times: range) -> dict[tuple[str, int], int]:
        """Return the item over these periods, least parts first; empty when it does not fit."""
        found: dict[tuple[str, int], int] = {}
        parts = self._parts(work)
        spare = work.least - sum(low for low, _ in parts.values())
        for place, (low, high) in parts.items():
            had = self._pour(work, place, times, low + min(spare, high - low), found)
            if had < low:
                return {}
            spare -= had - low
        return found if spare == 0 and {t for _, t in found} == set(times) else {}

    def _parts(self, work: Work) -> dict[str, tuple[int, int]]:
        """Return the least and the most units of an item per place."""
        if work.code not in self._bounds:
            size = work.least
            self._bounds[work.code] = {
                place: (ceil(low * size), floor(high * size)) for place, (low, high) in work.parts.items()
            }
        return self._bounds[work.code]

    def _pour(
        self, work: Work, place: str, times: range, most: int, found: dict[tuple[str, int], int]
    ) -> int:
        """Add up to `most` at a place, period by period; return what went in."""
        left = most
        for t in times:
            if left > 0 and (place, t) in work.cells:
                amount = min(left, self._free(work, place, t, len(times), found))
                if amount > 0:
                    found[place, t] = amount
                    left -= amount
        return most - left

    def _free(self, work: Work, place: str, t: int, length: int, found: dict[tuple[str, int], int]) -> int:
        """Return what a cell can still hold beside what the item has found so far."""
        period, room = self.frame.problem.perioden[t], self.frame.room(t)
        if self.tight:
            bound = self.target - self.frame.base[t]
            room = bound if room is None else min(room, bound)
        if period.meeste_items is not None and self.items[t] >= period.meeste_items:
            return 0
        here = {p: amount for (p, time), amount in found.items() if time == t}
        free = work.least
        if self.even:
            free = -(-work.least // length) - sum(here.values())
        if room is not None:
            free = min(free, room - (self.load[t] - self.frame.base[t]) - sum(here.values()))
        for limit in self.limits[t]:
            if place in limit.places:
                free = min(free, limit.left - sum(a for p, a in here.items() if p in limit.places))
        return free

    def take(self, place: str, t: int, amount: int) -> None:
        """Book an amount."""
        self.load[t] += amount
        for limit in self.limits[t]:
            if place in limit.places:
                limit.left -= amount


def _ends(row: dict[tuple[str, int], int]) -> tuple[int, int]:
    times = [t for _, t in row]
    return max(times), min(times)
