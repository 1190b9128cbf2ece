"""Pupils over branches, counted: how many pupils of a kind take which set of branches.

The periods are left out but for their number, so every least value holds for the assignment too: it is
the bound. Where every branch has the same room in all periods and no calendar is asked, the periods can
always be filled in (a bipartite graph has as many colours as its greatest degree), and the bound is met.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, combinations
from math import comb

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.branches import Need, Offer, Pupil, Score
from kwalificatiegraaf.planning.solver import new_solver, start_from

MOST_COLUMNS = 20_000
"""More kinds of pupils times sets of branches than this are not counted."""

FAR = "afstand"
FAR_LIMIT = 5
"""The last objective has a column per pupil and set, and may take so many times the limit."""
Linear = cp_model.LinearExpr
Chosen = tuple[int, ...]
"""The branches of a pupil, by position."""


def kinds_of(pupils: Sequence[Pupil]) -> list[list[int]]:
    """Return the pupils that ask the same, by position."""
    kinds: dict[tuple[frozenset[str], tuple[tuple[str, int], ...]], list[int]] = {}
    for number, pupil in enumerate(pupils):
        kinds.setdefault((pupil.contexts, tuple(sorted(pupil.distances.items()))), []).append(number)
    return list(kinds.values())


def is_countable(need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil]) -> bool:
    """Whether the sets of branches are few enough to count."""
    most = min(need.periods, len(offers))
    return len(kinds_of(pupils)) * sum(comb(len(offers), size) for size in range(most + 1)) <= MOST_COLUMNS


class Patterns:
    """The model of numbers: `count[k, s]` pupils of kind k take set s.

    `extra[s, b]` are the periods that pupils with set s are at branch b beyond the first.
    """

    def __init__(self, need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil]) -> None:
        self.need, self.offers, self.pupils = need, offers, pupils
        self.kinds = kinds_of(pupils)
        self.rooms = [sum(min(room, len(pupils)) for room in offer.room) for offer in offers]
        able = [b for b, room in enumerate(self.rooms) if room]
        most = min(need.periods, len(able))
        sized = (combinations(able, size) for size in range(most + 1))
        self.sets: list[Chosen] = list(chain.from_iterable(sized))
        self.model = cp_model.CpModel()
        self.values: list[int] = []
        self.count = {
            (k, s): self.model.new_int_var(0, len(kind), f"count {k} {s}")
            for k, kind in enumerate(self.kinds)
            for s in range(len(self.sets))
        }
        self.extra = self._add_extra()
        for k, kind in enumerate(self.kinds):
            self.model.add(_sum([self.count[k, s] for s in range(len(self.sets))]) == len(kind))
        for b, room in enumerate(self.rooms):
            self.model.add(self._there(b) <= room)

    def _add_extra(self) -> dict[tuple[int, int], cp_model.IntVar]:
        most = len(self.pupils) * self.need.periods
        extra = {}
        for s, chosen in enumerate(self.sets):
            mine = [self.model.new_int_var(0, most, f"extra {s} {b}") for b in chosen]
            extra.update({(s, b): var for b, var in zip(chosen, mine, strict=True)})
            left = self.need.periods - len(chosen)
            if chosen:
                self.model.add(_sum(mine) <= _sum([left * var for var in self._of(s)]))
        return extra

    def _of(self, s: int) -> list[cp_model.IntVar]:
        return [self.count[k, s] for k in range(len(self.kinds))]

    def _there(self, b: int) -> Linear:
        """Return the pupil-periods at a branch."""
        mine = [s for s, chosen in enumerate(self.sets) if b in chosen]
        return _sum([*(var for s in mine for var in self._of(s)), *(self.extra[s, b] for s in mine)])

    @cached_property
    def goals(self) -> Mapping[str, Linear]:
        """The objectives of the assignment, in their order."""
        present = [*self.extra.values(), *(len(self.sets[s]) * var for (_, s), var in self.count.items())]
        return {
            "zonder-plaats": len(self.pupils) * self.need.periods - _sum(present),
            "niet-gedekt": _sum([self._missed(k, s) * var for (k, s), var in self.count.items()]),
            "leerling-vestiging": _sum([len(self.sets[s]) * var for (_, s), var in self.count.items()]),
            FAR: _sum([self._far(k, s) * var for (k, s), var in self.count.items()]),
        }

    def _missed(self, k: int, s: int) -> int:
        """Return the items and contexts that a pupil of this kind misses with this set, at whatever times."""
        there = [self.offers[b] for b in self.sets[s]]
        items = sum(not any(item in offer.items for offer in there) for item in self.need.items)
        asked = (self.pupils[self.kinds[k][0]].contexts or self.need.choices) & self.need.choices
        met = asked & frozenset().union(*(offer.contexts for offer in there))
        return items + max(0, self.need.contexts - len(met))

    def _far(self, k: int, s: int) -> int:
        distances = self.pupils[self.kinds[k][0]].distances
        return sum(distances.get(self.offers[b].code, 0) for b in self.sets[s])

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

    def start_from(self, other: "Patterns") -> None:
        """Start from the last solution of a model with fewer kinds over the same branches."""
        sets = {chosen: s for s, chosen in enumerate(self.sets)}
        taken = [sets[chosen] for chosen in other.chosen()]
        values = {var.index: 0 for var in self.count.values()}
        for k, kind in enumerate(self.kinds):
            for number in kind:
                values[self.count[k, taken[number]].index] += 1
        extra = {var.index: other.values[other.extra[key].index] for key, var in self.extra.items()}
        start_from(self.model, (values | extra).items())

    def keep(self, name: str, value: int) -> None:
        """Fix that an objective is no more than this."""
        self.model.add(self.goals[name] <= value)

    def chosen(self) -> list[Chosen]:
        """Return the branches of every pupil, by the last solution."""
        found: list[Chosen] = [()] * len(self.pupils)
        for k, kind in enumerate(self.kinds):
            sets = [s for s in range(len(self.sets)) for _ in range(self.values[self.count[k, s].index])]
            for number, s in zip(kind, sets, strict=True):
                found[number] = self.sets[s]
        return found


class Counted:
    """All objectives in numbers: distances only tell pupils apart for the last one."""

    def __init__(self, need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil]) -> None:
        self.need, self.offers, self.pupils = need, offers, pupils
        self.plain = Patterns(need, offers, [replace(pupil, distances={}) for pupil in pupils])
        self.last = self.plain
        self.kept: dict[str, int] = {}

    def least(self, name: str, limit: float) -> Score | None:
        """Return the least value of an objective under those kept, with its bound; None when not found."""
        if name != FAR:
            return self.plain.least(name, limit)
        if not any(km for pupil in self.pupils for km in pupil.distances.values()):
            return Score(name, 0, 0)
        found = self._nearest(limit) if is_countable(self.need, self.offers, self.pupils) else None
        if found is None:
            self.last = self.plain
        return found or self._as_it_comes()

    def _nearest(self, limit: float) -> Score | None:
        """Tell every pupil apart, from the answer that did not."""
        self.last = Patterns(self.need, self.offers, self.pupils)
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
        yield from ((number, b) for number, chosen in enumerate(self.chosen()) for b in chosen)

    def _km(self, number: int, b: int) -> int:
        return self.pupils[number].distances.get(self.offers[b].code, 0)

    def keep(self, name: str, value: int) -> None:
        """Fix that an objective is no more than this."""
        self.kept[name] = value
        self.plain.keep(name, value)

    def chosen(self) -> list[Chosen]:
        """Return the branches of every pupil, by the last solution."""
        return self.last.chosen()


def _sum(terms: Sequence[Linear | int]) -> Linear:
    return cp_model.LinearExpr.sum([cp_model.LinearExpr.constant(0), *terms])
