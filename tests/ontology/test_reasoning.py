"""HermiT proves the ontology consistent and finds what it should; a contradiction comes by name."""

import shutil

import pytest
from rdflib import Graph

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.validation.reasoning import Redenering, reason

from .bronnen import read

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT draait op Java")

NS = "https://w3id.org/kwalificatiegraaf/ns#"
IDS = "https://w3id.org/kwalificatiegraaf/id/"
PREFIXES = f"""
@prefix kg: <{NS}> . @prefix id: <{IDS}> . @prefix norm: <{IDS}norm/> . @prefix t: <urn:t:> .
@prefix leerplaats: <{IDS}concept/leerplaats/> . @prefix leerweg: <{IDS}concept/leerweg/> .
@prefix niveau: <{IDS}concept/vks-niveau/> . @prefix sector: <urn:sector:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
EVERYTHING = ("*.ttl", "codelijsten/*.ttl", "normen/*.ttl", "alignments/*.ttl")
EXAMPLE = """
t:traject a kg:Standaardtraject ; kg:haaltNorm norm:VL-STREEF-60-TIJD , norm:VL-OAO-20U ;
    kg:leerweg leerweg:duaal ; kg:leidtNaar t:bk ; kg:geldigVanaf "2026-09-01"^^xsd:date .
t:school a kg:Standaardtraject ; kg:leerweg leerweg:voltijds ; kg:leidtNaar t:bk .
t:bk a kg:Beroepskwalificatie ; kg:vksNiveau niveau:3 ; kg:sector sector:bouw ; kg:heeftCompetentie t:c1 ;
    kg:heeftDomeinindeling t:indeling .
t:indeling kg:inDomein t:ruwbouw . t:ruwbouw a kg:Domein ; skos:broader t:bouw .
t:c1 kg:hoortBijVersie t:bk ; kg:rechtstreekseVoorkennis t:c2 ;
    kg:kanGeleerdWordenIn leerplaats:reele-werkplek .
t:c2 kg:rechtstreekseVoorkennis t:c3 ; kg:kanGeleerdWordenIn leerplaats:leslokaal .
"""


def with_example(text: str, *patterns: str) -> Graph:
    graph = Graph()
    for triple in read(*patterns):
        graph.add(triple)
    return graph.parse(data=PREFIXES + text, format="turtle")


@pytest.fixture(scope="module")
def outcome() -> Redenering:
    return reason(with_example(EXAMPLE, *EVERYTHING), relaties=True)


def test_the_ontology_with_code_lists_and_norms_is_consistent(outcome: Redenering) -> None:
    assert outcome.consistent
    assert (outcome.onvervulbaar, outcome.strijdig) == ((), ())


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("DuaalTraject", "Traject"),
        ("OAOTraject", "Traject"),
        ("DuaalGevolgd", "Traject"),
        ("VoltijdsGevolgd", "Traject"),
        ("WerkplekLeerplaats", "Leerplaats"),
        ("SchoolLeerplaats", "Leerplaats"),
        ("CompetentieVoorWerkplek", "Competentie"),
        ("CompetentieVoorSchool", "Competentie"),
        ("Competentie", "Trajectonderdeel"),
        ("Competentiecluster", "Trajectonderdeel"),
    ],
)
def test_expected_subclasses_are_found(outcome: Redenering, narrow: str, broad: str) -> None:
    assert (NS + narrow, NS + broad) in outcome.afgeleide_subklassen


def test_what_was_said_is_not_reported_as_found(outcome: Redenering) -> None:
    assert (NS + "Standaardtraject", NS + "Traject") not in outcome.afgeleide_subklassen
    assert ("urn:t:traject", NS + "Standaardtraject") not in outcome.afgeleide_typen


@pytest.mark.parametrize(
    ("individual", "kind"),
    [
        ("urn:t:traject", "DuaalTraject"),
        ("urn:t:traject", "OAOTraject"),
        ("urn:t:traject", "DuaalGevolgd"),
        ("urn:t:school", "VoltijdsGevolgd"),
        ("urn:t:c1", "CompetentieVoorWerkplek"),
        ("urn:t:c2", "CompetentieVoorSchool"),
        (f"{IDS}concept/leerplaats/reele-werkplek", "WerkplekLeerplaats"),
        (f"{IDS}concept/leerplaats/gesimuleerde-werkplek", "WerkplekLeerplaats"),
        (f"{IDS}concept/leerplaats/praktijklokaal", "SchoolLeerplaats"),
    ],
)
def test_expected_types_are_found(outcome: Redenering, individual: str, kind: str) -> None:
    assert (individual, NS + kind) in outcome.afgeleide_typen


def test_a_route_without_a_met_norm_is_not_dual_by_its_share(outcome: Redenering) -> None:
    assert ("urn:t:school", NS + "DuaalTraject") not in outcome.afgeleide_typen


@pytest.mark.parametrize(
    ("subject", "relation", "value"),
    [
        ("urn:t:c1", "heeftVoorkennis", "urn:t:c3"),
        ("urn:t:traject", "omvatCompetentie", "urn:t:c1"),
        ("urn:t:traject", "trajectniveau", f"{IDS}concept/vks-niveau/3"),
        ("urn:t:traject", "trajectsector", "urn:sector:bouw"),
        ("urn:t:bk", "valtOnderDomein", "urn:t:ruwbouw"),
        ("urn:t:bk", "valtOnderDomein", "urn:t:bouw"),
    ],
)
def test_chains_and_transitivity_give_relations(
    outcome: Redenering, subject: str, relation: str, value: str
) -> None:
    assert (subject, NS + relation, value) in outcome.afgeleide_relaties


def test_a_qualification_of_two_kinds_is_reported_by_name() -> None:
    text = """
    t:goed a kg:Beroepskwalificatie ; kg:code "BK-1-1" . t:ook-goed a kg:Traject .
    t:fout a kg:Beroepskwalificatie , kg:Deelkwalificatie ; kg:code "BK-2-1" .
    """
    outcome = reason(with_example(text, "*.ttl"))
    assert not outcome.consistent
    assert outcome.strijdig == ("urn:t:fout", NS + "Beroepskwalificatie", NS + "Deelkwalificatie")
    assert len(outcome.strijdige_uitspraken) == 2
    assert outcome.afgeleide_typen == ()


def test_two_levels_for_one_qualification_contradict_the_list_of_levels() -> None:
    text = "t:fout kg:vksNiveau niveau:3 , niveau:4 ."
    outcome = reason(with_example(text, "*.ttl", "codelijsten/vks-niveau.ttl"))
    assert outcome.strijdig == ("urn:t:fout",)
    assert len(outcome.strijdige_uitspraken) == 2


def test_a_class_without_possible_members_is_reported_by_name() -> None:
    text = "kg:Onmogelijk a owl:Class ; rdfs:subClassOf kg:Standaardtraject , kg:IndividueelTraject ."
    outcome = reason(with_example(text, "*.ttl"))
    assert outcome.consistent
    assert outcome.onvervulbaar == (NS + "Onmogelijk",)


def test_an_ontology_that_contradicts_itself_names_its_terms() -> None:
    text = """
    t:Leeg a owl:Class ; rdfs:subClassOf owl:Nothing . t:Ander a owl:Class .
    owl:Thing rdfs:subClassOf [ a owl:Restriction ; owl:onProperty t:p ; owl:someValuesFrom t:Leeg ] .
    t:p a owl:ObjectProperty .
    """
    outcome = reason(Graph().parse(data=PREFIXES + text, format="turtle"))
    assert not outcome.consistent
    assert outcome.strijdig == ("urn:t:Leeg",)


def test_what_owl_does_not_allow_is_refused_with_its_reason() -> None:
    text = "kg:heeftVoorkennis a owl:IrreflexiveProperty ."
    with pytest.raises(InvalidInput, match="HermiT kan de ontologie niet lezen"):
        reason(with_example(text, "*.ttl"))
