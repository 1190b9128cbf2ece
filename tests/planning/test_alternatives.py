"""What another place or period would cost, compared with building the same task under that bound."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Plaatsing
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.plaatsingsuitleg import Alternatief
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.errors import Unreachable
from kwalificatiegraaf.planning.alternatives import Alternatives
from kwalificatiegraaf.planning.builder import build
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht


def built(task: Trajectopdracht, *, calendar: bool = True) -> tuple[Traject, Alternatives]:
    traject = build(task).traject
    return traject, Alternatives(task, traject, calendar=calendar)


def place_of(traject: Traject, code: str) -> str:
    return next(row.leerplaats for row in traject.toewijzingen if row.onderdeel == code)


def only(found: list[Alternatief]) -> Alternatief:
    assert len(found) == 1
    return found[0]


def test_a_place_without_hours_is_impossible_and_the_other_forced() -> None:
    task = opdracht(competentie(1, WERK, LES), competentie(2), school=0, werk=2)
    _, found = built(task)
    one = only(list(found.places("C.01", WERK)))
    assert (one.leerplaats, one.status, one.diepte) == (LES, "onmogelijk", "zonder-kalender")
    assert found.needs_place("C.01", WERK)


def test_two_equal_competences_may_change_places() -> None:
    task = opdracht(competentie(1, WERK, LES), competentie(2, WERK, LES), weken=(10,))
    traject, found = built(task)
    here = place_of(traject, "C.01")
    one = only(list(found.places("C.01", here)))
    assert one.leerplaats == ({WERK, LES} - {here}).pop()
    assert one.status == "gelijkwaardig"
    assert not found.needs_place("C.01", here)


def test_a_worse_place_is_proved_worse_by_the_objective_that_decides() -> None:
    """Two places of one component: the second costs its hours of preference, and nothing else."""
    task = opdracht(competentie(1, PRAKTIJK, LES), competentie(2), weken=(10,))
    _, found = built(task)
    one = only(list(found.places("C.01", PRAKTIJK)))
    assert (one.status, one.beslissend, one.diepte) == ("slechter", "voorkeur", "zonder-kalender")
    assert (one.kosten[-1].nu, one.kosten[-1].dan, one.kosten[-1].minstens) == (0, 10, 10)


def test_a_prerequisite_forbids_the_other_period() -> None:
    task = opdracht(competentie(1), competentie(2, na=(1,)), school=0)
    _, found = built(task)
    one = only(list(found.periods("C.02")))
    assert (one.perioden, one.status, one.diepte) == ((1,), "onmogelijk", "zonder-kalender")
    assert one.reden == "volgorde"
    assert one in list(built(task, calendar=False)[1].periods("C.02"))
    assert found.needs_period("C.02", 2) is True


def test_without_calendar_a_period_stays_open() -> None:
    task = opdracht(competentie(1), competentie(2), school=0)
    traject, found = built(task, calendar=False)
    now = next(row.periode for row in traject.toewijzingen if row.onderdeel == "C.01")
    one = only(list(found.periods("C.01")))
    assert (one.perioden, one.status) == ((3 - now,), "open")
    assert found.needs_period("C.01", now) is None


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_alternative_agrees_with_building_under_that_bound(number: int) -> None:
    """Impossible: the builder refuses. Worse: it does no better than said. Equal: it loses nothing."""
    items = (
        competentie(1, LES, WERK, gewicht=2),
        competentie(2, WERK, LES, na=(1,)),
        competentie(3, WERK, gewicht=3),
        competentie(4, LES, PRAKTIJK, gewicht=2),
    )
    task = opdracht(*items, weken=(10, 10))
    traject, found = built(task)
    code = f"C.{number:02}"
    places = {row.leerplaats for row in traject.toewijzingen if row.onderdeel == code}
    for place in places:
        others = list(found.places(code, place))
        assert len(others) == len(items[number - 1].leerplaatsen) - 1
        for other in others if len(places) == 1 else ():
            fixed = Plaatsing(onderdeel=code, leerplaats=other.leerplaats)
            agree(task, found, other, fixed)
    runs = {row.periode for row in traject.toewijzingen if row.onderdeel == code}
    for other in found.periods(code) if len(runs) == 1 else ():
        agree(task, found, other, Plaatsing(onderdeel=code, periode=other.perioden[0]))


def agree(task: Trajectopdracht, found: Alternatives, other: Alternatief, fixed: Plaatsing) -> None:
    bound = task.model_copy(update={"grenzen": Bouwgrenzen(vast=(fixed,))})
    if other.status == "onmogelijk":
        with pytest.raises(Unreachable):
            build(bound)
        return
    goals = {goal.naam: goal for goal in build(bound).doelen}
    now = {goal.naam: goal.waarde for goal in build(task).doelen}
    values = [goals[name].waarde for name in now]
    present = list(now.values())
    if other.status == "slechter":
        assert values > present
        decides = other.kosten[-1]
        assert goals[decides.doel].waarde >= decides.minstens > decides.nu
    if other.status == "gelijkwaardig":
        assert values <= present


def test_the_same_question_gives_the_same_answer() -> None:
    task = opdracht(*(competentie(n, WERK, LES) for n in range(1, 6)), weken=(10, 10), school=2, werk=3)
    traject, found = built(task)
    again = Alternatives(task, traject)
    assert list(found.periods("C.03")) == list(again.periods("C.03"))
    assert sum(row.uren for row in traject.toewijzingen) == Fraction(100)
