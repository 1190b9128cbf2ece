"""Reads a request as the SPARQL 1.1 Protocol says (section 2): strictly, before anything runs."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qsl

from api.refusals import UnsupportedForm
from kwalificatiegraaf.errors import BadQuery, InvalidInput
from kwalificatiegraaf.store.dataset import Dataset, checked_iri
from kwalificatiegraaf.store.stumble import place_as_written
from kwalificatiegraaf.store.syntax import spelled_out

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
BODIES = (FORM, QUERY, UPDATE)

Kind: TypeAlias = Literal["query", "update"]
Pairs: TypeAlias = list[tuple[str, str]]

GRAPHS: Mapping[Kind, tuple[str, str]] = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
NAMES = frozenset([*GRAPHS, *(name for names in GRAPHS.values() for name in names)])
MOST_FIELDS = 1000
IRI_SCHEMA: dict[str, Any] = {"$ref": "#/components/schemas/VolledigeIri"}
"""What `checked_iri` takes, as the OpenAPI document says it."""


@dataclass(frozen=True)
class Operation:
    """A query or an update as it was written, with the graphs that the protocol names for it."""

    kind: Kind
    written: str
    dataset: Dataset

    @cached_property
    def text(self) -> str:
        """The query or update as the engine reads it."""
        return spelled_out(self.written)

    @contextmanager
    def places(self) -> Iterator[None]:
        """Let an error that names a line and a column name those of what was written."""
        try:
            yield
        except InvalidInput as error:
            if not error.place or self.text == self.written:
                raise
            place = place_as_written(self.written, error.place)
            message = error.message.replace(error.place, place, 1)
            raise type(error)(message, place=place, remedy=error.remedy) from error


def read_get(query_string: bytes) -> Operation | None:
    """Return the query of an address; None for a request without any parameter of the protocol."""
    pairs = _pairs(query_string, "adres")
    if not pairs:
        return None
    if any(name == "update" for name, _ in pairs):
        raise BadQuery("een wijziging gaat niet met GET", place="update", remedy="stuur ze met POST")
    return _operation("query", pairs)


def read_post(content_type: str, query_string: bytes, body: bytes) -> Operation:
    """Return the query or update of a POST; UnsupportedForm for a body of another type."""
    media, _, parameters = content_type.partition(";")
    media = media.strip().lower()
    if media not in BODIES:
        raise UnsupportedForm(content_type, BODIES)
    _check_charset(parameters)
    pairs = _pairs(query_string, "adres")
    if media == FORM:
        return _of_form(pairs, _pairs(body, "formulier"))
    kind: Kind = "query" if media == QUERY else "update"
    return _operation(kind, [*pairs, (kind, _decode(body, "body"))])


def _of_form(address: Pairs, form: Pairs) -> Operation:
    if address:
        raise BadQuery(
            f"'{address[0][0]}' staat in het adres, en het formulier in de inhoud",
            place="adres",
            remedy="zet alle parameters in het formulier",
        )
    kind: Kind = "update" if any(name == "update" for name, _ in form) else "query"
    return _operation(kind, form)


def _operation(kind: Kind, pairs: Pairs) -> Operation:
    texts = [value for name, value in pairs if name == kind]
    if len(texts) != 1:
        found = "ontbreekt" if not texts else "staat er meer dan een keer"
        raise BadQuery(f"parameter '{kind}' {found}", place=kind, remedy="geef hem precies een keer")
    default, named = GRAPHS[kind]
    for name, _ in pairs:
        if name not in (kind, default, named):
            raise BadQuery(f"parameter '{name}' hoort niet bij '{kind}'", place=name, remedy="laat hem weg")
    text = texts[0].removeprefix("\ufeff")  # which some editors put in front of a file
    return Operation(kind, text, Dataset(_iris(pairs, default), _iris(pairs, named)))


def _iris(pairs: Iterable[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(checked_iri(value, wanted) for name, value in pairs if name == wanted)


def _pairs(data: bytes, place: str) -> Pairs:
    """Return the parameters of the protocol; others are left for whoever means something by them."""
    text = _decode(data, place)
    try:
        found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise _no_utf8(place) from error
    except ValueError as error:
        raise BadQuery(f"meer dan {MOST_FIELDS} parameters", place=place) from error
    return [(name, value) for name, value in found if name in NAMES]


def _decode(data: bytes, place: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _no_utf8(place) from error
    if "\x00" in text:
        raise BadQuery("de tekst bevat een nulteken", place=place)
    return text


def _no_utf8(place: str) -> BadQuery:
    return BadQuery("de tekst is geen UTF-8", place=place, remedy="stuur alles in UTF-8")


def _check_charset(parameters: str) -> None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and charset not in ("utf-8", "utf8"):
            raise BadQuery(
                f"de tekenset '{charset[:40]}' kan hier niet", place="Content-Type", remedy="stuur UTF-8"
            )
