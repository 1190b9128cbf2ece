"""What if: the difference that a change makes, checked by the independent checker."""

from datetime import date
from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.watals import Aanpassing, Verschil
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.nearest import rebuild_near
from kwalificatiegraaf.services.patching import apply_patch
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.services.whatif import what_if, what_if_all
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive, load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.repository import Repository, layer_graph, version_graph
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, graph_iri

DAG = date(2026, 11, 24)
KLEUREN = "BK-0090-2.15"


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


def ask(repository: Repository, code: str = "115", **patch: object) -> Verschil:
    return what_if(repository, code, Aanpassing.model_validate(patch), DAG)


def own(found: Verschil, norm: str) -> tuple[Fraction | None, Fraction | None]:
    return next((t.voor, t.na) for t in found.toetsen if t.norm == norm and t.eigen_grondslag)


def test_salons_that_cannot_colour_are_answered_with_reasons_and_a_way_out(repository: Repository) -> None:
    found = ask(repository, zonder_werkplek=[KLEUREN])
    assert (found.haalbaar, found.herrekend) == (False, "geen")
    assert KLEUREN in found.redenen[0]
    assert "144 uur" in found.redenen[0]
    assert found.uitweg is not None
    assert found.uitweg.overeenkomst.soort == "OAO"
    assert found.uitweg.uitleg in found.antwoord


def test_an_activity_stands_for_its_competences(repository: Repository) -> None:
    by_activity = ask(repository, zonder_activiteit=["115-kleuren"])
    by_competence = ask(repository, zonder_werkplek=[KLEUREN])
    assert by_activity.antwoord == by_competence.antwoord
    hours = {"school": 8, "werkplek": 20}
    moved = ask(repository, zonder_activiteit=["115-kleuren"], weekuren=hours).verplaatst
    assert moved == ask(repository, zonder_werkplek=[KLEUREN], weekuren=hours).verplaatst


def test_the_way_out_is_the_least_that_works(repository: Repository) -> None:
    found = ask(repository, zonder_werkplek=[KLEUREN])
    assert found.uitweg is not None
    shift = found.uitweg.verschoven_uren
    one_less = {"school": 2 + shift - 1, "werkplek": 26 - shift + 1}
    enough = {"school": 2 + shift, "werkplek": 26 - shift}
    assert not ask(repository, zonder_werkplek=[KLEUREN], weekuren=one_less).haalbaar
    again = ask(repository, zonder_werkplek=[KLEUREN], weekuren=enough)
    assert again.haalbaar
    assert again.toetsen == found.uitweg.toetsen


def test_a_competence_without_any_place_left_is_named(repository: Repository) -> None:
    found = ask(repository, zonder_werkplek=["BK-0090-2.07"])
    assert not found.haalbaar
    assert "nergens meer" in found.antwoord
    assert "BK-0090-2.07" in found.antwoord


def test_no_change_is_no_difference(repository: Repository) -> None:
    found = ask(repository)
    assert (found.haalbaar, found.herrekend, found.verplaatst) == (True, "toets", ())
    assert {t.verschil for t in found.toetsen} <= {Fraction(0), None}


def test_fewer_hours_at_work_change_norms_and_contract(repository: Repository) -> None:
    found = ask(repository, weekuren={"werkplek": 16})
    assert found.haalbaar
    assert own(found, "VL-STREEF-60-TIJD") == (Fraction(26, 38), Fraction(16, 28))
    assert found.overeenkomst_voor.soort == "OAO"
    assert found.overeenkomst_na is not None
    assert found.overeenkomst_na.soort is None
    assert "er volgt geen overeenkomst meer (was: OAO)" in found.antwoord


def test_a_moved_competence_says_where_it_was_and_why(repository: Repository) -> None:
    found = ask(repository, zonder_werkplek=[KLEUREN], weekuren={"school": 8, "werkplek": 20})
    move = next(one for one in found.verplaatst if one.onderdeel == KLEUREN)
    assert move.wijziging == "plaats"
    assert {part.leerplaats for part in move.voor} == {"reele-werkplek"}
    assert {part.leerplaats for part in move.na} == {"praktijklokaal"}
    assert "niet meer op de reële werkplek" in move.reden


@pytest.mark.parametrize(
    ("code", "patch"),
    [
        ("115", {"weekuren": {"werkplek": 20, "school": 8}}),
        ("115", {"weken": [24, 24, 24]}),
        ("310", {"weekuren": {"werkplek": 20}}),
        ("38", {"weekuren": {"gesimuleerde-werkplek": 0, "reele-werkplek": 16}}),
        ("1", {"weekuren": {"pav": 3}}),
    ],
)
def test_what_is_answered_stands_the_checker(repository: Repository, code: str, patch: dict) -> None:
    traject = load_trajectory(repository, code)
    task = apply_patch(repository, traject, Aanpassing.model_validate(patch)).task()
    built = rebuild_near(task, traject.toewijzingen)
    assert check(task, built) == ()
    assert rebuild_near(task, traject.toewijzingen) == built, "the same change, the same answer"


def test_a_small_change_moves_little(repository: Repository) -> None:
    found = ask(repository, leerplaatsen={"BK-0090-2.03": ["leslokaal"]})
    assert found.haalbaar
    elsewhere = [one.onderdeel for one in found.verplaatst if one.wijziging == "plaats"]
    assert "BK-0090-2.03" in elsewhere
    assert len(elsewhere) <= 3


@pytest.mark.parametrize("course", ["115", "1"])
def test_only_the_check_keeps_the_allocation(repository: Repository, course: str) -> None:
    found = ask(repository, course, weekuren={"pav": 2}, alleen_toets=True)
    assert (found.herrekend, found.verplaatst) == ("toets", ())
    assert not found.haalbaar
    assert {one.onderdeel for one in found.bevindingen} >= {"pav"}


def test_broken_prerequisites_are_set_apart(repository: Repository) -> None:
    traject = load_trajectory(repository, "115")
    weeks = [period.weken for period in traject.kader.perioden][:1]
    found = ask(repository, weken=[*weeks], alleen_toets=True)
    assert not found.haalbaar
    assert all(one.regel == "voorkennis" for one in found.verbroken_voorkennis)
    chain = ask(repository, weken=[36, 36])
    assert "keten van voorkennis" in chain.antwoord


def test_another_threshold_needs_no_other_allocation(repository: Repository) -> None:
    found = ask(repository, normen={"VL-STREEF-60-TIJD": "7/10"})
    verdicts = next(t for t in found.toetsen if t.norm == "VL-STREEF-60-TIJD" and t.eigen_grondslag)
    assert (verdicts.oordeel_voor, verdicts.oordeel_na) == ("gehaald", "niet gehaald")
    assert found.verplaatst == ()
    assert "met drempel 70 %" in found.antwoord


def test_a_threshold_in_percent_is_a_share(repository: Repository) -> None:
    percent, fraction = (ask(repository, normen={"VL-STREEF-60": text}) for text in ("75 %", "3/4"))
    assert percent.aanpassing.normen == {"VL-STREEF-60": Fraction(3, 4)}
    assert percent.toetsen == fraction.toetsen


def test_a_value_is_told_from_the_threshold_it_is_compared_with(repository: Repository) -> None:
    found = ask(repository, normen={"VL-STREEF-60-TIJD": "0.684"}, alleen_toets=True)
    row = next(t for t in found.toetsen if t.norm == "VL-STREEF-60-TIJD" and t.eigen_grondslag)
    assert (row.voor, row.grenzen_na) == (Fraction(13, 19), (Fraction("0.684"),))
    assert (row.getoond_voor, row.getoond_na) == ("68,4 %", "68,42 %")
    assert "blijft 68,42 %, gehaald (met drempel 60 % was het: gehaald)" in found.antwoord


def test_what_was_is_judged_with_the_threshold_that_held_then(repository: Repository) -> None:
    """The share of before lies under the new threshold, and met the one that it had."""
    before = own(ask(repository), "VL-STREEF-60")[0]
    above = Fraction(round(before * 100) + 1, 100)
    found = ask(repository, normen={"VL-STREEF-60": str(above)}, alleen_toets=True)
    row = next(one for one in found.toetsen if one.norm == "VL-STREEF-60" and one.eigen_grondslag)
    assert (row.oordeel_voor, row.oordeel_na) == ("gehaald", "niet gehaald")
    assert f"met drempel {above.numerator * 100 // above.denominator} % in plaats van 60 %" in found.antwoord
    assert "niet gehaald (met drempel 60 % was het: gehaald)" in found.antwoord
    assert "ook voordien" not in found.antwoord


def test_a_check_alone_says_that_hours_are_still_those_of_the_old_allocation(repository: Repository) -> None:
    fewer = {"weekuren": {"werkplek": 16}}
    said = "Voor VL-STREEF-60-TIJD tellen nog de uren van de oude verdeling"
    assert said in ask(repository, **fewer, alleen_toets=True).antwoord
    assert said not in ask(repository, **fewer).antwoord
    assert said not in ask(repository, alleen_toets=True).antwoord


def test_hours_of_a_component_are_those_of_all_its_lines(repository: Repository) -> None:
    """Course 38 has 12 hours at a real workplace and 4 in a simulated one."""
    same = ask(repository, "38", weekuren={"werkplek": 16})
    assert own(same, "VL-STREEF-60-TIJD")[0] == own(same, "VL-STREEF-60-TIJD")[1]
    more = ask(repository, "38", weekuren={"werkplek": 20}, alleen_toets=True)
    single = ask(repository, "38", weekuren={"reele-werkplek": 16}, alleen_toets=True)
    assert more.toetsen == single.toetsen
    with pytest.raises(InvalidInput) as refused:
        ask(repository, "38", weekuren={"werkplek": 3})
    assert "daarvan liggen er 4 uur elders vast" in refused.value.message
    assert "gesimuleerde-werkplek" in (refused.value.remedy or "")


def test_a_line_that_comes_on_top_of_the_others_is_said(repository: Repository) -> None:
    found = ask(repository, weekuren={"leslokaal": 2})
    assert found.meldingen[0].startswith("de lessentabel krijgt er een regel bij")
    assert "2 uur per week" in found.meldingen[0]


def test_a_norm_that_does_not_bind_is_said(repository: Repository) -> None:
    found = ask(repository, normen={"NL-BBL-60": "1/2", "VL-STREEF-60": "1/2"})
    assert found.meldingen == (
        "norm NL-BBL-60 geldt hier niet op die dag: haar andere drempel verandert niets",
    )


def test_variants_are_answered_each_on_its_own(repository: Repository) -> None:
    patches = [Aanpassing(weekuren={"werkplek": Fraction(hours)}) for hours in (24, 26)]
    found = what_if_all(repository, "115", patches, DAG)
    assert [own(one, "VL-OAO-20U")[1] for one in found] == [24, 26]
    assert found[1] == what_if(repository, "115", patches[1], DAG)


def test_nothing_is_saved(repository: Repository) -> None:
    before = load_trajectory(repository, "115")
    ask(repository, weekuren={"werkplek": 16})
    assert load_trajectory(repository, "115") == before


def test_another_version_replaces_competences() -> None:
    store = OxigraphStore()
    load_embedded(store)
    derive(store)
    old = Repository(store, DEFAULT_BASE).find_version("BK-0227-3")
    codes = {one.code: one.code.replace("-3.", "-4.") for one in old.competenties}
    changed = [
        one.model_copy(
            update={"code": codes[one.code], "voorkennis": tuple(codes.get(c, c) for c in one.voorkennis)}
        )
        for one in old.competenties[1:]
    ]
    new = old.model_copy(update={"code": "BK-0227-4", "competenties": tuple(changed)})
    store.replace_graph(str(graph_iri(DEFAULT_BASE, "versie/BK-0227-4")), version_graph(new, DEFAULT_BASE))
    store.replace_graph(
        str(graph_iri(DEFAULT_BASE, "leerplaatsen/BK-0227-4")), layer_graph(new, DEFAULT_BASE)
    )
    found = ask(Repository(store, DEFAULT_BASE), "23", versies={"BK-0227-3": "BK-0227-4"})
    assert found.haalbaar
    kinds = [one.wijziging for one in found.verplaatst]
    assert (kinds.count("vervallen"), kinds.count("nieuw")) == (len(codes), len(changed))


@pytest.mark.parametrize(
    ("patch", "place"),
    [
        ({"zonder_werkplek": ["BK-0090-2.99"]}, "zonder_werkplek"),
        ({"zonder_activiteit": ["310-beton"]}, "zonder_activiteit"),
        ({"leerplaatsen": {KLEUREN: ["werkplek"]}}, f"leerplaatsen.{KLEUREN}"),
        ({"leerplaatsen": {"frans": ["leslokaal"]}}, "leerplaatsen.frans"),
        ({"weekuren": {"zwemmen": 2}}, "weekuren.zwemmen"),
        ({"normen": {"VL-STREEF-61": "1/2"}}, "normen.VL-STREEF-61"),
        ({"normen": {"VL-STREEF-60": 75}}, "normen.VL-STREEF-60"),
        ({"normen": {"VL-STREEF-60-TIJD": "101%"}}, "normen.VL-STREEF-60-TIJD"),
        ({"normen": {"VL-OAO-20U": "60%"}}, "normen.VL-OAO-20U"),
        ({"normen": {"VL-SAO-BAND": 20}}, "normen.VL-SAO-BAND"),
        ({"nastreeft": ["VL-STREEF-61"]}, "nastreeft"),
        ({"versies": {"BK-0090-2": "BK-0082-2"}}, "versies.BK-0090-2"),
        ({"versies": {"BK-0001-2": "BK-0001-3"}}, "versies.BK-0001-2"),
        ({"versies": {"BK-0090-2": "BK-0090-9"}}, "versies.BK-0090-2"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(repository: Repository, patch: dict, place: str) -> None:
    with pytest.raises(InvalidInput) as error:
        ask(repository, **patch)
    assert error.value.place == place
