"""How a limit is shared by cases: what one leaves is for those that are open."""

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.cases import LEAST_SHARE, CaseSearch
from kwalificatiegraaf.planning.goals import Goal, order_goal
from kwalificatiegraaf.planning.problem import problem_of
from kwalificatiegraaf.planning.runs import Case, RunModel
from kwalificatiegraaf.planning.search import Outcome
from kwalificatiegraaf.planning.solver import Method
from kwalificatiegraaf.planning.wholes import shared_periods
from tests.planning.opdrachten import LES, WERK, competentie, opdracht


class WithOneHard(CaseSearch):
    """Proves a case at once, but the first that it was asked only with `needed` of effort."""

    def __init__(self, needed: float, periods: int) -> None:
        """Search items of ten hours, two in a period, of which one may run on: a case per period."""
        items = [competentie(n, LES, WERK, uren=10) for n in range(1, 2 * periods + 1)]
        problem = problem_of(opdracht(*items, school=1, werk=1, weken=(10,) * periods))
        super().__init__(RunModel(problem, (), 1), list(shared_periods(problem, 1)))
        assert len(self.cases) == periods
        assert self.find(1)
        self.needed, self.spent = needed, 0.0
        self.asked: list[tuple[Case, float]] = []

    def _search_case(
        self, goal: Goal, target: cp_model.IntVar, case: Case, method: Method, limit: float
    ) -> int:
        self.asked.append((case, limit))
        if case == self.asked[0][0] and limit < self.needed:
            self.spent += limit
            return goal.least
        return self.reached(goal)

    def ordered(self) -> Outcome:
        """Search the order of codes with a limit of one."""
        outcome = self.minimise(order_goal(self.model.problem), 1, (("relaxed", 1),))
        assert outcome is not None
        return outcome


def test_a_hard_case_has_what_the_others_leave() -> None:
    search = WithOneHard(0.6, 4)
    assert search.ordered().is_optimal
    assert len({case for case, _ in search.asked}) == 4
    assert search.asked[0][0] == search.asked[-1][0]
    assert search.spent < 1


def test_passes_end_when_a_case_stays_open() -> None:
    search = WithOneHard(2, 4)
    assert not search.ordered().is_optimal
    assert search.spent <= 1
    assert len(search.asked) == 5


def test_a_case_has_no_less_than_its_part_of_the_limit() -> None:
    search = WithOneHard(0, 8)
    assert search.ordered().is_optimal
    assert min(limit for _, limit in search.asked) >= LEAST_SHARE > 1 / 8
