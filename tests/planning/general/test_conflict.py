"""Conflicts: named rows of the file that cannot go together, of which none can be missed."""

import re
from collections import Counter
from itertools import pairwise
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings

from kwalificatiegraaf.domain.planningsantwoord import Planningsreden
from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.planning.general import conflict
from kwalificatiegraaf.planning.general.budget import Budget, Late
from kwalificatiegraaf.planning.general.rows import Loosened, rows_of
from kwalificatiegraaf.planning.general.solve import solve
from kwalificatiegraaf.planning.general_checker import check_answer
from tests.planning.general.exhaustive import allowed, combinations
from tests.planning.general.problemen import problem, tight

MOST = 3000
"""Combinations that are tried for one problem."""
LARGEST = 3
"""How large an item may become here when its size is left out."""
MINIMAL = "zonder een ervan gaan de andere wel samen"


def split(reasons: tuple[Planningsreden, ...]) -> list[tuple[str, set[str]]]:
    """Return the heading and the paths of every conflict."""
    found: list[tuple[str, set[str]]] = []
    for reason in reasons:
        if reason.plaats == "$":
            found.append((reason.tekst, set()))
        else:
            found[-1][1].add(reason.plaats)
    return found


def at(document: Any, path: str) -> Any:
    """Return what stands at a path of a document."""
    for key in re.findall(r"\w+", path):
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def check(found: Planningsprobleem, reasons: tuple[Planningsreden, ...]) -> None:
    """Hold every conflict against all allocations, and every smaller one against a checked answer."""
    document = found.model_dump(mode="json")
    conflicts = split(reasons)
    assert conflicts
    assert max(Counter(path for _, paths in conflicts for path in paths).values()) == 1
    for heading, paths in conflicts:
        assert paths
        assert all(at(document, path) is not None for path in paths)
        assert len(paths) == 1 or MINIMAL in heading
        alone = Loosened(found, LARGEST).only(paths)
        number, ways = combinations(alone)
        if number <= MOST:
            assert next(allowed(alone, ways), None) is None
        for path in paths:
            lifted = Loosened(found).only(paths - {path})
            answer = solve(lifted)
            assert answer.status in ("optimaal", "toegelaten")
            assert check_answer(lifted, answer) == ()


TWO = [{"code": "P1"}, {"code": "P2"}]
AB = {"a": 3, "b": 2}
PLACES = [{"code": "les"}, {"code": "werk"}]


def placed(**extra: Any) -> list[dict[str, Any]]:
    """Return one item of size 3 that can be at both places."""
    return [{"code": "a", "grootte": 3, "plaatsen": [{"plaats": "les"}, {"plaats": "werk"}]} | extra]


def halves(bound: str) -> list[dict[str, Any]]:
    """Return two items of 1 or 2 that have at least or at most half of themselves at work."""
    places = [{"plaats": "les"}, {"plaats": "werk", bound: "1/2"}]
    return [{"code": c, "minste_grootte": 1, "meeste_grootte": 2, "plaatsen": places} for c in "ab"]


def bounded(number: int, **bounds: int) -> list[dict[str, Any]]:
    return [{"code": f"P{n + 1}"} | bounds for n in range(number)]


BLOCKED: dict[str, tuple[set[str], dict[str, Any]]] = {
    "order: a chain of three in two periods": (
        {"$.volgorde[0]", "$.volgorde[1]"},
        {
            "items": {"a": 1, "b": 1, "c": 1},
            "volgorde": [{"eerst": "a", "dan": "b"}, {"eerst": "b", "dan": "c"}],
        },
    ),
    "order: a weak step": (
        {"$.volgorde[0]", "$.vast[0]", "$.vast[1]"},
        {
            "volgorde": [{"eerst": "a", "dan": "b", "soort": "zwak"}],
            "vast": [{"item": "a", "periode": "P2"}, {"item": "b", "periode": "P1"}],
        },
    ),
    "fixed: against the order": (
        {"$.volgorde[0]", "$.vast[0]", "$.vast[1]"},
        {
            "perioden": bounded(4),
            "volgorde": [{"eerst": "a", "dan": "b"}],
            "vast": [{"item": "a", "periode": "P3"}, {"item": "b", "periode": "P2"}],
        },
    ),
    "forbidden: everywhere": (
        {"$.verboden[0]", "$.verboden[1]"},
        {"verboden": [{"item": "a", "periode": p} for p in ("P1", "P2")]},
    ),
    "sizes: an item larger than any period": (
        {"$.items[0].grootte", "$.perioden[0].meeste_belasting", "$.perioden[1].meeste_belasting"},
        {"perioden": bounded(2, meeste_belasting=2)},
    ),
    "sizes: a least and a greatest": (
        {"$.items[0].minste_grootte", "$.items[1].minste_grootte", "$.perioden[0].meeste_belasting"},
        {
            "perioden": bounded(1, meeste_belasting=6),
            "items": [{"code": c, "minste_grootte": 4, "meeste_grootte": 5} for c in "ab"],
        },
    ),
    "sizes: a greatest size": (
        {"$.items[0].meeste_grootte", "$.perioden[0].minste_belasting"},
        {
            "perioden": bounded(1, minste_belasting=6),
            "items": [{"code": "a", "minste_grootte": 4, "meeste_grootte": 5}],
        },
    ),
    "loads: sizes that do not pack": (
        {f"$.perioden[{n}].meeste_belasting" for n in range(3)} | {f"$.items[{n}].grootte" for n in range(4)},
        {"perioden": bounded(3, meeste_belasting=4), "items": {"a": 3, "b": 3, "c": 3, "d": 2}},
    ),
    "loads: one that is there already": (
        {"$.perioden[0].meeste_belasting"},
        {"perioden": [{"code": "P1", "eigen_belasting": 3, "meeste_belasting": 2}]},
    ),
    "loads: less than a period asks": (
        {"$.perioden[0].minste_belasting", "$.items[0].grootte", "$.items[1].grootte"},
        {"perioden": bounded(1, minste_belasting=9)},
    ),
    "numbers: too few items": ({"$.perioden[0].minste_items"}, {"perioden": bounded(1, minste_items=9)}),
    "numbers: too many items": (
        {"$.perioden[0].meeste_items", "$.perioden[1].meeste_items"},
        {"perioden": bounded(2, meeste_items=1), "items": {"a": 1, "b": 1, "c": 1}},
    ),
    "numbers: an item that is too short": (
        {"$.perioden[0].minste_items", "$.perioden[1].minste_items", "$.items[0].meeste_perioden"},
        {
            "perioden": bounded(2, minste_items=1),
            "items": [{"code": "a", "grootte": 2, "meeste_perioden": 1}],
        },
    ),
    "places: only one is possible": (
        {"$.items[0].plaatsen", "$.verboden[0]"},
        {
            "plaatsen": PLACES,
            "items": placed(plaatsen=[{"plaats": "les"}]),
            "verboden": [{"item": "a", "plaats": "les"}],
        },
    ),
    "parts: a least part": (
        {"$.items[0].plaatsen[0].minstens", "$.vast[0]"},
        {
            "plaatsen": PLACES,
            "items": placed(plaatsen=[{"plaats": "les", "minstens": "1/3"}, {"plaats": "werk"}]),
            "vast": [{"item": "a", "plaats": "werk"}],
        },
    ),
    "parts: a greatest part": (
        {"$.items[0].plaatsen[1].hoogstens", "$.vast[0]"},
        {
            "plaatsen": PLACES,
            "items": placed(plaatsen=[{"plaats": "les"}, {"plaats": "werk", "hoogstens": "2/3"}]),
            "vast": [{"item": "a", "plaats": "werk"}],
        },
    ),
    "capacities: a place too small": (
        {"$.capaciteiten[0].hoogstens", "$.items[0].grootte", "$.items[0].plaatsen"},
        {
            "plaatsen": PLACES,
            "items": placed(plaatsen=[{"plaats": "les"}]),
            "capaciteiten": [{"plaatsen": ["les"], "over": "geheel", "minstens": 1, "hoogstens": 2}],
        },
    ),
    "capacities: a place that must be used": (
        {"$.capaciteiten[0].minstens", "$.verboden[0]"},
        {
            "plaatsen": PLACES,
            "items": placed(),
            "capaciteiten": [{"plaatsen": ["les"], "periode": "P1", "minstens": 1}],
            "verboden": [{"item": "a", "plaats": "les", "periode": "P1"}],
        },
    ),
    "groups: two that contradict": (
        {"$.groepen[0]", "$.groepen[1]"},
        {
            "items": [{"code": c, "grootte": 1, "keuze": True} for c in "ab"],
            "groepen": [
                {"code": "g", "items": ["a", "b"], "regel": "exact", "aantal": 1},
                {"code": "h", "items": ["a", "b"], "regel": "minstens", "aantal": 2},
            ],
        },
    ),
    "shares: more than can be there": (
        {"$.aandelen[0].minstens", "$.items[0].plaatsen[0].minstens"},
        {
            "plaatsen": PLACES,
            "items": placed(plaatsen=[{"plaats": "les", "minstens": "1/2"}, {"plaats": "werk"}]),
            "aandelen": [{"code": "n", "plaatsen": ["werk"], "minstens": "3/5"}],
        },
    ),
    "shares: more than the parts of items of any size allow": (
        {"$.aandelen[0].minstens", "$.items[0].plaatsen[1].hoogstens", "$.items[1].plaatsen[1].hoogstens"},
        {
            "plaatsen": PLACES,
            "items": halves("hoogstens"),
            "aandelen": [{"code": "n", "plaatsen": ["werk"], "minstens": "2/3"}],
        },
    ),
    "shares: less than the parts of items of any size ask": (
        {"$.aandelen[0].hoogstens", "$.items[0].plaatsen[1].minstens", "$.items[1].plaatsen[1].minstens"},
        {
            "plaatsen": PLACES,
            "items": halves("minstens"),
            "aandelen": [{"code": "n", "plaatsen": ["werk"], "hoogstens": "1/3"}],
        },
    ),
    "shares: two that contradict": (
        {"$.aandelen[0].hoogstens", "$.aandelen[1].minstens"},
        {
            "plaatsen": PLACES,
            "items": placed(),
            "aandelen": [
                {"code": "n", "plaatsen": ["werk"], "hoogstens": "1/3"},
                {"code": "m", "plaatsen": ["werk"], "grondslag": "competenties", "minstens": "2/3"},
            ],
        },
    ),
}


@pytest.mark.parametrize("name", BLOCKED)
def test_every_kind_of_rule_is_named_by_its_rows(name: str):
    paths, fields = BLOCKED[name]
    found = problem(**({"perioden": TWO, "items": AB} | fields))
    start = process_time()
    answer = solve(found)
    assert process_time() - start < 1
    assert (answer.status, answer.herhaalbaar) == ("onmogelijk", True)
    assert [conflict for _, conflict in split(answer.redenen)] == [paths]
    assert all(reason.tekst and reason.remedie for reason in answer.redenen)
    check(found, answer.redenen)


def test_a_conflict_is_told_in_plain_sentences():
    items = [{"code": "a", "grootte": 3}, {"code": "b", "grootte": 2}]
    found = problem(perioden=bounded(1, meeste_belasting=4), items=items, eenheid="studiepunten")
    heading, *rows = solve(found).redenen
    assert heading.tekst == (
        "deze 3 gegevens gaan niet samen, en zonder een ervan gaan de andere wel samen "
        "(de items vragen samen minstens 5; de perioden bieden hoogstens 4)"
    )
    assert heading.remedie == "verander er minstens een van"
    assert [f"{row.plaats}: {row.tekst}; {row.remedie}" for row in rows] == [
        "$.perioden[0].meeste_belasting: P1 draagt hoogstens 4 studiepunten belasting; "
        "verhoog meeste_belasting",
        "$.items[0].grootte: a vraagt 3 studiepunten, in een periode; "
        "verander de grootte, of geef meeste_perioden",
        "$.items[1].grootte: b vraagt 2 studiepunten, in een periode; "
        "verander de grootte, of geef meeste_perioden",
    ]


def test_conflicts_that_have_no_row_in_common_are_told_one_by_one():
    found = problem(
        perioden=TWO,
        items={"a": 1, "b": 1},
        vast=[{"item": "b", "periode": "P2"}],
        volgorde=[{"eerst": "b", "dan": "a"}],
        groepen=[{"code": "g", "items": ["a", "b"], "regel": "exact", "aantal": 1}],
    )
    first, second = split(solve(found).redenen)
    assert (first[1], second[1]) == ({"$.volgorde[0]", "$.vast[0]"}, {"$.groepen[0]"})
    assert second[0].startswith("ook los daarvan: dit gegeven kan op zich al niet")


def test_without_effort_the_conflict_says_that_it_may_be_too_large(monkeypatch: pytest.MonkeyPatch):
    paths, fields = BLOCKED["loads: sizes that do not pack"]
    monkeypatch.setattr(conflict, "EFFORT", 0)
    ((heading, named),) = split(solve(problem(**fields)).redenen)
    assert "niet helemaal nagegaan" in heading
    assert MINIMAL not in heading
    assert paths <= named


def test_when_the_clock_stops_the_explanation_it_is_not_repeatable(monkeypatch: pytest.MonkeyPatch):
    def late(_: object) -> None:
        raise Late

    paths, fields = BLOCKED["loads: sizes that do not pack"]
    budget = Budget(0, 10)
    monkeypatch.setattr(Budget, "alive", late)
    named = {reason.plaats for reason in conflict.conflicts(problem(**fields), budget)}
    assert paths <= named
    assert not budget.repeatable


def test_a_large_conflict_is_found_among_the_items_it_is_about():
    items = {f"i{n:03}": 1 + n % 9 for n in range(400)}
    steps = [{"eerst": f"i{n:03}", "dan": f"i{n + 1:03}"} for n in range(200, 398, 2)]
    chain = [{"eerst": f"i{n:03}", "dan": f"i{n + 11:03}"} for n in range(1, 45, 11)]
    found = problem(perioden=bounded(4, meeste_belasting=2000), items=items, volgorde=steps + chain)
    ((heading, paths),) = split(solve(found).redenen)
    assert MINIMAL in heading
    assert paths == {f"$.volgorde[{99 + n}]" for n in range(4)}


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(tight())
def test_a_conflict_cannot_be_kept_and_none_of_its_rows_be_missed(found: Planningsprobleem) -> None:
    answer = solve(found)
    assume(answer.status == "onmogelijk")
    for _, paths in split(answer.redenen):
        event(f"{len(paths)} rows")
    check(found, answer.redenen)
    assert solve(found).redenen == answer.redenen


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(tight())
def test_all_rows_together_are_the_problem_and_none_at_all_is_none(found: Planningsprobleem) -> None:
    whole = Loosened(found).only({row.path for row in rows_of(found)})
    number, ways = combinations(found)
    assume(number <= MOST)
    assert set(allowed(whole, combinations(whole)[1])) == set(allowed(found, ways))
    assert solve(Loosened(found).only(())).status in ("optimaal", "toegelaten")


def test_of_a_chain_that_is_far_too_long_the_least_part_is_named() -> None:
    codes = [f"i{number:04}" for number in range(1000)]
    found = problem(
        items=dict.fromkeys(codes, 1),
        perioden=bounded(12),
        volgorde=[{"eerst": one, "dan": other} for one, other in pairwise(codes)],
    )
    heading, paths = split(solve(found).redenen)[0]
    assert MINIMAL in heading
    assert paths == {f"$.volgorde[{number}]" for number in range(12)}
    short = split(solve(found, limit=1).redenen)
    assert all(len(paths) == 12 for _, paths in short)


def test_more_items_than_periods_that_hold_one_each_are_a_proven_conflict():
    items = {f"i{n:02}": 51 + n % 3 for n in range(13)}
    steps = [{"eerst": "i00", "dan": "i01"}]
    found = problem(perioden=bounded(12, meeste_belasting=100), items=items, volgorde=steps)
    ((heading, paths),) = split(solve(found).redenen)
    assert MINIMAL in heading
    assert len(paths) == 13 + 12
