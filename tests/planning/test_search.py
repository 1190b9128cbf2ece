"""Searching for one objective: every method keeps the best answer, and only proofs are bounds."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen
from kwalificatiegraaf.planning.goals import order_goal, periods_goal, preference_goal
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.problem import Problem, problem_of
from kwalificatiegraaf.planning.search import TOGETHER, Search
from kwalificatiegraaf.planning.solver import METHODS, Method
from tests.planning.opdrachten import LES, WERK, competentie, echt, opdracht


@pytest.fixture
def problem() -> Problem:
    return problem_of(echt(12, 5, 15, weken=(9, 9, 9, 9)))


@pytest.mark.parametrize("method", METHODS)
def test_no_method_gives_a_better_answer_away(problem: Problem, method: Method) -> None:
    search = Search(TrajectModel(problem))
    assert search.find(1)
    for goal in (periods_goal(problem), preference_goal(problem), order_goal(problem)):
        assert search.answer is not None
        before = goal.value(search.answer.units)
        outcome = search.minimise(goal, 0.05, ((method, 1),))
        assert outcome is not None
        assert goal.least <= outcome.bound <= outcome.value == goal.value(search.answer.units) <= before
        search.keep(goal, outcome.value)


@pytest.mark.parametrize("method", TOGETHER)
def test_a_few_periods_at_a_time_better_an_answer_and_prove_nothing(problem: Problem, method: Method) -> None:
    goal = order_goal(problem)
    search = Search(TrajectModel(problem))
    assert search.find(1)
    assert search.answer is not None
    before = goal.value(search.answer.units)
    outcome = search.minimise(goal, 1, ((method, 1),))
    assert outcome is not None
    assert outcome.value < before
    assert outcome.bound == goal.least


@pytest.mark.parametrize("method", TOGETHER)
def test_a_few_periods_without_an_answer_find_nothing(problem: Problem, method: Method) -> None:
    assert Search(TrajectModel(problem)).minimise(order_goal(problem), 1, ((method, 1),)) is None


def test_three_periods_find_what_no_two_can(problem: Problem) -> None:
    goal = order_goal(problem)
    search = Search(TrajectModel(problem))
    assert search.find(1)
    two = search.minimise(goal, 1, (("pairs", 1),) * 5)
    assert two == search.minimise(goal, 1, (("pairs", 1),))
    three = search.minimise(goal, 1, (("threes", 1),))
    assert two is not None
    assert three is not None
    assert three.value < two.value


def test_the_methods_come_to_the_same_optimum() -> None:
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 7)]
    task = opdracht(*items, school=1.5, werk=1.5, grenzen=Bouwgrenzen(tolerantie=Fraction(1, 3)))
    problem = problem_of(task)
    found = set()
    for method in ("lp", "clauses", "core"):
        search = Search(TrajectModel(problem))
        for goal in (periods_goal(problem), preference_goal(problem)):
            outcome = search.minimise(goal, 5, ((method, 1),))
            assert outcome is not None
            assert outcome.is_optimal
            search.keep(goal, outcome.value)
            found.add((goal.name, outcome.value))
    assert len(found) == 2
