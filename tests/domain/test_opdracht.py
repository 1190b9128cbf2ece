"""What a task for the builder refuses on construction, with its place and a remedy."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.opdracht import (
    Bouwgrenzen,
    Deelgrens,
    Periodegrens,
    Plaatsing,
    Trajectopdracht,
    Volgorde,
)
from kwalificatiegraaf.domain.opleiding import VerplichteContext
from kwalificatiegraaf.domain.traject import Contextkeuze
from kwalificatiegraaf.errors import InvalidInput
from tests.domain.voorbeelden import STREEF
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht, regel

TWEE = (competentie(1, WERK, LES), competentie(2, WERK, LES))


def refused(*items: object, **fields: object) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        opdracht(*items, **fields)  # type: ignore[arg-type]
    assert caught.value.place
    assert caught.value.remedy
    return caught.value


def test_a_sound_task_gives_its_competences_and_clusters_by_code() -> None:
    task = opdracht(TWEE[1], TWEE[0], algemeen=(("pav", 2), ("frans", 1)))
    assert [item.code for item in task.competenties] == ["C.01", "C.02"]
    assert [item.code for item in task.clusters] == ["frans", "pav"]
    assert task.grenzen.tolerantie == Fraction(1, 20)
    assert Trajectopdracht.model_validate_json(task.model_dump_json()) == task


def test_a_circle_of_prerequisites_is_named() -> None:
    error = refused(competentie(1, na=(3,)), competentie(2, na=(1,)), competentie(3, na=(2,)), competentie(4))
    assert "C.01 → C.02 → C.03 → C.01" in error.message


def test_a_competence_that_needs_itself_is_a_circle() -> None:
    assert "C.01 → C.01" in refused(competentie(1, LES, WERK, na=(1,))).message


def test_a_circle_of_weak_steps_alone_is_no_circle() -> None:
    weak = (
        Volgorde(eerst="C.01", dan="C.02", soort="zwak"),
        Volgorde(eerst="C.02", dan="C.01", soort="zwak"),
    )
    assert opdracht(*TWEE, grenzen=Bouwgrenzen(volgorde=weak)).grenzen.volgorde == weak


def test_a_weak_step_back_closes_a_strict_circle() -> None:
    back = (Volgorde(eerst="C.02", dan="C.01", soort="zwak"),)
    error = refused(
        competentie(1, WERK, LES), competentie(2, WERK, LES, na=(1,)), grenzen=Bouwgrenzen(volgorde=back)
    )
    assert "C.01 → C.02 → C.01" in error.message


def test_an_unknown_place_suggests_the_nearest() -> None:
    error = refused(competentie(1, "reele-werkplk", LES))
    assert "'reele-werkplek'" in error.message
    assert error.place == "onderdelen[C.01].leerplaatsen"


def test_a_place_with_narrower_ones_is_too_wide() -> None:
    assert "leslokaal, praktijklokaal" in (refused(competentie(1, "klas", WERK)).remedy or "")


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ((), "geen onderdelen"),
        ((TWEE[0], TWEE[0]), "C.01 staat er meer dan een keer"),
        ((TWEE[0].model_copy(update={"leerplaatsen": ()}),), "geen enkele leerplaats"),
        ((TWEE[0].model_copy(update={"gewicht": None}),), "uren noch gewicht"),
        ((TWEE[0].model_copy(update={"gewicht": 0}),), "uren noch gewicht"),
        ((competentie(1, WERK, LES, uren=0),), "geen uren"),
        ((competentie(1, WERK, LES, uren=39),), "40 beroepsgerichte uren, de competenties vragen er 39"),
        ((competentie(1, WERK, LES, uren=40), TWEE[1]), "1 andere moeten ook uren krijgen"),
    ],
)
def test_items_that_cannot_be(items: tuple[object, ...], said: str) -> None:
    assert said in refused(*items).message


def test_hours_without_competences_are_refused() -> None:
    cluster = opdracht(*TWEE, algemeen=(("pav", 2),)).clusters[0]
    assert (
        "geen competenties"
        in refused(cluster, regels=(regel("school", 2, "pav"), regel("werkplek", 4))).message
    )


def test_a_cluster_that_nobody_teaches_and_a_line_without_cluster_are_refused() -> None:
    cluster = opdracht(*TWEE, algemeen=(("pav", 2),)).clusters[0]
    assert "'pav'" in refused(*TWEE, cluster).message
    assert "'frans'" in refused(*TWEE, regels=(regel("school", 2, "frans"), regel("werkplek", 4))).message


def test_a_line_on_a_place_of_the_other_component_is_refused() -> None:
    assert "hoort bij werkplek" in refused(*TWEE, regels=(regel("school", 2, plaats=WERK),)).message


def test_hours_that_are_no_quarters_are_refused() -> None:
    assert "kwartieren" in refused(*TWEE, school=1.1, weken=(9,)).message


def test_periods_out_of_order_are_refused() -> None:
    task = opdracht(*TWEE)
    kader = task.kader.model_copy(update={"perioden": tuple(reversed(task.kader.perioden))})
    with pytest.raises(InvalidInput, match="niet in volgorde"):
        Trajectopdracht(kader=kader, onderdelen=task.onderdelen, leerplaatsen=task.leerplaatsen)


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"tolerantie": Fraction(3, 2)}, "tolerantie 3/2"),
        ({"harde_normen": ("VL-STREEF-61",)}, "bedoelt u 'VL-STREEF-60'"),
        ({"doelen": ("normen", "normen")}, "normen staat er meer dan een keer"),
        ({"perioden": (Periodegrens(periode=9),)}, "periode 9 bestaat niet"),
        ({"perioden": (Periodegrens(periode=1), Periodegrens(periode=1))}, "periode 1 staat er meer"),
        ({"perioden": (Periodegrens(periode=1, minste_uren=9, meeste_uren=8),)}, "spreken elkaar tegen"),
        ({"perioden": (Periodegrens(periode=1, minste_competenties=-1),)}, "spreken elkaar tegen"),
        ({"delen": (Deelgrens(onderdeel="C.1", leerplaats=WERK),)}, "competentie 'C.1' bestaat niet"),
        ({"delen": (Deelgrens(onderdeel="C.01", leerplaats=PRAKTIJK),)}, "'praktijklokaal' bestaat niet"),
        (
            {"delen": (Deelgrens(onderdeel="C.01", leerplaats=WERK, minstens=Fraction(3, 2)),)},
            "binnen 0 tot 1",
        ),
        (
            {
                "delen": (
                    Deelgrens(onderdeel="C.01", leerplaats=WERK, minstens=Fraction(2, 3)),
                    Deelgrens(onderdeel="C.01", leerplaats=LES, minstens=Fraction(2, 3)),
                )
            },
            "komen niet op een geheel uit (minstens 4/3",
        ),
        (
            {
                "delen": (
                    Deelgrens(onderdeel="C.01", leerplaats=WERK, hoogstens=Fraction(1, 3)),
                    Deelgrens(onderdeel="C.01", leerplaats=LES, hoogstens=Fraction(1, 3)),
                )
            },
            "hoogstens 2/3",
        ),
        ({"vast": (Plaatsing(onderdeel="C.01"),)}, "zonder plaats en zonder periode"),
        ({"vast": (Plaatsing(onderdeel="C.01", periode=3),)}, "periode 3 bestaat niet"),
        (
            {
                "vast": (Plaatsing(onderdeel="C.01", periode=1),),
                "verboden": (Plaatsing(onderdeel="C.01", periode=1),),
            },
            "plaatsingen van C.01 spreken elkaar tegen",
        ),
        (
            {"vast": (Plaatsing(onderdeel="C.01", periode=1), Plaatsing(onderdeel="C.01", periode=2))},
            "plaatsingen van C.01 spreken elkaar tegen",
        ),
        ({"volgorde": (Volgorde(eerst="C.01", dan="C.03"),)}, "competentie 'C.03' bestaat niet"),
    ],
)
def test_bounds_that_cannot_be(bounds: dict[str, object], said: str) -> None:
    error = refused(*TWEE, normen=(STREEF,), grenzen=Bouwgrenzen.model_validate(bounds))
    assert said in error.message


def test_general_education_cannot_wait_for_a_competence() -> None:
    late = competentie(2, WERK, LES).model_copy(update={"voorkennis": ("pav",)})
    assert "elke periode" in refused(competentie(1, WERK, LES), late, algemeen=(("pav", 2),)).message


def with_contexts(rule: str, chosen: tuple[str, ...], codes: tuple[str, ...] = ("C.01",)) -> Trajectopdracht:
    task = opdracht(*TWEE)
    kader = task.kader.model_copy(
        update={
            "verplichte_context": VerplichteContext.model_validate(
                {"regel": rule, "aantal": 2, "contexten": ("dak", "gevel", "vloer")}
            ),
            "contextkeuzes": tuple(Contextkeuze(context=name, competenties=codes) for name in chosen),
        }
    )
    return Trajectopdracht(kader=kader, onderdelen=task.onderdelen, leerplaatsen=task.leerplaatsen)


def test_contexts_that_are_enough() -> None:
    assert with_contexts("exact", ("dak", "vloer"))
    assert with_contexts("minstens", ("dak", "vloer", "gevel"))


@pytest.mark.parametrize(
    ("rule", "chosen", "said"),
    [
        ("exact", ("dak",), "precies 2 contexten"),
        ("exact", ("dak", "gevel", "vloer"), "precies 2 contexten"),
        ("minstens", ("dak",), "minstens 2 contexten"),
        ("minstens", ("dak", "dek"), "bedoelt u 'dak'"),
        ("minstens", ("dak", "dak"), "dak staat er meer dan een keer"),
    ],
)
def test_contexts_that_are_not(rule: str, chosen: tuple[str, ...], said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        with_contexts(rule, chosen)
    assert said in caught.value.message


def test_a_context_covered_by_an_unknown_competence_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"'C.09'"):
        with_contexts("exact", ("dak", "vloer"), ("C.09",))
