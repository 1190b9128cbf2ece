"""A value of an answer as a reader wants to see it: a name beside an IRI, a number, a day, yes or no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.pagina import day
from api.sparql.tabel import Term
from kwalificatiegraaf.services.naming import prefixed, shorten

XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Cel:
    """What a cell shows, what stands small beneath it, its exact term, and where it leads within the site."""

    tekst: str
    klein: str = ""
    precies: str = ""
    pad: str | None = None
    taal: str | None = None
    getal: bool = False


def read_cell(term: Term | None, labels: Mapping[str, str], base: str) -> Cel:
    """Return the cell of a term; `labels` holds the names of IRIs, `base` begins the IRIs of our things."""
    if term is None:
        return Cel("–")
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return _iri(value, labels, base)
    if kind == "literal":
        return _literal(value, term.get("datatype", ""), term.get("xml:lang"))
    return Cel(f"_:{value}" if kind == "bnode" else _triple(value, labels, base))


def _iri(iri: str, labels: Mapping[str, str], base: str) -> Cel:
    short, name = shorten(iri, base), labels.get(iri)
    own = f"{base}/id/"
    path = f"/doc/{iri.removeprefix(own)}" if iri.startswith(own) else None
    return Cel(name or short, short if name else "", iri, path)


def _triple(parts: Mapping[str, Any], labels: Mapping[str, str], base: str) -> str:
    found = (read_cell(parts[name], labels, base) for name in ("subject", "predicate", "object"))
    return f"« {' '.join(cell.tekst for cell in found)} »"


def _literal(value: str, datatype: str, language: str | None) -> Cel:
    kind = datatype.removeprefix(XSD)
    if kind in READERS:
        try:
            text = READERS[kind](value)
        except ValueError:
            text = value
        return Cel(text, precies=f"{value} ({prefixed(datatype)})", getal=kind in NUMBERS)
    exact = f"{value} ({datatype})" if datatype and kind != "string" else ""
    return Cel(value, precies=exact, taal=language if language != "nl" else None)


def _decimal(value: str) -> str:
    return value.replace(".", ",")


def _double(value: str) -> str:
    return _decimal(repr(float(value)).removesuffix(".0"))


def _boolean(value: str) -> str:
    return "ja" if value in ("true", "1") else "nee"


NUMBERS = {"integer": str, "nonNegativeInteger": str, "positiveInteger": str, "int": str, "long": str} | {
    "decimal": _decimal,
    "double": _double,
    "float": _double,
}
READERS: Mapping[str, Callable[[str], str]] = {
    **NUMBERS,
    "boolean": _boolean,
    "date": lambda value: day(date.fromisoformat(value)),
}
"""Type of XML Schema → how a value of it reads."""
