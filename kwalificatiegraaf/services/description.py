"""What the graph says of a thing: its triples with those of its direct parts, and the labels around it."""

import json

from rdflib import BNode, Graph, URIRef
from rdflib.compare import to_canonical_graph

from kwalificatiegraaf.exporters.rdf import RDFXML, write_quads
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.syntax import bind_term
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

JSONLD = "application/ld+json"
REFERENCES = 100
"""How many things that name a thing are shown with it."""


def _bound(name: str, iri: URIRef) -> str:
    text = bind_term(internal_query(f"doc/{name}.rq"), "onderwerp", iri.n3())
    return bind_term(text, "ding", iri.n3()) if name == "labels" else text


def exists(store: Store, iri: URIRef) -> bool:
    """Whether the graph says anything of `iri`, or names it."""
    return store.ask(_bound("bestaat", iri))


def graphs_about(store: Store, iri: URIRef) -> list[str]:
    """Return the IRIs of the named graphs that say something of `iri`, sorted."""
    return [str(row["graaf"]) for row in store.select(_bound("grafen-van", iri))]


def has_own_words(store: Store, iri: URIRef) -> bool:
    """Whether the text of `iri`, or of what it is a part of, is own wording and not the official text."""
    return store.ask(_bound("eigen-woorden", iri))


def describe(store: Store, iri: URIRef) -> Graph:
    """Return the triples of `iri` and of its direct parts, always in the same order.

    Of a thing that is only named: the triples that name it. Maybe none.
    """
    return arrange(store.construct(_bound("beschrijving", iri)))


def arrange(found: Graph) -> Graph:
    """Return the same triples in a fixed order, blank nodes named by what they say.

    Our prefixes stand beside those of `found`.
    """
    graph = Graph()
    blank = any(isinstance(term, BNode) for triple in found for term in triple)
    for triple in sorted(to_canonical_graph(found) if blank else found):
        graph.add(triple)
    for prefix, namespace in (*found.namespaces(), *PREFIXES.items()):
        graph.bind(prefix, namespace)
    return graph


def labels_around(store: Store, iri: URIRef) -> dict[str, str]:
    """Return the Dutch labels of `iri`, of its properties and of what it links to, by IRI."""
    rows = store.select(_bound("labels", iri))
    return {str(row["ding"]): str(row["label"]) for row in reversed(rows)}


def references_to(store: Store, iri: URIRef) -> dict[str, str | None]:
    """Return what names `iri`, by IRI with its Dutch label; at most one more than `REFERENCES`."""
    rows = store.select(_bound("verwijzingen", iri))
    return {str(row["ding"]): str(row["label"]) if "label" in row else None for row in reversed(rows)}


def serialise(graph: Graph, media_type: str) -> bytes:
    """Return a graph as Turtle, N-Triples, RDF/XML or JSON-LD (compacted with our prefixes)."""
    if media_type == RDFXML:
        return write_quads(graph.serialize(format="nt", encoding="utf-8"), RDFXML)
    if media_type != JSONLD:
        return graph.serialize(format=media_type, encoding="utf-8")
    text = graph.serialize(format="json-ld", context=dict(PREFIXES), auto_compact=False)
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True).encode()
