"""The objectives one after the other, each value fixed before the next (PLANNING: objectives).

First the task without its calendar: it is small, and what it proves (the least shortfall of a norm,
the fewest divided items, the least distance to preferred places) bounds the whole. Its places, every
item whole in one period, are the first answer tried; often that meets all bounds at once. Then the
whole task, from that answer, for every objective that is not proved yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.planning.goals import Goal, Units, goals_of
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Problem
from kwalificatiegraaf.planning.search import Answer, Outcome, Search
from kwalificatiegraaf.planning.stream import streamed

CALENDAR_ONLY: tuple[Doelnaam, ...] = ("belasting", "volgorde")
"""Objectives that say nothing without periods."""
EFFORT: dict[Doelnaam, float] = {
    "normen": 1,
    "belasting": 0.2,
    "splitsing": 0.5,
    "voorkeur": 0.75,
    "volgorde": 0.2,
}
"""The part of the limit that each objective gets."""
BASE_EFFORT = 0.1
"""The part of the limit for each objective of the task without calendar, which is small."""
START_EFFORT = 0.25
"""The part of the limit for each objective of the first answer."""


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

    def search(self, answer: Answer | None = None) -> Search:
        """Return a fresh model to search."""
        return Search(TrajectModel(self.problem, self.forms), answer)

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

    The greatest load keeps the tolerance at first, and is tightened once the splits are known.
    """
    goals = task.goals
    first, even = _first_answers(task)
    search = task.search(first)
    if not goals and not search.find(task.limit):
        return Plan(impossible=search.impossible)
    shadow = _Shadow(task)
    outcomes: dict[str, Outcome] = {}
    kept: list[tuple[Goal, int]] = []
    for goal, last in _passes(goals):
        if goal.kind == "belasting" and goal.name not in outcomes:
            outcome = _by_stream(goal, even, kept, search, 1 if last else 1 + task.tolerance)
        else:
            outcome = None
        outcome = outcome or search.minimise(shadow.bounded(goal), task.limit * EFFORT[goal.kind])
        if outcome is None:
            return Plan(impossible=search.impossible)
        outcomes.setdefault(goal.name, outcome)
        most = outcome.value if last else floor(outcome.value * (1 + task.tolerance))
        search.keep(goal, most)
        shadow.keep(goal, most)
        kept.append((goal, most))
    return Plan(_final(goals, outcomes, search.answer), search.answer)


def _passes(goals: Sequence[Goal]) -> Iterator[tuple[Goal, bool]]:
    """Yield the goals in order; the load twice when splits come after it, loosely at first."""
    kinds = [goal.kind for goal in goals]
    twice = {"belasting", "splitsing"} <= set(kinds) and kinds.index("belasting") < kinds.index("splitsing")
    for goal in goals:
        yield goal, not (twice and goal.kind == "belasting")
        if twice and goal.kind == "splitsing":
            yield goals[kinds.index("belasting")], True


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
        outcome = self.search.minimise(self.goals[goal.name], self.task.limit)
        return goal if outcome is None else replace(goal, least=max(goal.least, outcome.bound))

    def keep(self, goal: Goal, most: int) -> None:
        """Hold the same goal to what the whole reached."""
        if goal.name in self.goals:
            self.search.keep(self.goals[goal.name], most)


def _by_stream(
    goal: Goal, even: Answer | None, kept: Sequence[tuple[Goal, int]], search: Search, room: Fraction | int
) -> Outcome | None:
    """Return the load as proved by the stream, if that meets its own bound and all that is kept.

    The answer that has fewer splits stays, as long as it is inside the room.
    """
    if even is None or goal.value(even.units) > goal.least:
        return None
    if any(one.value(even.units) > most for one, most in kept):
        return None
    if search.answer is None or goal.value(search.answer.units) > goal.least * room:
        search.answer = even
    return Outcome(goal, goal.least, goal.least)


def _first_answers(task: Task) -> tuple[Answer | None, Answer | None]:
    """Return an answer to start from, and one in which every period has exactly its hours; if found soon.

    The first has every item whole in one period, with the best places of the task without calendar or
    else with free places. The second fills the pots to the brim with items that run on.
    """
    places = _best(task.collapsed().search(), task.collapsed().goals, task.limit * BASE_EFFORT)
    if places is None:
        return None, None
    timed = [goal for goal in task.goals if goal.kind in CALENDAR_ONLY]
    part = task.limit * START_EFFORT
    even = _streamed(task, places.units, part)
    at_places = _best(_whole(task.search(), places.units), timed, part)
    if at_places is not None:
        return at_places, even
    splits = [goal for goal in task.goals if goal.kind == "splitsing"]
    return _best(_whole(task.search(), None), splits, part) or even, even


def _streamed(task: Task, places: Units, limit: float) -> Answer | None:
    """Return the answer that fills every pot period by period, when it keeps all rules."""
    units = streamed(task.problem, places)
    if units is None:
        return None
    search = task.search()
    for cell, var in search.model.hours.items():
        search.model.model.add(var == units.get(cell, 0))
    return _best(search, (), limit)


def _best(search: Search, goals: Sequence[Goal], limit: float) -> Answer | None:
    """Return the best answer found for the goals in order, or any answer when there are no goals."""
    if not search.find(limit):
        return None
    for goal in goals:
        outcome = search.minimise(goal, limit)
        if outcome is not None:
            search.keep(goal, outcome.value)
    return search.answer


def _whole(search: Search, places: Units | None) -> Search:
    """Hold every item in one period; with `places` (of the collapsed task) its hours there as well."""
    model = search.model
    periods = range(len(model.problem.periods))
    for index in range(len(model.problem.items)):
        model.model.add_exactly_one(model.active[index, t] for t in periods)
    if places is not None:
        for (index, place, t), var in model.hours.items():
            model.model.add(var == places.get((index, place, 0), 0) * model.active[index, t])
    return search
