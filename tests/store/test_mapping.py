"""Any version survives the graph, whatever the store and the base."""

import json

import pytest
from hypothesis import given, settings
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie, IscedCode
from kwalificatiegraaf.store.mapping.kwalificatie import BEROEPSKWALIFICATIE
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.repository import Repository, layer_graph, version_graph
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, concept_iri, entity_iri
from kwalificatiegraaf.vocabulary.terms import KG
from tests.store.dossiers import CODE, versions


@given(versions())
@settings(max_examples=60, deadline=None)
def test_domain_to_graph_to_domain_is_identity(version: Beroepskwalificatie) -> None:
    graph = version_graph(version, DEFAULT_BASE) + layer_graph(version, DEFAULT_BASE)
    assert BEROEPSKWALIFICATIE.read(graph, BEROEPSKWALIFICATIE.iri(CODE, DEFAULT_BASE)) == version


@given(versions())
@settings(max_examples=25, deadline=None)
def test_identity_holds_through_the_store_and_under_another_base(version: Beroepskwalificatie) -> None:
    base = "https://data.example.org/vks"
    repository = Repository(OxigraphStore(), base)
    repository.store.replace_graph(str(repository.graph_iri(f"versie/{CODE}")), version_graph(version, base))
    repository.store.replace_graph(
        str(repository.graph_iri(f"leerplaatsen/{CODE}")), layer_graph(version, base)
    )
    assert repository.find_version(CODE) == version


def test_the_version_graph_says_nothing_of_the_layer() -> None:
    one = Competentie(code=f"{CODE}.01", volgnummer=1, titel="Doet", gewicht=3, voorkennis=(f"{CODE}.02",))
    version = Beroepskwalificatie(code=CODE, titel="T", vks_niveau=3, competenties=(one,))
    graph = version_graph(version, DEFAULT_BASE)
    assert not list(graph.subject_objects(KG.gewicht))
    assert set(layer_graph(version, DEFAULT_BASE).predicates()) == {KG.gewicht, KG.rechtstreekseVoorkennis}


@pytest.mark.parametrize(
    ("reference", "family"),
    [
        ("co 03080", "co"),
        ("17903-c", "competent-c"),
        ("SK-228", "sk"),
        ("SK-5773-c", "sk"),
        ("-c", "overig"),
        ("21185", "overig"),
    ],
)
def test_a_reference_carries_the_family_of_its_form(reference: str, family: str) -> None:
    one = Competentie(code=f"{CODE}.01", volgnummer=1, titel="Doet", referenties=(reference,))
    graph = version_graph(
        Beroepskwalificatie(code=CODE, titel="T", vks_niveau=3, competenties=(one,)), DEFAULT_BASE
    )
    assert list(graph.objects(None, KG.referentiefamilie)) == [
        concept_iri(DEFAULT_BASE, "referentiefamilie", family)
    ]


def test_only_a_detailed_isced_field_becomes_a_concept_of_its_own() -> None:
    version = Beroepskwalificatie(
        code=CODE,
        titel="T",
        vks_niveau=3,
        isced_smal=IscedCode(code="101", omschrijving="Personal services"),
        isced_detail=IscedCode(code="1012", omschrijving="Hair and beauty services"),
    )
    graph = version_graph(version, DEFAULT_BASE)
    detail = concept_iri(DEFAULT_BASE, "isced", "1012")
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {detail}
    assert not list(graph.objects(concept_iri(DEFAULT_BASE, "isced", "101"), RDFS.label))
    assert graph.value(detail, SKOS.broader) == concept_iri(DEFAULT_BASE, "isced", "101")


def test_unnumbered_competences_come_last() -> None:
    graph = Graph()
    for key, number in (("bkc0000001", None), ("02", 2), ("10", 10)):
        one = Competentie(code=f"{CODE}.{key}", volgnummer=number, titel=key)
        graph += version_graph(
            Beroepskwalificatie(code=CODE, titel="T", vks_niveau=3, competenties=(one,)), DEFAULT_BASE
        )
    read = BEROEPSKWALIFICATIE.read(graph, URIRef(entity_iri(DEFAULT_BASE, "beroepskwalificatie", CODE)))
    assert json.dumps([one.titel for one in read.competenties]) == '["02", "10", "bkc0000001"]'
