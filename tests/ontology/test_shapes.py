"""Every shape file has a valid and an invalid example; the invalid one says what it breaks."""

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH

from kwalificatiegraaf.validation.bevinding import Bevinding
from kwalificatiegraaf.validation.hints import VORMEN
from kwalificatiegraaf.validation.shacl import lift_targets, validate
from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE

ROOT = Path(__file__).parents[2]
SHAPES = ROOT / "ontology" / "shapes"
EXAMPLES = Path(__file__).parent / "shapes"
KLASSEN = sorted(path.stem for path in SHAPES.glob("*.ttl"))
INVALID = sorted(EXAMPLES.glob("*/invalid-*.ttl"))


@cache
def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@cache
def code_lists() -> Graph:
    """All code lists but the long one of ISCED, and the norms: what examples may refer to."""
    lists = (ROOT / "ontology" / "codelijsten").glob("*.ttl")
    norms = (ROOT / "ontology" / "normen").glob("*.ttl")
    return read(*sorted(path for path in (*lists, *norms) if path.stem != "isced"))


def shapes_of(klasse: str) -> Graph:
    """The shapes of one file with what they share; what is shared has targets in all files only."""
    if klasse == "gemeen":
        return read(*sorted(SHAPES.glob("*.ttl")))
    return read(SHAPES / "gemeen.ttl", SHAPES / f"{klasse}.ttl")


def findings(path: Path) -> tuple[Bevinding, ...]:
    """Validate one example among the code lists (lent and given back: a copy for each is slow)."""
    graph = code_lists()
    own = [triple for triple in read(path) if triple not in graph]
    for triple in own:
        graph.add(triple)
    try:
        return validate(graph, shapes_of(path.parent.name))
    finally:
        for triple in own:
            graph.remove(triple)


def expected(path: Path) -> set[tuple[str, str]]:
    line = path.read_text(encoding="utf-8").splitlines()[0]
    assert line.startswith("# expects: "), f"{path} must begin with '# expects: <shape> <constraint>'"
    parts = (part.split() for part in line.removeprefix("# expects: ").split(","))
    return {(shape.replace("kgs:", VORMEN), constraint) for shape, constraint in parts}


def test_the_same_classes_have_shapes_and_examples():
    assert sorted(path.name for path in EXAMPLES.iterdir()) == KLASSEN


@pytest.mark.parametrize("klasse", KLASSEN)
def test_a_shape_file_has_examples_of_both_kinds(klasse):
    assert (EXAMPLES / klasse / "valid.ttl").is_file()
    assert list((EXAMPLES / klasse).glob("invalid-*.ttl"))


@pytest.mark.parametrize("klasse", KLASSEN)
def test_a_valid_example_has_no_findings(klasse):
    assert findings(EXAMPLES / klasse / "valid.ttl") == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_invalid_example_breaks_exactly_what_it_says(path):
    found = findings(path)
    assert {(b.vorm, b.regel) for b in found} == expected(path)
    assert all(b.boodschap for b in found)


def test_every_class_that_can_carry_data_has_a_shape():
    ontology, shapes = read(*sorted((ROOT / "ontology").glob("*.ttl"))), read(*sorted(SHAPES.glob("*.ttl")))
    wider = set(ontology.objects(None, RDFS.subClassOf))
    concrete = {
        str(klasse).removeprefix(NAMESPACE)
        for klasse in ontology.subjects(RDF.type, OWL.Class)
        if str(klasse).startswith(NAMESPACE)
        and klasse not in wider
        and not list(ontology.objects(klasse, OWL.equivalentClass | OWL.unionOf))
    }
    named = {str(shape).removeprefix(VORMEN) for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    targets = {str(klasse).removeprefix(NAMESPACE) for klasse in shapes.objects(None, SH.targetClass)}
    assert concrete <= named | targets
    assert len(concrete) > len(KLASSEN) // 2


def test_every_term_in_the_shapes_is_declared():
    ontology, shapes = read(*sorted((ROOT / "ontology").glob("*.ttl"))), read(*sorted(SHAPES.glob("*.ttl")))
    used = {str(term) for triple in shapes for term in triple if str(term).startswith(NAMESPACE)}
    for select in shapes.objects(None, SH.select):
        used |= {NAMESPACE + name for name in re.findall(r"\bkg:(\w+)", str(select))}
    used.discard(NAMESPACE)
    assert {term for term in used if (URIRef(term), RDF.type, None) not in ontology} == set()


def test_the_shapes_are_valid_shacl():
    shapes = read(*sorted(SHAPES.glob("*.ttl")))
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_lifting_targets_changes_no_result():
    shapes = read(*sorted(SHAPES.glob("*.ttl")))
    data = code_lists() + sum((read(path) for path in INVALID), Graph())
    plain, lifted = (results(data, graph) for graph in (shapes, lift_targets(shapes)))
    assert plain == lifted
    assert len(plain) > len(INVALID)


def results(data: Graph, shapes: Graph) -> list[tuple[str, ...]]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    parts = (SH.focusNode, SH.value, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)
    return sorted(
        tuple(str(report.value(result, part)) for part in parts) for result in report.objects(None, SH.result)
    )


def test_every_shape_that_reports_says_so_in_dutch_and_english():
    shapes = read(*sorted(SHAPES.glob("*.ttl")))
    for shape in reporting(shapes):
        messages = set(shapes.objects(shape, SH.message)) | {
            message
            for constraint in shapes.objects(shape, SH.sparql)
            for message in shapes.objects(constraint, SH.message)
        }
        assert sorted(message.language for message in messages) == ["en", "nl"], shape


def reporting(shapes: Graph) -> set[URIRef]:
    """Named shapes with a constraint of their own, other than those that only describe a reference."""
    helpers = set(shapes.objects(None, SH.node))
    own = {SH.path, SH.nodeKind, SH.sparql, SH["or"], SH.xone}
    return {
        shape
        for shape in shapes.subjects(RDF.type, None)
        if isinstance(shape, URIRef) and shape not in helpers and own & set(shapes.predicates(shape, None))
    }
