"""What cannot be built or reached is said with its numbers: the frame, the bounds, the norms."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import (
    Bouwgrenzen,
    Deelgrens,
    Periodegrens,
    Plaatsing,
    Trajectopdracht,
)
from kwalificatiegraaf.errors import Unreachable
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checker import check, check_result
from tests.domain.voorbeelden import STREEF, STREEF_TIJD
from tests.planning.opdrachten import GESIMULEERD, LES, PRAKTIJK, WERK, competentie, opdracht, regel


def refusal(task: Trajectopdracht) -> Unreachable:
    with pytest.raises(Unreachable) as caught:
        build(task)
    assert caught.value.place
    assert caught.value.remedy
    return caught.value


def message(task: Trajectopdracht) -> str:
    """Build, have it checked, and return the only message."""
    result = build(task)
    assert check_result(task, result) == ()
    (text,) = result.meldingen
    return text


def test_more_class_only_hours_than_school_has() -> None:
    error = refusal(opdracht(competentie(1, LES, gewicht=3), competentie(2, PRAKTIJK, LES), school=1, werk=1))
    assert error.message == (
        "40 uur van C.01 en C.02 kan alleen in leslokaal en praktijklokaal; er zijn daar maar 20 uur "
        "beroepsgericht (1 uur per week gedurende 20 weken)"
    )


def test_more_work_only_hours_than_the_workplace_has() -> None:
    error = refusal(opdracht(competentie(1, WERK, gewicht=3), competentie(2, LES, WERK), school=3, werk=1))
    assert "60 uur van C.01 kan alleen in reele-werkplek en gesimuleerde-werkplek" in error.message


def test_many_competences_are_counted_and_not_all_named() -> None:
    error = refusal(opdracht(*(competentie(n, LES) for n in range(1, 9))))
    assert "C.01, C.02, C.03, C.04 en 4 andere" in error.message


def test_a_competence_whose_places_have_no_hours() -> None:
    error = refusal(opdracht(competentie(1, LES), competentie(2, WERK), school=0))
    assert error.message == "C.01 kan alleen in leslokaal en vraagt 10 uur; daar is er hoogstens 0 uur"


def test_a_part_that_its_place_cannot_hold() -> None:
    parts = Bouwgrenzen(delen=(Deelgrens(onderdeel="C.01", leerplaats=LES, minstens=Fraction(1, 2)),))
    error = refusal(opdracht(competentie(1, LES, WERK), school=0, grenzen=parts))
    assert "minstens 10 uur krijgen in leslokaal" in error.message


def test_parts_count_in_what_must_be_in_class() -> None:
    parts = tuple(Deelgrens(onderdeel=f"C.{n:02}", leerplaats=LES, minstens=Fraction(3, 4)) for n in (1, 2))
    error = refusal(
        opdracht(competentie(1, LES, WERK), competentie(2, LES, WERK), grenzen=Bouwgrenzen(delen=parts))
    )
    assert "30 uur van C.01 en C.02 kan alleen in leslokaal" in error.message


def test_a_place_named_by_the_timetable_can_be_too_small() -> None:
    lines = (regel("werkplek", 1, plaats=WERK), regel("werkplek", 3))
    error = refusal(opdracht(competentie(1, WERK), competentie(2, WERK, GESIMULEERD), regels=lines))
    assert "40 uur van C.01 kan alleen in reele-werkplek; er zijn daar maar 20 uur" in error.message


def test_fewer_hours_than_competences() -> None:
    error = refusal(opdracht(*(competentie(n, WERK) for n in range(1, 6)), school=0, werk=1, weken=(3,)))
    assert "3 uur is te weinig voor 5 competenties: voor C.04 en C.05 blijft niets over" in error.message


def test_a_chain_longer_than_the_periods_is_named() -> None:
    items = [competentie(n, WERK, LES, na=(n - 1,) if n > 1 else ()) for n in (1, 2, 3)]
    error = refusal(opdracht(*items))
    assert "C.01 → C.02 → C.03 vraagt 3 perioden na elkaar; het kader heeft er 2" in error.message


def test_order_and_hours_together_name_both() -> None:
    """A large class-only prerequisite cannot end in the first of two periods."""
    error = refusal(opdracht(competentie(1, LES), competentie(2, WERK, na=(1,))))
    assert "de voorkennis en volgorde en de uren per periode en component (tolerantie)" in error.message


def test_bounds_on_periods_that_contradict_the_hours() -> None:
    bounds = Bouwgrenzen(perioden=(Periodegrens(periode=1, meeste_uren=Fraction(5)),))
    error = refusal(opdracht(competentie(1, WERK, LES), grenzen=bounds))
    assert "de grenzen per periode" in error.message


@pytest.mark.parametrize(
    ("bounds", "named"),
    [
        ({"vast": tuple(Plaatsing(onderdeel=f"C.0{n}", periode=1) for n in (1, 2))}, "de vaste plaatsingen"),
        (
            {"verboden": tuple(Plaatsing(onderdeel=f"C.0{n}", periode=2) for n in (1, 2))},
            "de verboden plaatsingen",
        ),
    ],
)
def test_fixings_that_empty_a_period(bounds: dict[str, object], named: str) -> None:
    items = (competentie(1, WERK, LES), competentie(2, WERK, LES))
    assert named in refusal(opdracht(*items, grenzen=Bouwgrenzen.model_validate(bounds))).message


def test_a_norm_that_places_forbid_gives_the_highest_share_and_names_them() -> None:
    """Two of four can only be learned in class: at most half."""
    task = opdracht(
        competentie(1, LES),
        competentie(2, PRAKTIJK),
        competentie(3, WERK),
        competentie(4, WERK),
        normen=(STREEF,),
    )
    assert message(task) == (
        "hoogstens 50 % (1/2): Streefdoel op uren (VL-STREEF-60) vraagt meer dan 60 %. Oorzaak: de mogelijke "
        "plaatsen; 2 van de 4 competenties kunnen niet op een plaats die meetelt (C.01 en C.02)."
    )


def test_a_norm_that_weekly_hours_forbid_says_how_many_there_are() -> None:
    items = [competentie(n, WERK, LES, uren=10) for n in (1, 2, 3, 4)]
    task = opdracht(*items, school=3, werk=1, weken=(10,), normen=(STREEF,), algemeen=(("pav", 2),))
    text = message(task)
    assert text.startswith("hoogstens 20 % (1/5)")
    assert (
        "Oorzaak: de weekuren; werkplek heeft 1 van de 6 uur per week, waarvan 2 uur algemene vorming" in text
    )
    goal = build(task).doelen[0]
    assert (goal.waarde, goal.grens, goal.status) == (Fraction(1, 5), Fraction(1, 5), "optimaal")


def test_places_and_hours_together() -> None:
    """Small ones could fill the workplace, but only the large ones may go there."""
    items = [competentie(n, LES, uren=2) for n in (1, 2, 3)]
    items += [competentie(n, WERK, LES, uren=10) for n in range(4, 10)]
    text = message(opdracht(*items, school=13, werk=20, weken=(2,), normen=(STREEF,)))
    assert text.startswith("hoogstens 44,4 % (4/9)")
    assert "de mogelijke plaatsen en de weekuren samen" in text


def test_the_calendar_can_be_the_cause() -> None:
    """Four small competences would fill the workplace, but they may not run in the second period."""
    closed = tuple(Plaatsing(onderdeel=f"C.0{n}", leerplaats=WERK, periode=2) for n in (1, 2, 3, 4))
    items = [competentie(n, WERK, LES, uren=5) for n in (1, 2, 3, 4)] + [competentie(5, LES, WERK, uren=20)]
    task = opdracht(*items, normen=(STREEF,), grenzen=Bouwgrenzen(verboden=closed))
    text = message(task)
    assert text.startswith("hoogstens 50 % (1/2)")
    assert "Oorzaak: de kalender" in text


def test_a_hard_norm_that_cannot_be_met_refuses_with_the_same_words() -> None:
    task = opdracht(competentie(1, LES), competentie(2, WERK), normen=(STREEF,))
    error = refusal(task.model_copy(update={"grenzen": Bouwgrenzen(harde_normen=("VL-STREEF-60",))}))
    assert error.message.startswith("hoogstens 50 % (1/2)")


def test_a_hard_norm_comes_before_the_goals_whatever_the_order() -> None:
    items = [competentie(n, LES, WERK, uren=5) for n in (1, 2, 3)] + [competentie(4, WERK, LES, uren=15)]
    bounds = Bouwgrenzen(harde_normen=("VL-STREEF-60",), doelen=("voorkeur",))
    task = opdracht(*items, weken=(15,), normen=(STREEF,), grenzen=bounds)
    result = build(task)
    assert check(task, result.traject) == ()
    assert [goal.naam for goal in result.doelen] == ["norm VL-STREEF-60", "voorkeur"]


def test_a_norm_that_the_timetable_decides_says_so() -> None:
    task = opdracht(competentie(1, LES), competentie(2, WERK), normen=(STREEF_TIJD,))
    assert message(task) == (
        "hoogstens 50 % (1/2): Streefdoel op uren (VL-STREEF-60-TIJD) vraagt minstens 60 %. "
        "Dat ligt vast in de weekuren van het kader; verdelen over plaatsen verandert het niet."
    )


def test_a_norm_that_cannot_be_measured_is_undetermined() -> None:
    weights = STREEF.model_copy(update={"grondslag": "gewicht"})
    task = opdracht(competentie(1, LES), competentie(2, WERK), normen=(weights,), algemeen=(("pav", 1),))
    assert "onbepaald: gewicht van pav" in message(task)


def norm(**fields: object) -> Norm:
    return Norm.model_validate(STREEF.model_dump() | fields)


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        (norm(grondslag="competenties-hoofdplaats"), Fraction(3, 4)),
        (norm(grondslag="gewicht"), Fraction(1, 2)),
        (norm(operator="band", drempel=Fraction(1, 4), bovengrens=Fraction(1, 2)), Fraction(1, 4)),
        (norm(operator="gelijk", drempel=Fraction(3, 4)), Fraction(3, 4)),
        (
            norm(grondslag="uren", telt="reele-werkplek", operator="minstens", drempel=Fraction(1, 4)),
            Fraction(1, 2),
        ),
    ],
)
def test_every_basis_and_operator_can_be_steered(chosen: Norm, share: Fraction) -> None:
    """Three small and one large competence, half of the hours at work."""
    items = [competentie(n, LES, WERK, gewicht=1) for n in (1, 2, 3)] + [competentie(4, WERK, LES, gewicht=3)]
    task = opdracht(*items, weken=(15,), normen=(chosen,))
    result = build(task)
    assert check_result(task, result) == ()
    goal = next(goal for goal in result.doelen if goal.naam.startswith("norm"))
    assert goal.waarde == share
    assert (result.meldingen == ()) == chosen.is_met_by(share)


def test_a_share_with_a_huge_common_denominator_is_still_decided() -> None:
    """Prime sizes: the common denominator is far above what a solver counts in exactly."""
    primes = (101, 103, 107, 109, 113, 127, 131, 137, 139, 149)
    items = [competentie(n, LES, WERK, uren=size) for n, size in enumerate(primes, start=1)]
    task = opdracht(*items, school=8, werk=30, weken=(32,), normen=(STREEF,))
    result = build(task)
    assert check_result(task, result) == ()
    assert result.meldingen == ()
