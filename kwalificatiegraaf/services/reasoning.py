"""Reason over the graph: is everything consistent, and what follows where something can follow."""

from collections.abc import Callable

from rdflib import RDF, Graph

from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.validation.hermit import find_java
from kwalificatiegraaf.validation.reasoning import Redenering, reason, reason_from_consistent
from kwalificatiegraaf.vocabulary.terms import KG

DOSSIERS = ("versie/", "leerplaatsen/")
"""Graphs with thousands of texts: they take part in consistency, and only their competences in inference."""

IDLE = ("herkomst", "uitgaven")
"""Graphs that say nothing in terms of the ontology."""


def _collect(repository: Repository, keep: Callable[[str], bool]) -> Graph:
    start = str(repository.graph_iri(""))
    graph = Graph()
    for name in repository.store.graph_names():
        if keep(name.removeprefix(start)):
            graph += repository.store.get_graph(name)
    return graph


def _competences(repository: Repository) -> Graph:
    dossiers = _collect(repository, lambda name: name.startswith("versie/"))
    kept = Graph()
    for subject in dossiers.subjects(RDF.type, KG.Competentie):
        kept.add((subject, RDF.type, KG.Competentie))
    return kept


def _without_allocations(graph: Graph) -> Graph:
    """Leave out the allocations: many individuals of which no class is defined."""
    allocations = set(graph.subjects(RDF.type, KG.Toewijzing))
    kept = Graph()
    for triple in graph:
        if triple[0] not in allocations and triple[2] not in allocations:
            kept.add(triple)
    return kept


def reason_over(repository: Repository) -> Redenering:
    """Check the whole graph, then infer from all but the texts of dossiers and the allocated hours.

    A contradiction is reported by name. MissingPart without Java.
    """
    find_java()
    whole = reason(_collect(repository, lambda name: name not in IDLE), afleiden=False)
    if not whole.consistent:
        return whole
    rest = _collect(repository, lambda name: name not in IDLE and not name.startswith(DOSSIERS))
    return reason_from_consistent(_without_allocations(rest) + _competences(repository))
