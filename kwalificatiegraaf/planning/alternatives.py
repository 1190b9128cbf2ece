"""What another place or another period for one item would cost, against the allocation that is there.

An alternative is the same task with less freedom for one item. First without calendar (milliseconds):
what is impossible or worse there is so in the whole. Then, on request, with the calendar: can all
objectives keep their values? If not, which is the first that cannot, and how little can it lose?
Objectives are compared in order, so that the first that must lose decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.plaatsingsuitleg import (
    ZOEKTIJD,
    Alternatief,
    Alternatiefreden,
    Alternatiefstatus,
    Diepte,
    Doelkost,
)
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.goals import Goal, goals_of
from kwalificatiegraaf.planning.lexicographic import CALENDAR_ONLY
from kwalificatiegraaf.planning.model import TOP, Linear, Model, TrajectModel
from kwalificatiegraaf.planning.norms import form_of
from kwalificatiegraaf.planning.problem import Item, Problem, Units, problem_of, units_of
from kwalificatiegraaf.planning.proof import unit_of
from kwalificatiegraaf.planning.search import Search
from kwalificatiegraaf.planning.windows import fits, windows


@dataclass(frozen=True)
class Verdict:
    """What is known of an alternative, at which depth, and the objectives up to the one that decides."""

    status: Alternatiefstatus
    diepte: Diepte
    kosten: tuple[Doelkost, ...] = ()
    reden: Alternatiefreden | None = None

    @property
    def decides(self) -> str | None:
        """The objective that loses."""
        return self.kosten[-1].doel if self.status in ("slechter", "haalbaar") else None


class Alternatives:
    """The alternatives of one trajectory; its allocation must have passed the checker.

    With `calendar` False nothing is asked of the whole model: every answer takes milliseconds.
    """

    def __init__(
        self, opdracht: Trajectopdracht, traject: Traject, *, calendar: bool = True, limit: float = ZOEKTIJD
    ) -> None:
        self.opdracht = opdracht
        self.calendar = calendar
        self.limit = limit
        self.problem = problem_of(opdracht)
        found = (form_of(opdracht, self.problem, norm) for norm in opdracht.normen)
        self.forms = tuple(form for form in found if form)
        self.units = units_of(self.problem, traject)
        self.index = {item.code: number for number, item in enumerate(self.problem.items)}
        self.windows = windows(self.problem)

    def places(self, code: str, place: str) -> Iterator[Alternatief]:
        """Yield every other possible place of the item for its hours at `place`."""
        item = self.problem.items[self.index[code]]
        for other in item.places:
            if other != place:
                verdict = self._judge(self.index[code], self._moved(item, place, other))
                yield _as_place(other, verdict)

    def periods(self, code: str) -> Iterator[Alternatief]:
        """Yield every other run of as many periods for the item."""
        index = self.index[code]
        run = self._run(index)
        for start in range(len(self.problem.periods) - len(run) + 1):
            other = range(start, start + len(run))
            if start == run[0]:
                continue
            if fits(self.windows[index], other):
                changed = _closed_outside(self.problem, self.problem.items[index], other)
                verdict = self._judge(index, changed, timed=True)
            else:
                verdict = Verdict("onmogelijk", "zonder-kalender", reden="volgorde")
            yield _as_period(self.problem, other, verdict)

    def needs_place(self, code: str, place: str) -> bool:
        """Whether no allocation of the task does without hours of the item at `place`."""
        item = self.problem.items[self.index[code]]
        return self._is_impossible(self.index[code], _without(item, place))

    def needs_period(self, code: str, number: int) -> bool | None:
        """Whether no allocation does without the item in this period; None when the calendar is not asked."""
        if not self.calendar:
            return None
        item, t = self.problem.items[self.index[code]], self._position(number)
        closed = item.closed | {(place, t) for place in item.places}
        return self._is_impossible(self.index[code], replace(item, closed=closed))

    def _run(self, index: int) -> list[int]:
        return sorted({t for i, _, t in self.units if i == index})

    def _position(self, number: int) -> int:
        return [period.number for period in self.problem.periods].index(number)

    def _moved(self, item: Item, place: str, other: str) -> Item:
        """Return the item with the hours of `place` at `other`, beside what it has there already."""
        here = (place, other)
        index = self.index[item.code]
        amount = sum(units for (i, p, _), units in self.units.items() if i == index and p in here)
        bare = _without(item, place)
        least = tuple(
            max(low, amount) if p == other else low for p, low in zip(bare.places, bare.least, strict=True)
        )
        return replace(bare, least=least)

    def _with(self, index: int, item: Item) -> Problem:
        items = (*self.problem.items[:index], item, *self.problem.items[index + 1 :])
        return replace(self.problem, items=items)

    def _is_impossible(self, index: int, item: Item) -> bool:
        problem = self._with(index, item)
        if _is_closed(item, len(problem.periods)):
            return True
        shadow = self._search(problem.collapsed(), None)
        shadow.find(self.limit)
        if shadow.impossible or not self.calendar:
            return shadow.impossible
        whole = self._search(problem, self.units)
        whole.find(self.limit)
        return whole.impossible

    def _judge(self, index: int, item: Item, *, timed: bool = False) -> Verdict:
        problem = self._with(index, item)
        if _is_closed(item, len(problem.periods)):
            return Verdict("onmogelijk", "zonder-kalender", reden="opdracht")
        known: tuple[Doelkost, ...] = ()
        if not timed:
            found = self._compare(problem.collapsed(), None, "zonder-kalender")
            if found.status in ("onmogelijk", "slechter"):
                return found
            known = found.kosten
        if not self.calendar:
            return Verdict("open", "zonder-kalender", known)
        return self._compare(problem, self.units, "met-kalender")

    def _search(self, problem: Problem, near: Units | None) -> Search:
        model = TrajectModel(problem, self.forms)
        if near is not None:
            for cell, var in model.hours.items():
                model.model.add_hint(var, near.get(cell, 0))
        return Search(model)

    def _goals(self, problem: Problem, diepte: Diepte) -> tuple[Goal, ...]:
        grenzen = self.opdracht.grenzen
        kinds = [k for k in grenzen.doelen if diepte == "met-kalender" or k not in CALENDAR_ONLY]
        return goals_of(problem, self.forms, kinds, grenzen.harde_normen)

    def _compare(self, problem: Problem, near: Units | None, diepte: Diepte) -> Verdict:
        """Hold the objectives to their present values, one after the other, until one cannot keep up."""
        search = self._search(problem, near)
        if not search.find(self.limit):
            if not search.impossible:
                return Verdict("onbekend", diepte)
            return Verdict("onmogelijk", diepte, reden="uren" if diepte == "zonder-kalender" else "kalender")
        now = {goal.name: goal.value(self.units) for goal in self._goals(self.problem, "met-kalender")}
        kept: list[Doelkost] = []
        for goal in self._goals(problem, diepte):
            outcome = search.minimise(_from(goal, now[goal.name]), self.limit)
            if outcome is None:
                return Verdict("onbekend", diepte, tuple(kept))
            kept.append(self._cost(goal, now[goal.name], outcome.value, outcome.bound))
            if outcome.bound > now[goal.name]:
                status = self._lost(goal)
                return Verdict(status, diepte, tuple(kept), "norm" if status == "onmogelijk" else None)
            if outcome.value > now[goal.name]:
                return Verdict("haalbaar", diepte, tuple(kept))
            search.keep(goal, now[goal.name])
        return Verdict("gelijkwaardig", diepte, tuple(kept))

    def _lost(self, goal: Goal) -> Alternatiefstatus:
        """A hard norm that must lose makes the alternative impossible."""
        hard = goal.form is not None and goal.form.norm.code in self.opdracht.grenzen.harde_normen
        return "onmogelijk" if hard else "slechter"

    def _cost(self, goal: Goal, now: int, value: int, bound: int) -> Doelkost:
        unit = _unit(self.problem, goal)
        return Doelkost(
            doel=goal.name, soort=goal.kind, nu=now * unit, dan=value * unit, minstens=bound * unit
        )


def _unit(problem: Problem, goal: Goal) -> Fraction:
    if goal.form is not None:
        return Fraction(1) / goal.form.scale
    return unit_of(problem, goal.kind)


def _from(goal: Goal, now: int) -> Goal:
    """Return the goal with everything under `now` counted as `now`: what is better needs no search."""

    def expression(model: Model) -> Linear:
        clipped = model.model.new_int_var(now, TOP, f"from {goal.name}")
        model.model.add(clipped >= goal.expression(model))
        return clipped + 0

    return replace(
        goal,
        expression=expression,
        value=lambda units: max(now, goal.value(units)),
        least=max(now, goal.least),
    )


def _without(item: Item, place: str) -> Item:
    """Return the item closed at a place; its least part there lapses, since the question is 'elsewhere'."""
    shut = [p == place for p in item.places]
    return replace(
        item,
        most=tuple(0 if out else most for out, most in zip(shut, item.most, strict=True)),
        least=tuple(0 if out and not low else low for out, low in zip(shut, item.least, strict=True)),
    )


def _is_closed(item: Item, periods: int) -> bool:
    """Whether bounds and closed periods alone forbid the item its size."""
    rows = list(zip(item.places, item.least, item.most, strict=True))
    if any(low > most for _, low, most in rows):
        return True
    open_at = {p for t in range(periods) for p in item.open_places(t)}
    return sum(most for p, _, most in rows if p in open_at) < item.size


def _closed_outside(problem: Problem, item: Item, run: Sequence[int]) -> Item:
    outside = {(p, t) for p in item.places for t in range(len(problem.periods)) if t not in run}
    return replace(item, closed=item.closed | outside)


def _as_place(place: str, verdict: Verdict) -> Alternatief:
    return Alternatief(
        soort="plaats",
        leerplaats=place,
        status=verdict.status,
        diepte=verdict.diepte,
        reden=verdict.reden,
        beslissend=verdict.decides,
        kosten=verdict.kosten,
    )


def _as_period(problem: Problem, run: Sequence[int], verdict: Verdict) -> Alternatief:
    return Alternatief(
        soort="periode",
        perioden=tuple(problem.periods[t].number for t in run),
        status=verdict.status,
        diepte=verdict.diepte,
        reden=verdict.reden,
        beslissend=verdict.decides,
        kosten=verdict.kosten,
    )
