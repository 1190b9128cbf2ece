"""The terms of the ontology as a reader meets them: names and definitions in two languages, and a source."""

from collections.abc import Iterable, Mapping

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.services.description import arrange
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE, graph_iri

DOCUMENT = NAMESPACE.rstrip("#")
KINDS: Mapping[URIRef, str] = {
    OWL.Class: "klasse",
    OWL.ObjectProperty: "relatie",
    OWL.DatatypeProperty: "gegeven",
    OWL.AnnotationProperty: "aantekening",
    RDFS.Datatype: "gegevenstype",
}
"""Kind of term → what a reader calls it; the order is that of the page."""

RELATIONS: Mapping[str, URIRef] = {
    "is een": RDFS.subClassOf,
    "is een bijzondere": RDFS.subPropertyOf,
    "van": RDFS.domain,
    "naar": RDFS.range,
    "omgekeerde": OWL.inverseOf,
}


class Term(Waarde):
    """One term: its IRI, the part after `#`, kind, texts by language, sources and related IRIs."""

    iri: str
    naam: str
    soort: str
    labels: dict[str, str]
    definities: dict[str, str]
    bronnen: tuple[str, ...]
    verbanden: dict[str, tuple[str, ...]]


def read_ontology(store: Store, base: str) -> Graph:
    """Return the whole ontology, always in the same order."""
    return arrange(store.get_graph(str(graph_iri(base, "ontologie"))))


def list_terms(ontology: Graph) -> tuple[Term, ...]:
    """Return the terms of our namespace: classes, then properties, then the rest, by name."""
    found: dict[str, Term] = {}
    for kind, word in (*KINDS.items(), (None, "individu")):
        nodes = {one for one in ontology.subjects(RDF.type, kind) if isinstance(one, URIRef)}
        for node in sorted(nodes):
            if node.startswith(NAMESPACE):
                found.setdefault(str(node), _term(ontology, node, word))
    return tuple(found.values())


def _term(ontology: Graph, node: URIRef, kind: str) -> Term:
    relations = {name: _iris(ontology.objects(node, path)) for name, path in RELATIONS.items()}
    return Term(
        iri=str(node),
        naam=str(node)[len(NAMESPACE) :],
        soort=kind,
        labels=_texts(ontology.objects(node, RDFS.label)),
        definities=_texts(ontology.objects(node, SKOS.definition)),
        bronnen=tuple(sorted(str(one) for one in ontology.objects(node, DCTERMS.source))),
        verbanden={name: iris for name, iris in relations.items() if iris},
    )


def _texts(values: Iterable[Node]) -> dict[str, str]:
    return {str(getattr(one, "language", None) or ""): str(one) for one in sorted(values, key=str)}


def _iris(values: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(str(one) for one in values if isinstance(one, URIRef)))
