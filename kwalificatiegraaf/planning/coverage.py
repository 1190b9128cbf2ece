"""Branches as a covering problem: the fewest that cover a trajectory, and pupils over branches.

Both are solved in CP-SAT with one worker and a fixed seed, objective after objective, each value
fixed before the next; the proven bound of every objective comes with the answer. For pupils it comes from
counting how many take which set of branches (`patterns`), and mostly their branches do too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.branches import (
    Assignment,
    Cover,
    Need,
    Offer,
    Placing,
    Pupil,
    Score,
    coverable,
)
from kwalificatiegraaf.planning.patterns import Column, Counted, Paths, Sets, is_countable, kinds_of
from kwalificatiegraaf.planning.progress import tell
from kwalificatiegraaf.planning.solver import new_solver, solve, start_from

LIMIT = 1.0
"""Deterministic time for one objective, about seconds."""

Linear = cp_model.LinearExpr


class _Solver:
    """Minimises objectives in order and keeps each value."""

    def __init__(self, model: cp_model.CpModel) -> None:
        self.model = model
        self.scores: list[Score] = []
        self.values: list[int] = []

    def minimise(self, name: str, terms: Linear, least: int, limit: float) -> None:
        self.model.minimize(terms)
        self.model.add(terms >= least)
        solver = new_solver(limit)
        start_from(self.model, enumerate(self.values))
        status = solve(solver, self.model, name, least)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return
        value = round(solver.objective_value)
        bound = min(value, max(least, round(solver.best_objective_bound)))
        self.scores.append(Score(name, value, bound))
        self.values = list(solver.response_proto.solution)
        self.model.add(terms <= value)

    def settle(self, scores: Sequence[Score], limit: float) -> bool:
        """Find any solution, whose scores are known; return whether there is one within the limit."""
        solver = new_solver(limit)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False
        self.scores, self.values = list(scores), list(solver.response_proto.solution)
        for score in scores:
            tell(score.name, score.value, score.bound)
        return True

    def value(self, var: cp_model.IntVar) -> int:
        return self.values[var.index]

    def is_on(self, var: cp_model.IntVar) -> bool:
        return bool(self.value(var))


def _sum(terms: Sequence[Linear | int]) -> Linear:
    return cp_model.LinearExpr.sum([cp_model.LinearExpr.constant(0), *terms])


def smallest_cover(
    need: Need,
    offers: Sequence[Offer],
    *,
    fixed: frozenset[str] = frozenset(),
    distances: Mapping[str, int] | None = None,
    limit: float = LIMIT,
) -> Cover:
    """Return the fewest branches that cover all that any can cover; `fixed` ones are in anyhow.

    Of equal numbers the smallest total distance, then the first codes. The contexts that are asked
    are covered as far as any branch can.
    """
    ordered = sorted(offers, key=lambda offer: offer.code)
    model = cp_model.CpModel()
    used = {offer.code: model.new_bool_var(offer.code) for offer in ordered}
    for code in fixed:
        model.add(used[code] == 1)
    for item in sorted(coverable(need, ordered)):
        model.add_at_least_one(used[offer.code] for offer in ordered if item in offer.items)
    _cover_contexts(model, need, ordered, used)
    solver = _Solver(model)
    _minimise_branches(solver, used, fixed, distances, limit)
    return Cover(tuple(code for code, var in used.items() if solver.is_on(var)), tuple(solver.scores))


def calendar_cover(
    need: Need,
    offers: Sequence[Offer],
    *,
    fixed: frozenset[str] = frozenset(),
    distances: Mapping[str, int] | None = None,
    limit: float = LIMIT,
) -> Cover:
    """Return the fewest branches that one pupil, at one branch in a period, needs to miss the least.

    An item counts in its own periods alone; that branches are full is not looked at. Ties go as in
    `smallest_cover`.
    """
    ordered = [replace(offer, room=(1,) * need.periods) for offer in sorted(offers, key=lambda o: o.code)]
    model = _Pupils(need, ordered, (Pupil("", frozenset(), distances or {}),))
    visited = {offer.code: model.used[0, b] for b, offer in enumerate(ordered)}
    solver = _Solver(model.model)
    solver.minimise("niet-gedekt", model.uncovered(), 0, limit)
    chosen = {code: 1 if code in fixed else var for code, var in visited.items()}
    _minimise_branches(solver, chosen, fixed, distances, limit)
    if not solver.values:
        return Cover((), ())
    codes = sorted(fixed | {code for code, var in visited.items() if solver.is_on(var)})
    lost = {item for (_, item), var in model.missing.items() if solver.is_on(var)}
    missed, short = sorted(lost & coverable(need, offers)), sum(solver.value(var) for var in model.short)
    return Cover(tuple(codes), tuple(solver.scores), tuple(missed), short)


def _minimise_branches(
    solver: _Solver,
    chosen: Mapping[str, Linear | int],
    fixed: frozenset[str],
    distances: Mapping[str, int] | None,
    limit: float,
) -> None:
    """Choose the fewest branches, of these the nearest, and of these the first in order of code."""
    solver.minimise("aantal", _sum(list(chosen.values())), len(fixed), limit)
    if distances:
        far = [distances.get(code, 0) * one for code, one in chosen.items()]
        solver.minimise("afstand", _sum(far), 0, limit)
    solver.minimise("volgorde", _sum([rank * one for rank, one in enumerate(chosen.values())]), 0, limit)


def _cover_contexts(
    model: cp_model.CpModel, need: Need, offers: Sequence[Offer], used: Mapping[str, cp_model.IntVar]
) -> None:
    known = sorted(need.choices & frozenset().union(*(offer.contexts for offer in offers)))
    chosen = []
    for context in known:
        var = model.new_bool_var(f"context {context}")
        model.add(_sum([used[o.code] for o in offers if context in o.contexts]) >= var)
        chosen.append(var)
    model.add(_sum(chosen) >= min(need.contexts, len(known)))


class _Pupils:
    """The model of an assignment: `at[p, b, t]` pupil p is at branch b in period t."""

    def __init__(
        self, need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil], *, twins: bool = True
    ) -> None:
        self.need, self.offers, self.pupils = need, offers, pupils
        self.model = cp_model.CpModel()
        self.at: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.used: dict[tuple[int, int], cp_model.IntVar] = {}
        self.missing: dict[tuple[int, str], cp_model.IntVar] = {}
        self.counted: dict[tuple[int, str], cp_model.IntVar] = {}
        self.short: list[cp_model.IntVar] = []
        self.alike = _alike(need, offers)
        for number, pupil in enumerate(pupils):
            self._add_pupil(number, pupil)
        for earlier, later in _twins(pupils) if twins else ():
            self.model.add(self._first(earlier) <= self._first(later))
        for b, offer in enumerate(offers):
            for t in range(need.periods):
                inside = [self.at[p, b, t] for p in range(len(pupils))]
                self.model.add(_sum(inside) <= offer.room[t])

    def _add_pupil(self, number: int, pupil: Pupil) -> None:
        periods = range(self.need.periods)
        for b, offer in enumerate(self.offers):
            used = self.model.new_bool_var(f"used {pupil.mark} {offer.code}")
            self.used[number, b] = used
            for t in periods:
                self.at[number, b, t] = self.model.new_bool_var(f"{pupil.mark} {offer.code} {t}")
                self.model.add_implication(self.at[number, b, t], used)
            self.model.add(_sum([self.at[number, b, t] for t in periods]) >= used)
        for t in periods:
            self.model.add_at_most_one(self.at[number, b, t] for b in range(len(self.offers)))
        self._add_items(number, pupil)
        self._add_contexts(number, pupil)

    def _add_items(self, number: int, pupil: Pupil) -> None:
        everywhere = tuple(range(self.need.periods))
        for (able, run), items in self.alike.items():
            if run == everywhere:
                there = [self.used[number, b] for b in able]
            else:
                there = [self.at[number, b, t] for b in able for t in run]
            missing = self.model.new_bool_var(f"missing {pupil.mark} {items[0]}")
            self.model.add_at_least_one([*there, missing])
            self.missing.update({(number, item): missing for item in items})

    def take(self, number: int, column: Column, *, by_period: bool) -> None:
        """Fix the branches of a pupil: one for every period, or those of all periods together."""
        for b in range(len(self.offers)):
            if by_period:
                for t, there in enumerate(column):
                    self.model.add(self.at[number, b, t] == (b == there))
            else:
                self.model.add(self.used[number, b] == (b in column))

    def _first(self, number: int) -> Linear:
        """Return the rank of the branch in the first period; nowhere comes last."""
        places = len(self.offers)
        return places - _sum([(places - b) * self.at[number, b, 0] for b in range(places)])

    def _add_contexts(self, number: int, pupil: Pupil) -> None:
        if not self.need.contexts:
            return
        for context in self.asked(pupil):
            var = self.model.new_bool_var(f"context {pupil.mark} {context}")
            there = [self.used[number, b] for b, o in enumerate(self.offers) if context in o.contexts]
            self.model.add(_sum(list(there)) >= var)
            self.counted[number, context] = var
        counted = _sum([var for (p, _), var in self.counted.items() if p == number])
        short = self.model.new_int_var(0, self.need.contexts, f"short {pupil.mark}")
        if self.need.exact:
            self.model.add(counted + short == self.need.contexts)
        else:
            self.model.add(counted + short >= self.need.contexts)
        self.short.append(short)

    def asked(self, pupil: Pupil) -> list[str]:
        """Return the contexts to choose from for a pupil, in order."""
        return sorted((pupil.contexts or self.need.choices) & self.need.choices)

    def goals(self) -> dict[str, Linear]:
        """Return the objectives, in order."""
        return {
            "zonder-plaats": self.homeless(),
            "niet-gedekt": self.uncovered(),
            "leerling-vestiging": self.pairs(),
            "afstand": self.far(),
        }

    def homeless(self) -> Linear:
        """Pupil-periods without a branch."""
        return len(self.pupils) * self.need.periods - _sum(list(self.at.values()))

    def uncovered(self) -> Linear:
        """Items and contexts that pupils miss."""
        return _sum([*self.missing.values(), *self.short])

    def pairs(self) -> Linear:
        """Pairs of pupil and branch: every change of company is one more."""
        return _sum(list(self.used.values()))

    def far(self) -> Linear:
        """Kilometres to every branch of every pupil."""
        return _sum(
            [self.pupils[p].distances.get(self.offers[b].code, 0) * var for (p, b), var in self.used.items()]
        )


def _alike(need: Need, offers: Sequence[Offer]) -> dict[tuple[tuple[int, ...], tuple[int, ...]], list[str]]:
    """Return the items by who offers them and when: what always goes together is one variable."""
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[str]] = {}
    for item, run in need.items.items():
        able = tuple(b for b, offer in enumerate(offers) if item in offer.items)
        groups.setdefault((able, run), []).append(item)
    return groups


def _twins(pupils: Sequence[Pupil]) -> list[tuple[int, int]]:
    """Return pairs of pupils that ask the same, each with the next: swapping them changes nothing."""
    return [pair for kind in kinds_of(pupils) for pair in pairwise(kind)]


def _least_missed(need: Need, offers: Sequence[Offer], pupil: Pupil, limit: float) -> int:
    """Return what a pupil misses who has all branches to himself."""
    alone = [replace(offer, room=(1,) * need.periods) for offer in offers]
    model = _Pupils(need, alone, (pupil,))
    solver = _Solver(model.model)
    solver.minimise("niet-gedekt", model.uncovered(), 0, limit)
    return solver.scores[0].bound if solver.scores else 0


def assign(need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil], limit: float = LIMIT) -> Assignment:
    """Place pupils at branches, one branch per pupil and period, within the room of every branch.

    In order: fewest pupil-periods without a place, fewest items and contexts missed, fewest pairs of
    pupil and branch, fewest kilometres. An item is covered when the pupil is at a branch that offers
    it in one of the periods that count for the item.
    """
    ordered = sorted(offers, key=lambda offer: offer.code)
    alike = [replace(pupil, distances={}) for pupil in pupils]
    everywhere = tuple(range(need.periods))
    by_calendar = any(run != everywhere for run in need.items.values())
    ways = [way for way in (Sets, Paths) if is_countable(need, ordered, alike, way)]
    for way in ways:
        found = None if by_calendar and way is Sets else _counted(need, ordered, pupils, limit, way)
        if found:
            return found
    return _searched(need, ordered, pupils, limit, ways)


def _counted(
    need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil], limit: float, way: type[Sets | Paths]
) -> Assignment | None:
    """Return the assignment by numbers of pupils, None when the periods do not let it be carried out."""
    counted = Counted(need, offers, pupils, way)
    model = _Pupils(need, offers, pupils, twins=False)
    scores = []
    for name in model.goals():
        score = counted.least(name, limit)
        if score is None:
            return None
        counted.keep(name, score.value)
        scores.append(score)
    for number, column in enumerate(counted.chosen()):
        model.take(number, column, by_period=way is Paths)
    model.model.add(model.homeless() <= scores[0].value)
    model.model.add(model.uncovered() <= scores[1].value)
    solver = _Solver(model.model)
    return _assignment(model, solver) if solver.settle(scores, limit) else None


def _searched(
    need: Need,
    offers: Sequence[Offer],
    pupils: Sequence[Pupil],
    limit: float,
    ways: Sequence[type[Sets | Paths]],
) -> Assignment:
    """Return the assignment by search, with the bounds of the numbers where they can be counted."""
    model = _Pupils(need, offers, pupils)
    solver = _Solver(model.model)
    counted = Counted(need, offers, pupils, ways[-1]) if ways else None
    goals = model.goals()
    for name, least in _own_bounds(need, offers, pupils, limit).items():
        score = counted.least(name, limit) if counted else None
        solver.minimise(name, goals[name], max(least, score.bound if score else 0), limit)
        if counted and solver.scores[-1].name == name:
            counted.keep(name, solver.scores[-1].value)
    return _assignment(model, solver)


def _own_bounds(need: Need, offers: Sequence[Offer], pupils: Sequence[Pupil], limit: float) -> dict[str, int]:
    """Return the objectives in order with what can be said of each from room, and from pupils alone."""
    room = sum(min(len(pupils), sum(offer.room[t] for offer in offers)) for t in range(need.periods))
    kinds = kinds_of([replace(pupil, distances={}) for pupil in pupils])
    missed = sum(len(kind) * _least_missed(need, offers, pupils[kind[0]], limit / 10) for kind in kinds)
    lacking = len(pupils) * need.periods - room
    return {"zonder-plaats": lacking, "niet-gedekt": missed, "leerling-vestiging": 0, "afstand": 0}


def _assignment(model: _Pupils, solver: _Solver) -> Assignment:
    placings = tuple(_placing(model, solver, number) for number in range(len(model.pupils)))
    return Assignment(placings, tuple(solver.scores))


def _placing(model: _Pupils, solver: _Solver, number: int) -> Placing:
    branches = tuple(
        next((o.code for b, o in enumerate(model.offers) if solver.is_on(model.at[number, b, t])), None)
        for t in range(model.need.periods)
    )
    pupil = model.pupils[number]
    return Placing(
        mark=pupil.mark,
        branches=branches,
        uncovered=tuple(
            item for (p, item), var in model.missing.items() if p == number and solver.is_on(var)
        ),
        contexts=tuple(_contexts(model, solver, number, branches)),
        short=solver.value(model.short[number]) if model.short else 0,
    )


def _contexts(model: _Pupils, solver: _Solver, number: int, branches: Sequence[str | None]) -> Iterator[str]:
    """Yield the contexts of a pupil: those chosen when the rule is exact, else all that are offered."""
    if not model.need.contexts:
        return
    offered = {context for o in model.offers if o.code in branches for context in o.contexts}
    for context in model.asked(model.pupils[number]):
        chosen = solver.is_on(model.counted[number, context])
        if chosen if model.need.exact else context in offered:
            yield context
