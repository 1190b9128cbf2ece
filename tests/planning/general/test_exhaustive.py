"""Random small problems: status and every optimum agree with trying all allocations."""

from hypothesis import HealthCheck, assume, event, given, settings

from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.planning.general.solve import solve
from kwalificatiegraaf.planning.general_checker import check_answer
from tests.planning.general.exhaustive import allowed, combinations, value
from tests.planning.general.problemen import placed, simple

MOST = 2500
"""Combinations that are tried for one problem."""
LOOSE = settings(deadline=None, suppress_health_check=list(HealthCheck))


def compare(problem: Planningsprobleem) -> None:
    number, ways = combinations(problem)
    assume(number <= MOST)
    answer = solve(problem)
    assert check_answer(problem, answer) == ()
    found = list(allowed(problem, ways))
    assert answer.status == ("optimaal" if found else "onmogelijk")
    event(answer.status)
    assert bool(answer.redenen) == (not found)
    for goal in answer.doelen:
        kind = goal.naam.partition(" ")[0]
        best = min(value(problem, rows, kind) for rows in found)
        assert goal.waarde == (-best if kind == "share" else best)
        found = [rows for rows in found if value(problem, rows, kind) == best]
    assert not found or len(answer.doelen) == len(problem.doelen)


@settings(LOOSE, max_examples=80)
@given(simple())
def test_a_curriculum_agrees_with_exhaustive_search(problem: Planningsprobleem) -> None:
    compare(problem)


@settings(LOOSE, max_examples=80)
@given(placed())
def test_a_problem_with_places_agrees_with_exhaustive_search(problem: Planningsprobleem) -> None:
    compare(problem)
