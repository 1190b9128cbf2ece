"""The part of a graph that a reasoner reads: axioms and assertions, without labels, dates and shapes."""

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import BNode, Node

Triple = tuple[Node, Node, Node]

_LOGIC = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_DECLARES = (OWL.Class, *_PROPERTIES, OWL.AnnotationProperty)
_DATATYPES = {
    None, RDF.langString, XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.nonNegativeInteger,
    XSD.positiveInteger, XSD.int, XSD.long, XSD.double, XSD.float, XSD.anyURI, XSD.dateTime,
}  # fmt: skip
"""The literals that OWL 2 DL and HermiT both know; xsd:date is not one of them."""


def declared(graph: Graph) -> set[Node]:
    """Return the classes and properties that `graph` declares."""
    return {subject for kind in _DECLARES for subject in graph.subjects(RDF.type, kind)}


def axioms(graph: Graph) -> Graph:
    """Return the triples of `graph` that mean something in OWL 2 DL.

    Annotations, ontology headers, literals of a datatype outside OWL 2 (xsd:date), types and
    relations that nobody declared (SHACL shapes, metadata) are left out.
    """
    properties = {s for kind in _PROPERTIES for s in graph.subjects(RDF.type, kind)}
    classes = set(graph.subjects(RDF.type, OWL.Class))
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    kept = Graph()
    for triple in graph:
        subject, predicate, value = triple
        if subject in headers or not _speaks(predicate, value, properties, classes):
            continue
        kept.add(triple)
        if isinstance(value, BNode) and (value, RDF.first, None) in graph:
            _keep_list(graph, value, kept)
    return kept


def _speaks(predicate: Node, value: Node, properties: set[Node], classes: set[Node]) -> bool:
    if isinstance(value, Literal) and value.datatype not in _DATATYPES:
        return False
    if predicate == RDF.type:
        return value in classes or isinstance(value, BNode) or _is_owl(value)
    return predicate in _LOGIC or predicate in properties or _is_owl(predicate)


def _is_owl(node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(str(OWL))


def _keep_list(graph: Graph, head: Node, kept: Graph) -> None:
    cell: Node | None = head
    while cell is not None and cell != RDF.nil:
        for step in (RDF.first, RDF.rest):
            for value in graph.objects(cell, step):
                kept.add((cell, step, value))
        cell = graph.value(cell, RDF.rest)


def individuals(graph: Graph) -> list[URIRef]:
    """Return the named subjects of `axioms(...)` that are not terms, sorted."""
    terms = declared(graph)
    return sorted(
        {s for s in graph.subjects() if isinstance(s, URIRef) and s not in terms and not _is_owl(s)}
    )


def named_terms(graph: Graph) -> list[URIRef]:
    """Return the named classes and properties, sorted."""
    return sorted(term for term in declared(graph) if isinstance(term, URIRef))


def statements_of(graph: Graph, subject: Node) -> Iterator[Triple]:
    """Iterate over the triples of `subject` that are not declarations, in a fixed order."""
    kinds = set(_DECLARES)
    yield from sorted(t for t in graph.triples((subject, None, None)) if t[2] not in kinds)
