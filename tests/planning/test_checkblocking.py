"""The checker refuses blocking sets that do not block, facts too many, and repairs that do not repair."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Deelgrens, Plaatsing
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.herstel import Herstel, Wijziging
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.uitleg import Blokkering, Opheffing
from kwalificatiegraaf.domain.wijzigen import change_task
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.checkblocking import check_blocking, check_repair
from kwalificatiegraaf.planning.checkframes import Frames
from kwalificatiegraaf.planning.explain import MOST_ITEMS, explain
from kwalificatiegraaf.planning.repair import repair, repair_all
from kwalificatiegraaf.planning.target import Target
from tests.domain.voorbeelden import BAND, STREEF, WEEK
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht

ROOM = Speelruimte()


@pytest.fixture
def task() -> Trajectopdracht:
    """Two of four competences can only be learned in class: at most half, where more than 60 % is asked."""
    large = [competentie(n, WERK, LES, gewicht=3) for n in (3, 4)]
    return opdracht(competentie(1, LES), competentie(2, PRAKTIJK), *large, werk=3, normen=(STREEF,))


@pytest.fixture
def blocking(task: Trajectopdracht) -> Blokkering:
    (explained,) = explain(task, (STREEF,))
    (found,) = explained.blokkeringen
    return found


@pytest.fixture
def repaired(task: Trajectopdracht) -> Herstel:
    return repair(Target(task, STREEF)).herstellingen[0]


def rules(task: Trajectopdracht, norm: Norm | None, one: Blokkering) -> set[str]:
    return {finding.regel for finding in check_blocking(task, norm, ROOM, one).bevindingen}


def test_the_two_class_only_competences_block_and_one_place_more_repairs(
    task: Trajectopdracht, blocking: Blokkering, repaired: Herstel
) -> None:
    assert [fact.code for fact in blocking.feiten] == ["plaatsen:C.01", "plaatsen:C.02"]
    assert blocking.certificaat.hoogste == Fraction(1, 2)
    assert check_blocking(task, STREEF, ROOM, blocking).is_aanvaard
    assert repaired.kost.codes == ("plaatsen:C.01",)
    assert repaired.aandeel == Fraction(2, 3)
    assert check_repair(task, STREEF, (), repaired) == ()


def test_a_set_that_does_not_block_is_refused(task: Trajectopdracht, blocking: Blokkering) -> None:
    less = blocking.model_copy(update={"feiten": blocking.feiten[:1]})
    assert "geen-blokkering" in rules(task, STREEF, less)
    lower = STREEF.model_copy(update={"drempel": Fraction(2, 5)})
    assert "geen-blokkering" in rules(task, lower, blocking)


def test_a_fact_too_many_is_refused(task: Trajectopdracht, blocking: Blokkering) -> None:
    extra = Target(task, STREEF).facts["plaatsen:C.03"]
    lifted = (*blocking.certificaat.opheffingen, Opheffing(feit=extra.code, waarde=Fraction(1)))
    certificate = blocking.certificaat.model_copy(update={"opheffingen": lifted})
    more = blocking.model_copy(update={"feiten": (*blocking.feiten, extra), "certificaat": certificate})
    assert rules(task, STREEF, more) == {"overbodig-feit"}


def test_a_certificate_that_leaves_a_fact_out_is_refused(task: Trajectopdracht, blocking: Blokkering) -> None:
    short = blocking.certificaat.model_copy(update={"opheffingen": blocking.certificaat.opheffingen[:1]})
    assert "certificaat" in rules(task, STREEF, blocking.model_copy(update={"certificaat": short}))


def test_another_highest_value_is_refused(task: Trajectopdracht, blocking: Blokkering) -> None:
    certificate = blocking.certificaat
    more = certificate.model_copy(update={"hoogste": Fraction(4, 7)})
    assert rules(task, STREEF, blocking.model_copy(update={"certificaat": more})) == {"hoogste"}
    first, *rest = certificate.opheffingen
    lifted = (first.model_copy(update={"waarde": Fraction(1)}), *rest)
    claim = blocking.model_copy(
        update={"certificaat": certificate.model_copy(update={"opheffingen": lifted})}
    )
    found = check_blocking(task, STREEF, ROOM, claim)
    assert [fact.oordeel for fact in found.feiten] == ["weerlegd", "nagerekend"]
    assert found.feiten[0].reden == "zonder dit feit is het hoogste 2/3, gezegd is 1"


def test_a_certificate_of_other_facts_is_refused_also_where_it_cannot_be_counted(
    task: Trajectopdracht, blocking: Blokkering
) -> None:
    by_solver = blocking.certificaat.model_copy(update={"wijze": "met-kalender"})
    less = blocking.model_copy(update={"feiten": blocking.feiten[:1], "certificaat": by_solver})
    assert rules(task, STREEF, less) == {"certificaat", "geen-blokkering", "overbodig-feit"}


def test_what_only_a_solver_can_tell_is_not_called_checked(
    task: Trajectopdracht, blocking: Blokkering
) -> None:
    """The checker counts the most that facts allow: a norm with an upper bound is not judged by that."""
    by_solver = blocking.certificaat.model_copy(update={"wijze": "met-kalender"})
    band = STREEF.model_copy(update={"operator": "band", "bovengrens": Fraction(1)})
    found = check_blocking(task, band, ROOM, blocking.model_copy(update={"certificaat": by_solver}))
    assert not found.nagerekend
    assert not found.is_aanvaard


@pytest.mark.parametrize("work", [6, 30])
def test_a_band_on_hours_is_counted_on_both_sides(work: int) -> None:
    """The hours alone decide: ten or more from the band they block, and not without one of the facts."""
    band = BAND.model_copy(update={"drempel": Fraction(16), "bovengrens": Fraction(20)})
    items = [competentie(n, WERK, LES, uren=None) for n in (1, 2, 3)]
    task = opdracht(*items, school=19, werk=work, weken=(10,), normen=(band,))
    law = WEEK.model_copy(update={"operator": "gelijk", "drempel": Fraction(19 + work)})
    (explained,) = explain(task, (band,), (law,), Speelruimte(uren=20, perioden=0))
    assert explained.blokkeringen
    for one in explained.blokkeringen:
        checked = check_blocking(task, band, Speelruimte(uren=20, perioden=0), one, (law,))
        assert checked.is_aanvaard, checked
        assert {fact.oordeel for fact in checked.feiten} == {"nagerekend"}
        for fact in one.feiten:
            less = one.model_copy(update={"feiten": tuple(f for f in one.feiten if f != fact)})
            refused = check_blocking(task, band, Speelruimte(uren=20, perioden=0), less, (law,))
            assert "geen-blokkering" in {found.regel for found in refused.bevindingen}


def test_a_repair_is_refused_for_its_law_its_cost_its_norm_and_its_trajectory(
    task: Trajectopdracht, repaired: Herstel
) -> None:
    def found(norm: Norm, **fields: object) -> set[str]:
        return {f.regel for f in check_repair(task, norm, (), repaired.model_copy(update=fields))}

    change = repaired.wijzigingen[0]
    law = change.model_copy(update={"feit": change.feit.model_copy(update={"wet": True})})
    assert found(STREEF) == set()
    assert found(STREEF, wijzigingen=(law,)) == {"feit"}
    assert "kost" in found(STREEF, kost=repaired.kost.model_copy(update={"uren": Fraction(3)}))
    assert found(STREEF.model_copy(update={"drempel": Fraction(9, 10)})) == {"norm"}
    assert "kader" in found(STREEF, wijzigingen=())


@pytest.mark.parametrize(
    "fields",
    [
        {"soort": "algemene-uren"},
        {"tolerantie": Fraction(1, 2)},
        {"perioden": 0},
        {"leerplaatsen": ()},
        {"leerplaatsen": (LES,)},
        {"weekuren": Fraction(9)},
    ],
)
def test_kind_and_value_of_a_change_follow_from_its_fact(
    task: Trajectopdracht, repaired: Herstel, fields: dict[str, object]
) -> None:
    change = repaired.wijzigingen[0].model_copy(update=fields)
    forged = repaired.model_copy(update={"wijzigingen": (change,)})
    assert "wijziging" in {f.regel for f in check_repair(task, STREEF, (), forged)}


def test_a_change_of_a_fact_that_the_task_has_not_is_a_finding(
    task: Trajectopdracht, repaired: Herstel
) -> None:
    """A line of the timetable with number 99 does not exist: nothing else can be calculated."""
    fact = Target(task, STREEF).facts["uren:1"].model_copy(update={"nummer": 99})
    change = Wijziging(feit=fact, soort="weekuren", zin="", uren=Fraction(0), weekuren=Fraction(3))
    forged = repaired.model_copy(update={"wijzigingen": (change,)})
    assert [f.regel for f in check_repair(task, STREEF, (), forged)] == ["feit"]
    twice = repaired.model_copy(update={"wijzigingen": repaired.wijzigingen * 2})
    assert [f.tekst for f in check_repair(task, STREEF, (), twice)] == ["plaatsen:C.01 wijzigt twee keer"]


@pytest.mark.parametrize("rule", ["vastgelegd", "lessentabel", "verdeling"])
def test_the_rules_of_a_repaired_trajectory_are_recounted(
    task: Trajectopdracht, repaired: Herstel, rule: str
) -> None:
    """Also a rule that rests on bounds: the request that comes along has them all."""
    first, *rest = repaired.traject.toewijzingen
    rows = (first.model_copy(update={"regel": rule}), *rest)
    traject = repaired.traject.model_copy(update={"toewijzingen": rows})
    found = check_repair(task, STREEF, (), repaired.model_copy(update={"traject": traject}))
    assert [f.regel for f in found] == ["bouwregel"]


def test_a_repair_keeps_the_laws_that_hold() -> None:
    """More hours at work would do, but the band of the contract leaves none."""
    items = [competentie(n, WERK, LES, uren=None) for n in (1, 2, 3, 4)]
    task = opdracht(*items, school=19, werk=19, weken=(10,), normen=(STREEF,), algemeen=(("pav", 2),))
    band = BAND.model_copy(update={"drempel": Fraction(14), "bovengrens": Fraction(20)})
    free = repair(Target(task, STREEF))
    held = repair(Target(task, STREEF, (band,)))
    assert {change.feit.code for one in free.herstellingen for change in one.wijzigingen} >= {"uren:2"}
    for one in held.herstellingen:
        assert check_repair(task, STREEF, (band,), one) == ()
        assert one.traject.kader.weekuren(component="werkplek") < 20


def test_changes_that_do_not_go_together_are_refused(task: Trajectopdracht) -> None:
    plan = repair(Target(task, STREEF))
    change = plan.herstellingen[0].wijzigingen[0].model_copy(update={"leerplaatsen": ("klas",)})
    with pytest.raises(InvalidInput):
        change_task(task, (change,))


def test_too_many_competences_are_refused_at_once() -> None:
    items = [competentie(n, WERK) for n in range(1, MOST_ITEMS + 2)]
    task = opdracht(*items, school=0, werk=40, normen=(STREEF,))
    for ask in (explain, repair_all):
        with pytest.raises(InvalidInput, match="te veel om uit te leggen"):
            ask(task, (STREEF,))


def test_an_undetermined_norm_is_said_to_be_so() -> None:
    weights = STREEF.model_copy(update={"grondslag": "gewicht"})
    task = opdracht(competentie(1, WERK), competentie(2, LES), algemeen=(("pav", 1),), normen=(weights,))
    (explained,) = explain(task, (weights,))
    assert (explained.status, explained.blokkeringen) == ("onbepaald", ())
    assert repair(Target(task, weights)).status == "onbepaald"


def test_a_part_at_a_place_that_is_forbidden_blocks() -> None:
    """A third of C.01 must be in class, where it may not be: without either of the two it fits."""
    bounds = Bouwgrenzen(
        delen=(Deelgrens(onderdeel="C.01", leerplaats=LES, minstens=Fraction(1, 3), hoogstens=Fraction(1)),),
        verboden=(Plaatsing(onderdeel="C.01", leerplaats=LES),),
    )
    items = (competentie(1, LES, PRAKTIJK, WERK), competentie(2, LES, WERK))
    task = opdracht(*items, normen=(STREEF,), grenzen=bounds)
    (explained,) = explain(task, (STREEF,), (), Speelruimte(uren=0, perioden=0))
    (one,) = explained.blokkeringen
    assert [fact.soort for fact in one.feiten] == ["deel", "verboden"]
    assert check_blocking(task, None, Speelruimte(uren=0, perioden=0), one).is_aanvaard


def test_a_law_on_vocational_hours_does_not_count_general_education() -> None:
    law = WEEK.model_copy(update={"drempel": Fraction(4), "bereik": "beroepsgericht"})
    task = opdracht(competentie(1, WERK, LES), school=1, werk=2, algemeen=(("pav", 3),))
    facts = frozenset(Target(task, STREEF, (law,)).facts)
    assert not Frames(task, STREEF, ROOM, facts, (law,)).allows(task.kader)
    every = law.model_copy(update={"bereik": "alle"})
    assert Frames(task, STREEF, ROOM, facts, (every,)).allows(task.kader)
