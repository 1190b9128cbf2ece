"""The forms of an answer: media types that the engine writes, and other names that clients use for them."""

from collections.abc import Mapping
from typing import NamedTuple

from api.negotiation import choose

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
"""Form of rows, or of true and false, that a client may ask → what the engine calls it."""

TRIPLES: Mapping[str, str] = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/n-quads": "application/n-quads",
    "application/trig": "application/trig",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
}
"""Form of triples that a client may ask → what the engine calls it."""

OFFERED = tuple(dict.fromkeys([*ROWS, *TRIPLES]))


class Forms(NamedTuple):
    """The best liked form of rows and that of triples; None where the client accepts none."""

    rows: str | None
    triples: str | None


def forms_of(accept: str) -> Forms:
    """Return the forms that an Accept header likes best."""
    return Forms(choose(accept, tuple(ROWS)), choose(accept, tuple(TRIPLES)))
