"""The share on five bases: exact, and undetermined where something is missing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.domain.aandeel import contributions, measure, measure_all
from kwalificatiegraaf.domain.norm import Grondslag
from tests.domain.voorbeelden import SCHEMA, line, make_traject

TRAJECT = make_traject(
    line("school", 2, cluster="frans"),
    line("school", 1),
    line("werkplek", 7),
    placed={
        "frans": {"leslokaal": 20},
        "BK-0001-1.01": {"reele-werkplek": 30, "praktijklokaal": 10},
        "BK-0001-1.02": {"reele-werkplek": 40},
    },
)


@pytest.mark.parametrize(
    ("grondslag", "alle", "beroepsgericht"),
    [
        ("competenties", Fraction(7, 12), Fraction(7, 8)),
        ("competenties-hoofdplaats", Fraction(2, 3), Fraction(1)),
        ("uren", Fraction(7, 10), Fraction(7, 8)),
        ("weekuren", Fraction(7, 10), Fraction(7, 8)),
    ],
)
def test_each_basis_counts_its_own_way(
    grondslag: Grondslag, alle: Fraction, beroepsgericht: Fraction
) -> None:
    assert measure(TRAJECT, SCHEMA, grondslag, "alle").aandeel == alle
    assert measure(TRAJECT, SCHEMA, grondslag, "beroepsgericht").aandeel == beroepsgericht


def test_a_weight_that_does_not_exist_leaves_the_share_undetermined_and_is_named() -> None:
    share = measure(TRAJECT, SCHEMA, "gewicht", "alle")
    assert share.aandeel is None
    assert share.ontbreekt == ("gewicht van frans (frans)",)
    assert measure(TRAJECT, SCHEMA, "gewicht", "beroepsgericht").aandeel == Fraction(7, 8)


def test_exactly_half_at_the_workplace_is_not_the_main_place() -> None:
    half = make_traject(line("werkplek", 1), placed={"BK-0001-1.01": {"reele-werkplek": 5, "leslokaal": 5}})
    assert measure(half, SCHEMA, "competenties-hoofdplaats", "alle").teller == 0


def test_a_simulated_workplace_counts_as_workplace_but_not_as_a_real_one() -> None:
    traject = make_traject(
        line("school", 1),
        line("werkplek", 3),
        placed={"BK-0001-1.01": {"reele-werkplek": 20, "gesimuleerde-werkplek": 10, "leslokaal": 10}},
    )
    assert measure(traject, SCHEMA, "weekuren", "alle").teller == 3
    assert measure(traject, SCHEMA, "weekuren", "alle", "reele-werkplek").teller == 2


def test_real_hours_come_from_the_timetable_when_its_lines_name_their_place() -> None:
    traject = make_traject(
        line("school", 2),
        line("werkplek", 12, "reele-werkplek"),
        line("werkplek", 4, "gesimuleerde-werkplek"),
        placed={"BK-0001-1.01": {}},
    )
    assert measure(traject, SCHEMA, "weekuren", "alle", "reele-werkplek").teller == 12


def test_without_allocation_only_the_timetable_speaks() -> None:
    empty = make_traject(line("school", 1), line("werkplek", 3), placed={"BK-0001-1.01": {}})
    assert measure(empty, SCHEMA, "uren", "alle").ontbreekt == ("uren van BK-0001-1.01 (BK-0001-1.01)",)
    assert measure(empty, SCHEMA, "weekuren", "alle").aandeel == Fraction(3, 4)
    assert measure(empty, SCHEMA, "weekuren", "alle", "reele-werkplek").aandeel is None


def test_contributions_add_up_to_the_share_on_hours() -> None:
    given_by = contributions(TRAJECT, SCHEMA)
    share = measure(TRAJECT, SCHEMA, "uren", "alle")
    assert sum(b.werkplekuren or 0 for b in given_by) == share.teller
    assert sum(b.uren or 0 for b in given_by) == share.noemer


hours = st.integers(min_value=0, max_value=200)


@given(st.lists(st.tuples(hours, hours).filter(any), min_size=1, max_size=6), st.integers(1, 50))
def test_shares_lie_between_0_and_1_and_grow_with_a_workplace_hour(
    rows: list[tuple[int, int]], extra: int
) -> None:
    placed = {f"BK-0001-1.{n:02d}": _row(*row) for n, row in enumerate(rows, 1)}
    lines = line("school", 10), line("werkplek", 20)
    before = measure_all(make_traject(*lines, placed=placed), SCHEMA)
    placed["BK-0001-1.01"]["reele-werkplek"] = placed["BK-0001-1.01"].get("reele-werkplek", 0) + extra
    after = measure_all(make_traject(*lines, placed=placed), SCHEMA)
    for low, high in zip(before, after, strict=True):
        assert low.aandeel is not None
        assert high.aandeel is not None
        assert 0 <= low.aandeel <= high.aandeel <= 1


def _row(school: int, work: int) -> dict[str, int]:
    places = {"leslokaal": school, "reele-werkplek": work}
    return {place: number for place, number in places.items() if number}
