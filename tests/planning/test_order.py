"""Nearest to the order of codes: by hand, and the same count by the builder and by the checker."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.planning.goals import order_goal
from kwalificatiegraaf.planning.problem import problem_of, units_of
from kwalificatiegraaf.planning.recount import VALUES
from tests.planning.opdrachten import LES, WERK, competentie, opdracht


def both(task: Trajectopdracht, runs: Sequence[Sequence[int]]) -> tuple[int, Fraction]:
    """Return the count of the builder and of the checker when item n runs in the periods `runs[n]`."""
    rows = tuple(
        Toewijzing(onderdeel=item.code, leerplaats=WERK, periode=period, uren=Fraction(1))
        for item, periods in zip(task.competenties, runs, strict=True)
        for period in periods
    )
    traject = Traject(kader=task.kader, onderdelen=task.onderdelen, toewijzingen=rows)
    problem = problem_of(task)
    return order_goal(problem).value(units_of(problem, traject)), VALUES["volgorde"](task, traject)


def works(*sizes: int, weeks: tuple[int, ...]) -> Trajectopdracht:
    """Return items of these hours at work, as many hours a week in every period."""
    items = [competentie(n, LES, WERK, uren=size) for n, size in enumerate(sizes, start=1)]
    return opdracht(*items, school=0, werk=sum(sizes) / sum(weeks), weken=weeks)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([[1], [1], [2], [2]], 0),
        ([[2], [1], [1], [2]], 2),
        ([[1], [1, 2], [2], [2]], 1),
        ([[2], [2], [1], [1]], 4),
    ],
)
def test_every_period_beside_the_own_counts(runs: list[list[int]], expected: int) -> None:
    """Two of four alike begin in the first of two equal periods, whatever runs on in the second counts."""
    assert both(works(10, 10, 10, 10, weeks=(10, 10)), runs) == (expected, expected)


@pytest.mark.parametrize(
    ("sizes", "weeks", "own"),
    [
        ((15, 10, 5), (10, 20), [1, 2, 2]),
        ((9, 20, 1), (10, 20), [1, 1, 2]),
        ((30, 1, 29), (20, 5, 5), [1, 1, 1]),
        ((41, 1, 18), (20, 5, 5), [1, 2, 2]),
        ((5, 5), (10,), [1, 1]),
    ],
)
def test_the_own_period_is_where_an_item_begins(
    sizes: tuple[int, ...], weeks: tuple[int, ...], own: list[int]
) -> None:
    """One after another, hours spread over weeks; who begins as a period ends, begins in the next."""
    assert both(works(*sizes, weeks=weeks), [[period] for period in own]) == (0, 0)


@given(data=st.data())
def test_builder_and_checker_count_alike(data: st.DataObject) -> None:
    weeks = tuple(data.draw(st.lists(st.integers(1, 20), min_size=1, max_size=5)))
    sizes = data.draw(st.lists(st.integers(1, 10), min_size=1, max_size=6))
    sizes[0] += -sum(sizes) % sum(weeks)
    run = st.sets(st.integers(1, len(weeks)), min_size=1)
    value, again = both(
        works(*sizes, weeks=weeks),
        data.draw(st.lists(run.map(sorted), min_size=len(sizes), max_size=len(sizes))),
    )
    assert value == again
