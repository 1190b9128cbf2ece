"""What whole items cannot fill: by hand, against the model, and by the checker's own count."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Deelgrens, Plaatsing
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.planning.assemble import assemble
from kwalificatiegraaf.planning.checkwholes import least_divided as counted_again
from kwalificatiegraaf.planning.checkwholes import least_periods
from kwalificatiegraaf.planning.goals import divided_items, division_goal, pairs_of, periods_goal
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.problem import problem_of
from kwalificatiegraaf.planning.search import Search
from kwalificatiegraaf.planning.wholes import broken_periods, least_divided, least_shared, shared_periods
from tests.planning.opdrachten import LES, WERK, competentie, opdracht

EXACT = Bouwgrenzen(tolerantie=Fraction(0))


def thirds(*, bounds: Bouwgrenzen = EXACT) -> Trajectopdracht:
    """Return six items of 10 hours over two periods of 15 hours in class and 15 at work."""
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 7)]
    return opdracht(*items, school=1.5, werk=1.5, weken=(10, 10), grenzen=bounds)


def fours() -> Trajectopdracht:
    """Return fifteen items of 4 hours over four periods of 8 hours in class and 7 at work."""
    items = [competentie(n, LES, WERK, uren=4) for n in range(1, 16)]
    return opdracht(*items, school=8, werk=7, weken=(1, 1, 1, 1), grenzen=EXACT)


def solved(task: Trajectopdracht) -> Traject:
    problem = problem_of(task)
    search = Search(TrajectModel(problem))
    for goal in (periods_goal(problem), division_goal(problem)):
        outcome = search.minimise(goal, 5)
        assert outcome is not None
        assert outcome.is_optimal
        search.keep(goal, outcome.value)
    assert search.answer is not None
    return assemble(task, problem, (), search.answer.units)


def test_tens_do_not_fill_fifteen() -> None:
    problem = problem_of(thirds())
    assert [broken_periods(problem, pot) for pot in problem.supplies] == [2, 2]
    assert least_divided(problem, 6) == 2
    assert least_divided(problem, 7) == 1
    assert least_divided(problem, 8) == 0


def test_periods_can_share_where_whole_items_fill_what_is_between() -> None:
    """Six tens over four periods of fifteen: whole ones fill two periods together, not one or three."""
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 7)]
    problem = problem_of(opdracht(*items, school=0.75, werk=0.75, weken=(10,) * 4, grenzen=EXACT))
    assert set(shared_periods(problem, 1)) == set()
    assert set(shared_periods(problem, 2)) == {frozenset({0, 2})}
    assert set(shared_periods(problem, 3)) == {frozenset({0, 2}), frozenset({0, 1, 2})}


def test_sizes_that_fill_no_period_apart_make_one_run_on() -> None:
    """Six tens fill three periods of twenty; not four of fifteen, of which two times two are shared."""
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 7)]
    three = problem_of(opdracht(*items, school=1, werk=1, weken=(10,) * 3, grenzen=EXACT))
    four = problem_of(opdracht(*items, school=2, werk=1, weken=(5,) * 4, grenzen=EXACT))
    assert [least_shared(three), periods_goal(three).least] == [0, 6]
    assert [least_shared(four), periods_goal(four).least] == [2, 8]


def test_of_sums_too_large_to_count_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    task = thirds()
    assert least_shared(problem_of(task)) == 0
    tens = opdracht(*task.onderdelen[:3], school=0, werk=1.5, weken=(10, 10), grenzen=EXACT)
    empty = Traject(kader=tens.kader, onderdelen=tens.onderdelen)
    assert [least_shared(problem_of(tens)), least_periods(tens, empty)] == [1, 4]
    monkeypatch.setattr("kwalificatiegraaf.planning.wholes.JOINABLE", 29)
    monkeypatch.setattr("kwalificatiegraaf.planning.checkwholes.PATIENCE", 0)
    assert [least_shared(problem_of(tens)), least_periods(tens, empty)] == [0, 3]


def test_one_that_runs_on_joins_two_periods_of_one_pot() -> None:
    """Work has 7 hours in each of four periods, and fours fill neither 7 nor 14: three parts are left."""
    problem = problem_of(fours())
    assert [broken_periods(problem, pot) for pot in problem.supplies] == [0, 4]
    assert [least_divided(problem, 15 + added) for added in (0, 1, 2)] == [4, 3, 0]


@pytest.mark.parametrize("added", [1, 2])
def test_the_checker_joins_two_periods_too(added: int) -> None:
    """The hours of the rows do not matter to what is counted, only how many there are."""
    task = fours()
    codes = [item.code for item in task.competenties]
    rows = [{"onderdeel": code, "periode": 1} for code in codes]
    rows += [{"onderdeel": code, "periode": 2} for code in codes[:added]]
    placed = tuple(Toewijzing.model_validate({**row, "leerplaats": WERK, "uren": 1}) for row in rows)
    answer = Traject.model_construct(kader=task.kader, onderdelen=task.onderdelen, toewijzingen=placed)
    assert counted_again(task, answer) == least_divided(problem_of(task), len(rows)) == {1: 3, 2: 0}[added]


def test_of_a_pot_too_large_to_join_less_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kwalificatiegraaf.planning.wholes.JOINABLE", 27)
    assert least_divided(problem_of(fours()), 16) == 0


def test_room_that_reaches_twenty_in_one_period_needs_ten_in_the_other() -> None:
    """Class has 30 hours in all: 20 and 10, each within a third of 15."""
    problem = problem_of(thirds(bounds=Bouwgrenzen(tolerantie=Fraction(1, 3))))
    assert least_divided(problem, 6) == 0


def test_sums_of_all_periods_together_count_too() -> None:
    """Twenty is within a quarter of 17, in every period; but class has 34 hours in all."""
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 5)] + [competentie(5, WERK, uren=28)]
    room = Bouwgrenzen(tolerantie=Fraction(1, 4))
    problem = problem_of(opdracht(*items, school=17, werk=17, weken=(1, 1), grenzen=room))
    class_pot = problem.supplies[0]
    assert class_pot.total == 34
    assert broken_periods(problem, class_pot) == 1


def test_nothing_is_claimed_of_a_pot_too_large_to_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kwalificatiegraaf.planning.wholes.COUNTABLE", 29)
    assert least_divided(problem_of(thirds()), 6) == 0


@pytest.mark.parametrize(
    ("bounds", "broken"),
    [
        ({"delen": (Deelgrens(onderdeel="C.01", leerplaats=WERK, minstens=Fraction(1, 10)),)}, 2),
        ({"delen": (Deelgrens(onderdeel="C.01", leerplaats=LES, hoogstens=Fraction(1, 2)),)}, 2),
        ({"vast": (Plaatsing(onderdeel="C.01", leerplaats=WERK),)}, 2),
        ({"verboden": (Plaatsing(onderdeel="C.01", leerplaats=LES),)}, 2),
        ({"vast": (Plaatsing(onderdeel="C.01", periode=2),)}, 1),
        ({}, 0),
    ],
)
def test_an_item_that_cannot_be_whole_there_fills_nothing(bounds: dict[str, object], broken: int) -> None:
    """Only C.01 fits the 15 hours of class in a period; that it fits but one of the two is not counted."""
    items = [competentie(1, LES, WERK, uren=15)]
    items += [competentie(n, LES, WERK, uren=9) for n in range(2, 7)]
    task = opdracht(*items, school=1.5, werk=1.5, weken=(10, 10))
    task = task.model_copy(update={"grenzen": EXACT.model_copy(update=bounds)})
    problem = problem_of(task)
    assert broken_periods(problem, problem.supplies[0]) == broken
    assert counted_again(task, solved(task)) <= broken


@settings(deadline=None, max_examples=60)
@given(
    sizes=st.lists(st.integers(1, 12), min_size=2, max_size=7),
    periods=st.integers(2, 3),
    part=st.integers(0, 4),
    tolerance=st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3)]),
)
def test_the_bound_holds_for_every_answer_and_is_counted_twice(
    sizes: list[int], periods: int, part: int, tolerance: Fraction
) -> None:
    sizes[0] += -sum(sizes) % periods
    hours = sum(sizes) // periods
    school = hours * part // 4
    items = [competentie(n, LES, WERK, uren=size) for n, size in enumerate(sizes, start=1)]
    bounds = Bouwgrenzen(tolerantie=tolerance)
    weeks = (1,) * periods
    task = opdracht(*items, school=school, werk=hours - school, weken=weeks, grenzen=bounds)
    problem = problem_of(task)
    search = Search(TrajectModel(problem))
    model = search.model.model
    pairs = sum(search.model.active.values())
    found = []
    for most in range(len(sizes), 2 * len(sizes) + 1):
        copy = model.clone()
        copy.add(pairs <= most)
        copy.minimize(sum(search.model.divided.values()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(copy) != cp_model.OPTIMAL:
            continue
        units = {cell: solver.value(var) for cell, var in search.model.hours.items() if solver.value(var)}
        divided = len(divided_items(units))
        assert least_divided(problem, most) <= divided
        again = counted_again(task, assemble(task, problem, (), units))
        assert again == least_divided(problem, len(pairs_of(units))) <= divided
        periods = least_periods(task, assemble(task, problem, (), units))
        assert periods == periods_goal(problem).least <= len(pairs_of(units))
        found.append(divided)
    assert found


@pytest.mark.parametrize(
    ("bounds", "periods"),
    [
        ({}, 4),
        ({"tolerantie": Fraction(1, 3)}, 3),
        ({"verboden": (Plaatsing(onderdeel="C.01", leerplaats=WERK, periode=1),)}, 4),
        ({"verboden": (Plaatsing(onderdeel="C.01", leerplaats=WERK),)}, 5),
        ({"delen": (Deelgrens(onderdeel="C.01", leerplaats=WERK, hoogstens=Fraction(0)),)}, 5),
        ({"delen": (Deelgrens(onderdeel="C.01", leerplaats=WERK, hoogstens=Fraction(1, 26)),)}, 5),
        ({"delen": (Deelgrens(onderdeel="C.01", leerplaats=WERK, hoogstens=Fraction(1, 25)),)}, 4),
    ],
)
def test_what_no_period_holds_needs_more_than_one(bounds: dict[str, object], periods: int) -> None:
    """C.01 has 25 hours, and a period 20: ten in class and ten at work."""
    items = [competentie(1, LES, WERK, uren=25), competentie(2, LES, WERK, uren=35)]
    task = opdracht(*items, school=1, werk=1, weken=(10, 10, 10))
    task = task.model_copy(update={"grenzen": EXACT.model_copy(update=bounds)})
    least = least_periods(task, Traject(kader=task.kader, onderdelen=task.onderdelen))
    assert least == periods_goal(problem_of(task)).least == periods
