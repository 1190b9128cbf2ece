"""The objectives one after the other, each value fixed before the next (PLANNING: objectives).

First the task without its calendar: it is small, and what it proves (the least shortfall of a norm,
the fewest divided items, the least distance to preferred places) bounds the whole. Then an answer with
every item in as few periods as it can, which often meets the bounds of load and periods at once, and where
each needs one, counted by kinds first, that of divided items too. Then the whole task, from that answer, for
every objective that is not proved yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from math import floor
from typing import Final, Literal

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.planning.cases import CaseSearch
from kwalificatiegraaf.planning.goals import Goal, division_goal, goals_of, periods_goal
from kwalificatiegraaf.planning.kindsearch import KindSearch
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.once import OnceModel
from kwalificatiegraaf.planning.problem import Problem, Units
from kwalificatiegraaf.planning.runs import Case, RunModel
from kwalificatiegraaf.planning.search import Answer, Outcome, Search
from kwalificatiegraaf.planning.solver import Method
from kwalificatiegraaf.planning.stream import streamed
from kwalificatiegraaf.planning.wholes import JOINABLE, fewest_periods, least_divided, shared_periods

CALENDAR_ONLY: tuple[Doelnaam, ...] = ("belasting", "perioden", "volgorde")
"""Objectives that say nothing without periods."""
Methods = tuple[tuple[Method, float], ...]
METHODS: Final[dict[Doelnaam | Literal["last"], Methods]] = {
    "normen": (("lp", 1),),
    "belasting": (("relaxed", 0.2),),
    "perioden": (("relaxed", 0.2), ("core", 0.3), ("clauses", 0.2)),
    "verdeling": (("relaxed", 0.2), ("clauses", 0.3), ("relaxed", 0.5)),
    "voorkeur": (("kinds", 1), ("pairs", 0.1), ("relaxed", 0.2), ("threes", 0.2), ("clauses", 0.4)),
    "last": (("clauses", 0.05), ("pairs", 0.05)),
    "volgorde": (("kinds", 1), ("relaxed", 0.9), ("pairs", 0.1), ("threes", 0.2)),
}
"""How each objective is searched, and with which parts of the limit.

`last` is the load once more, with what the other objectives leave free.
"""
BASE_DIVISION: Final[Methods] = (("core", 0.2), ("relaxed", 0.3), ("clauses", 0.3))
"""The same for few divided items without calendar, where mostly none or one needs to be."""
SHORT: Final[Methods] = (("relaxed", 0.4), ("plain", 0.2))
"""How a first answer is searched with items in as few periods as they can, where some run on."""
ONCE: Final[Methods] = (("plain", 0.3), ("clauses", 0.3), ("relaxed", 0.4))
"""The same where none does."""
BASE_EFFORT = 0.1
"""The part of the limit for each objective of the task without calendar, which is small."""
MOST_SHARED = 3
"""How many times periods share an item at most, to search case by case."""
MOST_CASES = 40
"""How many cases are searched at most."""
KINDS = 0.5
"""The part of the limit for a first answer by kinds: for their counts, and once more for the items."""
START_EFFORT = 0.25
"""The part of the limit for each first answer."""


@dataclass(frozen=True)
class Task:
    """What is solved: a problem, its norms, the objectives, which norms are hard, and how long.

    `tolerance` is the room that the greatest load keeps for the objectives after it. `limit` is
    deterministic time (about seconds) for one objective that counts in full.
    """

    problem: Problem
    forms: tuple[Form, ...]
    kinds: tuple[Doelnaam, ...]
    hard: tuple[str, ...]
    tolerance: Fraction
    limit: float

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The objectives in order, the hard norms first."""
        return goals_of(self.problem, self.forms, self.kinds, self.hard)

    @property
    def fewest(self) -> int:
        """How many periods the items need together, each by itself."""
        return sum(fewest_periods(self.problem))

    def search(self) -> Search:
        """Return a fresh model to search."""
        return Search(TrajectModel(self.problem, self.forms))

    def collapsed(self) -> "Task":
        """Return the task without its calendar, with the objectives that mean something there."""
        kinds = tuple(kind for kind in self.kinds if kind not in CALENDAR_ONLY)
        return replace(self, problem=self.problem.collapsed(), kinds=kinds, limit=self.limit * BASE_EFFORT)


@dataclass(frozen=True)
class Plan:
    """The answer with the outcome of every objective; `answer` is None when none was found."""

    outcomes: tuple[Outcome, ...] = ()
    answer: Answer | None = None
    impossible: bool = False


def solve(task: Task) -> Plan:
    """Solve the objectives in order; the same task gives the same plan.

    The greatest load leaves the tolerance to the objectives after it, and is evened out at the end.
    """
    goals = task.goals
    search = task.search()
    start = first_answers(task, search)
    search.answer = start.first
    if not goals and not search.find(task.limit):
        return Plan(impossible=search.impossible)
    shadow = _Shadow(task)
    outcomes: dict[str, Outcome] = {}
    kept: list[tuple[Goal, int]] = []
    for goal, step in _steps(goals):
        if step == "last":  # in all cases together: nothing of it is proved
            evened = Search.minimise(search, goal, task.limit, METHODS["last"])
            if evened is not None:
                search.keep(goal, evened.value)
            continue
        room = task.tolerance if step == "loose" else Fraction(0)
        before = search.answer
        outcome = _by_stream(goal, start.even, kept, search) if goal.kind == "belasting" else None
        if outcome is None:
            bounded = shadow.bounded(_counted(goal, task.problem, kept, start))
            outcome = search.minimise(bounded, task.limit, METHODS[goal.kind])
        if outcome is None:
            return Plan(impossible=search.impossible)
        most = floor(outcome.value * (1 + room))
        outcomes[goal.name] = replace(outcome, most=most if outcome.is_optimal else None)
        if before is not None and goal.value(before.units) <= most:
            search.answer = before  # chosen for the objectives that follow
        search.keep(goal, most)
        shadow.keep(goal, most)
        kept.append((goal, most))
        if goal.kind == "perioden" and outcome.is_optimal:
            search = start.shortest(kept) or _shorter(task, most, kept, search)
    return Plan(_final(goals, outcomes, search.answer), search.answer)


def _steps(goals: Sequence[Goal]) -> Iterator[tuple[Goal, Literal["exact", "loose", "last"]]]:
    """Yield the goals in order; a load that others follow is loose, and comes once more at the end."""
    kinds = [goal.kind for goal in goals]
    others = [n for n, kind in enumerate(kinds) if kind != "belasting"]
    load = kinds.index("belasting") if "belasting" in kinds else None
    last = max(others, default=-1)
    for number, goal in enumerate(goals):
        loose = number == load and number < last
        yield goal, "loose" if loose else "exact"
        if number == last and load is not None and load < last:
            yield goals[load], "last"


def _counted(goal: Goal, problem: Problem, kept: Sequence[tuple[Goal, int]], start: "Start") -> Goal:
    """Return the goal with the bound that what is kept before it implies.

    With few periods of items some must be divided; and so few that no answer has them are too few.
    """
    if goal.kind == "perioden" and start.pairs > goal.least and start.bounds(kept):
        return replace(goal, least=start.pairs, ground="opgelost")
    pairs = [most for one, most in kept if one.kind == "perioden"]
    return division_goal(problem, pairs[0]) if goal.kind == "verdeling" and pairs else goal


def _final(goals: Sequence[Goal], outcomes: dict[str, Outcome], answer: Answer | None) -> tuple[Outcome, ...]:
    """Return the outcomes with the values of the last answer and the bounds of the first pass."""
    units = answer.units if answer else {}
    return tuple(replace(outcomes[goal.name], value=goal.value(units)) for goal in goals)


class _Shadow:
    """The task without its calendar, kept at the values of the whole: its optimum bounds the whole."""

    def __init__(self, task: Task) -> None:
        self.task = task.collapsed()
        self.goals = {goal.name: goal for goal in self.task.goals}
        self.search = self.task.search()

    def bounded(self, goal: Goal) -> Goal:
        """Return the goal with its own bound raised to what is proved without the calendar."""
        if goal.name not in self.goals:
            return goal
        outcome = self.search.minimise(self.goals[goal.name], self.task.limit, _base_methods(goal))
        if outcome is None or outcome.bound <= goal.least:
            return goal
        return replace(goal, least=outcome.bound, ground="zonder-kalender")

    def keep(self, goal: Goal, most: int) -> None:
        """Hold the same goal to what the whole reached."""
        if goal.name in self.goals:
            self.search.keep(self.goals[goal.name], most)


def _by_stream(
    goal: Goal, even: Answer | None, kept: Sequence[tuple[Goal, int]], search: Search
) -> Outcome | None:
    """Return the load as proved by the stream, if that meets its own bound and all that is kept."""
    if even is None or goal.value(even.units) > goal.least:
        return None
    if any(one.value(even.units) > most for one, most in kept):
        return None
    search.answer = even
    return Outcome(goal, goal.least, goal.least)


@dataclass(frozen=True)
class Start:
    """What is known before the search: an answer to start from, and one with exactly the hours per period.

    With the goals in `asked` at their values, items have at least `pairs` periods together; `short` is a
    search that keeps both, and that found `first`.
    """

    first: Answer | None = None
    even: Answer | None = None
    asked: Sequence[tuple[Goal, int]] = ()
    pairs: int = 0
    short: Search | None = None

    def bounds(self, kept: Sequence[tuple[Goal, int]]) -> bool:
        """Whether the number of pairs is a bound when these values are kept."""
        most = {goal.name: value for goal, value in kept}
        return all(goal.name in most and most[goal.name] <= value for goal, value in self.asked)

    def shortest(self, kept: Sequence[tuple[Goal, int]]) -> Search | None:
        """Return the search that found the first answer, if it keeps just these values."""
        asked = {goal.name: value for goal, value in self.asked} | {"perioden": self.pairs}
        return self.short if asked == {goal.name: value for goal, value in kept} else None


def first_answers(task: Task, search: Search) -> Start:
    """Return what is soon found of answers that keep the rules of `search`, and what is soon excluded.

    The first has items in as few periods as they can, with the norms and the load as good as can be
    asked. The second fills the pots to the brim with items that run on, at the best places of the task
    without calendar, and takes the place of the first where that is not found.
    """
    collapsed = task.collapsed()
    base = collapsed.search()
    places = _best(base, collapsed.goals, collapsed.limit)
    if places is None:
        return Start()
    even = _streamed(task, places.units, search)
    asked = _asked(task, places.units)
    pairs, short = periods_goal(task.problem).least, None
    while (short := _short(task, asked, pairs)) is not None:
        few = least_divided(task.problem, pairs) if "verdeling" in task.kinds else None
        if few is not None and isinstance(short, KindSearch) and short.find_divided(few, task.limit * KINDS):
            break
        for method, part in ONCE if isinstance(short, KindSearch) else SHORT:
            if short.find(task.limit * part, method) or short.impossible:
                break
        if not short.impossible:
            break
        pairs += 1
    if short and short.answer and search.adopt(short.answer.units, task.limit * START_EFFORT):
        return Start(search.answer, even, asked, pairs, short)
    return Start(even, even, asked, pairs)


def _asked(task: Task, places: Units) -> list[tuple[Goal, int]]:
    """Return the norms, to be as near as these places bring them, and the load, as low as can be asked."""
    asked = []
    for goal in task.goals:
        if goal.kind == "normen":
            asked.append((goal, goal.value(places)))
        elif goal.kind == "belasting":
            asked.append((goal, floor(goal.least * (1 + task.tolerance))))
    return asked


def _base_methods(goal: Goal) -> Methods:
    """Return how an objective is searched without the calendar."""
    return BASE_DIVISION if goal.kind == "verdeling" else METHODS[goal.kind]


def _streamed(task: Task, places: Units, search: Search) -> Answer | None:
    """Return the answer that fills every pot period by period, when it keeps all rules."""
    units = streamed(task.problem, places)
    if units is None:
        return None
    return search.answer if search.adopt(units, task.limit * START_EFFORT) else None


def _best(search: Search, goals: Sequence[Goal], limit: float) -> Answer | None:
    """Return the best answer found for the goals in order, or any answer when there are no goals."""
    if not search.find(limit):
        return None
    for goal in goals:
        outcome = search.minimise(goal, limit, _base_methods(goal))
        if outcome is not None:
            search.keep(goal, outcome.value)
    return search.answer


def _shorter(task: Task, pairs: int, kept: Sequence[tuple[Goal, int]], search: Search) -> Search:
    """Return a search in which few items run on, from the answer of `search`; else `search`."""
    if search.answer is None:
        return search
    short = _short(task, kept, pairs)
    return short if short and short.adopt(search.answer.units, task.limit) else search


def _short(task: Task, kept: Sequence[tuple[Goal, int]], pairs: int) -> Search | None:
    """Return a search with so many pairs of item and period that keeps these values; None where too many.

    Where few items run on, the search goes case by case.
    """
    shared, extra = pairs - len(task.problem.items), pairs - task.fewest
    cases: list[Case] = []
    if shared <= MOST_SHARED and task.problem.size <= JOINABLE:
        cases = list(islice(shared_periods(task.problem, shared), MOST_CASES + 1))
    by_case = shared > 0 and 0 < len(cases) <= MOST_CASES
    if extra and not by_case:
        return None
    peak = next((most for goal, most in kept if goal.kind == "belasting"), None)
    short: Search
    if shared:
        model = RunModel(task.problem, task.forms, extra)
        model.hold_loads(peak)
        short = CaseSearch(model, cases) if by_case else Search(model)
    else:
        short = KindSearch(OnceModel(task.problem, task.forms), task.forms, peak)
    for goal, most in kept:
        short.keep(goal, most)
    short.keep(periods_goal(task.problem), pairs)
    return short
