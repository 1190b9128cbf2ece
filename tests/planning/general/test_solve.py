"""Problems solved by hand: every rule and every objective, and answers that the checker must refuse."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.planningsantwoord import Planningsantwoord
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.general.frame import Frame
from kwalificatiegraaf.planning.general.model import GeneralModel
from kwalificatiegraaf.planning.general.shares import share_of
from kwalificatiegraaf.planning.general.solve import solve
from kwalificatiegraaf.planning.general_checker import check_answer
from tests.planning.general.problemen import curriculum, problem

TWO = [{"plaats": "les"}, {"plaats": "werk"}]
PLACES = [{"code": "les"}, {"code": "werk"}]


def rows(answer: Planningsantwoord) -> list[tuple[str, str | None, str, int]]:
    return sorted((r.item, r.plaats, r.periode, r.hoeveelheid) for r in answer.plaatsingen)


def test_the_greatest_load_is_the_average_when_the_sizes_allow_it():
    answer = solve(problem(perioden=2, items={"a": 3, "b": 2, "c": 1}))
    assert (answer.status, answer.waarde, answer.grens) == ("optimaal", 3, 3)
    assert [(row.belasting, row.items) for row in answer.belasting] == [(3, 1), (3, 2)]


def test_prerequisites_raise_the_greatest_load():
    found = problem(
        perioden=3,
        items={"a": 1, "b": 1, "c": 6},
        volgorde=[{"eerst": "a", "dan": "b"}, {"eerst": "b", "dan": "c"}],
    )
    assert rows(solve(found)) == [("a", None, "P1", 1), ("b", None, "P2", 1), ("c", None, "P3", 6)]


def test_a_weak_step_allows_the_same_period_and_a_weak_circle_means_together():
    weak = [{"eerst": "a", "dan": "b", "soort": "zwak"}, {"eerst": "b", "dan": "a", "soort": "zwak"}]
    answer = solve(problem(perioden=2, items={"a": 2, "b": 2}, volgorde=weak))
    assert (answer.status, answer.waarde) == ("optimaal", 4)


def test_choices_follow_the_group():
    items = [{"code": code, "grootte": size, "keuze": True} for code, size in (("x", 1), ("y", 2), ("z", 3))]
    group = {"code": "g", "items": ["x", "y", "z"], "regel": "exact", "aantal": 2}
    answer = solve(problem(perioden=1, items=items, groepen=[group]))
    assert (answer.waarde, rows(answer)) == (3, [("x", None, "P1", 1), ("y", None, "P1", 2)])


def test_the_share_is_as_high_as_parts_and_capacity_allow():
    items = [{"code": "a", "grootte": 10, "plaatsen": [TWO[0] | {"minstens": "1/5"}, TWO[1]]}]
    norm = {"code": "w", "plaatsen": ["werk"], "grondslag": "uren"}
    free = problem(perioden=1, plaatsen=PLACES, items=items, aandelen=[norm], doelen=["share"])
    assert solve(free).waarde == Fraction(4, 5)
    tight = free.model_dump() | {"capaciteiten": [{"plaatsen": ["werk"], "hoogstens": 7}]}
    assert solve(problem(**tight)).waarde == Fraction(7, 10)


def test_closest_moves_as_little_as_it_can():
    items = [{"code": "a", "grootte": 4, "plaatsen": TWO, "meeste_perioden": 2}]
    current = [{"item": "a", "plaats": "werk", "periode": "P1", "hoeveelheid": 3}]
    answer = solve(problem(perioden=2, plaatsen=PLACES, items=items, huidig=current), "closest")
    assert answer.waarde == 1
    assert ("a", "werk", "P1", 3) in rows(answer) or ("a", "werk", "P1", 4) in rows(answer)


def test_large_sizes_with_awkward_divisors_keep_their_exact_share():
    sizes = (999_983, 999_979, 999_961)
    items = [{"code": f"i{n}", "grootte": size, "plaatsen": TWO} for n, size in enumerate(sizes)]
    norm = {"code": "w", "plaatsen": ["werk"], "grondslag": "competenties"}
    found = problem(perioden=3, plaatsen=PLACES, items=items, aandelen=[norm], doelen=["share"])
    answer = solve(found)
    assert (answer.waarde, check_answer(found, answer)) == (1, ())


def test_the_same_problem_gives_the_same_answer_whatever_the_order_of_its_items():
    found = curriculum(3, 20, 4)
    turned = found.model_copy(update={"items": tuple(reversed(found.items))})
    assert rows(solve(found)) == rows(solve(turned))
    assert solve(found).model_copy(update={"seconden": 0}) == solve(found).model_copy(update={"seconden": 0})


@pytest.mark.parametrize(("seed", "courses", "periods"), [(1, 40, 8), (2, 50, 10), (3, 60, 10), (4, 70, 12)])
def test_a_balanced_curriculum_is_solved_to_the_proven_optimum(seed: int, courses: int, periods: int):
    found = curriculum(seed, courses, periods)
    answer = solve(found, limit=5)
    assert (answer.status, answer.herhaalbaar) == ("optimaal", True)
    assert check_answer(found, answer) == ()


def test_progress_tells_value_and_bound():
    seen: list[tuple[str, Fraction, Fraction]] = []
    items = {f"i{n}": n + 1 for n in range(9)}
    steps = [{"eerst": "i8", "dan": "i0"}, {"eerst": "i7", "dan": "i0"}]
    answer = solve(problem(perioden=3, items=items, volgorde=steps), progress=lambda *told: seen.append(told))
    assert all(name == "max-load" and bound <= value for name, value, bound in seen)
    assert not seen or seen[-1][1] == answer.waarde


def test_an_objective_without_its_data_is_refused():
    with pytest.raises(InvalidInput) as refusal:
        solve(problem(perioden=1, items={"a": 1}), "closest")
    assert refusal.value.place == "$.doelen"


def test_the_checker_refuses_a_spoiled_answer():
    found = problem(
        perioden=2,
        items={"a": 3, "b": 2},
        volgorde=[{"eerst": "a", "dan": "b"}],
        verboden=[{"item": "b", "periode": "P1"}],
    )
    answer = solve(found)
    assert check_answer(found, answer) == ()
    first, second = answer.plaatsingen
    spoiled = {
        "grootte": (first, second.model_copy(update={"hoeveelheid": 1})),
        "volgorde": (first.model_copy(update={"periode": "P2"}), second),
        "verboden": (first, second.model_copy(update={"periode": "P1"})),
        "verwijzing": (first, second.model_copy(update={"periode": "P9"})),
        "dubbel": (first, second, second),
    }
    for rule, placements in spoiled.items():
        wrong = answer.model_copy(update={"plaatsingen": placements})
        assert rule in {finding.regel for finding in check_answer(found, wrong)}


@pytest.mark.parametrize(("field", "value", "rule"), [("waarde", 2, "doel"), ("grens", 4, "grens")])
def test_the_checker_refuses_a_wrong_claim(field: str, value: int, rule: str):
    found = problem(perioden=2, items={"a": 3, "b": 2})
    answer = solve(found)
    goal = answer.doelen[0].model_copy(update={field: Fraction(value)})
    wrong = answer.model_copy(update={"doelen": (goal,)})
    assert rule in {finding.regel for finding in check_answer(found, wrong)}


def test_parts_of_any_fineness_leave_the_model_valid() -> None:
    """What parts imply for a share is left out where it would need numbers that the solver does not have."""
    parts = [f"{n - 1}/{n}" for n in (97, 89, 83, 79, 73, 71)]
    items = [
        {
            "code": f"i{n:03}",
            "minste_grootte": 1,
            "meeste_grootte": 30,
            "meeste_perioden": 40,
            "plaatsen": [{"plaats": "les"}, {"plaats": "werk", "hoogstens": parts[n % len(parts)]}],
        }
        for n in range(100)
    ]
    norm = {"code": "n", "plaatsen": ["werk"], "minstens": "1/100"}
    found = problem(perioden=40, plaatsen=[{"code": "les"}, {"code": "werk"}], items=items, aandelen=[norm])
    frame = Frame(found)
    shares = [share_of(frame, one) for one in found.aandelen]
    assert GeneralModel(frame, shares, lambda: None).model.validate() == ""
