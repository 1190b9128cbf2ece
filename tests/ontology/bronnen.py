"""The ontology's files as graphs, read once for all tests of this folder."""

from functools import cache
from pathlib import Path

from rdflib import RDF, Graph, URIRef

from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"


@cache
def read(*patterns: str) -> Graph:
    """Return the union of the files that match, relative to `ontology/`; do not change it."""
    graph = Graph()
    for pattern in patterns:
        for path in sorted(ONTOLOGY.glob(pattern)):
            graph.parse(path)
    return graph


@cache
def terms() -> frozenset[URIRef]:
    """Return everything that the core files declare in our namespace."""
    return frozenset(
        s for s in read("*.ttl").subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(NAMESPACE)
    )
