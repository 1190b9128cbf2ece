"""What the norms and code lists state beside their figures: dates, certainty, order, patterns."""

from datetime import date

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from kwalificatiegraaf import resources
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from kwalificatiegraaf.vocabulary.terms import KG

EINDE_STELSEL = date(2026, 9, 1)
"""The first day after the last school year of DBSO and leertijd, 2025-2026."""

GELDIG = {
    "VL-STREEF-60": (date(2015, 1, 1), None),
    "VL-STREEF-60-TIJD": (date(2016, 1, 1), None),
    "VL-OAO-20U": (date(2016, 9, 1), None),
    "VL-SAO-BAND": (date(2016, 9, 1), None),
    "VL-SAO-BAND-AFWIJKEND": (date(2016, 9, 1), None),
    "VL-WEEK-28": (date(2019, 1, 1), None),
    "VL-VWO-50": (date(2022, 9, 1), None),
    "DBSO-DAGEN": (None, EINDE_STELSEL),
    "LEERTIJD-DAGEN": (None, EINDE_STELSEL),
    "NL-BBL-60": (None, date(2015, 1, 1)),
    "NL-BBL-610": (None, None),
    "NL-BBL-610-BEGELEID": (None, None),
    "NL-BBL-610-TOTAAL": (None, None),
    "NL-BOL-BPV-1000": (None, None),
    "NL-BOL-BPV-2000": (None, None),
    "NL-BOL-BPV-3000": (None, None),
}
TOEPASSING = {
    "VL-OAO-20U": {"duaal-so", "duaal-volwassenen"},
    "VL-WEEK-28": {"duaal-so", "aanloopfase"},
    "VL-VWO-50": {"duaal-volwassenen"},
    "DBSO-DAGEN": {"dbso"},
    "LEERTIJD-DAGEN": {"leertijd"},
}
AARD = {"VL-STREEF-60": "beleid", "VL-STREEF-60-TIJD": "praktijk"}


@pytest.fixture(scope="module")
def norms(embedded_store: Store) -> dict[str, Norm]:
    return {norm.code: norm for norm in Repository(embedded_store, DEFAULT_BASE).norms()}


def read(name: str) -> Graph:
    return Graph().parse(resources.ontology() / "codelijsten" / f"{name}.ttl")


def code(node: Node | None) -> str:
    return str(node).rpartition("/")[2]


def test_norms_hold_from_and_until_the_dates_of_their_sources(norms: dict[str, Norm]) -> None:
    assert {one.code: (one.geldig_vanaf, one.geldig_tot) for one in norms.values()} == GELDIG


def test_norms_apply_where_their_sources_say(norms: dict[str, Norm]) -> None:
    for one in norms.values():
        dutch = {one.code[:6].lower()} if one.code.startswith("NL-") else {"duaal-so"}
        assert set(one.toepassing) == TOEPASSING.get(one.code, dutch), one.code


def test_policy_and_practice_are_never_called_law(norms: dict[str, Norm]) -> None:
    for name, nature in AARD.items():
        assert norms[name].aard == nature
    assert {one.aard for one in norms.values() if one.grondslag == "dagen"} == {"beleid"}


def test_a_text_that_nobody_reread_is_unconfirmed(norms: dict[str, Norm]) -> None:
    unconfirmed = {name for name, one in norms.items() if one.zekerheid == "onbevestigd"}
    dutch = {name for name in norms if name.startswith("NL-")} - {"NL-BBL-60"}
    assert unconfirmed == {"VL-WEEK-28"} | dutch


def test_only_real_workplaces_count_for_the_twenty_hours_and_both_kinds_for_the_band(
    norms: dict[str, Norm],
) -> None:
    assert norms["VL-OAO-20U"].telt == "reele-werkplek"
    assert {norms["VL-SAO-BAND"].telt, norms["VL-SAO-BAND-AFWIJKEND"].telt} == {"werkplek"}
    places = read("leerplaats")
    counting = {
        code(place) for place in places.subjects(KG.teltVoorTwintigUren, None) if is_true(places, place)
    }
    assert counting == {"reele-werkplek"}


def is_true(graph: Graph, place: Node) -> bool:
    return str(graph.value(place, KG.teltVoorTwintigUren)) == "true"


def test_each_of_the_eight_levels_refers_to_its_eqf_level() -> None:
    levels = read("vks-niveau")
    found = {code(level): eqf for level, eqf in levels.subject_objects(KG.eqfNiveau)}
    assert found == {str(n): URIRef(f"http://data.europa.eu/snb/eqf/{n}") for n in range(1, 9)}


def test_proofs_stand_in_their_order() -> None:
    proofs = read("studiebewijs")
    ranked = sorted((int(str(rank)), code(proof)) for proof, rank in proofs.subject_objects(KG.rangorde))
    assert ranked == list(
        enumerate(
            [
                "onderwijskwalificatie",
                "beroepskwalificatie",
                "deelkwalificatie",
                "competenties",
                "basisvorming",
            ],
            1,
        )
    )


@pytest.mark.parametrize(("form", "work", "school"), [("DBSO", 3, 2), ("LEERTIJD", 4, 1)])
def test_old_forms_have_their_days_and_end_after_2025_2026(form: str, work: int, school: int) -> None:
    forms = read("opleidingsvorm")
    node = next(one for one in forms.subjects(SKOS.notation) if code(one) == form)
    days = [int(str(forms.value(node, term))) for term in (KG.werkdagen, KG.schooldagen)]
    assert days == [work, school]
    assert str(forms.value(node, KG.geldigTot)) == EINDE_STELSEL.isoformat()


def test_the_days_of_dual_learning_are_an_assumption() -> None:
    forms = read("opleidingsvorm")
    node = next(one for one in forms.subjects(SKOS.notation) if code(one) == "DUAAL")
    assert code(forms.value(node, KG.zekerheid)) == "aanname"


def test_only_the_advice_is_known_not_to_bind() -> None:
    steps = read("begeleidingsstap")
    unsure = {code(step) for step in steps.subjects(KG.zekerheid)}
    assert unsure == {code(step) for step in steps.subjects(KG.isBindend)} - {"advies"}
    assert [code(steps.value(one, KG.volgtOp)) for one in steps.subjects(KG.volgtOp)].count("keuze") == 1
