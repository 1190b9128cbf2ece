"""Small trajectories in the domain's words: what is built, with which rule, sentence and proof."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.opdracht import (
    Bouwgrenzen,
    Bouwresultaat,
    Deelgrens,
    Periodegrens,
    Plaatsing,
    Trajectopdracht,
    Volgorde,
)
from kwalificatiegraaf.domain.traject import Toewijzing
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checker import check_result
from kwalificatiegraaf.planning.reasonwords import REGELS
from tests.domain.voorbeelden import STREEF
from tests.planning.opdrachten import GESIMULEERD, LES, PRAKTIJK, WERK, competentie, opdracht, regel


def built(task: Trajectopdracht) -> Bouwresultaat:
    """Build, and insist on the checker's agreement and on a known rule and a sentence everywhere."""
    result = build(task)
    assert check_result(task, result) == ()
    for row in result.traject.toewijzingen:
        assert row.regel in REGELS
        assert row.motivering
        assert row.motivering.endswith(".")
    return result


def rows(result: Bouwresultaat, code: str) -> list[Toewijzing]:
    return [row for row in result.traject.toewijzingen if row.onderdeel == code]


def hours(result: Bouwresultaat, code: str) -> dict[tuple[str, int], int]:
    return {(row.leerplaats, row.periode): int(row.uren) for row in rows(result, code)}


def doel(result: Bouwresultaat, naam: str) -> tuple[Fraction, Fraction, str]:
    found = next(goal for goal in result.doelen if goal.naam == naam)
    assert found.bewijs.endswith(".")
    return found.waarde, found.grens, found.status


def test_one_competence_in_class_and_one_at_work() -> None:
    result = built(opdracht(competentie(1, LES), competentie(2, WERK), weken=(10,)))
    assert hours(result, "C.01") == {(LES, 1): 10}
    assert hours(result, "C.02") == {(WERK, 1): 10}
    assert {row.regel for row in result.traject.toewijzingen} == {"enige-plaats"}
    assert doel(result, "perioden") == (2, 2, "optimaal")
    assert doel(result, "verdeling") == (0, 0, "optimaal")
    assert doel(result, "belasting") == (2, 2, "optimaal")
    assert [row.verschil for row in result.afwijkingen] == [0, 0]
    assert result.meldingen == ()


def test_the_sentence_names_competence_place_period_and_reason() -> None:
    result = built(
        opdracht(
            competentie(1, WERK),
            competentie(2, LES, na=(1,)),
            weken=(10, 10),
            grenzen=Bouwgrenzen(tolerantie=Fraction(1)),
        )
    )
    (row,) = rows(result, "C.02")
    assert row.motivering == (
        "Competentie 2 (C.02) krijgt 20 uur in het leslokaal in periode 2 (semester 2): het is de enige "
        "plaats waar deze competentie geleerd kan worden, en ze komt na C.01 (periode 1)."
    )


def test_general_education_follows_the_timetable() -> None:
    task = opdracht(competentie(1, WERK), school=0, werk=4, weken=(10, 8), algemeen=(("pav", 2),))
    result = built(task)
    assert hours(result, "pav") == {(LES, 1): 20, (LES, 2): 16}
    assert {row.regel for row in rows(result, "pav")} == {"lessentabel"}
    assert "2 uur per week gedurende 8 weken" in (rows(result, "pav")[1].motivering or "")


def test_a_cluster_goes_to_the_place_that_its_line_or_its_item_names() -> None:
    lo, pav = opdracht(competentie(1, LES, WERK), algemeen=(("lo", 1), ("pav", 2))).clusters
    pav = pav.model_copy(update={"leerplaatsen": (PRAKTIJK, LES)})
    lines = (regel("school", 1, "lo", PRAKTIJK), regel("school", 2, "pav"), regel("werkplek", 4))
    result = built(opdracht(competentie(1), lo, pav, regels=lines))
    assert {row.leerplaats for row in (*rows(result, "lo"), *rows(result, "pav"))} == {PRAKTIJK}


def test_a_prerequisite_ends_before() -> None:
    result = built(opdracht(competentie(1, WERK, LES, na=(2,)), competentie(2, WERK, LES)))
    assert {row.periode for row in rows(result, "C.02")} == {1}
    assert {row.periode for row in rows(result, "C.01")} == {2}


def test_a_weak_step_may_start_together_but_not_before() -> None:
    weak = Bouwgrenzen(
        volgorde=(Volgorde(eerst="C.02", dan="C.01", soort="zwak"),),
        vast=(Plaatsing(onderdeel="C.02", periode=2),),
    )
    result = built(
        opdracht(
            competentie(1, WERK, LES),
            competentie(2, WERK, LES),
            competentie(3, WERK, LES, gewicht=2),
            grenzen=weak,
        )
    )
    assert min(row.periode for row in rows(result, "C.01")) == 2


def test_an_item_larger_than_a_period_runs_in_periods_that_follow() -> None:
    result = built(
        opdracht(competentie(1, WERK, gewicht=3), competentie(2, LES), school=1, werk=3, weken=(10, 10, 10))
    )
    assert hours(result, "C.01") == {(WERK, 1): 30, (WERK, 2): 30, (WERK, 3): 30}
    assert doel(result, "perioden") == (6, 6, "optimaal")
    assert "loopt van periode 1 tot en met periode 3" in (rows(result, "C.01")[0].motivering or "")


def test_a_line_that_names_a_place_gives_that_place_its_hours() -> None:
    lines = (regel("werkplek", 1, plaats=GESIMULEERD), regel("werkplek", 3))
    result = built(
        opdracht(competentie(1, WERK, GESIMULEERD), competentie(2, WERK), regels=lines, weken=(10,))
    )
    assert hours(result, "C.01") == {(WERK, 1): 10, (GESIMULEERD, 1): 10}
    assert hours(result, "C.02") == {(WERK, 1): 20}


def test_the_preferred_place_wins_when_hours_allow() -> None:
    result = built(opdracht(competentie(1, LES, WERK), competentie(2, WERK, LES), weken=(10,)))
    assert hours(result, "C.01") == {(LES, 1): 10}
    assert hours(result, "C.02") == {(WERK, 1): 10}
    assert {row.regel for row in result.traject.toewijzingen} == {"voorkeursplaats"}
    assert doel(result, "voorkeur") == (0, 0, "optimaal")


def test_a_full_component_sends_a_competence_elsewhere() -> None:
    result = built(opdracht(competentie(1, LES, WERK), competentie(2, LES), weken=(10,)))
    (row,) = rows(result, "C.01")
    assert (row.leerplaats, row.regel) == (WERK, "componenturen")
    assert "de 10 uur van school gaan naar andere competenties" in (row.motivering or "")


def test_a_divided_competence_says_so() -> None:
    result = built(opdracht(competentie(1, LES, WERK), weken=(10,)))
    assert {row.leerplaats: row.regel for row in rows(result, "C.01")} == {
        LES: "voorkeursplaats",
        WERK: "verdeling",
    }
    assert doel(result, "verdeling") == (1, 1, "optimaal")


def test_a_norm_draws_a_small_competence_to_the_workplace() -> None:
    """Three of four at work needs the small ones there and the large one in class."""
    items = [competentie(n, LES, WERK, uren=5) for n in (1, 2, 3)] + [competentie(4, WERK, LES, uren=15)]
    task = opdracht(*items, weken=(15,))
    assert hours(built(task), "C.04") == {(WERK, 1): 15}
    result = built(task.model_copy(update={"normen": (STREEF,)}))
    assert hours(result, "C.04") == {(LES, 1): 15}
    assert {row.regel for code in ("C.01", "C.02", "C.03") for row in rows(result, code)} == {"streefnorm"}
    assert "niet meetellen voor" in (rows(result, "C.01")[0].motivering or "")
    assert doel(result, "norm VL-STREEF-60") == (Fraction(3, 4), Fraction(3, 5), "optimaal")


def test_fixed_and_forbidden_placements_are_kept() -> None:
    bounds = Bouwgrenzen(
        vast=(Plaatsing(onderdeel="C.01", leerplaats=LES, periode=2),),
        verboden=(
            Plaatsing(onderdeel="C.02", leerplaats=WERK, periode=1),
            Plaatsing(onderdeel="C.03", leerplaats=LES),
        ),
        tolerantie=Fraction(1),
    )
    items = [competentie(n, WERK, LES) for n in (1, 2, 3)]
    result = built(opdracht(*items, competentie(4, LES, WERK), grenzen=bounds))
    assert hours(result, "C.01") == {(LES, 2): 10}
    assert rows(result, "C.01")[0].regel == "vastgelegd"
    assert "de periode ligt vast" in (rows(result, "C.01")[0].motivering or "")
    assert (WERK, 1) not in hours(result, "C.02")
    assert {row.leerplaats for row in rows(result, "C.03")} == {WERK}


def test_parts_keep_their_bounds() -> None:
    parts = (Deelgrens(onderdeel="C.01", leerplaats=WERK, minstens=Fraction(1, 4), hoogstens=Fraction(1, 2)),)
    result = built(
        opdracht(
            competentie(1, LES, WERK),
            competentie(2, WERK, LES),
            weken=(20,),
            grenzen=Bouwgrenzen(delen=parts),
        )
    )
    at_work = hours(result, "C.01")[WERK, 1]
    assert 5 <= at_work <= 10
    assert next(row.regel for row in rows(result, "C.01") if row.leerplaats == WERK) == "deelgrens"


def test_load_and_number_of_a_period_keep_their_bounds() -> None:
    bounds = Bouwgrenzen(
        tolerantie=Fraction(1),
        perioden=(
            Periodegrens(periode=1, meeste_competenties=1),
            Periodegrens(periode=2, minste_uren=Fraction(30), minste_competenties=3),
        ),
    )
    result = built(opdracht(*(competentie(n, WERK, LES) for n in (1, 2, 3, 4)), grenzen=bounds))
    by_period = {
        t: {row.onderdeel for row in result.traject.toewijzingen if row.periode == t} for t in (1, 2)
    }
    assert [len(by_period[1]), len(by_period[2])] == [1, 3]


def test_no_tolerance_keeps_every_period_exact() -> None:
    items = [competentie(n, WERK, LES, gewicht=n) for n in (1, 2, 3, 4)]
    result = built(opdracht(*items, weken=(10, 7, 3), grenzen=Bouwgrenzen(tolerantie=Fraction(0))))
    assert {row.verschil for row in result.afwijkingen} == {0}


def test_deviations_say_what_a_period_differs() -> None:
    result = built(
        opdracht(
            competentie(1, LES, na=(2,)), competentie(2, WERK), grenzen=Bouwgrenzen(tolerantie=Fraction(1))
        )
    )
    assert [(row.periode, row.component, row.verschil) for row in result.afwijkingen] == [
        (1, "school", -10),
        (1, "werkplek", 10),
        (2, "school", 10),
        (2, "werkplek", -10),
    ]


def test_codes_run_in_order_where_nothing_else_decides() -> None:
    result = built(opdracht(*(competentie(n, WERK, LES) for n in (1, 2, 3, 4)), school=0, werk=4))
    assert [rows(result, f"C.{n:02}")[0].periode for n in (1, 2, 3, 4)] == [1, 1, 2, 2]
    assert doel(result, "volgorde")[2] == "optimaal"


def test_the_order_of_objectives_is_the_users() -> None:
    items = (
        competentie(1, LES, WERK, uren=6),
        competentie(2, LES, WERK, uren=4),
        competentie(3, WERK, LES, uren=10),
    )
    splits = opdracht(
        *items, weken=(10,), school=0.5, werk=1.5, grenzen=Bouwgrenzen(doelen=("voorkeur", "verdeling"))
    )
    result = built(splits)
    assert [goal.naam for goal in result.doelen] == ["voorkeur", "verdeling"]
    assert doel(result, "voorkeur")[0] == 5


def test_without_objectives_any_allowed_trajectory_will_do() -> None:
    result = built(opdracht(competentie(1, LES), competentie(2, WERK), grenzen=Bouwgrenzen(doelen=())))
    assert result.doelen == ()


def test_only_general_education_is_a_trajectory_too() -> None:
    cluster = opdracht(competentie(1, LES, WERK), algemeen=(("pav", 2),)).clusters[0]
    result = built(opdracht(cluster, regels=(regel("school", 2, "pav"),)))
    assert len(result.traject.toewijzingen) == 2


def test_a_prerequisite_outside_the_trajectory_is_reported() -> None:
    result = built(opdracht(competentie(1, LES, WERK, na=(9,))))
    assert result.meldingen == (
        "voorkennis C.09 van C.01 zit niet in dit traject en legt dus geen volgorde op",
    )


def test_long_periods_may_hold_more_than_short_ones() -> None:
    result = built(opdracht(*(competentie(n, WERK) for n in (1, 2, 3)), school=0, werk=3, weken=(20, 10)))
    assert doel(result, "belasting") == (3, 3, "optimaal")


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_the_order_in_which_items_are_given_does_not_matter(order: tuple[int, ...]) -> None:
    items = {n: competentie(n, WERK, LES, gewicht=n) for n in (1, 2, 3)}
    result = built(opdracht(*(items[n] for n in order)))
    expected = built(opdracht(*(items[n] for n in (1, 2, 3))))
    assert result.traject.toewijzingen == expected.traject.toewijzingen
