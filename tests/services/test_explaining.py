"""Explanations and repairs of the embedded courses, and of hairdressing that is blocked on purpose."""

from datetime import date

import pytest

from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.domain.herstel import Herstel, Herstelplan
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitleg import Blokkering, Uitleg
from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag
from kwalificatiegraaf.domain.wijzigen import with_hours
from kwalificatiegraaf.errors import InvalidInput, NotFound
from kwalificatiegraaf.planning.checkblocking import check_blocking, check_repair
from kwalificatiegraaf.planning.explorer import Explorer
from kwalificatiegraaf.planning.oracle import Oracle
from kwalificatiegraaf.planning.target import Target
from kwalificatiegraaf.services.explaining import explain_trajectory, repair_trajectory
from kwalificatiegraaf.services.patching import apply_patch
from kwalificatiegraaf.services.trajectory import load_trajectory, select_norms
from kwalificatiegraaf.store.repository import Repository

DAY = date(2025, 9, 1)
COLOURING = dict.fromkeys(("BK-0090-2.15", "BK-0090-2.16"), ("praktijklokaal",))
SIXTEEN = Uitlegvraag(traject="115", plaatsen=COLOURING, werkplekuren=16)
"""All colouring class-only and the workplace at 16 hours: school keeps its two."""
WITH_SCHOOL = SIXTEEN.model_copy(update={"schooluren_beroepsgericht": 12})
"""The same with ten hours moved to school, so that an allocation exists."""
COURSES = ("115", "310", "307", "1", "23", "38")


@pytest.fixture(scope="module")
def repository() -> Repository:
    return boot().repository


def target_of(repository: Repository, vraag: Uitlegvraag, code: str | None) -> Target:
    traject: Traject = load_trajectory(repository, vraag.traject or "")
    task = apply_patch(repository, traject, vraag.aanpassing()).task()
    norm: Norm | None = select_norms(repository, [code])[0] if code else None
    return Target(task, norm, (), vraag.ruimte)


def explained(repository: Repository, vraag: Uitlegvraag, code: str | None) -> Uitleg:
    return next(one for one in explain_trajectory(repository, vraag, DAY).uitleg if one.norm == code)


def plan_of(repository: Repository, vraag: Uitlegvraag, code: str | None) -> Herstelplan:
    return next(one for one in repair_trajectory(repository, vraag, DAY).plannen if one.norm == code)


def codes(one: Blokkering | Herstel) -> frozenset[str]:
    return frozenset(one.kost.codes if isinstance(one, Herstel) else (fact.code for fact in one.feiten))


BLOCKED = [(SIXTEEN, None), (WITH_SCHOOL, "VL-STREEF-60"), (WITH_SCHOOL, "VL-STREEF-60-TIJD")]


def test_class_only_colouring_beside_two_hours_of_school_fits_nowhere(repository: Repository) -> None:
    found = explained(repository, SIXTEEN, None)
    assert (found.status, found.begrensd) == ("onmogelijk", False)
    hours = frozenset({"uren:4", "uren:5"})
    assert {codes(one) for one in found.blokkeringen} == {
        hours | {"plaatsen:BK-0090-2.15", "plaatsen:BK-0090-2.16"},
        hours | {"plaatsen:BK-0090-2.15", "plaatsen:BK-0090-2.19"},
    }
    assert "Kleurt het haar" in found.blokkeringen[0].feiten[2].zin


def test_with_school_hours_the_share_stays_under_the_threshold(repository: Repository) -> None:
    found = explained(repository, WITH_SCHOOL, "VL-STREEF-60")
    highest = found.hoogst_mogelijk
    assert highest is not None
    assert found.drempel is not None
    assert highest.waarde is not None
    assert found.bereikt is not None
    assert (found.status, highest.status, highest.grens) == ("geblokkeerd", "optimaal", highest.waarde)
    assert found.bereikt <= highest.waarde <= found.drempel
    assert len(found.blokkeringen) == 1
    assert "hoogstens 59,2 % is mogelijk, gevraagd is meer dan 60 %" in found.zin


@pytest.mark.parametrize(("vraag", "code"), BLOCKED)
def test_every_blocking_set_blocks_and_none_of_its_facts_can_be_missed(
    repository: Repository, vraag: Uitlegvraag, code: str | None
) -> None:
    """By the planner's own oracle, and by the checker that shares no code with it."""
    target = target_of(repository, vraag, code)
    oracle, every = Oracle(target), frozenset(target.facts)
    for one in explained(repository, vraag, code).blokkeringen:
        assert check_blocking(target.given, target.norm, vraag.ruimte, one).is_aanvaard
        assert oracle.can(every - codes(one)).answer == "nee"
        for fact in codes(one):
            assert oracle.can(every - codes(one) | {fact}).answer == "ja"


@pytest.mark.parametrize(("vraag", "code"), BLOCKED)
def test_every_repair_is_accepted_needs_all_its_changes_and_hits_every_blocking_set(
    repository: Repository, vraag: Uitlegvraag, code: str | None
) -> None:
    target = target_of(repository, vraag, code)
    oracle = Oracle(target)
    blocking = [codes(one) for one in explained(repository, vraag, code).blokkeringen]
    plan = plan_of(repository, vraag, code)
    assert plan.status == "bewezen"
    for one in plan.herstellingen:
        assert check_repair(target.given, target.norm, (), one) == ()
        assert all(codes(one) & block for block in blocking)
        for fact in codes(one):
            assert oracle.can(codes(one) - {fact}).answer == "nee"


def test_one_place_more_is_the_cheapest_repair(repository: Repository) -> None:
    plan = plan_of(repository, WITH_SCHOOL, "VL-STREEF-60")
    best = plan.herstellingen[0]
    assert best.kost.codes == ("plaatsen:BK-0090-2.19",)
    assert best.wijzigingen[0].leerplaatsen == ("reele-werkplek",)
    assert [one.kost.uren for one in plan.herstellingen] == sorted(
        one.kost.uren for one in plan.herstellingen
    )


def test_no_smaller_set_of_changes_exists(repository: Repository) -> None:
    """Every single fact, freed alone, leaves the goal on hours out of reach."""
    target = target_of(repository, WITH_SCHOOL, "VL-STREEF-60-TIJD")
    oracle = Oracle(target)
    assert plan_of(repository, WITH_SCHOOL, "VL-STREEF-60-TIJD").herstellingen[0].kost.aantal == 2
    assert {oracle.can(frozenset({code})).answer for code in target.facts} == {"nee"}


@pytest.mark.parametrize("course", COURSES)
def test_the_embedded_courses(repository: Repository, course: str) -> None:
    vraag = Uitlegvraag(traject=course)
    answer = explain_trajectory(repository, vraag, DAY)
    repairs = {plan.norm: plan for plan in repair_trajectory(repository, vraag, DAY).plannen}
    laws = select_norms(repository, answer.wetten)
    for one in answer.uitleg:
        highest = one.hoogst_mogelijk
        assert highest is not None
        assert highest.waarde is not None
        assert one.bereikt is not None
        assert one.bereikt <= highest.waarde
        assert (repairs[one.norm].status == "niet nodig") == (one.status == "haalbaar")
        target = target_of(repository, vraag, one.norm)
        for repaired in repairs[one.norm].herstellingen:
            assert check_repair(target.given, target.norm, laws, repaired) == ()


def test_laws_that_hold_are_part_of_what_blocks_and_never_of_a_repair(repository: Repository) -> None:
    """Course 38 is designated for an SAO: its workplace stays under twenty hours."""
    vraag = Uitlegvraag(traject="38")
    found = explained(repository, vraag, "VL-STREEF-60-TIJD")
    facts = [fact for one in found.blokkeringen for fact in one.feiten]
    assert {fact.code for fact in facts if fact.wet} >= {"norm:VL-SAO-BAND"}
    for one in plan_of(repository, vraag, "VL-STREEF-60-TIJD").herstellingen:
        assert not any(change.feit.wet for change in one.wijzigingen)
        assert one.traject.kader.weekuren(component="werkplek") < 20


def test_what_lifts_a_block_keeps_every_law(repository: Repository) -> None:
    """Also the 28 hours a week, which are no fact of most blocking sets."""
    vraag = Uitlegvraag(traject="38")
    answer = explain_trajectory(repository, vraag, DAY)
    assert answer.wetten == ("VL-SAO-BAND", "VL-WEEK-28")
    laws = [f"norm:{code}" for code in answer.wetten]
    task = target_of(repository, vraag, "VL-STREEF-60-TIJD").opdracht
    ways = [
        lifted
        for one in answer.uitleg
        for blocking in one.blokkeringen
        for lifted in blocking.certificaat.opheffingen
    ]
    assert {lifted.breekt for lifted in ways if lifted.feit in laws} == {(law,) for law in laws}
    for lifted in (one for one in ways if one.feit not in laws):
        kader = with_hours(task.kader, {line.nummer: line.weekuren for line in lifted.uurverdeling})
        assert lifted.breekt == ()
        assert kader.weekuren() >= 28
        assert 14 <= kader.weekuren(component="werkplek") < 20


def test_a_timetable_of_the_user(repository: Repository) -> None:
    vraag = Uitlegvraag.model_validate(
        {"kwalificaties": ["BK-0090-2"], "werkplekuren": 16, "schooluren_beroepsgericht": 14}
    )
    answer = explain_trajectory(repository, vraag, DAY)
    assert answer.traject == "gevraagd-traject"
    assert [one.status for one in answer.uitleg] == ["haalbaar", "geblokkeerd"]


def test_all_blocking_sets_of_the_variant_are_found(repository: Repository) -> None:
    explorer = Explorer(Oracle(target_of(repository, WITH_SCHOOL, "VL-STREEF-60")), calendar=False)
    assert len(list(explorer.all_blocking(50))) == 1
    assert not explorer.is_cut_short


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"traject": "115", "kwalificaties": ["BK-0090-2"]}, "hoort niet bij een opgeslagen traject"),
        ({"traject": "115", "plaatsen": {"BK-0090-2.99": ["leslokaal"]}}, "bestaat niet"),
        ({"traject": "115", "plaatsen": {"BK-0090-2.15": ["klas"]}}, "te ruim"),
        ({"traject": "115-voltijds"}, "streeft geen norm na"),
        ({}, "geen uren gevraagd"),
    ],
)
def test_what_cannot_be_asked(repository: Repository, asked: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        explain_trajectory(repository, Uitlegvraag.model_validate(asked), DAY)


def test_an_unknown_trajectory(repository: Repository) -> None:
    with pytest.raises(NotFound):
        repair_trajectory(repository, Uitlegvraag(traject="999999"), DAY)


def test_a_norm_that_is_not_in_force_on_the_day_is_named(repository: Repository) -> None:
    asked = Uitlegvraag(traject="115", nastreeft=("VL-STREEF-60",))
    early = date(2010, 1, 1)
    for found in (explain_trajectory(repository, asked, early), repair_trajectory(repository, asked, early)):
        assert found.meldingen == ("VL-STREEF-60 is niet van kracht op 01-01-2010",)
    assert explain_trajectory(repository, asked, DAY).meldingen == ()


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"plaatsen": {"BK-0090-2.15": ["x"]}}, "plaatsen.BK-0090-2.15"),
        ({"plaatsen": {"BK-0090-2.99": ["leslokaal"]}}, "plaatsen.BK-0090-2.99"),
        ({"algemene_vorming": {"x": "2"}}, "algemene_vorming.x"),
        ({"nastreeft": ["x"]}, "nastreeft"),
    ],
)
def test_what_is_refused_of_a_request_has_the_name_of_its_own_field(
    repository: Repository, asked: dict[str, object], place: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        explain_trajectory(repository, Uitlegvraag.model_validate({"traject": "115", **asked}), DAY)
    assert error.value.place == place


def test_hours_of_a_component_are_called_as_they_are_asked() -> None:
    asked = Uitlegvraag(traject="115", werkplekuren=16)
    assert [asked.field_of(f"weekuren.{name}") for name in asked.aanpassing().weekuren] == ["werkplekuren"]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"werkplekuren": 0, "schooluren_beroepsgericht": 0, "algemene_vorming": {}}, "werkplekuren"),
        ({"schooluren_beroepsgericht": 0, "algemene_vorming": {"pav": 0}}, "schooluren_beroepsgericht"),
        ({"algemene_vorming": {"pav": 0}}, "algemene_vorming"),
    ],
)
def test_all_hours_together_are_called_after_the_first_that_were_asked(
    asked: dict[str, object], place: str
) -> None:
    assert Uitlegvraag.model_validate({"traject": "115", **asked}).field_of("weekuren") == place


def test_a_timetable_without_hours_is_refused_by_a_field_of_the_request(repository: Repository) -> None:
    general = dict.fromkeys(("levensbeschouwing", "frans", "lichamelijke-opvoeding", "pav"), 0)
    asked = {"werkplekuren": 0, "schooluren_beroepsgericht": 0, "algemene_vorming": general}
    with pytest.raises(InvalidInput, match="geen uren over") as error:
        explain_trajectory(repository, Uitlegvraag.model_validate({"traject": "115", **asked}), DAY)
    assert error.value.place == "werkplekuren"
