"""The stream: exact hours in every period, order and closed cells kept, or nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Plaatsing
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checker import check_result
from kwalificatiegraaf.planning.lexicographic import _best
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.problem import Problem, problem_of
from kwalificatiegraaf.planning.search import Search
from kwalificatiegraaf.planning.stream import streamed
from tests.planning.opdrachten import WERK, competentie, echt, opdracht


def places_of(problem: Problem) -> dict[tuple[int, str, int], int]:
    answer = _best(Search(TrajectModel(problem.collapsed())), (), 1.0)
    assert answer is not None
    return answer.units


@settings(deadline=None, max_examples=15)
@given(count=st.integers(8, 40), periods=st.integers(1, 12))
def test_a_stream_fills_every_pot_exactly_and_is_an_answer_of_the_model(count: int, periods: int) -> None:
    problem = problem_of(echt(count, 7, 21, weken=(6,) * periods))
    units = streamed(problem, places_of(problem))
    if units is None:
        return
    for pot in problem.supplies:
        for t, hours in enumerate(pot.hours):
            assert sum(u for (_, p, time), u in units.items() if time == t and p in pot.leaves) == hours
    search = Search(TrajectModel(problem))
    for cell, var in search.model.hours.items():
        search.model.model.add(var == units.get(cell, 0))
    assert search.find(1.0)


def test_a_chain_that_needs_the_same_period_is_stuck() -> None:
    chained = opdracht(competentie(1, WERK), competentie(2, WERK, na=(1,)), school=0, werk=1, weken=(6, 4))
    problem = problem_of(chained)
    assert streamed(problem, places_of(problem)) is None


def test_a_closed_period_is_left_alone() -> None:
    closed = Bouwgrenzen(verboden=(Plaatsing(onderdeel="C.01", periode=1),))
    task = opdracht(competentie(1, WERK), competentie(2, WERK), school=0, werk=1, grenzen=closed)
    problem = problem_of(task)
    assert streamed(problem, places_of(problem)) == {(1, WERK, 0): 10, (0, WERK, 1): 10}


def test_two_hundred_competences_in_eighteen_periods_have_the_least_load() -> None:
    task = echt(200, 7, 21, weken=(6,) * 18, grenzen=Bouwgrenzen(doelen=("normen", "belasting")))
    result = build(task)
    assert check_result(task, result) == ()
    assert {goal.naam: goal.status for goal in result.doelen}["belasting"] == "optimaal"
