"""Named graphs as they are: whether there is one, its triples in a form, and the things it speaks of."""

from rdflib import URIRef

from kwalificatiegraaf.exporters.rdf import RDFXML, write_quads
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.syntax import bind_term

MOST = 500
"""The most things of a graph that a page lists."""

PREFIXED = ("text/turtle", "application/trig", RDFXML)
"""Forms that are written with prefixes."""


def _bound(name: str, graph: URIRef) -> str:
    return bind_term(internal_query(name), "graaf", graph.n3())


def graph_exists(store: Store, graph: URIRef) -> bool:
    """Whether there is a named graph of this name."""
    return store.ask(_bound("doc/graaf-bestaat.rq", graph))


def read_graph(store: Store, graph: URIRef, media_type: str) -> bytes:
    """Return the triples of a named graph, with our prefixes where the form knows any."""
    return _written(store, _bound("store/graaf-lezen.rq", graph), media_type)


def read_union(store: Store, media_type: str) -> bytes:
    """Return the triples of all named graphs together, with our prefixes where the form knows any."""
    return _written(store, internal_query("store/unie-lezen.rq"), media_type)


def _written(store: Store, query: str, media_type: str) -> bytes:
    if media_type not in PREFIXED:
        return store.stream(query, media_type)
    return write_quads(store.stream(query, "application/n-triples"), media_type)


def list_things(store: Store, graph: URIRef) -> dict[str, str]:
    """Return the things that a graph describes, by IRI with a Dutch label or else the IRI; at most `MOST`."""
    rows = store.select(_bound("doc/graaf-dingen.rq", graph))
    return {str(row["ding"]): str(row.get("label", row["ding"])) for row in reversed(rows)}
