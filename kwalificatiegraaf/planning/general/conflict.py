"""Why a problem has no answer: rows of its file that cannot go together, none of them superfluous.

A conflict is found by leaving rows out as long as what stays is impossible. The computation has a limit
that is the same on every machine; what it leaves open is said.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain

from ortools.sat.python import cp_model

from kwalificatiegraaf.domain.planningsantwoord import Planningsreden
from kwalificatiegraaf.domain.planningsprobleem import Planningsitem, Planningsprobleem
from kwalificatiegraaf.planning.general.budget import Budget, Late
from kwalificatiegraaf.planning.general.frame import Frame, Units, placements
from kwalificatiegraaf.planning.general.greedy import greedy
from kwalificatiegraaf.planning.general.model import GeneralModel
from kwalificatiegraaf.planning.general.reasons import (
    concerned,
    plain_reasons,
    reasons_of_form,
    reasons_of_size,
)
from kwalificatiegraaf.planning.general.rows import Loosened, Row, rows_of
from kwalificatiegraaf.planning.general.shares import share_of
from kwalificatiegraaf.planning.general.whole import without_calendar, without_free_items
from kwalificatiegraaf.planning.general_checker import check_placements
from kwalificatiegraaf.planning.hitting import irreducible

EFFORT = 1.0
"""Deterministic time for all conflicts of a problem (about half the seconds of the clock)."""
QUESTION = 0.3
"""Deterministic time for one question to the solver."""
READING = 3e-6
"""Deterministic time per item and step of the problem for leaving rows out of it."""
SEEING, TRYING, BUILDING = 3.5e-7, 2e-6, 2e-5
"""The same per cell of what stays: to look at it, to try an instant answer, to build a model and solve it."""
MOST = 3
"""How many conflicts are told; they have no row in common."""


def conflicts(problem: Planningsprobleem, budget: Budget) -> tuple[Planningsreden, ...]:
    """Return why an impossible problem is so: per conflict a heading and then its rows.

    Empty when only shares that are counted in rounded parts would make it impossible.
    """
    rounded = _rounded(problem) if problem.aandelen else set()
    rows = [row for row in rows_of(problem) if row.path not in rounded]
    questions = _Questions(problem, budget)
    found: list[Planningsreden] = []
    for number in range(MOST):
        conflict = _conflict(rows, questions, surely=number == 0 and not rounded)
        if not conflict:
            break
        found += _told(questions, conflict, number)
        if questions.is_tired:
            break
        told = {row.path for row in conflict}
        rows = [row for row in rows if row.path not in told]
    return tuple(found)


def _rounded(problem: Planningsprobleem) -> set[str]:
    """Return the paths of shares that the solver only knows in rounded parts."""
    frame = Frame(problem)
    slack = [number for number, norm in enumerate(problem.aandelen) if share_of(frame, norm).slack]
    return {f"$.aandelen[{number}].{field}" for number in slack for field in ("minstens", "hoogstens")}


def _conflict(rows: Sequence[Row], questions: "_Questions", *, surely: bool) -> list[Row]:
    """Return rows of these that cannot go together; empty when none are found.

    First around the items that are seen to be impossible, and by what needs no solver; then by everything.
    """
    paths = [row.path for row in rows]
    frame = Frame(questions.only(frozenset(paths)))
    if frame.blocked or questions.is_seen(paths):
        codes = concerned(frame)
        near = [row for row in rows if row.path.startswith("$.perioden") or row.items <= codes]
        if frame.blocked or (codes and questions.is_seen([row.path for row in near])):
            rows = near
        rows = _reduced(rows, questions.is_seen)
    elif not surely and not questions.is_blocked(paths):
        return []
    return _reduced(rows, questions.is_blocked)


def _reduced(rows: Sequence[Row], holds: Callable[[Collection[str]], bool]) -> list[Row]:
    """Leave out what can be left out: whole kinds of rows first, then rows."""
    kinds = list(dict.fromkeys(row.kind for row in rows))
    needed = irreducible(kinds, lambda kept: holds([row.path for row in rows if row.kind in kept]))
    rows = [row for row in rows if row.kind in needed]
    left = irreducible([row.path for row in rows], holds)
    return [row for row in rows if row.path in left]


class _Questions:
    """Whether a problem has an answer when only some of its rows hold; the answers are remembered.

    `possible` are sets of rows with which there is an answer.
    """

    def __init__(self, problem: Planningsprobleem, budget: Budget) -> None:
        self.problem = problem
        self.only = Loosened(problem).only
        self.budget = budget
        self.effort = min(EFFORT, budget.effort / 2)
        self.half = self.effort / 2
        self.possible: list[frozenset[str]] = []

    @property
    def is_tired(self) -> bool:
        """Whether half of the effort is spent."""
        return self.effort < self.half

    def is_seen(self, paths: Collection[str]) -> bool:
        """Whether these rows are seen to be impossible together, without a solver."""
        return self._ask(frozenset(paths), deep=False)

    def is_blocked(self, paths: Collection[str]) -> bool:
        """Whether these rows are proved to be impossible together."""
        return self._ask(frozenset(paths), deep=True)

    def needs_all(self, paths: Collection[str]) -> bool:
        """Whether it is known that without any one of these rows the others go together."""
        kept = frozenset(paths)
        return all(self._is_known(kept - {path}) for path in kept)

    def _is_known(self, kept: frozenset[str]) -> bool:
        return any(kept <= one for one in self.possible)

    def _ask(self, kept: frozenset[str], *, deep: bool) -> bool:
        if self.effort <= 0 or self._is_known(kept):
            return False
        try:
            self.budget.alive()
            self.effort -= (len(self.problem.items) + len(self.problem.volgorde)) * READING
            rest = without_free_items(self.only(kept))
            self.effort -= _size(rest) * SEEING
            if next(plain_reasons(Frame(rest)), None):
                return True
            return deep and self._is_impossible(rest, kept)
        except Late:
            self.effort, self.budget.repeatable = 0, False
            return False

    def _is_impossible(self, rest: Planningsprobleem, kept: frozenset[str]) -> bool:
        """Return whether it is proved that there is no answer: first without the calendar, then with it."""
        self.effort -= _size(rest) * TRYING
        frame = Frame(rest)
        units = greedy(frame, alive=self.budget.alive)
        if not check_placements(rest, placements(frame, units)):
            self.possible.append(kept)
            return False
        if self._solve(Frame(without_calendar(rest)), {}) == cp_model.INFEASIBLE:
            return True
        status = self._solve(frame, units)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.possible.append(kept)
        return bool(status == cp_model.INFEASIBLE)

    def _solve(self, frame: Frame, units: Units) -> cp_model.CpSolverStatus:
        self.effort -= _size(frame.problem) * BUILDING
        shares = [share_of(frame, norm) for norm in frame.problem.aandelen]
        model = GeneralModel(frame, shares, self.budget.alive)
        model.hint(units)
        solver = self.budget.solver(QUESTION)
        solver.parameters.cp_model_probing_level = (
            0  # many short questions: preparing costs more than it saves
        )
        status = solver.solve(model.model)
        self.budget.book(solver, status)
        self.effort -= solver.response_proto.deterministic_time
        return status


def _size(problem: Planningsprobleem) -> int:
    """Return the number of cells, and of steps times periods."""
    places = sum(max(1, len(item.plaatsen)) for item in problem.items)
    return (places + len(problem.volgorde)) * len(problem.perioden)


def _told(questions: _Questions, rows: Sequence[Row], number: int) -> Iterator[Planningsreden]:
    """Yield the heading of a conflict and its rows."""
    paths = [row.path for row in rows]
    heading = _heading(rows, number, minimal=questions.needs_all(paths))
    sums = _sums(questions.only(frozenset(paths)), paths)
    yield Planningsreden(
        plaats="$",
        tekst=heading + sums,
        remedie="verander er minstens een van" if len(rows) > 1 else "verander het",
    )
    kinds = list(dict.fromkeys(row.kind for row in rows))
    for row in sorted(rows, key=lambda row: (kinds.index(row.kind), row.numbers)):
        yield Planningsreden(plaats=row.path, tekst=row.text, remedie=row.remedy)


def _heading(rows: Sequence[Row], number: int, *, minimal: bool) -> str:
    also = "ook los daarvan: " if number else ""
    if len(rows) == 1:
        return f"{also}dit gegeven kan op zich al niet"
    if minimal:
        return (
            f"{also}deze {len(rows)} gegevens gaan niet samen, en zonder een ervan gaan de andere wel samen"
        )
    return (
        f"{also}deze {len(rows)} gegevens gaan niet samen; "
        "of ze er alle voor nodig zijn, is niet helemaal nagegaan (dat vraagt te veel rekenwerk)"
    )


def _sums(named: Planningsprobleem, paths: Collection[str]) -> str:
    """Say what is seen of these rows alone: a choice without a size of its own does not count here."""
    items = tuple(item.model_copy(update={"keuze": item.keuze or _is_unsized(item)}) for item in named.items)
    sized = Frame(named.model_copy(update={"items": items}))
    found = next(chain(reasons_of_form(Frame(named)), reasons_of_size(sized)), None)
    planned = {row.item for row in named.vast} | {item.code for item in named.items if not item.keuze}
    unsized = any(_is_unsized(item) and item.code in planned for item in named.items)
    least = unsized and any(path.endswith("grootte") for path in paths)
    note = "een item zonder genoemde grootte telt voor minstens 1" if least else None
    return "".join(f" ({text})" for text in (found, note) if text)


def _is_unsized(item: Planningsitem) -> bool:
    return item.grootte is None and item.least == 1
