"""Prefixes and the patterns of IRIs (Flemish URI standard: `{base}/id/{concept}/{reference}`)."""

from typing import Final
from urllib.parse import quote

from rdflib import URIRef

DEFAULT_BASE: Final = "https://w3id.org/kwalificatiegraaf"
"""The base of data IRIs in the committed files; another one is set on loading."""

NAMESPACE: Final = f"{DEFAULT_BASE}/ns#"
"""The namespace of the ontology; it never follows the base."""

PREFIXES: Final[dict[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "elm": "http://data.europa.eu/snb/model/elm/",
    "kg": NAMESPACE,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def entity_iri(base: str, concept: str, ref: str) -> URIRef:
    """Return `{base}/id/{concept}/{ref}`; what may not stand in a segment of `ref` is escaped."""
    return URIRef(f"{base}/id/{concept}/{quote(ref, safe='.')}")


def concept_iri(base: str, schema: str, code: str) -> URIRef:
    """Return the IRI of a concept of a code list."""
    return entity_iri(base, f"concept/{schema}", code)


def scheme_iri(base: str, schema: str) -> URIRef:
    """Return the IRI of a code list."""
    return entity_iri(base, "schema", schema)


def graph_iri(base: str, name: str) -> URIRef:
    """Return the IRI of the named graph `name`, which may hold one slash (`versie/BK-0090-2`)."""
    return URIRef(f"{base}/graph/{quote(name, safe='/.')}")
