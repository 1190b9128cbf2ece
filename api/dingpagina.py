"""The page of a thing: its properties with labels and links, and what refers to it, in three queries."""

from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import RDFS

from api.adressen import local_name, local_path
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.services.description import REFERENCES, describe, labels_around, references_to


def shown(systeem: Systeem, iri: URIRef) -> dict[str, Any]:
    """Return title, IRI, properties with their values, and references, as the template shows them."""
    graph = describe(systeem.store, iri)
    names = labels_around(systeem.store, iri)
    rows: dict[str, list[dict[str, Any]]] = {}
    for predicate, value in graph.predicate_objects(iri):
        rows.setdefault(str(predicate), []).append(_cell(systeem, graph, names, value))
    properties: list[dict[str, Any]] = []
    for name, cells in rows.items():
        ordered = sorted(cells, key=lambda cell: str(cell["tekst"]))
        properties.append(
            {
                "naam": names.get(name, local_name(name)),
                "iri": name,
                "pad": local_path(name, systeem.repository.base),
                "waarden": ordered,
            }
        )
    return {
        "titel": names.get(str(iri), local_name(str(iri))),
        "iri": iri,
        "eigenschappen": sorted(properties, key=lambda row: str(row["naam"])),
        **_references(systeem, iri),
    }


def _references(systeem: Systeem, iri: URIRef) -> dict[str, Any]:
    found = references_to(systeem.store, iri)
    base = systeem.repository.base
    cells = [
        {"tekst": label or local_name(one), "pad": local_path(one, base)} for one, label in found.items()
    ]
    ordered = sorted(cells[:REFERENCES], key=lambda cell: str(cell["tekst"]))
    return {"verwijzingen": ordered, "meer": len(cells) > REFERENCES}


def _cell(systeem: Systeem, graph: Graph, names: dict[str, str], value: Any) -> dict[str, Any]:
    if not isinstance(value, URIRef):
        return {"tekst": str(value), "pad": None, "taal": getattr(value, "language", None)}
    text = names.get(str(value)) or str(graph.value(value, RDFS.label) or local_name(str(value)))
    return {"tekst": text, "pad": local_path(value, systeem.repository.base), "taal": None}
