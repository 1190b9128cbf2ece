"""Tables of norms and learning places: code lists that carry rules."""

from fractions import Fraction
from typing import Any

from rdflib import Graph
from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.term import Node

from kwalificatiegraaf.domain.leerplaats import Leerplaats
from kwalificatiegraaf.domain.norm import Norm, Termijnnorm
from kwalificatiegraaf.store.mapping.codecs import BOOLEAN, DATE, INTEGER, STRING, concept
from kwalificatiegraaf.store.mapping.engine import Veld, Vorm
from kwalificatiegraaf.vocabulary.terms import KG


def _dutch(graph: Graph, node: Node, predicate: Node) -> str | None:
    """Return the Dutch literal, which stands beside other languages in code lists."""
    labels = [value for value in graph.objects(node, predicate) if getattr(value, "language", None) == "nl"]
    return str(labels[0]) if labels else None


def _fraction(graph: Graph, node: Node, numerator: Node, denominator: Node) -> Fraction | None:
    above = graph.value(node, numerator)
    below = graph.value(node, denominator)
    return None if above is None else Fraction(int(str(above)), int(str(below or 1)))


def _sourced_label(graph: Graph, node: Node) -> dict[str, Any]:
    return {"label": _dutch(graph, node, RDFS.label), "bron": str(graph.value(node, DCTERMS.source) or "")}


def _norm_numbers(graph: Graph, node: Node) -> dict[str, Any]:
    return {
        **_sourced_label(graph, node),
        "teller_tekst": _dutch(graph, node, KG.tellerTekst),
        "noemer_tekst": _dutch(graph, node, KG.noemerTekst),
        "drempel": _fraction(graph, node, KG.drempelTeller, KG.drempelNoemer),
        "bovengrens": _fraction(graph, node, KG.bovengrensTeller, KG.bovengrensNoemer),
    }


_FORCE = (
    Veld("aard", KG.aard, concept("normaard")),
    Veld("zekerheid", KG.zekerheid, concept("zekerheid")),
    Veld("geldig_vanaf", KG.geldigVanaf, DATE),
    Veld("geldig_tot", KG.geldigTot, DATE),
)
"""What every norm says of its force: law or policy, how sure, and when."""

NORM = Vorm(
    Norm,
    "norm",
    lambda norm, owner: norm.code,
    (
        Veld("code", KG.code, STRING),
        Veld("grondslag", KG.grondslag, concept("grondslag")),
        Veld("bereik", KG.bereik, concept("bereik")),
        Veld("operator", KG.operator, concept("operator")),
        Veld("telt", KG.telling, concept("telling")),
        Veld("toepassing", KG.toepassing, concept("toepassing"), many=True),
        Veld("vereist_overeenkomst", KG.vereistOvereenkomst, concept("overeenkomst")),
        Veld("bij_afwijking", KG.bijAfwijking, BOOLEAN),
        Veld("noemeruren", KG.noemeruren, INTEGER),
        Veld("normfamilie", KG.normfamilie, STRING),
        *_FORCE,
    ),
    (KG.Norm,),
    complete=_norm_numbers,
)
"""Read only: norms are hand-written in `ontology/normen`."""


TERMIJNNORM = Vorm(
    Termijnnorm,
    "norm",
    lambda norm, owner: norm.code,
    (
        Veld("code", KG.code, STRING),
        Veld("opleidingsdagen", KG.opleidingsdagen, INTEGER),
        Veld("verlengingsdagen", KG.verlengingsdagen, INTEGER),
        Veld("toepassing", KG.toepassing, concept("toepassing"), many=True),
        *_FORCE,
    ),
    (KG.Termijnnorm,),
    complete=_sourced_label,
)
"""Read only, as the norms."""


def _place_label(graph: Graph, node: Node) -> dict[str, Any]:
    return {"label": _dutch(graph, node, SKOS.prefLabel)}


LEERPLAATS = Vorm(
    Leerplaats,
    "concept/leerplaats",
    lambda place, owner: place.code,
    (
        Veld("code", SKOS.notation, STRING),
        Veld("breder", SKOS.broader, concept("leerplaats")),
        Veld("component", KG.component, concept("component")),
        Veld("telt_als_werkplek", KG.teltAlsWerkplek, BOOLEAN),
        Veld("telt_voor_twintig_uren", KG.teltVoorTwintigUren, BOOLEAN),
    ),
    (KG.Leerplaats,),
    complete=_place_label,
)
"""Read only: the scheme is hand-written in `ontology/codelijsten`."""
