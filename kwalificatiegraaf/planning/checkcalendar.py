"""The checker's view of a calendar: can an allocation pass a value when the periods count too? No solver.

Which periods a competence may run in follows from what it comes after and before. Within these, whole hours
flow from competences over places and periods to the pots of the timetable: the best flow is worth at least
as much as the best allocation. Where it breaks an order or a run, either way to mend it is tried.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm
from typing import Literal

from kwalificatiegraaf.domain.aandeel import measure
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Traject, Trajectkader
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.checkflow import SINK, SOURCE, Network
from kwalificatiegraaf.planning.checkframes import LINEAR, Frames
from kwalificatiegraaf.planning.checkkept import general_rows, with_kept
from kwalificatiegraaf.planning.checkrules import may_be_at, steps_of
from kwalificatiegraaf.planning.checksums import expected_sizes, pots_of, step_of, vocational

MOST_ARCS = 50_000
"""Arcs of all flows of one check, before it says that it can't."""
Passes = Callable[[Fraction | None], bool]
"""Whether a value is what is sought; of a higher value always when of a lower one."""
Cell = tuple[int, str, int]
"""A competence (by its index), a place, and a period (by its index)."""
Cells = dict[Cell, int]
"""Steps of hours."""


@dataclass
class Effort:
    """What a check may still spend, in arcs of flows: the same check always stops at the same point."""

    left: int = MOST_ARCS

    def spend(self, arcs: int) -> bool:
        """Return whether there was enough left."""
        self.left -= arcs
        return self.left >= 0


@dataclass(frozen=True)
class Found:
    """`ja` with an allocation that keeps all rules, `nee` when there is none, else `onbekend`."""

    antwoord: Literal["ja", "nee", "onbekend"]
    traject: Traject | None = None
    waarde: Fraction | None = None


@dataclass(frozen=True)
class _Windows:
    """First and last period per competence (by its index), and cells in which one must have hours.

    `main` says of some whether more than half of their hours count.
    """

    early: tuple[int, ...]
    late: tuple[int, ...]
    active: frozenset[Cell] = frozenset()
    main: frozenset[tuple[int, bool]] = frozenset()

    def at(self, cell: Cell) -> "_Windows":
        return replace(self, active=self.active | {cell})

    def until(self, item: int, last: int) -> "_Windows":
        late = (*self.late[:item], min(self.late[item], last), *self.late[item + 1 :])
        return replace(self, late=late)

    def since(self, item: int, first: int) -> "_Windows":
        early = (*self.early[:item], max(self.early[item], first), *self.early[item + 1 :])
        return replace(self, early=early)


def seek(frames: Frames, kader: Trajectkader, passes: Passes, effort: Effort) -> Found:
    """Return whether an allocation under this timetable, with the kept facts, has a value that passes."""
    most = frames.highest(kader)
    if most is None or not passes(most):
        return Found("nee")
    return Calendar(frames, kader, passes, most, effort).seek()


@dataclass
class Calendar:
    """One timetable with its periods; `most` is what sizes, places and hours allow."""

    frames: Frames
    kader: Trajectkader
    passes: Passes
    most: Fraction
    effort: Effort
    _places: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def seek(self) -> Found:
        """Try windows until all are refused, one holds an allocation, or the effort is spent."""
        waiting = [self._widest()]
        while waiting:
            windows = self._narrowed(waiting.pop())
            if windows is None:
                continue
            network = self._network(windows)
            if not self.effort.spend(network.size):
                return Found("onbekend")
            best = network.best()
            if best is None or not self.passes(self._value(best[0])):
                continue
            cells = self._cells(best[1])
            ways = self._mended(windows, self._runs(cells)) or self._decided(windows, cells)
            if not ways:
                return self._taken(cells)
            waiting += ways
        return Found("nee")

    @cached_property
    def task(self) -> Trajectopdracht:
        """The task under this timetable with the kept facts alone."""
        return with_kept(self.frames, self.kader)

    @cached_property
    def _items(self) -> list[Onderdeel]:
        return vocational(self.task)

    @cached_property
    def _steps(self) -> list[tuple[int, int, bool]]:
        index = {item.code: number for number, item in enumerate(self._items)}
        return [(index[first], index[then], strict) for first, then, strict in steps_of(self.task)]

    @cached_property
    def _sizes(self) -> list[int]:
        sizes, step = expected_sizes(self.task), step_of(self.task)
        return [int(sizes[item.code] / step) for item in self._items]

    @cached_property
    def _pot_of(self) -> dict[str, int]:
        return {leaf: number for number, (_, leaves, _) in enumerate(pots_of(self.task)) for leaf in leaves}

    @cached_property
    def _room(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Least and most steps per pot and period."""
        step, periods = step_of(self.task), self.kader.perioden
        tolerance = self.task.grenzen.tolerantie
        rooms: dict[tuple[int, int], tuple[int, int]] = {}
        for pot, (_, _, weekly) in enumerate(pots_of(self.task)):
            for number, period in enumerate(periods):
                hours = weekly * period.weken / step
                least, most = ceil(hours * (1 - tolerance)), floor(hours * (1 + tolerance))
                rooms[pot, number] = (max(0, least), most)
        return rooms

    @cached_property
    def _rates(self) -> tuple[Fraction, dict[str, Fraction], int] | None:
        """What general education gives, what an hour of each competence gives, and the sum of weights."""
        norm = self.frames.norm
        if norm is None or norm.grondslag not in LINEAR:
            return None
        return self.frames.rates(self.task, expected_sizes(self.task))

    @property
    def _by_main_place(self) -> bool:
        return self.frames.norm is not None and self.frames.norm.grondslag == "competenties-hoofdplaats"

    @cached_property
    def _halves(self) -> list[int]:
        """The fewest steps that are more than half, per competence."""
        return [size // 2 + 1 for size in self._sizes]

    @cached_property
    def _gains(self) -> tuple[list[int], int]:
        """What a step of each competence gains where it counts, in whole parts, and how many make one."""
        if self._by_main_place:
            parts = lcm(*self._halves)
            return [parts // half for half in self._halves], parts
        if self._rates is None:
            return [0] * len(self._items), 1
        step = step_of(self.task)
        rates = [self._rates[1][item.code] * step for item in self._items]
        parts = lcm(*(rate.denominator for rate in rates))
        return [int(rate * parts) for rate in rates], parts

    def _value(self, gain: int) -> Fraction:
        """Return what no allocation in the windows passes, given the most that a flow gains."""
        if self._by_main_place:
            over, count = self.frames.general_over_half(self.task)
            return Fraction(over + gain // self._gains[1], count)
        if self._rates is None:
            return self.most
        gained, _, scale = self._rates
        return (gained + Fraction(gain, self._gains[1])) / scale

    def _open(self, item: int, period: int) -> list[str]:
        """Return where a competence may have hours in a period, places that count first."""
        key = (item, period)
        if key not in self._places:
            one, number = self._items[item], self.kader.perioden[period].nummer
            places = [
                p for p in one.leerplaatsen if p in self._pot_of and may_be_at(self.task, one, p, number)
            ]
            self._places[key] = sorted(places, key=lambda place: place not in self.frames.counted)
        return self._places[key]

    def _widest(self) -> _Windows:
        periods = range(len(self.kader.perioden))
        opened = [[t for t in periods if self._open(item, t)] or [-1] for item in range(len(self._items))]
        return _Windows(tuple(min(one) for one in opened), tuple(max(one) for one in opened))

    def _shortest(self, item: int) -> int:
        """Return how many periods a competence needs at least."""
        rooms = [
            sum(self._room[pot, t][1] for pot in {self._pot_of[place] for place in self._open(item, t)})
            for t in range(len(self.kader.perioden))
        ]
        return max(1, ceil(Fraction(self._sizes[item], max(1, *rooms))))

    @cached_property
    def _lengths(self) -> list[int]:
        return [self._shortest(item) for item in range(len(self._items))]

    def _narrowed(self, windows: _Windows) -> _Windows | None:
        """Return the windows that the order leaves; None when one is too short."""
        early, late = list(windows.early), list(windows.late)
        before: tuple[list[int], list[int]] | None = None
        while before != (early, late):
            before = (early[:], late[:])
            for first, then, strict in self._steps:
                early[then] = max(early[then], early[first] + (self._lengths[first] if strict else 0))
                if strict:
                    late[first] = min(late[first], late[then] - self._lengths[then])
            pairs = zip(early, late, self._lengths, strict=True)
            if any(start < 0 or end - start + 1 < length for start, end, length in pairs):
                return None
        return replace(windows, early=tuple(early), late=tuple(late))

    def _network(self, windows: _Windows) -> Network:
        network = Network()
        for item, size in enumerate(self._sizes):
            network.add(SOURCE, item, size, size)
            if self._by_main_place:
                self._add_sides(network, item, windows)
            if self._is_by_place(item):
                self._add_places(network, item)
            for t in range(windows.early[item], windows.late[item] + 1):
                for place in self._ways(item, t):
                    start = (item, place) if self._is_by_place(item) else item
                    self._add_cell(network, (item, place, t), start, windows)
        for pot, (_, _, weekly) in enumerate(pots_of(self.task)):
            whole = weekly * self.kader.weken / step_of(self.task)
            network.add(("pot", pot), SINK, ceil(whole), floor(whole))
            for t in range(len(self.kader.perioden)):
                network.add(("pot", pot, t), ("pot", pot), *self._room[pot, t])
        return network

    def _parts(self, item: int) -> dict[str, tuple[int, int]]:
        """Return the least and most steps per place of a competence that has bounds on its parts."""
        size, code = self._sizes[item], self._items[item].code
        parts = [part for part in self.task.grenzen.delen if part.onderdeel == code]
        return {p.leerplaats: (ceil(p.minstens * size), floor(p.hoogstens * size)) for p in parts}

    def _is_by_place(self, item: int) -> bool:
        return self._by_main_place or bool(self._parts(item))

    def _add_places(self, network: Network, item: int) -> None:
        """Add the bounds per place of a competence."""
        parts = self._parts(item)
        for place in dict.fromkeys((*self._items[item].leerplaatsen, *parts)):
            side = (item, "in" if place in self.frames.counted else "uit")
            start = side if self._by_main_place else item
            network.add(start, (item, place), *parts.get(place, (0, self._sizes[item])))

    def _add_sides(self, network: Network, item: int, windows: _Windows) -> None:
        """Add what counts of a competence and what does not: only the first half of what counts gains."""
        size, half, gain = self._sizes[item], self._halves[item], self._gains[0][item]
        is_main, is_none = (item, True) in windows.main, (item, False) in windows.main
        network.add(item, (item, "half"), half if is_main else 0, 0 if is_none else half, gain)
        network.add((item, "half"), (item, "in"), 0, half)
        network.add(item, (item, "in"), 0, half - 1 if is_none else size - half)
        network.add(item, (item, "uit"), 0, size)

    def _ways(self, item: int, period: int) -> list[str]:
        """Return where a competence may have hours in a period: the best place in a pot, or every place."""
        if self._is_by_place(item):
            return self._open(item, period)
        best: dict[int, str] = {}
        for place in self._open(item, period):
            best.setdefault(self._pot_of[place], place)
        return list(best.values())

    def _add_cell(self, network: Network, cell: Cell, start: Hashable, windows: _Windows) -> None:
        item, place, period = cell
        gain = self._gains[0][item] if place in self.frames.counted and not self._by_main_place else 0
        network.add(start, cell, int(cell in windows.active), self._sizes[item], gain)
        network.add(cell, ("pot", self._pot_of[place], period), 0, self._sizes[item])

    def _cells(self, amounts: dict[tuple[Hashable, Hashable], int]) -> Cells:
        return {
            start: amount
            for (start, _), amount in amounts.items()
            if amount and isinstance(start, tuple) and len(start) == 3 and start[0] != "pot"
        }

    def _runs(self, cells: Cells) -> list[list[int]]:
        runs: list[set[int]] = [set() for _ in self._items]
        for item, _, t in cells:
            runs[item].add(t)
        return [sorted(run) for run in runs]

    def _mended(self, windows: _Windows, runs: list[list[int]]) -> list[_Windows]:
        """Return the ways to mend an order or a run that is broken, of which one must be; none when sound."""
        for first, then, strict in self._steps:
            if strict and runs[then][0] <= runs[first][-1]:
                last = (runs[then][0] + runs[first][-1] - 1) // 2
                return [windows.until(first, last), windows.since(then, last + 2)]
        for item, run in enumerate(runs):
            for t in sorted(set(range(run[0], run[-1])) - set(run)):
                there = [windows.at((item, place, t)) for place in self._ways(item, t)]
                return [*there, windows.until(item, t - 1), windows.since(item, t + 1)]
        return []

    def _decided(self, windows: _Windows, cells: Cells) -> list[_Windows]:
        """Return the two ways to decide whether a competence has its main place where it counts."""
        told = {item for item, _ in windows.main}
        for item, half in enumerate(self._halves) if self._by_main_place else ():
            inside = sum(
                amount
                for (other, place, _), amount in cells.items()
                if other == item and place in self.frames.counted
            )
            if item not in told and 0 < inside < half:
                return [replace(windows, main=windows.main | {(item, is_main)}) for is_main in (False, True)]
        return []

    def _taken(self, cells: Cells) -> Found:
        """Return the flow as an allocation when it keeps all rules and its own value passes."""
        step, periods = step_of(self.task), self.kader.perioden
        rows = [
            Toewijzing(
                onderdeel=self._items[item].code,
                leerplaats=place,
                periode=periods[t].nummer,
                uren=amount * step,
            )
            for (item, place, t), amount in sorted(cells.items())
        ]
        whole = (*general_rows(self.task), *rows)
        traject = Traject(kader=self.task.kader, onderdelen=self.task.onderdelen, toewijzingen=whole)
        if check(self.task, traject):
            return Found("onbekend")
        norm = self.frames.norm
        value = None
        if norm is not None:
            share = measure(traject, self.task.leerplaatsen, norm.grondslag, norm.bereik, norm.telt)
            value = share.teller if norm.grondslag == "weekuren" else share.aandeel
        return Found("ja", traject, value) if norm is None or self.passes(value) else Found("onbekend")
