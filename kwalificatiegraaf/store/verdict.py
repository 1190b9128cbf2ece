"""What the answer of a reading process means: a whole answer, or an error with its remedy."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kwalificatiegraaf.errors import (
    BadQuery,
    FormRefused,
    KwalificatiegraafError,
    QueryTimeout,
    QueryTooLarge,
    StoreError,
)
from kwalificatiegraaf.store.elsewhere import service_error, waiting_for
from kwalificatiegraaf.store.hints import wide_error
from kwalificatiegraaf.store.media import form_error, require_fit

_FUNCTION = re.compile(r"custom (?:aggregate )?function (<[^>]*>)")
_SMALLER = "vraag minder: voeg LIMIT toe, of een voorwaarde"


@dataclass(frozen=True)
class Bounds:
    """Seconds, bytes of memory, rows and bytes of an answer that one query may take."""

    seconds: float = 15.0
    memory: int = 512_000_000
    rows: int = 1_000_000
    bytes: int = 50_000_000


def overdue(bounds: Bounds, query: str) -> QueryTimeout:
    """Return the error of a query that was ended by the clock."""
    waited = waiting_for(query)
    return QueryTimeout(
        f"de vraag duurde langer dan {bounds.seconds:g} s en is afgebroken; er is geen deel van een antwoord"
        f"{waited}",
        place="SERVICE" if waited else "query",
        remedy="begin bij een ding dat u kent, gebruik LIMIT, of splits de vraag",
    )


def judge(head: Mapping[str, Any], body: bytes, query: str, bounds: Bounds) -> str:
    """Return the media type of a whole answer; else raise what the head says."""
    if head.get("fout") == "geweigerd":
        raise BadQuery(head["melding"], place=head["plaats"], remedy=head["remedie"])
    if "fout" in head:
        raise _ERRORS[head["fout"]](head["melding"], query, bounds)
    media = str(head["media"])
    require_fit(body, media)
    return media


def _unknown_graph(iri: str, _: str, __: Bounds) -> KwalificatiegraafError:
    return BadQuery(
        f"de graaf <{iri}> bestaat hier niet, en er wordt niets van elders gehaald",
        place="FROM of default-graph-uri",
        remedy="de namen van de grafen staan in de beschrijving van de dienst (/sparql zonder vraag)",
    )


def _form(kind: str, _: str, __: Bounds) -> KwalificatiegraafError:
    return FormRefused(kind)


def _too_large(_: str, __: str, bounds: Bounds) -> KwalificatiegraafError:
    return QueryTooLarge(f"het antwoord is groter dan {bounds.bytes} bytes", place="query", remedy=_SMALLER)


def _too_long(_: str, __: str, bounds: Bounds) -> KwalificatiegraafError:
    return QueryTooLarge(f"het antwoord heeft meer dan {bounds.rows} rijen", place="query", remedy=_SMALLER)


def _memory(_: str, __: str, bounds: Bounds) -> KwalificatiegraafError:
    return QueryTooLarge("de vraag had te veel geheugen nodig", place="query", remedy=_SMALLER)


def _store(message: str, query: str, _: Bounds) -> KwalificatiegraafError:
    if found := _FUNCTION.search(message):
        return BadQuery(
            f"de functie {found[1]} bestaat hier niet",
            place="query",
            remedy="gebruik een functie van SPARQL 1.1, of verbeter de naam",
        )
    said = f"de vraag kon niet beantwoord worden: {message}"
    known = form_error(message) or wide_error(message) or service_error(message, query)
    return known or StoreError(said, place="query")


_ERRORS: Mapping[str, Callable[[str, str, Bounds], KwalificatiegraafError]] = {
    "graaf": _unknown_graph,
    "vorm": _form,
    "bytes": _too_large,
    "rijen": _too_long,
    "geheugen": _memory,
    "opslag": _store,
}
