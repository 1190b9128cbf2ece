"""Pupils over branches, counted: how many pupils of a kind take which set, or which path, of branches.

Sets leave out the periods but for their number, so every least value holds for the assignment too: it is
the bound. Where every branch has the same room in all periods and no calendar is asked, the periods can
always be filled in (a bipartite graph has as many colours as its greatest degree), and the bound is met.
Paths, a branch for every period, are more in number and say all.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, combinations, product
from math import comb

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.branches import Need, Offer, Pupil, Score
from kwalificatiegraaf.planning.solver import new_solver, start_from

MOST_SETS = 20_000
MOST_PATHS = 3_000
"""More kinds of pupils times sets or paths than these are not counted: of 4096 paths nothing came in time."""

FAR = "afstand"
FAR_LIMIT = 5
"""The last objective has a column per pupil and set, and may take so many times the limit."""
Linear = cp_model.LinearExpr
Column = tuple[int | None, ...]
"""The branches of a pupil by position: each once, or for every period (None: nowhere)."""


def kinds_of(pupils: Sequence[Pupil]) -> list[list[int]]:
    """Return the pupils that ask the same, by position."""
    kinds: dict[tuple[frozenset[str], tuple[tuple[str, int], ...]], list[int]] = {}
    for number, pupil in enumerate(pupils):
        kinds.setdefault((pupil.contexts, tuple(sorted(pupil.distances.items()))), []).append(number)
    return list(kinds.values())


def is_countable(
    need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil], way: "type[Sets | Paths]"
) -> bool:
    """Whether the kinds of pupils times the sets or paths are few enough to count."""
    return len(kinds_of(pupils)) * way.count_columns(need, offers) <= way.most


def _branches(column: Column) -> frozenset[int]:
    return frozenset(b for b in column if b is not None)


class Columns(ABC):
    """A model of numbers: `count[k, s]` pupils of kind k take column s, the s-th of `columns`."""

    def __init__(self, need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil]) -> None:
        self.need, self.offers, self.pupils = need, offers, pupils
        self.kinds = kinds_of(pupils)
        self.columns = self._columns()
        self.model = cp_model.CpModel()
        self.values: list[int] = []
        self.count = {
            (k, s): self.model.new_int_var(0, len(kind), f"count {k} {s}")
            for k, kind in enumerate(self.kinds)
            for s in range(len(self.columns))
        }
        for k, kind in enumerate(self.kinds):
            self.model.add(_sum([self.count[k, s] for s in range(len(self.columns))]) == len(kind))

    @abstractmethod
    def _columns(self) -> list[Column]: ...

    @abstractmethod
    def _homeless(self) -> Linear:
        """Return the pupil-periods without a branch."""

    @abstractmethod
    def _lacks(self, item: str, column: Column) -> bool:
        """Return whether a pupil with this column misses an item."""

    def _of(self, s: int) -> list[cp_model.IntVar]:
        return [self.count[k, s] for k in range(len(self.kinds))]

    @cached_property
    def goals(self) -> Mapping[str, Linear]:
        """The objectives of the assignment, in their order."""
        branches = [_branches(column) for column in self.columns]
        return {
            "zonder-plaats": self._homeless(),
            "niet-gedekt": _sum([self._missed(k, s) * var for (k, s), var in self.count.items()]),
            "leerling-vestiging": _sum([len(branches[s]) * var for (_, s), var in self.count.items()]),
            FAR: _sum([self._far(k, branches[s]) * var for (k, s), var in self.count.items()]),
        }

    def _missed(self, k: int, s: int) -> int:
        """Return the items and contexts that a pupil of this kind misses with this column."""
        return self._items_missed[s] + max(0, self.need.contexts - len(self._wanted(k) & self._met[s]))

    @cached_property
    def _items_missed(self) -> list[int]:
        return [sum(self._lacks(item, column) for item in self.need.items) for column in self.columns]

    @cached_property
    def _met(self) -> list[frozenset[str]]:
        """The contexts that the branches of every column offer."""
        return [
            frozenset().union(*(self.offers[b].contexts for b in _branches(column)))
            for column in self.columns
        ]

    def _wanted(self, k: int) -> frozenset[str]:
        return (self.pupils[self.kinds[k][0]].contexts or self.need.choices) & self.need.choices

    def _far(self, k: int, branches: frozenset[int]) -> int:
        distances = self.pupils[self.kinds[k][0]].distances
        return sum(distances.get(self.offers[b].code, 0) for b in branches)

    def least(self, name: str, limit: float) -> Score | None:
        """Return the least value of an objective under those kept, with its bound; None when not found."""
        self.model.minimize(self.goals[name])
        solver = new_solver(limit)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        self.values = list(solver.response_proto.solution)
        start_from(self.model, enumerate(self.values))
        value = round(solver.objective_value)
        return Score(name, value, min(value, max(0, round(solver.best_objective_bound))))

    def start_from(self, other: "Columns") -> None:
        """Start from the last solution of a model with fewer kinds over the same columns."""
        position = {column: s for s, column in enumerate(self.columns)}
        taken = [position[column] for column in other.chosen()]
        values = {var.index: 0 for var in self.count.values()}
        for k, kind in enumerate(self.kinds):
            for number in kind:
                values[self.count[k, taken[number]].index] += 1
        start_from(self.model, (values | self._beside(other)).items())

    def _beside(self, other: "Columns") -> dict[int, int]:
        """Return what the other solution says of variables that are no counts, by their index here."""
        return {}

    def keep(self, name: str, value: int) -> None:
        """Fix that an objective is no more than this."""
        self.model.add(self.goals[name] <= value)

    def chosen(self) -> list[Column]:
        """Return the column of every pupil, by the last solution."""
        found: list[Column] = [()] * len(self.pupils)
        for k, kind in enumerate(self.kinds):
            taken = [s for s in range(len(self.columns)) for _ in range(self.values[self.count[k, s].index])]
            for number, s in zip(kind, taken, strict=True):
                found[number] = self.columns[s]
        return found


class Sets(Columns):
    """A column is a set of branches, at whatever times.

    `extra[s, b]` are the periods that pupils with set s are at branch b beyond the first.
    """

    most = MOST_SETS

    def __init__(self, need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil]) -> None:
        self.rooms = [sum(min(room, len(pupils)) for room in offer.room) for offer in offers]
        super().__init__(need, offers, pupils)
        self.extra = self._add_extra()
        for b, room in enumerate(self.rooms):
            self.model.add(self._there(b) <= room)

    @staticmethod
    def count_columns(need: Need, offers: Sequence[Offer]) -> int:
        """Return how many sets there can be."""
        most = min(need.periods, len(offers))
        return sum(comb(len(offers), size) for size in range(most + 1))

    def _columns(self) -> list[Column]:
        able = [b for b, room in enumerate(self.rooms) if room]
        most = min(self.need.periods, len(able))
        return list(chain.from_iterable(combinations(able, size) for size in range(most + 1)))

    def _add_extra(self) -> dict[tuple[int, int], cp_model.IntVar]:
        most = len(self.pupils) * self.need.periods
        extra = {}
        for s, column in enumerate(self.columns):
            chosen = sorted(_branches(column))
            mine = [self.model.new_int_var(0, most, f"extra {s} {b}") for b in chosen]
            extra.update({(s, b): var for b, var in zip(chosen, mine, strict=True)})
            left = self.need.periods - len(chosen)
            if chosen:
                self.model.add(_sum(mine) <= _sum([left * var for var in self._of(s)]))
        return extra

    def _there(self, b: int) -> Linear:
        """Return the pupil-periods at a branch."""
        mine = [s for s, chosen in enumerate(self.columns) if b in chosen]
        return _sum([*(var for s in mine for var in self._of(s)), *(self.extra[s, b] for s in mine)])

    def _homeless(self) -> Linear:
        counted = [len(self.columns[s]) * var for (_, s), var in self.count.items()]
        return len(self.pupils) * self.need.periods - _sum([*self.extra.values(), *counted])

    def _lacks(self, item: str, column: Column) -> bool:
        return not any(item in self.offers[b].items for b in _branches(column))

    def _beside(self, other: Columns) -> dict[int, int]:
        if not isinstance(other, Sets):
            return {}
        return {var.index: other.values[other.extra[key].index] for key, var in self.extra.items()}


class Paths(Columns):
    """A column is the branch of every period, so that calendar and room count as they are."""

    most = MOST_PATHS

    def __init__(self, need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil]) -> None:
        super().__init__(need, offers, pupils)
        for t in range(need.periods):
            for b, offer in enumerate(offers):
                mine = [s for s, path in enumerate(self.columns) if path[t] == b]
                self.model.add(_sum([var for s in mine for var in self._of(s)]) <= offer.room[t])

    @staticmethod
    def count_columns(need: Need, offers: Sequence[Offer]) -> int:
        """Return how many paths there can be."""
        return int((len(offers) + 1) ** need.periods)

    def _columns(self) -> list[Column]:
        able = [
            [None, *(b for b, offer in enumerate(self.offers) if offer.room[t])]
            for t in range(self.need.periods)
        ]
        return list(product(*able))

    def _homeless(self) -> Linear:
        return _sum([self.columns[s].count(None) * var for (_, s), var in self.count.items()])

    def _lacks(self, item: str, column: Column) -> bool:
        there = [column[t] for t in self.need.items[item]]
        return not any(b is not None and item in self.offers[b].items for b in there)


class Counted:
    """All objectives in numbers: distances only tell pupils apart for the last one."""

    def __init__(
        self, need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil], way: type[Sets | Paths]
    ) -> None:
        self.need, self.offers, self.pupils, self.way = need, offers, pupils, way
        self.plain: Columns = way(need, offers, [replace(pupil, distances={}) for pupil in pupils])
        self.last: Columns = self.plain
        self.kept: dict[str, int] = {}

    def least(self, name: str, limit: float) -> Score | None:
        """Return the least value of an objective under those kept, with its bound; None when not found."""
        if name != FAR:
            return self.plain.least(name, limit)
        if not any(km for pupil in self.pupils for km in pupil.distances.values()):
            return Score(name, 0, 0)
        few = is_countable(self.need, self.offers, self.pupils, self.way)
        found = self._nearest(limit) if few else None
        if found is None:
            self.last = self.plain
        return found or self._as_it_comes()

    def _nearest(self, limit: float) -> Score | None:
        """Tell every pupil apart, from the answer that did not."""
        self.last = self.way(self.need, self.offers, self.pupils)
        for kept, value in self.kept.items():
            self.last.keep(kept, value)
        if self.plain.values:
            self.last.start_from(self.plain)
        return self.last.least(FAR, limit * FAR_LIMIT)

    def _as_it_comes(self) -> Score | None:
        """Return the kilometres of the answer that does not tell pupils apart, without a bound."""
        if not self.plain.values:
            return None
        return Score(FAR, sum(self._km(number, b) for number, b in self._pairs()), 0)

    def _pairs(self) -> Iterator[tuple[int, int]]:
        yield from ((number, b) for number, chosen in enumerate(self.chosen()) for b in _branches(chosen))

    def _km(self, number: int, b: int) -> int:
        return self.pupils[number].distances.get(self.offers[b].code, 0)

    def keep(self, name: str, value: int) -> None:
        """Fix that an objective is no more than this."""
        self.kept[name] = value
        self.plain.keep(name, value)

    def chosen(self) -> list[Column]:
        """Return the branches of every pupil, by the last solution."""
        return self.last.chosen()


def _sum(terms: Sequence[Linear | int]) -> Linear:
    return cp_model.LinearExpr.sum([cp_model.LinearExpr.constant(0), *terms])
