"""Can the target be reached when some facts are free? Arithmetic first; the model where periods count.

`relaxed` facts may take any value of the room; the others keep their value. What arithmetic refuses is
refused for good; what it allows is sought with the calendar, timetable after timetable, the nearest first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count
from typing import Literal

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.wijzigen import with_places, without_facts, without_idle
from kwalificatiegraaf.planning.aggregate import HELD_BY_HOURS, MEASURED, Aggregate, Judgement
from kwalificatiegraaf.planning.hitting import irreducible
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.norms import Form, form_of
from kwalificatiegraaf.planning.problem import Problem, Units, problem_of
from kwalificatiegraaf.planning.search import Search
from kwalificatiegraaf.planning.target import Codes, Target
from kwalificatiegraaf.planning.timetables import Sums, Timetable, Timetables
from kwalificatiegraaf.planning.windows import windows

Answer = Literal["ja", "nee", "onbekend"]
Question = tuple[Problem, tuple[tuple[object, ...], ...]]
"""A problem without what does not decide it, and the numbers of its norms."""
SOLVES = 24
"""Timetables that are tried with the calendar before an answer stays open."""
LIMIT = 1.0
"""Deterministic time for one of them (about seconds)."""
EFFORT = 10.0
"""Deterministic time for all of them; after that what arithmetic leaves open stays open."""


@dataclass(frozen=True)
class Verdict:
    """The answer; with `ja` a timetable that does it, and the value of the norm by arithmetic."""

    answer: Answer
    timetable: Timetable | None = None
    value: Fraction | None = None


class Oracle:
    """Answers for one target; asked twice, it remembers."""

    def __init__(self, target: Target, limit: float = LIMIT) -> None:
        self.target = target
        self.limit = limit
        self.timetables = Timetables(target)
        self.aggregate = Aggregate(target, self.timetables)
        self.solved = 0
        self.effort = EFFORT
        self._known: dict[tuple[Codes, bool, bool], Verdict] = {}
        self._enough: list[Codes] = []
        self._answers: dict[Question, Answer] = {}
        self._needed: dict[Codes, int] = {}

    def can(self, relaxed: Codes, *, calendar: bool = True, cheapest: bool = False) -> Verdict:
        """Return whether the target can be reached with these facts free.

        Without `calendar` the facts on periods are free as well. `cheapest` gives the timetable that
        changes the fewest hours.
        """
        free = relaxed if calendar else relaxed | self.target.calendar
        key = (free, calendar, cheapest)
        if key not in self._known:
            self._known[key] = self._decide(free, cheapest=cheapest)
        return self._known[key]

    def reachable(self, relaxed: Codes, *, calendar: bool) -> Answer:
        """Return the answer alone: facts that hold enough free ones are not asked again."""
        free = relaxed if calendar else relaxed | self.target.calendar
        if any(enough <= free for enough in self._enough):
            return "ja"
        answer = self.can(relaxed, calendar=calendar).answer
        if answer == "ja":
            self._enough.append(free)
        return answer

    def highest(self, relaxed: Codes) -> Fraction | None:
        """Return the highest value that arithmetic allows with these facts free."""
        best: Fraction | None = None
        for _, sums in self._sums(relaxed, cheapest=False):
            judged = self.aggregate.judge(sums, relaxed, over=Fraction(-1) if best is None else best)
            higher = judged and judged.most is not None and (best is None or judged.most > best)
            if judged and higher and self.timetables.split(relaxed, sums):
                best = judged.most
        return best

    @property
    def is_measurable(self) -> bool:
        """Whether the norm has a value at all: a known basis, and no weight missing where it asks weights."""
        norm, task = self.target.norm, self.target.opdracht
        if norm is None or norm.grondslag not in MEASURED:
            return norm is None
        items = task.onderdelen if norm.bereik == "alle" else task.competenties
        return norm.grondslag != "gewicht" or all(item.gewicht is not None for item in items)

    def _decide(self, relaxed: Codes, *, cheapest: bool) -> Verdict:
        tried = 0
        for timetable, judged in self.candidates(relaxed, cheapest=cheapest):
            if self._is_certain(relaxed):
                return Verdict("ja", timetable, judged.most)
            missing = self._periods_needed(relaxed, timetable) - len(self.target.opdracht.kader.perioden)
            if missing > (self.target.ruimte.perioden if "looptijd" in relaxed else 0):
                return Verdict("nee")
            if missing > timetable.extra:
                continue
            if tried == SOLVES:
                return Verdict("onbekend")
            tried += 1
            answer = self.search(relaxed, timetable)
            if answer == "ja":
                return Verdict("ja", timetable, judged.most)
            if answer == "onbekend":
                return Verdict("onbekend")
        return Verdict("nee")

    def _periods_needed(self, relaxed: Codes, timetable: Timetable) -> int:
        """Return how many periods the longest chain of prior knowledge asks: the same in every timetable."""
        kept = frozenset(self.target.calendar - relaxed)
        if kept not in self._needed:
            problem = self.problem(relaxed, timetable)[1]
            self._needed[kept] = 1 + max((first for first, _ in windows(problem)), default=0)
        return self._needed[kept]

    def candidates(self, relaxed: Codes, *, cheapest: bool) -> Iterator[tuple[Timetable, Judgement]]:
        """Yield the timetables that arithmetic allows, by cost; a timetable costs no less than its sums."""
        waiting: list[tuple[int, int, Timetable, Judgement]] = []
        number = count()
        for cost, sums in self._sums(relaxed, cheapest=cheapest):
            while waiting and waiting[0][0] <= cost:
                yield heappop(waiting)[2:]
            judged = self.aggregate.judge(sums, relaxed)
            if judged is not None and self._may_meet(judged):
                for own, timetable in self.timetables.split(relaxed, sums):
                    if not self.timetables.is_simple and not self.aggregate.fits(sums, timetable, relaxed):
                        continue
                    heappush(waiting, (own, next(number), timetable, judged))
        while waiting:
            yield heappop(waiting)[2:]

    def _sums(self, relaxed: Codes, *, cheapest: bool) -> list[tuple[int, Sums]]:
        norm, facts = self.target.norm, self.target.facts
        loads = any(f.soort == "periodegrens" and code not in relaxed for code, f in facts.items())
        if norm is None and not loads:
            relaxed = frozenset(c for c in relaxed if facts[c].soort != "algemene-uren")
        every = cheapest or loads or self._has_ceiling
        partial = loads or bool(norm and (norm.grondslag in HELD_BY_HOURS or self._has_ceiling))
        return self.timetables.sums(relaxed, every_general=every, all_values=partial)

    @property
    def _has_ceiling(self) -> bool:
        norm = self.target.norm
        return norm is not None and norm.operator in ("band", "gelijk")

    def _may_meet(self, judged: Judgement) -> bool:
        norm = self.target.norm
        if norm is None:
            return True
        if judged.least is None or judged.most is None:
            return False
        if not self._has_ceiling or judged.least == judged.most:
            return norm.is_met_by(judged.most)
        high = norm.drempel if norm.operator == "gelijk" else norm.bovengrens
        return judged.most >= norm.drempel and (high is None or judged.least <= high)

    def _is_certain(self, relaxed: Codes) -> bool:
        """Whether arithmetic decides: no fact on periods is kept (all may run in one), and sums suffice."""
        if not self.target.calendar <= relaxed or not self.timetables.is_aligned:
            return False
        by_hours = self.target.norm is None or self.target.norm.grondslag in HELD_BY_HOURS
        if self._has_ceiling and not by_hours:
            return False
        return self.timetables.is_simple or (by_hours and not self.aggregate.has_parts(relaxed))

    def search(self, relaxed: Codes, timetable: Timetable) -> Answer:
        """Return whether this timetable reaches the target with the other relaxed facts free.

        Timetables that leave the same vocational question (another cluster dropped) are solved once.
        """
        task, problem = self.problem(relaxed, timetable)
        if self.target.calendar <= relaxed:
            problem = problem.collapsed()
        forms = forms_of(task, problem)
        question = _question(problem, forms)
        if question not in self._answers:
            self.solved += 1
            found, spent = solve(problem, forms, min(self.limit, self.effort))
            self.effort = max(self.effort - spent, 0)
            self._answers[question] = found if isinstance(found, str) else "ja"
        return self._answers[question]

    def core(self, relaxed: Codes, timetable: Timetable) -> Codes:
        """Return kept facts that make a refused timetable impossible, none of which can be missed."""
        fixed = self.target.hourly | self.target.laws
        loose = frozenset(self.target.facts) - fixed

        def refuses(kept: Sequence[str]) -> bool:
            return self.search((relaxed & fixed) | (loose - frozenset(kept)), timetable) == "nee"

        return irreducible(self.target.ordered(loose - relaxed), refuses)

    def problem(self, relaxed: Codes, timetable: Timetable) -> tuple[Trajectopdracht, Problem]:
        """Return the task (not validated) under a timetable with the relaxed facts free, and in integers."""
        target = self.target
        places = {
            item.code: self.timetables.places
            for item in target.opdracht.competenties
            if f"plaatsen:{item.code}" in relaxed
        }
        freed = [fact for code, fact in target.facts.items() if code in relaxed]
        kader = timetable.frame(target.opdracht.kader)
        task = without_facts(target.opdracht.model_copy(update={"kader": kader}), freed)
        norms = () if target.norm is None else (target.norm,)
        task = without_idle(with_places(task, places)).model_copy(update={"normen": norms})
        problem = problem_of(task)
        if "tolerantie" in relaxed:
            loose = tuple(replace(s, slack=(s.total,) * len(s.hours)) for s in problem.supplies)
            problem = replace(problem, supplies=loose)
        return task, problem


def _question(problem: Problem, forms: Sequence[Form]) -> Question:
    """Return all that decides about an allocation: general education only where loads are bounded."""
    bounded = any(period.least_load or period.most_load is not None for period in problem.periods)
    periods = problem.periods if bounded else tuple(replace(one, general=0) for one in problem.periods)
    rows = [(form.constant, form.low, form.high, *form.hours.items(), *form.main.items()) for form in forms]
    return replace(problem, periods=periods), tuple(rows)


def forms_of(task: Trajectopdracht, problem: Problem) -> tuple[Form, ...]:
    """Return the norms of a task whose value the allocation decides."""
    return tuple(form for norm in task.normen if (form := form_of(task, problem, norm)))


def solve(
    problem: Problem, forms: Sequence[Form], limit: float
) -> tuple[Units | Literal["nee", "onbekend"], float]:
    """Return an allocation that meets all norms of the task, or why there is none, and the effort it took."""
    if any(low > high for item in problem.items for low, high in zip(item.least, item.most, strict=True)):
        return "nee", 0
    if limit <= 0:
        return "onbekend", 0
    model = TrajectModel(problem, forms)
    for shortfall in model.shortfalls.values():
        model.model.add(shortfall == 0)
    search = Search(model)
    if search.find(limit) and search.answer is not None:
        return search.answer.units, search.spent
    return ("nee" if search.impossible else "onbekend"), search.spent
