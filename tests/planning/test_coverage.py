"""Branches and pupils: every answer against exhaustive search on small cases."""

from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwalificatiegraaf.planning.branches import Need, Offer, Pupil, coverable
from kwalificatiegraaf.planning.coverage import assign, calendar_cover, smallest_cover

ITEMS = tuple("abcdef")
PLACES = ("x", "y", "z")
QUICK = settings(max_examples=40, deadline=None, derandomize=True, database=None)
offers_of = st.lists(
    st.tuples(st.frozensets(st.sampled_from(ITEMS)), st.frozensets(st.sampled_from(PLACES))),
    min_size=1,
    max_size=6,
).map(lambda found: [Offer(f"b{n}", items, contexts) for n, (items, contexts) in enumerate(found)])
THREE_OFFERED = st.lists(
    st.tuples(st.frozensets(st.sampled_from("abc")), st.frozensets(st.sampled_from("xy"))),
    min_size=3,
    max_size=3,
)
THREE_RUNS = st.lists(st.sampled_from([(0,), (1,), (0, 1)]), min_size=3, max_size=3)


def subsets(offers):
    return chain.from_iterable(combinations(offers, size) for size in range(len(offers) + 1))


def covers(chosen, need, offers):
    items = set().union(*(o.items for o in chosen))
    contexts = set().union(*(o.contexts for o in chosen)) & need.choices
    known = set().union(*(o.contexts for o in offers)) & need.choices
    enough = len(contexts) >= min(need.contexts, len(known))
    return coverable(need, offers) <= items and enough


@QUICK
@given(offers=offers_of, contexts=st.integers(0, 3), far=st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_the_smallest_combination_is_that_of_exhaustive_search(offers, contexts, far):
    need = Need(dict.fromkeys(ITEMS, (0,)), contexts, frozenset(PLACES))
    distances = {offer.code: km for offer, km in zip(offers, far, strict=False)}
    found = smallest_cover(need, offers, distances=distances)
    able = [chosen for chosen in subsets(offers) if covers(chosen, need, offers)]
    best = min((len(chosen), sum(distances[o.code] for o in chosen)) for chosen in able)
    assert (len(found.codes), sum(distances[code] for code in found.codes)) == best
    assert covers([o for o in offers if o.code in found.codes], need, offers)
    assert all(score.is_optimal for score in found.scores)


def test_fixed_branches_stay_and_are_filled_up():
    offers = [Offer("a", frozenset("ab")), Offer("b", frozenset("c")), Offer("c", frozenset("abc"))]
    need = Need(dict.fromkeys("abc", (0,)))
    assert smallest_cover(need, offers).codes == ("c",)
    assert smallest_cover(need, offers, fixed=frozenset("a")).codes == ("a", "b")


def judge(need, offers, pupils, plan):
    """Return the four objectives of a plan, or None when a branch is too full."""
    by_code = {offer.code: offer for offer in offers}
    for t in range(need.periods):
        for offer in offers:
            if sum(row[t] == offer.code for row in plan) > offer.room[t]:
                return None
    homeless = sum(code is None for row in plan for code in row)
    missed = pairs = far = 0
    for pupil, row in zip(pupils, plan, strict=True):
        used = {code for code in row if code}
        missed += sum(
            not any(row[t] and item in by_code[row[t]].items for t in run) for item, run in need.items.items()
        )
        asked = (pupil.contexts or need.choices) & need.choices
        covered = len(asked & set().union(*(by_code[code].contexts for code in used)))
        missed += max(0, need.contexts - covered)
        pairs += len(used)
        far += sum(pupil.distances.get(code, 0) for code in used)
    return homeless, missed, pairs, far


@QUICK
@given(
    rooms=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=3),
    offered=THREE_OFFERED,
    runs=THREE_RUNS,
    contexts=st.integers(0, 2),
    wishes=st.lists(st.frozensets(st.sampled_from("xy")), min_size=2, max_size=2),
    far=st.lists(st.integers(0, 5), min_size=6, max_size=6),
    exact=st.booleans(),
)
def test_the_assignment_is_that_of_exhaustive_search(rooms, offered, runs, contexts, wishes, far, exact):
    offers = [
        Offer(f"b{n}", items, places, room)
        for n, ((items, places), room) in enumerate(zip(offered, rooms, strict=True))
    ]
    need = Need(dict(zip("abc", runs, strict=True)), contexts, frozenset("xy"), exact, periods=2)
    pupils = [
        Pupil(str(p), wish, {f"b{b}": far[3 * p + b] for b in range(3)}) for p, wish in enumerate(wishes)
    ]
    codes = [None, *(offer.code for offer in offers)]
    plans = product(product(codes, repeat=2), repeat=2)
    best = min(score for plan in plans if (score := judge(need, offers, pupils, plan)))
    found = assign(need, offers, pupils)
    mine = judge(need, offers, pupils, [placing.branches for placing in found.placings])
    assert mine == best == tuple(score.value for score in found.scores)
    assert all(score.is_optimal for score in found.scores)
    for pupil, placing in zip(pupils, found.placings, strict=True):
        met = offered_to(pupil, need, offers, placing) if contexts else set()
        assert placing.short == max(0, contexts - len(met))
        assert set(placing.contexts) <= met
        assert len(placing.contexts) == (min(contexts, len(met)) if exact else len(met))


@QUICK
@given(
    offered=THREE_OFFERED,
    runs=THREE_RUNS,
    contexts=st.integers(0, 2),
    far=st.lists(st.integers(0, 5), min_size=3, max_size=3),
    fixed=st.sampled_from([frozenset(), frozenset({"b1"}), frozenset({"b0", "b2"})]),
)
def test_the_smallest_combination_by_calendar_is_that_of_exhaustive_search(
    offered, runs, contexts, far, fixed
):
    offers = [Offer(f"b{n}", items, places, (1, 1)) for n, (items, places) in enumerate(offered)]
    need = Need(dict(zip("abc", runs, strict=True)), contexts, frozenset("xy"), periods=2)
    distances = {f"b{n}": km for n, km in enumerate(far)}
    found = calendar_cover(need, offers, fixed=fixed, distances=distances)

    def scored(plan):
        _, missed, _, _ = judge(need, offers, [Pupil("")], [plan])
        codes = fixed | {code for code in plan if code}
        return missed, len(codes), sum(distances[code] for code in codes)

    best = min(scored(plan) for plan in product([None, *distances], repeat=2))
    lost = len(found.missed) + found.short + len(need.items.keys() - coverable(need, offers))
    assert (lost, len(found.codes), sum(distances[code] for code in found.codes)) == best
    assert fixed <= set(found.codes)
    assert found.is_optimal
    assert found.count.bound == len(found.codes)


def offered_to(pupil, need, offers, placing):
    there = set().union(*(o.contexts for o in offers if o.code in placing.branches))
    return (pupil.contexts or need.choices) & need.choices & there


@pytest.mark.parametrize(("exact", "told"), [(True, 1), (False, 2)])
def test_an_exact_rule_chooses_so_many_and_no_more_of_what_is_offered(exact, told):
    offers = [Offer("a", frozenset("i"), frozenset("xy"), (1,))]
    need = Need({"i": (0,)}, 1, frozenset("xy"), exact)
    (placing,) = assign(need, offers, [Pupil("1")]).placings
    assert (len(placing.contexts), placing.short) == (told, 0)


def test_the_same_question_gives_the_same_answer():
    offers = [Offer(code, frozenset("ab"), frozenset(), (2, 2)) for code in "xyz"]
    pupils = [Pupil(str(number)) for number in range(5)]
    need = Need({"a": (0,), "b": (1,)}, periods=2)
    first = assign(need, offers, pupils)
    assert first == assign(need, offers, pupils)
    assert [score.value for score in first.scores] == [0, 0, 5, 0]


@pytest.mark.parametrize("count", [0, 1])
def test_no_branches_cover_nothing(count):
    need = Need(dict.fromkeys(ITEMS, (0,)))
    assert smallest_cover(need, []).codes == ()
    assert calendar_cover(need, []).codes == ()
    found = assign(need, [], [Pupil("1")] * count)
    assert all(placing.uncovered == ITEMS for placing in found.placings)


def crowd(count, rooms):
    """Pupils from everywhere, and branches of which the last alone offers the last item."""
    offers = [
        Offer(f"b{n}", frozenset(f"i{n}" for n in range(n, n + 3)), frozenset(), (room,) * 4)
        for n, room in enumerate(rooms)
    ]
    pupils = [
        Pupil(str(p), frozenset(), {o.code: (7 * p + 11 * b) % 60 for b, o in enumerate(offers)})
        for p in range(count)
    ]
    return Need({f"i{n}": (0, 1, 2, 3) for n in range(len(rooms) + 2)}, periods=4), offers, pupils


def test_a_full_class_from_everywhere_is_placed_with_every_objective_proved():
    need, offers, pupils = crowd(30, (1, 1, 1, 1, 2, 2, 1))
    found = assign(need, offers, pupils)
    assert [score.name for score in found.scores if not score.is_optimal] == []
    mine = judge(need, offers, pupils, [placing.branches for placing in found.placings])
    assert mine == tuple(score.value for score in found.scores)


def test_pupils_who_travel_alike_are_counted_and_not_searched():
    need, offers, pupils = crowd(12, (1, 1, 1, 1, 2, 2, 1))
    alike = [Pupil(pupil.mark, frozenset(), pupils[0].distances) for pupil in pupils]
    found = assign(need, offers, alike, limit=0.2)
    assert all(score.is_optimal for score in found.scores)
    assert found.scores[2].value > len(alike)


def test_a_class_that_follows_the_calendar_is_counted_by_paths():
    """Searched pupil by pupil, the bound of what is missed stayed at nothing."""
    need, offers, pupils = crowd(10, (2, 3, 2, 3))
    alike = [Pupil(pupil.mark) for pupil in pupils]
    runs = {item: (n % 4,) for n, item in enumerate(need.items)}
    found = assign(Need(runs, periods=4), offers, alike)
    assert [score.name for score in found.scores if not score.is_optimal] == []
    mine = judge(Need(runs, periods=4), offers, alike, [placing.branches for placing in found.placings])
    assert mine == tuple(score.value for score in found.scores)
