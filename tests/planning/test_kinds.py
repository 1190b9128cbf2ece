"""Items counted by kinds: the same optima, less to search, and sizes that the items one by one can take."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Deelgrens, Plaatsing, Volgorde
from kwalificatiegraaf.planning.filled import filled_model
from kwalificatiegraaf.planning.fillings import fillings
from kwalificatiegraaf.planning.goals import (
    divided_items,
    division_goal,
    order_goal,
    pairs_of,
    preference_goal,
)
from kwalificatiegraaf.planning.kinds import KindModel, kinds_of
from kwalificatiegraaf.planning.kindsearch import KindSearch, _hold_alike
from kwalificatiegraaf.planning.model import Model, TrajectModel
from kwalificatiegraaf.planning.once import OnceModel
from kwalificatiegraaf.planning.oracle import forms_of
from kwalificatiegraaf.planning.problem import Item, Period, Problem, Supply, problem_of
from kwalificatiegraaf.planning.runs import RunModel
from kwalificatiegraaf.planning.search import Search
from tests.domain.voorbeelden import STREEF
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht, regel
from tests.planning.test_wholes import EXACT, thirds


@settings(deadline=None)
@given(sizes=st.lists(st.integers(1, 9), min_size=1, max_size=7), hours=st.integers(1, 25))
def test_fillings_are_all_sums_of_sizes_that_fit(sizes: list[int], hours: int) -> None:
    items = tuple(Item(str(n), size, (LES,), (0,), (size,)) for n, size in enumerate(sizes))
    pot = Supply("school", "school", (LES,), (hours,), (0,))
    problem = Problem(Fraction(1), items, (pot,), (Period(1, 1),))
    found = fillings(problem, pot, 0, 10_000)
    assert found is not None
    ways = set()
    for taken in product((False, True), repeat=len(sizes)):
        whole = [size for size, one in zip(sizes, taken, strict=True) if one]
        if sum(whole) <= hours:
            ways.add(tuple(Counter(whole)[size] for size in found.sizes))
    assert set(found.ways) == ways
    assert len(found.ways) == len(ways)
    assert fillings(problem, pot, 0, len(ways)) == found
    assert fillings(problem, pot, 0, len(ways) - 1) is None


def six(*bounds: Deelgrens, order: tuple[Volgorde, ...] = ()) -> Problem:
    """Return six items of one size that can be in class or at work, over three periods."""
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 7)]
    grenzen = Bouwgrenzen(tolerantie=EXACT.tolerantie, delen=bounds, volgorde=order)
    return problem_of(opdracht(*items, school=1, werk=1, weken=(10, 10, 10), grenzen=grenzen))


def test_items_are_of_a_kind_when_only_code_and_order_differ() -> None:
    assert kinds_of(six(order=(Volgorde(eerst="C.01", dan="C.02", soort="strikt"),)), ()) == {
        0: (0, 1, 2, 3, 4, 5)
    }


def test_an_item_with_bounds_of_its_own_is_alone_in_its_kind() -> None:
    half = Fraction(1, 2)
    bounds = [Deelgrens(onderdeel=code, leerplaats=WERK, hoogstens=half) for code in ("C.02", "C.05")]
    assert kinds_of(six(*bounds), ()) == {0: (0, 2, 3, 5), 1: (1,), 4: (4,)}


def test_the_first_item_is_alone_too_when_it_has_bounds_of_its_own() -> None:
    least = Deelgrens(onderdeel="C.01", leerplaats=WERK, minstens=Fraction(1, 2))
    assert kinds_of(six(least), ()) == {0: (0,), 1: (1, 2, 3, 4, 5)}


def test_items_are_alone_in_their_kind_when_a_norm_asks_for_the_main_place_of_each() -> None:
    main = STREEF.model_copy(update={"grondslag": "competenties-hoofdplaats"})
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 4)]
    task = opdracht(*items, school=1, werk=2, weken=(10,), grenzen=EXACT, normen=(main,))
    assert set(kinds_of(problem_of(task), forms_of(task, problem_of(task)))) == {0, 1, 2}


def test_items_with_another_weight_in_a_norm_are_of_another_kind() -> None:
    weighed = STREEF.model_copy(update={"grondslag": "gewicht"})
    items = [competentie(n, LES, WERK, uren=10, gewicht=1 + n % 2) for n in range(1, 5)]
    task = opdracht(*items, school=1, werk=1, weken=(10, 10), grenzen=EXACT, normen=(weighed,))
    problem = problem_of(task)
    assert kinds_of(problem, forms_of(task, problem)) == {0: (0, 2), 1: (1, 3)}
    assert len(kinds_of(problem, ())) == 1


def test_places_in_another_order_make_another_kind() -> None:
    items = [competentie(n, *((LES, WERK) if n < 3 else (WERK, LES)), uren=10) for n in range(1, 5)]
    problem = problem_of(opdracht(*items, school=1, werk=1, weken=(10, 10), grenzen=EXACT))
    assert kinds_of(problem, ()) == {0: (0, 1), 2: (2, 3)}


def test_what_is_counted_is_put_in_periods_in_which_the_order_can_be_kept() -> None:
    """The counts know no order: each period has two items, and three in a row must each have another."""
    order = tuple(Volgorde(eerst=f"C.0{n}", dan=f"C.0{n + 1}", soort="strikt") for n in (1, 2))
    search = KindSearch(OnceModel(six(order=order)), ())
    assert search.find_divided(0, 1)
    assert search.answer is not None
    assert divided_items(search.answer.units) == []
    assert [t for i, _, t in sorted(search.answer.units) if i < 3] == [0, 1, 2]


def test_a_mix_is_the_same_counted_as_read_from_an_answer() -> None:
    search = KindSearch(OnceModel(problem_of(thirds())), ())
    assert search.find_divided(2, 1)
    assert search.answer is not None
    mix = search.model.mix_of(search.answer.units)
    assert mix == search.model.mix(search.answer.values)
    assert {way: count for way, count in mix.items() if way[1] is None} == {(0, None): 2}


def test_periods_are_counted_only_where_each_has_one_divided_item_at_most() -> None:
    """Each of two periods needs a divided item of its own; a third could be in either."""
    problem = problem_of(thirds())
    assert filled_model(problem, (), None, 2) is not None
    assert filled_model(problem, (), None, 3) is None
    assert filled_model(six(), (), None, 1) is not None
    assert filled_model(six(), (), None, 2) is None


@pytest.mark.parametrize(("weeks", "alike"), [((10, 10), {0: 2}), ((10, 12), {0: 1, 1: 1})])
def test_only_like_periods_are_counted_together(weeks: tuple[int, int], alike: dict[int, int]) -> None:
    items = [competentie(1, WERK, uren=weeks[0]), competentie(2, WERK, uren=weeks[1])]
    problem = problem_of(opdracht(*items, school=0, werk=1, weken=weeks, grenzen=EXACT))
    filled = filled_model(problem, (), None, 0)
    assert filled is not None
    assert {t: periods.count for t, periods in filled.alike.items()} == alike


def test_more_divided_items_than_asked_are_not_taken() -> None:
    search = KindSearch(OnceModel(problem_of(thirds())), ())
    assert not search.find_divided(1, 1)
    assert search.answer is None
    assert not search.impossible
    assert search.find_divided(2, 1)
    assert search.answer is not None
    assert len(divided_items(search.answer.units)) == 2


def test_a_bound_of_the_kinds_is_a_bound_of_the_items() -> None:
    problem = problem_of(thirds())
    goal = preference_goal(problem)
    kinds, items = Search(KindModel(problem, ())), Search(OnceModel(problem))
    counted, found = kinds.minimise(goal, 5), items.minimise(goal, 5)
    assert counted is not None
    assert found is not None
    assert counted.is_optimal
    assert found.is_optimal
    assert 0 < counted.value <= found.value


def two_kinds(*fixed: Plaatsing) -> KindModel:
    """Return six items of two kinds over two periods that each have one divided."""
    items = [competentie(n, *((LES, WERK) if n < 4 else (WERK, LES)), uren=10) for n in range(1, 7)]
    bounds = EXACT.model_copy(update={"vast": fixed})
    return KindModel(problem_of(opdracht(*items, school=1.5, werk=1.5, weken=(10, 10), grenzen=bounds)))


@pytest.mark.parametrize(
    ("fixed", "found"),
    [((), [True, False]), ((Plaatsing(onderdeel="C.01", periode=1),), [True, True])],
)
def test_only_periods_that_are_alike_are_held_in_an_order(
    fixed: tuple[Plaatsing, ...], found: list[bool]
) -> None:
    """Divide one of each kind: the later kind in the first period, then the other way round."""
    answers = []
    for turn in (0, 1):
        model = two_kinds(*fixed)
        _hold_alike(model)
        model.model.add(sum(model.divided.values()) == 2)
        other = next(first for first, items in model.kinds.items() if 1 in items)
        model.model.add(model.split[3, turn] == 1)
        model.model.add(model.split[other, 1 - turn] == 1)
        answers.append(Search(model).find(1))
    assert answers == found


def test_each_item_of_a_kind_gets_hours_of_its_own() -> None:
    """Of three in a period one is whole in class, one at work, and the last is divided."""
    search = Search(OnceModel(problem_of(thirds())))
    outcome = search.minimise(division_goal(search.model.problem), 5)
    assert outcome is not None
    assert outcome.value == 2
    assert search.answer is not None
    units = search.answer.units
    for t in (0, 1):
        now = [index for index in range(6) if any(i == index and u == t for i, _, u in units)]
        held = [
            {place: units[index, place, t] for place in (LES, WERK) if (index, place, t) in units}
            for index in now
        ]
        assert held == [{LES: 10}, {WERK: 10}, {LES: 5, WERK: 5}]


def test_items_of_a_kind_keep_their_periods_when_another_answer_is_taken_over() -> None:
    """The last three come first here, and the one that is divided is not the last of its kind."""
    units = {
        (3, LES, 0): 5, (3, WERK, 0): 5, (4, LES, 0): 10, (5, WERK, 0): 10,
        (0, LES, 1): 5, (0, WERK, 1): 5, (1, LES, 1): 10, (2, WERK, 1): 10,
    }  # fmt: skip
    search = Search(OnceModel(problem_of(thirds())))
    assert search.adopt(units, 1)
    assert search.answer is not None
    assert pairs_of(search.answer.units) == pairs_of(units)
    assert len(divided_items(search.answer.units)) == 2


def test_no_more_items_are_divided_in_an_answer_that_is_taken_over() -> None:
    """One of two is divided over class and work; the hours alone could be of two that are."""
    items = [competentie(n, LES, PRAKTIJK, WERK, uren=10) for n in (1, 2)]
    lines = (regel("school", 1.5, None), regel("werkplek", 0.5, None))
    problem = problem_of(opdracht(*items, regels=lines, weken=(10,), grenzen=EXACT))
    units = {(0, LES, 0): 5, (0, WERK, 0): 5, (1, PRAKTIJK, 0): 10}
    search = Search(OnceModel(problem))
    assert search.adopt(units, 1)
    assert search.answer is not None
    assert len(divided_items(search.answer.units)) == 1


@pytest.mark.parametrize("make", [OnceModel, partial(RunModel, forms=(), extra=0), TrajectModel])
def test_of_two_periods_the_empty_one_is_searched_too(make: Callable[[Problem], Model]) -> None:
    items = [competentie(n, LES, uren=5) for n in (1, 2)]
    loose = EXACT.model_copy(update={"tolerantie": Fraction(1)})
    problem = problem_of(opdracht(*items, school=1, werk=0, weken=(5, 5), grenzen=loose))
    search = Search(make(problem))
    assert search.adopt({(0, LES, 0): 5, (1, LES, 0): 5}, 1)
    outcome = search.minimise(order_goal(problem), 1, (("pairs", 1),))
    assert outcome is not None
    assert outcome.value == 0


def test_an_item_that_also_runs_elsewhere_stays_as_it_is() -> None:
    """Item 1 runs on from the second period into the third: its hours at work could be those of item 3."""
    items = [competentie(n, LES, WERK, uren=4) for n in range(1, 4)]
    loose = EXACT.model_copy(update={"tolerantie": Fraction(1)})
    problem = problem_of(opdracht(*items, school=1, werk=1, weken=(2, 2, 2), grenzen=loose))
    units = {(0, LES, 1): 2, (0, LES, 2): 2, (1, WERK, 0): 4, (2, LES, 1): 2, (2, WERK, 1): 2}
    model = RunModel(problem, (), extra=1)
    found = []
    for within in ((0, 1, 2), (0, 1)):
        copy = model.held(units, within)
        copy.add(model.hours[0, WERK, 1] >= 1)
        found.append(Search(model).solve_copy(copy, 1)[1])
    assert found == [cp_model.OPTIMAL, cp_model.INFEASIBLE]


def test_items_elsewhere_stay_when_two_periods_are_searched() -> None:
    """Nine of a kind over three periods; those in the last stay there, the others come in order of code."""
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 10)]
    problem = problem_of(opdracht(*items, school=1, werk=2, weken=(10,) * 3, grenzen=EXACT))
    places = (LES, WERK, WERK)
    order = (8, 7, 6, 2, 1, 0, 5, 4, 3)
    units = {(index, places[n % 3], n // 3): 10 for n, index in enumerate(order)}
    search = Search(OnceModel(problem))
    assert search.adopt(units, 1)
    assert search.answer is not None
    copy = search.model.held(units, (0, 1))
    copy.minimize(order_goal(problem).expression(search.model))
    search.solve_copy(copy, 1, goal=order_goal(problem))
    assert {index for index, t in pairs_of(search.answer.units) if t == 2} == {3, 4, 5}
    assert {index for index, t in pairs_of(search.answer.units) if t == 0} == {0, 1, 2}
