"""How long the first codes wait at least: by hand, against the model, and by the checker's own count."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Volgorde
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.checkwaiting import least_waiting as counted_again
from kwalificatiegraaf.planning.goals import order_goal
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.problem import problem_of
from kwalificatiegraaf.planning.waiting import least_waiting
from tests.planning.opdrachten import LES, WERK, competentie, opdracht
from tests.planning.test_wholes import EXACT


def both(task: Trajectopdracht) -> tuple[int, Fraction]:
    """Return the bound as the builder and as the checker counts it."""
    return least_waiting(problem_of(task)), counted_again(
        task, Traject(kader=task.kader, onderdelen=task.onderdelen)
    )


def tens(*, hours: float, weeks: tuple[int, ...], bounds: Bouwgrenzen = EXACT) -> Trajectopdracht:
    """Return four items of 10 hours at work."""
    items = [competentie(n, WERK, uren=10) for n in range(1, 5)]
    return opdracht(*items, school=0, werk=hours, weken=weeks, grenzen=bounds)


def test_what_does_not_fit_before_a_period_waits() -> None:
    """Two of the four fit in the first period: the others, of weight 2 and 1, wait for the second."""
    assert both(tens(hours=2, weeks=(10, 10))) == (3, 3)


def test_a_part_that_fits_counts_in_part() -> None:
    """Of the second, of weight 3, half fits: it waits for half of that, and what waits is rounded up."""
    assert both(tens(hours=1, weeks=(15, 25))) == (5, 5)


def test_one_period_keeps_nobody_waiting() -> None:
    assert both(tens(hours=4, weeks=(10,))) == (0, 0)


def test_tolerance_lets_more_fit() -> None:
    assert both(tens(hours=2, weeks=(10, 10), bounds=Bouwgrenzen(tolerantie=Fraction(1, 2)))) == (1, 1)


def test_what_comes_after_another_cannot_be_first() -> None:
    """The first two cannot be in the first period both: the third fits instead."""
    bounds = EXACT.model_copy(update={"volgorde": (Volgorde(eerst="C.01", dan="C.02"),)})
    assert both(tens(hours=2, weeks=(10, 10), bounds=bounds)) == (4, 4)


def test_what_may_begin_together_does_not_wait() -> None:
    weak = (Volgorde(eerst="C.02", dan="C.01", soort="zwak"),)
    assert both(tens(hours=2, weeks=(10, 10), bounds=EXACT.model_copy(update={"volgorde": weak}))) == (3, 3)


@settings(deadline=None, max_examples=60)
@given(
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=6),
    periods=st.integers(1, 3),
    part=st.integers(0, 4),
    chained=st.lists(st.booleans(), min_size=6, max_size=6),
    soort=st.sampled_from(["strikt", "zwak"]),
    tolerance=st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3)]),
)
def test_the_bound_holds_for_every_answer_and_is_counted_twice(
    sizes: list[int], periods: int, part: int, chained: list[bool], soort: str, tolerance: Fraction
) -> None:
    sizes[0] += -sum(sizes) % periods
    hours = sum(sizes) // periods
    school = hours * part // 4
    items = [competentie(n, LES, WERK, uren=size) for n, size in enumerate(sizes, start=1)]
    order = tuple(
        Volgorde.model_validate({"eerst": f"C.{n:02}", "dan": f"C.{n + 1:02}", "soort": soort})
        for n in range(1, len(sizes))
        if chained[n]
    )
    bounds = Bouwgrenzen(tolerantie=tolerance, volgorde=order)
    task = opdracht(*items, school=school, werk=hours - school, weken=(1,) * periods, grenzen=bounds)
    problem = problem_of(task)
    model = TrajectModel(problem)
    model.model.minimize(order_goal(problem).expression(model))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    least, again = both(task)
    assert least == again == order_goal(problem).least
    if solver.solve(model.model) == cp_model.OPTIMAL:
        assert least <= round(solver.objective_value)
