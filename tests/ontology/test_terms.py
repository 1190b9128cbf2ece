"""Every term and concept says in words what it is, nothing is undeclared, and all stays within OWL 2 DL."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from fractions import Fraction

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from .bronnen import ONTOLOGY, ROOT, read, terms

KG = Namespace("https://w3id.org/kwalificatiegraaf/ns#")
IDS = "https://w3id.org/kwalificatiegraaf/id/"
CORE = read("*.ttl")
LISTS = read("codelijsten/*.ttl")
NORMS = read("normen/*.ttl")
WITHOUT_SHAPES = read("*.ttl", "codelijsten/*.ttl", "normen/*.ttl", "alignments/*.ttl")
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty}
BUILT_IN = tuple(map(str, (RDF, RDFS, OWL, XSD)))


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str | None]:
    return sorted(getattr(o, "language", None) or "" for o in graph.objects(subject, predicate))


@pytest.mark.parametrize("term", sorted(terms()), ids=lambda iri: iri.removeprefix(str(KG)))
def test_a_term_is_labelled_defined_and_sourced(term: URIRef) -> None:
    assert languages(CORE, term, RDFS.label) == ["en", "nl"]
    assert languages(CORE, term, SKOS.definition) == ["en", "nl"]
    for definition in CORE.objects(term, SKOS.definition):
        assert re.fullmatch(r"[A-ZÀ-Ý].*\.", str(definition)), definition
    assert list(CORE.objects(term, DCTERMS.source))
    assert CORE.value(term, RDFS.isDefinedBy) == URIRef(str(KG).rstrip("#"))


def test_a_term_is_of_one_kind_and_no_individual() -> None:
    structures = {KG.StructuurLeerlingen, KG.StructuurSchoolverlaters}
    for term in terms() - structures:
        types = set(WITHOUT_SHAPES.objects(term, RDF.type))
        assert len(types & (PROPERTY_KINDS | {OWL.Class})) == 1, term
        assert all(str(kind).startswith(str(OWL)) for kind in types), term


def concepts() -> list[Node]:
    return sorted(LISTS.subjects(RDF.type, SKOS.Concept))


@pytest.mark.parametrize("concept", concepts(), ids=lambda iri: iri.removeprefix(IDS + "concept/"))
def test_a_concept_is_labelled_in_three_languages_and_placed(concept: URIRef) -> None:
    assert languages(LISTS, concept, SKOS.prefLabel) == ["en", "fr", "nl"]
    assert languages(LISTS, concept, RDFS.label) == ["nl"]
    assert languages(LISTS, concept, SKOS.definition) == ["en", "nl"]
    assert list(LISTS.objects(concept, DCTERMS.source))
    scheme, code = concept.removeprefix(IDS + "concept/").split("/")
    assert str(LISTS.value(concept, SKOS.notation)) == code
    assert LISTS.value(concept, SKOS.inScheme) == URIRef(f"{IDS}schema/{scheme}")
    top, broader = LISTS.value(concept, SKOS.topConceptOf), LISTS.value(concept, SKOS.broader)
    assert (top is None) != (broader is None)
    if broader is not None:
        assert LISTS.value(broader, SKOS.inScheme) == URIRef(f"{IDS}schema/{scheme}")
    else:
        assert (top, SKOS.hasTopConcept, concept) in LISTS


def test_a_scheme_has_its_own_file_and_is_labelled() -> None:
    for path in ONTOLOGY.glob("codelijsten/*.ttl"):
        scheme = URIRef(f"{IDS}schema/{path.stem}")
        assert list(Graph().parse(path).subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
        assert languages(LISTS, scheme, SKOS.prefLabel) == ["en", "fr", "nl"]
        assert list(LISTS.objects(scheme, DCTERMS.source))


def test_a_property_with_a_code_list_names_one_that_exists() -> None:
    named = {o for _, _, o in CORE.triples((None, RDFS.seeAlso, None)) if str(o).startswith(IDS)}
    assert named
    assert named <= set(LISTS.subjects(RDF.type, SKOS.ConceptScheme))


def test_every_concept_that_is_pointed_at_exists() -> None:
    pointed = {o for o in WITHOUT_SHAPES.objects() if str(o).startswith(IDS + "concept/")}
    assert pointed <= set(concepts())


def graph_nodes(graph: Graph) -> Iterator[URIRef]:
    yield from (node for triple in graph for node in triple if isinstance(node, URIRef))


def test_no_file_of_the_ontology_or_the_data_uses_an_undeclared_term() -> None:
    paths = [*ONTOLOGY.rglob("*.ttl"), *(ROOT / "data" / "vks").rglob("*.ttl")]
    for path in paths:
        used = {node for node in graph_nodes(Graph().parse(path)) if node.startswith(str(KG))}
        assert used <= terms(), (path.name, sorted(used - terms()))


def test_no_query_uses_an_undeclared_term() -> None:
    files = [
        p for folder in ("queries", "kwalificatiegraaf/queries") for p in (ROOT / folder).rglob("*.r[qu]")
    ]
    for path in files:
        used = set(re.findall(r"(?<![\w:])kg:(\w+)", path.read_text(encoding="utf-8")))
        assert {KG[name] for name in used} <= terms(), path.name


def test_words_of_others_are_declared_as_one_kind() -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {kind: set(WITHOUT_SHAPES.subjects(RDF.type, kind)) for kind in kinds}
    properties = set.union(*(declared[kind] for kind in kinds[1:]))
    for predicate in set(WITHOUT_SHAPES.predicates()):
        assert predicate in properties or str(predicate).startswith(BUILT_IN), predicate
    for kind in set(WITHOUT_SHAPES.objects(predicate=RDF.type)):
        assert kind in declared[OWL.Class] or str(kind).startswith(BUILT_IN), kind
    for number, one in enumerate(kinds):
        for other in kinds[number + 1 :]:
            assert not declared[one] & declared[other]


def test_properties_that_are_not_simple_carry_no_restriction_that_needs_it() -> None:
    compound = {
        *CORE.subjects(RDF.type, OWL.TransitiveProperty),
        *CORE.subjects(OWL.propertyChainAxiom),
    }
    above = {p for one in compound for p in CORE.transitive_objects(one, RDFS.subPropertyOf)}
    forbidden = {OWL.FunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty}
    for one in above:
        assert not forbidden & set(CORE.objects(one, RDF.type)), one
    for number in (OWL.cardinality, OWL.qualifiedCardinality, OWL.maxCardinality, OWL.minCardinality):
        for restriction in CORE.subjects(number):
            assert CORE.value(restriction, OWL.onProperty) not in above
    assert KG.heeftVoorkennis in above


def test_no_range_lies_outside_the_datatypes_of_owl() -> None:
    assert XSD.date not in set(CORE.objects(predicate=RDFS.range))


@pytest.mark.parametrize(
    "norm", sorted(NORMS.subjects(KG.drempelTeller)), ids=lambda iri: iri.rpartition("/")[2]
)
def test_a_norm_is_exact_dated_or_explained_and_sourced(norm: URIRef) -> None:
    assert str(NORMS.value(norm, KG.code)) == norm.rpartition("/")[2]
    numerator, denominator, shown = (
        Fraction(str(NORMS.value(norm, p))) for p in (KG.drempelTeller, KG.drempelNoemer, KG.drempel)
    )
    assert numerator / denominator == shown
    assert languages(NORMS, norm, RDFS.label) == ["nl"]
    assert list(NORMS.objects(norm, DCTERMS.source))
    for needed in (KG.grondslag, KG.bereik, KG.telling, KG.operator, KG.aard, KG.zekerheid, KG.toepassing):
        assert list(NORMS.objects(norm, needed)), needed
    dated = list(NORMS.objects(norm, KG.geldigVanaf | KG.geldigTot))
    assert dated or list(NORMS.objects(norm, KG.toelichting))


def test_the_norms_hold_the_figures_of_the_law_and_the_policy() -> None:
    found = {
        str(NORMS.value(n, KG.code)): (
            f"{NORMS.value(n, KG.drempelTeller)}/{NORMS.value(n, KG.drempelNoemer)}",
            str(NORMS.value(n, KG.bovengrensTeller) or ""),
            str(NORMS.value(n, KG.operator)).rpartition("/")[2],
        )
        for n in NORMS.subjects(KG.drempelTeller)
    }
    assert found == {
        "VL-STREEF-60": ("3/5", "", "groter-dan"),
        "VL-STREEF-60-TIJD": ("3/5", "", "minstens"),
        "VL-VWO-50": ("1/2", "", "minstens"),
        "VL-OAO-20U": ("20/1", "", "minstens"),
        "VL-SAO-BAND": ("14/1", "20", "band"),
        "VL-SAO-BAND-AFWIJKEND": ("8/1", "20", "band"),
        "VL-WEEK-28": ("28/1", "", "minstens"),
        "DBSO-DAGEN": ("3/5", "", "gelijk"),
        "LEERTIJD-DAGEN": ("4/5", "", "gelijk"),
        "NL-BBL-60": ("3/5", "", "groter-dan"),
        "NL-BBL-610": ("610/1", "", "minstens"),
        "NL-BBL-610-BEGELEID": ("200/1", "", "minstens"),
        "NL-BBL-610-TOTAAL": ("850/1", "", "minstens"),
        "NL-BOL-BPV-1000": ("250/1", "", "minstens"),
        "NL-BOL-BPV-2000": ("450/1", "", "minstens"),
        "NL-BOL-BPV-3000": ("900/1", "", "minstens"),
    }


def test_a_time_limit_holds_the_days_of_the_law_and_says_where_from() -> None:
    limits = set(NORMS.subjects(RDF.type, KG.Termijnnorm))
    assert limits | set(NORMS.subjects(KG.drempelTeller)) == set(NORMS.subjects(KG.code))
    days = {
        str(NORMS.value(n, KG.code)): (
            str(NORMS.value(n, KG.opleidingsdagen)),
            str(NORMS.value(n, KG.verlengingsdagen)),
            str(NORMS.value(n, KG.toepassing)).rpartition("/")[2],
        )
        for n in limits
    }
    assert days == {
        "VL-ZOEKTERMIJN": ("20", "20", "duaal-so"),
        "VL-ZOEKTERMIJN-BUSO": ("40", "None", "duaal-buso"),
    }
    for norm in limits:
        assert NORMS.value(norm, DCTERMS.source)
        assert list(NORMS.objects(norm, KG.geldigVanaf)) or NORMS.value(norm, KG.toelichting)


def test_the_catalogue_finds_every_ontology_offline() -> None:
    entries = ET.parse(ONTOLOGY / "catalog-v001.xml").getroot()
    places = {entry.attrib["name"]: entry.attrib["uri"] for entry in entries}
    for name, place in places.items():
        assert (URIRef(name), RDF.type, OWL.Ontology) in Graph().parse(ONTOLOGY / place)
    imported = {str(o) for o in CORE.objects(predicate=OWL.imports)}
    headers = {str(s) for s in WITHOUT_SHAPES.subjects(RDF.type, OWL.Ontology)}
    assert imported <= headers == set(places)
