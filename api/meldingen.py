"""What is wrong with a request, as problems tell it: what, where, and what would be right."""

from collections.abc import Iterable, Mapping
from typing import Any

from kwalificatiegraaf.domain.vormfout import vormfout


def _place(location: tuple[Any, ...]) -> str:
    """Return `kader.perioden[0].weken` for pydantic's location, without the source of the value."""
    parts = location[1:] if location and location[0] in ("query", "path", "body", "header") else location
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "body"


def without_echoes(found: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the findings but for lists called too short only because a wrong member is not counted."""
    errors = list(found)
    places = [tuple(error["loc"]) for error in errors]
    return [
        error
        for error, place in zip(errors, places, strict=True)
        if error["type"] != "too_short"
        or not any(len(other) > len(place) and other[: len(place)] == place for other in places)
    ]


def describe_invalid(error: Mapping[str, Any]) -> dict[str, str]:
    """Return `soort`, `plaats`, `melding` and `remedie` of one finding of pydantic."""
    location = tuple(error["loc"])
    if error["type"] == "json_invalid":
        return {
            "soort": "json_invalid",
            "plaats": f"body, teken {location[-1]}",
            "melding": "de inhoud is geen geldige JSON",
            "remedie": "controleer komma's, haken en aanhalingstekens",
        }
    place, found = _place(location), vormfout(error)
    return {
        "soort": str(error["type"]),
        "plaats": place,
        "melding": f"{found.wat} ({place})",
        "remedie": found.remedie,
    }
