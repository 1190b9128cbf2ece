"""The models of items in few periods: the same optima as the general model has for them."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Deelgrens, Periodegrens, Plaatsing, Volgorde
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.cases import CaseSearch
from kwalificatiegraaf.planning.filled import filled_model
from kwalificatiegraaf.planning.goals import (
    Goal,
    division_goal,
    load_goal,
    norm_goal,
    order_goal,
    pairs_of,
    preference_goal,
)
from kwalificatiegraaf.planning.kinds import KindModel
from kwalificatiegraaf.planning.kindsearch import KindSearch
from kwalificatiegraaf.planning.lexicographic import Task, first_answers
from kwalificatiegraaf.planning.model import TrajectModel, total
from kwalificatiegraaf.planning.once import OnceModel
from kwalificatiegraaf.planning.oracle import forms_of
from kwalificatiegraaf.planning.problem import Problem, problem_of
from kwalificatiegraaf.planning.runs import RunModel
from kwalificatiegraaf.planning.search import Search
from kwalificatiegraaf.planning.wholes import fewest_periods, shared_periods
from tests.domain.voorbeelden import STREEF
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht
from tests.planning.test_wholes import EXACT, thirds


def general(problem: Problem, task: Trajectopdracht, pairs: int) -> Search:
    """Return the general model, held to so many pairs of item and period."""
    model = TrajectModel(problem, forms_of(task, problem))
    model.model.add(total(model.active.values()) <= pairs)
    return Search(model)


def in_runs(problem: Problem, task: Trajectopdracht, pairs: int) -> Search:
    """Return the same with the ways in which items run on as variables."""
    model = RunModel(problem, forms_of(task, problem), pairs - sum(fewest_periods(problem)))
    model.model.add(total(model.active.values()) <= pairs)
    return Search(model)


def by_case(problem: Problem, task: Trajectopdracht, pairs: int) -> Search:
    """Return the same case by case."""
    model = RunModel(problem, forms_of(task, problem), pairs - sum(fewest_periods(problem)))
    model.model.add(total(model.active.values()) <= pairs)
    return CaseSearch(model, list(shared_periods(problem, pairs - len(problem.items))))


def once(problem: Problem, task: Trajectopdracht, pairs: int) -> Search:
    """Return a search with every item in one period."""
    assert pairs == len(problem.items)
    return Search(OnceModel(problem, forms_of(task, problem)))


def by_kinds(problem: Problem, task: Trajectopdracht, pairs: int) -> Search:
    """Return the same, with items counted by kinds first."""
    assert pairs == len(problem.items)
    return KindSearch(OnceModel(problem, forms_of(task, problem)), forms_of(task, problem))


def optima(search: Search, goals: tuple[Goal, ...]) -> list[int] | None:
    """Return the proven optimum of one goal after the other; None when there is no answer."""
    found: list[int] = []
    if not search.find(20):
        assert search.impossible
        return None
    for goal in goals:
        if goal.kind == "volgorde" and isinstance(search.model, OnceModel):
            search.model.hold_loads(found[[one.kind for one in goals].index("belasting")])
        outcome = search.minimise(goal, 20, (("kinds", 0.5), ("lp", 1)))
        assert outcome is not None
        assert outcome.is_optimal
        search.keep(goal, outcome.value)
        if goal.kind == "verdeling" and isinstance(search.model, OnceModel):
            for expression, most in search.model.divided_within(outcome.value):
                search.model.model.add(expression <= most)
        found.append(outcome.value)
    assert search.answer is not None
    assert [goal.value(search.answer.units) for goal in goals] == found
    return found


@st.composite
def tasks(draw: st.DrawFn) -> Trajectopdracht:
    """Return two to six items over two or three periods, with bounds of every kind and a norm.

    Item 2 may be at several places. In half of the tasks there are two sizes, so that items are alike;
    in others some are larger than a period, and need two or three.
    """
    periods = draw(st.integers(2, 3))
    some = draw(st.sampled_from([st.integers(1, 9), st.sampled_from([3, 6])]))
    sizes = draw(st.lists(some, min_size=2, max_size=6))
    sizes[0] += -sum(sizes) % periods
    hours = sum(sizes) // periods
    school = hours * draw(st.integers(0, 4)) // 4
    places = st.sampled_from([(LES, WERK), (WERK, LES), (LES,), (WERK,), (PRAKTIJK, WERK, LES)])
    items = [
        competentie(
            n,
            *((WERK, LES) if n == 2 else draw(places)),
            uren=size,
            gewicht=draw(st.sampled_from([1, 1, 3])),
            na=(n - 1,) if n > 1 and draw(st.integers(0, 2)) == 0 else (),
        )
        for n, size in enumerate(sizes, start=1)
    ]
    third = Fraction(1, 3)
    parts = [
        (),
        (Deelgrens(onderdeel="C.02", leerplaats=WERK, hoogstens=third),),
        (Deelgrens(onderdeel="C.02", leerplaats=LES, minstens=third),),
    ]
    counted = (Periodegrens(periode=1, meeste_competenties=3), Periodegrens(periode=2, minste_competenties=1))
    bounds = Bouwgrenzen(
        tolerantie=draw(st.sampled_from([Fraction(0), third, Fraction(1, 2), Fraction(1)])),
        volgorde=draw(st.sampled_from([(), (Volgorde(eerst="C.01", dan="C.02", soort="zwak"),)])),
        delen=draw(st.sampled_from(parts)),
        vast=draw(st.sampled_from([(), (Plaatsing(onderdeel="C.02", periode=2),)])),
        verboden=draw(st.sampled_from([(), (Plaatsing(onderdeel="C.02", leerplaats=WERK, periode=1),)])),
        perioden=draw(st.sampled_from([(), counted])),
    )
    basis = draw(st.sampled_from([None, "competenties", "competenties-hoofdplaats", "gewicht"]))
    norms = (STREEF.model_copy(update={"grondslag": basis}),) if basis else ()
    return opdracht(
        *items, school=school, werk=hours - school, weken=(1,) * periods, grenzen=bounds, normen=norms
    )


@settings(deadline=None, max_examples=150)
@given(task=tasks(), extra=st.integers(0, 2))
def test_the_models_have_the_same_optima(task: Trajectopdracht, extra: int) -> None:
    problem = problem_of(task)
    assume(all(low <= high for i in problem.items for low, high in zip(i.least, i.most, strict=True)))
    norms = (norm_goal(problem, form) for form in forms_of(task, problem))
    goals = (
        *norms,
        load_goal(problem),
        division_goal(problem),
        preference_goal(problem),
        order_goal(problem),
    )
    pairs = sum(fewest_periods(problem)) + extra
    expected = optima(general(problem, task, pairs), goals)
    models = [in_runs, by_case, once, by_kinds] if pairs == len(problem.items) else [in_runs, by_case]
    assert [optima(make(problem, task, pairs), goals) for make in models] == [expected] * len(models)


@settings(deadline=None, max_examples=150)
@given(task=tasks(), few=st.integers(0, 2))
def test_periods_counted_have_the_same_optima_as_items_of_each_period(
    task: Trajectopdracht, few: int
) -> None:
    problem = problem_of(task)
    assume(all(low <= high for i in problem.items for low, high in zip(i.least, i.most, strict=True)))
    forms = forms_of(task, problem)
    filled = filled_model(problem, forms, None, few)
    assume(filled is not None)
    kinds = KindModel(problem, forms)
    kinds.hold_loads(None)
    kinds.model.add(sum(kinds.divided.values()) <= few)
    found = []
    for model in (filled, kinds):
        search = Search(model)
        goals = (*(norm_goal(problem, form) for form in forms), preference_goal(problem))
        values = []
        for goal in goals if search.find(20) else ():
            outcome = search.minimise(goal, 20)
            assert outcome is not None
            assert outcome.is_optimal
            search.keep(goal, outcome.value)
            values.append(outcome.value)
        found.append((search.impossible, values))
    assert found[0] == found[1]


@pytest.mark.parametrize(("few", "is_counted"), [(1, True), (2, True), (3, False)])
def test_periods_are_counted_only_where_none_can_divide_two(few: int, *, is_counted: bool) -> None:
    """Each of two periods must divide an item: with three, one of them may divide two."""
    problem = problem_of(thirds())
    assert (filled_model(problem, (), None, few) is not None) == is_counted


def long_beside_tens() -> Trajectopdracht:
    """Return an item of 20 hours that fills class in two periods, and three of 10 for twice 15 at work."""
    items = [competentie(1, LES, uren=20), *(competentie(n, WERK, uren=10) for n in range(2, 5))]
    return opdracht(*items, school=1, werk=1.5, weken=(10, 10), grenzen=EXACT)


def test_an_item_larger_than_a_period_runs_in_as_many_as_it_needs() -> None:
    items = [
        competentie(1, LES, uren=30),
        competentie(2, WERK, uren=10),
        competentie(3, WERK, uren=20, na=(2,)),
    ]
    task = opdracht(*items, school=1, werk=1, weken=(10, 10, 10), grenzen=EXACT)
    search = Search(RunModel(problem_of(task), (), extra=0))
    assert search.find(1)
    assert search.answer is not None
    assert pairs_of(search.answer.units) == {(0, 0), (0, 1), (0, 2), (1, 0), (2, 1), (2, 2)}


def test_that_so_few_pairs_are_impossible_is_a_bound_of_the_periods() -> None:
    """What is counted asks five periods of items: two for the long one, and one that it shares."""
    result = build(long_beside_tens())
    periods = next(goal for goal in result.doelen if goal.naam == "perioden")
    assert (periods.waarde, periods.grens, periods.status) == (6, 6, "optimaal")
    assert "oplosser" in periods.bewijs


def test_the_bound_holds_for_what_was_asked_and_no_more() -> None:
    problem = problem_of(long_beside_tens())
    task = Task(problem, (), ("belasting", "perioden"), (), Fraction(0), 1)
    load, periods = task.goals
    start = first_answers(task, task.search())
    assert periods.least == 5
    assert start.pairs == 6
    assert start.bounds([(load, load.least)])
    assert not start.bounds([(load, load.least + 1)])
    assert not start.bounds([])


def test_an_item_that_needs_more_periods_than_it_has_units_has_no_answer() -> None:
    """Three hours, held in the first of six periods that has two: the other five add nothing."""
    held = EXACT.model_copy(update={"vast": (Plaatsing(onderdeel="C.01", periode=1),)})
    items = [competentie(1, LES, uren=3), competentie(2, LES, uren=9)]
    model = RunModel(problem_of(opdracht(*items, school=2, werk=0, weken=(1,) * 6, grenzen=held)), (), 0)
    assert model.model.validate() == ""
    search = Search(model)
    assert not search.find(1)
    assert search.impossible


def loads(*peaks: int | None) -> list[bool]:
    """Tell, per greatest load, whether three items of 10 then fit two periods of 15 and 15 hours."""
    items = [competentie(n, LES, WERK, uren=10) for n in range(1, 4)]
    room = Bouwgrenzen(tolerantie=Fraction(1, 3))
    task = opdracht(*items, school=0, werk=1.5, weken=(10, 10), algemeen=(("frans", 2),), grenzen=room)
    found = []
    for peak in peaks:
        model = OnceModel(problem_of(task))
        model.hold_loads(peak)
        found.append(Search(model).find(1))
    return found


def test_a_period_holds_whole_items_up_to_the_greatest_load() -> None:
    """Twenty hours of items and twenty of general education are 40 in ten weeks: forty tenths a week."""
    assert loads(None, 40, 39) == [True, True, False]


def test_what_a_period_holds_leaves_the_least_order_in_place() -> None:
    """Seven items, one per period; the first comes after the second, so each is one beside its own."""
    items = [competentie(n, WERK, uren=10, na=(2,) if n == 1 else ()) for n in range(1, 8)]
    task = opdracht(*items, school=0, werk=1, weken=(10,) * 7, grenzen=EXACT)
    problem = problem_of(task)
    assert optima(Search(OnceModel(problem)), (load_goal(problem), order_goal(problem))) == [10, 2]


def test_no_more_is_divided_than_the_pots_need() -> None:
    problem = problem_of(thirds())
    model = OnceModel(problem)
    for expression, most in model.divided_within(2):
        model.model.add(expression <= most)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.model) == cp_model.OPTIMAL
    for t in model.times:
        assert sum(solver.value(var) for (_, period), var in model.split.items() if period == t) == 1


def test_fewer_divided_items_than_the_pots_need_is_impossible() -> None:
    model = OnceModel(problem_of(thirds()))
    for expression, most in model.divided_within(1):
        model.model.add(expression <= most)
    assert not Search(model).find(1)


def test_an_answer_of_one_model_is_an_answer_of_the_other() -> None:
    task = thirds()
    problem = problem_of(task)
    short = Search(OnceModel(problem))
    assert short.find(1)
    assert short.answer is not None
    search = general(problem, task, len(problem.items))
    assert search.adopt(short.answer.units, 1)
    assert search.answer is not None
    assert search.answer.units == short.answer.units


def test_an_answer_that_breaks_a_rule_is_not_taken_over() -> None:
    task = thirds()
    problem = problem_of(task)
    short = Search(OnceModel(problem))
    assert not short.adopt({(0, LES, 0): 10}, 1)
    assert short.answer is None


@pytest.mark.parametrize("period", [1, 2])
def test_an_item_that_is_held_in_a_period_runs_there(period: int) -> None:
    held = EXACT.model_copy(update={"vast": (Plaatsing(onderdeel="C.03", periode=period),)})
    short = Search(OnceModel(problem_of(thirds(bounds=held))))
    assert short.find(1)
    assert short.answer is not None
    assert {t for index, _, t in short.answer.units if index == 2} == {period - 1}
