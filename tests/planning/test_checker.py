"""The checker refuses what breaks a rule: each case takes a good trajectory and spoils one thing."""

from collections.abc import Callable
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
from kwalificatiegraaf.domain.opleiding import VerplichteContext
from kwalificatiegraaf.domain.traject import Contextkeuze, Onderdeel, Toewijzing, Traject
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checker import check, check_result
from tests.domain.voorbeelden import STREEF
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht, regel

TASK = opdracht(
    competentie(1, WERK, LES, gewicht=2),
    competentie(2, WERK, LES, na=(1,)),
    competentie(3, LES, PRAKTIJK),
    competentie(4, LES, WERK, gewicht=4),
    weken=(10, 10, 10),
    school=2,
    werk=2,
    algemeen=(("pav", 2),),
    normen=(STREEF,),
)
GOOD = build(TASK)
Rows = list[Toewijzing]


def spoiled(change: Callable[[Rows], None]) -> set[str]:
    """Return the rules that the checker says are broken after a change of the placements."""
    rows = list(GOOD.traject.toewijzingen)
    change(rows)
    traject = GOOD.traject.model_copy(update={"toewijzingen": tuple(rows)})
    return {finding.regel for finding in check(TASK, traject)}


def place_of(rows: Rows, code: str) -> int:
    return next(index for index, row in enumerate(rows) if row.onderdeel == code)


def edit(code: str, **fields: object) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        index = place_of(rows, code)
        rows[index] = rows[index].model_copy(update=fields)

    return change


def test_the_good_one_is_accepted() -> None:
    assert check_result(TASK, GOOD) == ()


def test_an_hour_too_few() -> None:
    def change(rows: Rows) -> None:
        index = place_of(rows, "C.04")
        rows[index] = rows[index].model_copy(update={"uren": rows[index].uren - 1})

    assert {"grootte", "componenturen"} <= spoiled(change)


def test_an_hour_moved_from_one_competence_to_another() -> None:
    def change(rows: Rows) -> None:
        for code, step in (("C.04", -1), ("C.01", 1)):
            index = place_of(rows, code)
            rows[index] = rows[index].model_copy(update={"uren": rows[index].uren + step})

    assert "grootte" in spoiled(change)


def test_half_an_hour_where_hours_are_whole() -> None:
    def change(rows: Rows) -> None:
        first, second = [index for index, row in enumerate(rows) if row.onderdeel == "C.04"][:2]
        for index, step in ((first, Fraction(-1, 2)), (second, Fraction(1, 2))):
            rows[index] = rows[index].model_copy(update={"uren": rows[index].uren + step})

    assert "grootte" in spoiled(change)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (edit("C.03", leerplaats=WERK), "plaats"),
        (edit("C.01", leerplaats=PRAKTIJK), "plaats"),
        (edit("C.03", leerplaats="klas"), "verwijzing"),
        (edit("C.03", periode=9), "verwijzing"),
        (edit("C.03", onderdeel="C.99"), "verwijzing"),
        (edit("C.02", periode=1), "voorkennis"),
        (edit("pav", periode=2), "dubbel"),
        (edit("pav", uren=Fraction(19)), "lessentabel"),
        (edit("pav", leerplaats=WERK), "lessentabel"),
        (edit("pav", leerplaats=WERK), "plaats"),
        (lambda rows: rows.clear(), "grootte"),
    ],
)
def test_one_thing_wrong(change: Callable[[Rows], None], rule: str) -> None:
    assert rule in spoiled(change)


@pytest.mark.parametrize(
    ("named", "own", "wrong"), [(None, (LES,), PRAKTIJK), (LES, (LES,), PRAKTIJK), (PRAKTIJK, (), LES)]
)
def test_general_education_is_taught_where_the_timetable_says(
    named: str | None, own: tuple[str, ...], wrong: str
) -> None:
    """At the place that its line names, else at one of its own places."""
    item = Onderdeel(code="pav", titel="pav", soort="algemeen", leerplaatsen=own)
    lines = (regel("school", 1), regel("werkplek", 1), regel("school", 2, "pav", named))
    task = opdracht(competentie(1, WERK, LES), item, regels=lines)
    traject = build(task).traject
    rows = list(traject.toewijzingen)
    assert check(task, traject) == ()
    edit("pav", leerplaats=wrong)(rows)
    found = check(task, traject.model_copy(update={"toewijzingen": tuple(rows)}))
    assert "plaats" in {finding.regel for finding in found}


def test_each_place_that_the_timetable_names_has_its_hours() -> None:
    """Two hours in class and one in the practice room: an hour from the one to the other is found."""
    item = Onderdeel(code="pav", titel="pav", soort="algemeen", leerplaatsen=(LES, PRAKTIJK))
    lessons = (regel("school", 2, "pav", LES), regel("school", 1, "pav", PRAKTIJK))
    lines = (regel("school", 1), regel("werkplek", 1), *lessons)
    task = opdracht(competentie(1, WERK, LES), item, regels=lines)
    traject = build(task).traject
    moved = {LES: -1, PRAKTIJK: 1}
    rows = tuple(
        row.model_copy(update={"uren": row.uren + moved[row.leerplaats]}) if row.onderdeel == "pav" else row
        for row in traject.toewijzingen
    )
    found = check(task, traject.model_copy(update={"toewijzingen": rows}))
    assert [(f.regel, f.periode) for f in found] == [("lessentabel", 1), ("lessentabel", 2)]


def test_a_gap_in_the_run() -> None:
    def change(rows: Rows) -> None:
        row = rows[place_of(rows, "C.04")]
        rows[:] = [other for other in rows if other.onderdeel != "C.04"]
        rows += [row.model_copy(update={"periode": t, "uren": Fraction(30)}) for t in (1, 3)]

    assert "aaneensluitend" in spoiled(change)


def test_another_frame_is_refused_outright() -> None:
    other = GOOD.traject.kader.model_copy(update={"titel": "Ander traject"})
    (finding,) = check(TASK, GOOD.traject.model_copy(update={"kader": other}))
    assert finding.regel == "kader"


@pytest.mark.parametrize(
    ("bounds", "rule"),
    [
        (
            {"tolerantie": Fraction(0), "perioden": (Periodegrens(periode=1, meeste_uren=Fraction(1)),)},
            "periodegrens",
        ),
        ({"perioden": (Periodegrens(periode=1, minste_competenties=4),)}, "periodegrens"),
        ({"delen": (Deelgrens(onderdeel="C.03", leerplaats=LES, hoogstens=Fraction(1, 2)),)}, "deel"),
        ({"vast": (Plaatsing(onderdeel="C.03", leerplaats=PRAKTIJK),)}, "vast"),
        ({"verboden": (Plaatsing(onderdeel="C.03", leerplaats=LES),)}, "verboden"),
        (
            {"volgorde": (Volgorde(eerst="C.02", dan="C.03"), Volgorde(eerst="C.03", dan="C.04"))},
            "voorkennis",
        ),
        ({"harde_normen": ("VL-STREEF-60",)}, "norm"),
    ],
)
def test_bounds_that_the_trajectory_was_not_built_for(bounds: dict[str, object], rule: str) -> None:
    task = TASK.model_copy(update={"grenzen": Bouwgrenzen.model_validate(bounds)})
    assert rule in {finding.regel for finding in check(task, GOOD.traject)}


def with_contexts(rule: str, count: int) -> Trajectopdracht:
    kader = TASK.kader.model_copy(
        update={
            "verplichte_context": VerplichteContext.model_validate({"regel": rule, "aantal": count}),
            "contextkeuzes": (
                Contextkeuze(context="dak", competenties=("C.01",)),
                Contextkeuze(context="gevel", competenties=("C.02", "C.03")),
            ),
        }
    )
    return TASK.model_copy(update={"kader": kader})


@pytest.mark.parametrize(
    ("rule", "count", "accepted"),
    [("exact", 2, True), ("exact", 1, False), ("minstens", 1, True), ("minstens", 3, False)],
)
def test_contexts_are_counted_by_competences_with_hours(rule: str, count: int, accepted: bool) -> None:
    task = with_contexts(rule, count)
    traject = GOOD.traject.model_copy(update={"kader": task.kader})
    assert (check(task, traject) == ()) == accepted


def test_a_context_whose_competences_lost_their_hours_does_not_count() -> None:
    task = with_contexts("exact", 2)
    kept = tuple(row for row in GOOD.traject.toewijzingen if row.onderdeel != "C.01")
    traject = Traject(kader=task.kader, onderdelen=task.onderdelen, toewijzingen=kept)
    assert "context" in {finding.regel for finding in check(task, traject)}


def claims(**fields: object) -> set[str]:
    result = Bouwresultaat.model_validate(GOOD.model_dump() | fields)
    return {finding.regel for finding in check_result(TASK, result)}


def test_a_share_that_is_not_the_trajectorys_is_refused() -> None:
    goals = tuple(goal.model_copy(update={"waarde": goal.waarde + 1}) for goal in GOOD.doelen)
    assert claims(doelen=goals) == {"norm"}


def test_a_missed_norm_must_be_said() -> None:
    assert GOOD.meldingen
    assert claims(meldingen=()) == {"norm"}


def test_a_deviation_that_is_not_there_is_refused() -> None:
    rows = tuple(row.model_copy(update={"uren_verdeeld": row.uren_verdeeld + 1}) for row in GOOD.afwijkingen)
    assert claims(afwijkingen=rows) == {"afwijking"}


def test_the_list_of_deviations_must_be_whole() -> None:
    assert GOOD.afwijkingen
    assert claims(afwijkingen=()) == {"afwijking"}
    assert claims(afwijkingen=GOOD.afwijkingen[1:]) == {"afwijking"}
    assert claims(afwijkingen=(*GOOD.afwijkingen, GOOD.afwijkingen[0])) == {"afwijking"}
