"""SHACL property paths as SPARQL notation, for people to read."""

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

_NAMES = Graph(bind_namespaces="none")
for _prefix, _namespace in PREFIXES.items():
    _NAMES.bind(_prefix, _namespace)

_REPEATED = ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?"))


def path_text(graph: Graph, path: Node) -> str:
    """Return the path that starts at node `path` of `graph`, such as `kg:leerplaats/^skos:broader`."""
    if isinstance(path, URIRef):
        return path.n3(_NAMES.namespace_manager)
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return f"^{path_text(graph, inverse)}"
    if (choices := graph.value(path, SH.alternativePath)) is not None:
        return f"({'|'.join(path_text(graph, step) for step in Collection(graph, choices))})"
    for repeat, mark in _REPEATED:
        if (inner := graph.value(path, repeat)) is not None:
            return f"{path_text(graph, inner)}{mark}"
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    return str(path)
