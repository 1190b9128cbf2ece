"""The parts of the reasoning that need no Java."""

from collections.abc import Sequence

import owlready2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from kwalificatiegraaf.errors import MissingPart
from kwalificatiegraaf.validation.axioms import axioms, individuals
from kwalificatiegraaf.validation.conflict import minimal_conflict
from kwalificatiegraaf.validation.reasoning import reason


def test_without_java_the_missing_part_is_named_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owlready2, "JAVA_EXE", "geen-java-hier")
    with pytest.raises(MissingPart, match="Java ontbreekt") as caught:
        reason(Graph())
    assert caught.value.remedy


@given(st.sets(st.integers(0, 40), min_size=1, max_size=4), st.integers(41, 80))
def test_the_conflict_found_is_the_smallest(guilty: set[int], size: int) -> None:
    def is_conflict(units: Sequence[int]) -> bool:
        return guilty <= set(units)

    assert set(minimal_conflict(range(size), is_conflict)) == guilty


def test_the_reasoner_reads_axioms_and_no_labels_dates_or_shapes() -> None:
    graph = Graph().parse(
        data="""
        @prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <urn:o> a owl:Ontology ; owl:imports <urn:elders> .
        :A a owl:Class ; rdfs:label "a" ; owl:equivalentClass [ a owl:Class ; owl:unionOf ( :B :C ) ] .
        :B a owl:Class . :C a owl:Class . :p a owl:DatatypeProperty .
        :i a :A ; :p 1 , "2020-01-01"^^xsd:date ; :onbekend :j .
        :Vorm a sh:NodeShape ; sh:in ( 1 2 ) .
        """,
        format="turtle",
    )
    kept = axioms(graph)
    text = kept.serialize(format="nt")
    assert all(word not in text for word in ("label", "XMLSchema#date", "shacl", "elders", "onbekend"))
    assert text.count("22-rdf-syntax-ns#first") == 2
    assert individuals(kept) == [URIRef("urn:x:i")]
