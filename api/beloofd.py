"""What the OpenAPI document promises of errors: the words for each status, and that it is a problem."""

from typing import Any

PROBLEM = "application/problem+json"

GIVEN = {
    400: "Een parameter is onbekend of dubbel, of de JSON is niet te lezen.",
    401: "Het geheim voor wijzigingen ontbreekt of is verkeerd.",
    403: "Wijzigingen staan uit.",
    404: "Deze code bestaat niet.",
    406: "Geen van de gevraagde vormen is beschikbaar.",
    409: "Nog niet klaar.",
    410: "Geannuleerd: er komt geen resultaat.",
    413: "De inhoud is te groot.",
    414: "Het adres is te lang.",
    415: "De inhoud is geen JSON.",
    416: "Dit stuk ligt buiten het bestand (Range).",
    422: "Een waarde is ongeldig, of het gevraagde kan niet.",
    429: "Te veel vragen van hetzelfde adres in een minuut.",
    502: "Een andere server, die de vraag met SERVICE noemt, antwoordt niet.",
    503: "Te druk, of de opslag antwoordt niet.",
    504: "Het duurde te lang en is afgebroken.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI answers for these statuses."""
    schema = {"$ref": "#/components/schemas/Probleem"}
    return {s: {"description": GIVEN[s], "content": {PROBLEM: {"schema": schema}}} for s in statuses}
