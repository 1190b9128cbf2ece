"""Two views of the same rule: what pydantic requires, the SHACL shape of the class requires too."""

from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kwalificatiegraaf import resources
from kwalificatiegraaf.store.mapping.competentie import COMPETENTIE
from kwalificatiegraaf.store.mapping.engine import Tekstvorm, Vorm
from kwalificatiegraaf.store.mapping.kwalificatie import BEROEPSKWALIFICATIE
from kwalificatiegraaf.store.mapping.opleiding import OPLEIDING
from kwalificatiegraaf.store.mapping.traject import TOEWIJZING, TRAJECTKADER
from kwalificatiegraaf.vocabulary.terms import KG

NO_TRIPLE = {KG.zekerheid, KG.bereik, KG.toewijzingsstatus}
"""Predicates with a default in the domain: a triple is welcome and not required."""


@pytest.fixture(scope="module")
def shapes() -> Graph:
    graph = Graph()
    for path in sorted((resources.ontology() / "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def all_shapes(vorm: Vorm[Any]) -> Iterator[Vorm[Any]]:
    yield vorm
    for veld in vorm.velden:
        if isinstance(veld.codec, Vorm) and not isinstance(veld.codec, Tekstvorm):
            yield from all_shapes(veld.codec)


ROOTS = (BEROEPSKWALIFICATIE, COMPETENTIE, OPLEIDING, TRAJECTKADER, TOEWIJZING)
RULES = sorted(
    {
        (vorm.klassen[0], veld.predicaat, vorm.model.__name__, veld.naam)
        for root in ROOTS
        for vorm in all_shapes(root)
        for veld in vorm.velden
        if vorm.klassen and vorm.model.model_fields[veld.naam].is_required()
    }
)


def constraints(shapes: Graph, klasse: URIRef, path: URIRef) -> list[URIRef]:
    nodes = shapes.subjects(SH.targetClass, klasse)
    found = [p for node in nodes for p in shapes.objects(node, SH.property)]
    return [p for p in found if shapes.value(p, SH.path) == path]  # type: ignore[misc]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule[2]}.{rule[3]}")
def test_a_required_field_is_required_by_the_shape(
    shapes: Graph, rule: tuple[URIRef, URIRef, str, str]
) -> None:
    klasse, path, _, _ = rule
    least = [int(str(shapes.value(p, SH.minCount) or 0)) for p in constraints(shapes, klasse, path)]
    assert max(least, default=0) >= 1


def test_the_bounds_of_weight_agree(shapes: Graph) -> None:
    metadata = {type(m).__name__: m for m in COMPETENTIE.model.model_fields["gewicht"].metadata}
    (shape,) = constraints(shapes, KG.Competentie, KG.gewicht)
    assert int(str(shapes.value(shape, SH.minInclusive))) == metadata["Ge"].ge
    assert int(str(shapes.value(shape, SH.maxInclusive))) == metadata["Le"].le
