"""Another server that a query asks by SERVICE: its name, and in Dutch why it gave no answer."""

import re
from collections.abc import Sequence

from kwalificatiegraaf.errors import QueryTimeout, ServiceFailed, StoreError
from kwalificatiegraaf.store.syntax import services_of

_ASK_THERE = "stel de vraag binnen SERVICE daar zelf om te zien wat er mis is"
REMEDY = f"{_ASK_THERE}; met SERVICE SILENT telt een server niet mee die weigert, afbreekt of er niet is"

_STATUS = re.compile(r"Error (\d{3}) .* returned by ")
_LATE = re.compile(r"timed? ?out", re.IGNORECASE)
_MEANT = (
    ("lookup address", "is niet gevonden: zijn naam bestaat niet, of er is geen netwerk"),
    ("refused", "neemt geen verbinding aan"),
    ("too many redirects", "verwijst door naar een ander adres, en dat wordt niet gevolgd"),
    ("Content-Type", "antwoordde in een vorm die geen antwoord van SPARQL is"),
    ("Parser error", "gaf een antwoord dat niet te lezen is"),
    ("SPARQL results", "gaf een antwoord dat niet te lezen is"),
    ("No valid SPARQL solutions", "gaf geen rijen"),
    ("bytes", "brak zijn antwoord af"),
    ("certificate", "heeft geen geldig certificaat"),
)
"""What the engine says, and what that means of the other server."""


def service_error(message: str, query: str) -> StoreError | None:
    """Return the error for what the engine says of a query that asks another server; else None."""
    asked = _asked(query)
    if not asked:
        return None
    named = [one for one in asked if one[1:-1] in message] or asked
    if _LATE.search(message):
        return QueryTimeout(f"{_name(named)} antwoordde niet op tijd", place="SERVICE", remedy=REMEDY)
    return ServiceFailed(f"{_name(named)} {_reason(message)}", place="SERVICE", remedy=REMEDY)


def waiting_for(query: str) -> str:
    """Return the end of a sentence about a query that took too long: which servers it asked; or nothing."""
    asked = _asked(query)
    return f"; ze vroeg ook iets aan {_name(asked)}" if asked else ""


def _asked(query: str) -> tuple[str, ...]:
    return services_of(query) if "SERVICE" in query.upper() else ()


def _name(asked: Sequence[str]) -> str:
    return f"de andere server {asked[0]}" if len(asked) == 1 else f"een van de servers {', '.join(asked)}"


def _reason(message: str) -> str:
    if found := _STATUS.search(message):
        return f"weigerde met status {found[1]}"
    return next((told for said, told in _MEANT if said in message), "gaf geen antwoord")
