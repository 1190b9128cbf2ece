"""How one value becomes one RDF term and back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import unquote

from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from kwalificatiegraaf.vocabulary.prefixes import concept_iri, entity_iri


@dataclass(frozen=True)
class Codec:
    """`to_term(value, base)` and `to_value(term)`."""

    to_term: Callable[[Any, str], Node]
    to_value: Callable[[Node], Any]


def _python(term: Node) -> Any:
    return term.toPython() if isinstance(term, Literal) else str(term)


def _hours(value: Fraction, base: str) -> Literal:
    return Literal(Decimal(value.numerator) / Decimal(value.denominator), datatype=XSD.decimal)


def local_code(term: Node) -> str:
    """Return the last segment of an IRI, decoded: the code of an entity or concept."""
    return unquote(str(term).rpartition("/")[2])


TEXT = Codec(lambda value, base: Literal(value, lang="nl"), str)
STRING = Codec(lambda value, base: Literal(value), str)
INTEGER = Codec(lambda value, base: Literal(value, datatype=XSD.integer), lambda term: int(str(term)))
BOOLEAN = Codec(lambda value, base: Literal(value), lambda term: str(term) in ("true", "1"))
DATE = Codec(
    lambda value, base: Literal(value, datatype=XSD.date), lambda term: date.fromisoformat(str(term))
)
HOURS = Codec(_hours, lambda term: Fraction(str(term)))
URI = Codec(lambda value, base: Literal(value, datatype=XSD.anyURI), str)


def concept(schema: str) -> Codec:
    """Return the codec of a code of the code list `schema`."""
    return Codec(lambda value, base: concept_iri(base, schema, str(value)), local_code)


def level() -> Codec:
    """Return the codec of a VKS level as a number."""
    return Codec(
        lambda value, base: concept_iri(base, "vks-niveau", str(value)), lambda term: int(local_code(term))
    )


def entity(kind: str) -> Codec:
    """Return the codec of the code of an entity with IRI `/id/{kind}/{code}`."""
    return Codec(lambda value, base: entity_iri(base, kind, str(value)), local_code)


def qualification_iri(code: str, base: str) -> URIRef:
    """Return the IRI of a version or of a partial qualification, told apart by its code."""
    return entity_iri(base, "deelkwalificatie" if "-DBK-" in code else "beroepskwalificatie", code)


QUALIFICATION = Codec(lambda value, base: qualification_iri(str(value), base), local_code)
