"""Table of a domain placing: the last step is a concept whose broader ones are the path."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from kwalificatiegraaf.domain.kwalificatie import Domein, Domeinstap
from kwalificatiegraaf.store.mapping.codecs import STRING, TEXT
from kwalificatiegraaf.store.mapping.engine import Triple, Veld, Vorm, text_hash
from kwalificatiegraaf.vocabulary.prefixes import concept_iri, scheme_iri
from kwalificatiegraaf.vocabulary.terms import KG


def slugify(text: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _path_code(steps: Iterable[Domeinstap]) -> str:
    return "--".join(slugify(step.domein) for step in steps)


def _concepts(placing: Domein, iri: URIRef, base: str) -> Iterable[Triple]:
    broader: URIRef | None = None
    for depth, step in enumerate(placing.pad, start=1):
        concept = concept_iri(base, "domein", _path_code(placing.pad[:depth]))
        yield (concept, RDF.type, KG.Domein)
        yield (concept, RDFS.label, Literal(step.domein, lang="nl"))
        yield (concept, KG.domeinniveau, Literal(step.level, datatype=XSD.integer))
        yield (concept, SKOS.inScheme, scheme_iri(base, "domein"))
        if broader:
            yield (concept, SKOS.broader, broader)
        broader = concept
    if broader:
        yield (iri, KG.inDomein, broader)


def _path(graph: Graph, iri: Node) -> dict[str, Any]:
    steps: list[Domeinstap] = []
    concept = graph.value(iri, KG.inDomein)
    while concept is not None:
        label, depth = graph.value(concept, RDFS.label), graph.value(concept, KG.domeinniveau)
        steps.insert(0, Domeinstap(domein=str(label), level=int(str(depth))))
        concept = graph.value(concept, SKOS.broader)
    return {"pad": tuple(steps)}


DOMEININDELING = Vorm(
    Domein,
    "domeinindeling",
    lambda placing, owner: f"{owner}-{text_hash(placing.pad_tekst or placing.domein)}",
    (Veld("domein", RDFS.label, TEXT), Veld("pad_tekst", KG.padtekst, STRING)),
    (KG.Domeinindeling,),
    ordered=True,
    extra=_concepts,
    complete=_path,
)
