"""Windows by precedence: never narrower than what an allocation can do, by exhaustion on small cases."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kwalificatiegraaf.planning.problem import Item, Period, Problem
from kwalificatiegraaf.planning.windows import fits, windows

QUICK = settings(max_examples=80, deadline=None, derandomize=True, database=None)


def problem(count: int, periods: int, order: tuple[tuple[int, int, bool], ...]) -> Problem:
    items = tuple(Item(f"C{number}", 1, ("p",), (0,), (1,)) for number in range(count))
    return Problem(Fraction(1), items, (), tuple(Period(t + 1, 1, 0) for t in range(periods)), order)


steps = st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()).filter(lambda step: step[0] < step[1])


@QUICK
@given(
    order=st.lists(steps, max_size=5, unique_by=lambda step: step[:2]).map(tuple), periods=st.integers(1, 4)
)
def test_a_window_holds_exactly_the_periods_that_the_order_leaves(order, periods):
    found = windows(problem(4, periods, order))
    plans = [
        plan
        for plan in product(range(periods), repeat=4)
        if all(plan[j] > plan[i] if strict else plan[j] >= plan[i] for i, j, strict in order)
    ]
    for item in range(4):
        able = {plan[item] for plan in plans}
        if plans:
            assert able == {t for t in range(periods) if fits(found[item], (t,))}


def test_a_longer_run_fits_when_one_of_its_periods_does():
    found = windows(problem(2, 3, ((0, 1, True),)))
    assert found == [(0, 1), (1, 2)]
    assert fits(found[0], (1, 2))
    assert not fits(found[0], (2,))
