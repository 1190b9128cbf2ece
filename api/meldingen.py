"""Pydantic's findings in Dutch: what is wrong, where, and what would be right."""

from collections.abc import Iterable, Mapping
from typing import Any

MELDINGEN: Mapping[str, tuple[str, str]] = {
    "missing": ("dit veld ontbreekt", "geef een waarde"),
    "extra_forbidden": ("dit veld bestaat niet", "schrap het veld"),
    "json_invalid": ("de inhoud is geen geldige JSON", "controleer komma's, haken en aanhalingstekens"),
    "int_parsing": ("dit is geen geheel getal", "geef een geheel getal"),
    "int_type": ("dit is geen geheel getal", "geef een geheel getal"),
    "int_from_float": ("dit is geen geheel getal", "geef een geheel getal"),
    "int_parsing_size": ("dit getal is te lang", "geef een kleiner getal"),
    "bool_parsing": ("dit is geen ja of nee", "geef true of false"),
    "bool_type": ("dit is geen ja of nee", "geef true of false"),
    "date_from_datetime_parsing": ("dit is geen datum", "schrijf jjjj-mm-dd, zoals 2025-09-01"),
    "date_parsing": ("dit is geen datum", "schrijf jjjj-mm-dd, zoals 2025-09-01"),
    "date_type": ("dit is geen datum", "schrijf jjjj-mm-dd, zoals 2025-09-01"),
    "fraction_parsing": ("dit is geen getal", "geef een getal, zoals 26 of 13/19"),
    "string_type": ("dit is geen tekst", "zet de waarde tussen aanhalingstekens"),
    "string_unicode": ("deze tekst bevat tekens die niet bestaan", "stuur geldige Unicode"),
    "string_too_short": ("deze tekst is te kort", "geef minstens {min_length} teken"),
    "string_too_long": ("deze tekst is te lang", "geef hoogstens {max_length} tekens"),
    "string_pattern_mismatch": ("deze tekst heeft niet de juiste vorm", "volg de vorm {pattern}"),
    "too_short": ("deze lijst is te kort", "geef er minstens {min_length}"),
    "too_long": ("deze lijst is te lang", "geef er hoogstens {max_length}"),
    "greater_than": ("deze waarde is te klein", "geef meer dan {gt}"),
    "greater_than_equal": ("deze waarde is te klein", "geef minstens {ge}"),
    "less_than": ("deze waarde is te groot", "geef minder dan {lt}"),
    "less_than_equal": ("deze waarde is te groot", "geef hoogstens {le}"),
    "literal_error": ("deze waarde bestaat hier niet", "kies uit {expected}"),
    "dict_type": ("dit is geen object", "geef een object tussen accolades"),
    "model_type": ("dit is geen object", "geef een object tussen accolades"),
    "model_attributes_type": ("dit is geen object", "geef een object tussen accolades"),
    "tuple_type": ("dit is geen lijst", "geef een lijst tussen rechte haken"),
    "list_type": ("dit is geen lijst", "geef een lijst tussen rechte haken"),
    "value_error": ("{error}", "verbeter de waarde"),
}
"""Pydantic's kind of error → what is wrong, what would be right; the braces name its facts."""

ELSE = ("deze waarde is ongeldig", "zie /docs voor wat hier kan")


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
    what, remedy = MELDINGEN.get(error["type"], ELSE)
    facts = error.get("ctx", {})
    location = tuple(error["loc"])
    if error["type"] == "json_invalid":
        return {
            "soort": "json_invalid",
            "plaats": f"body, teken {location[-1]}",
            "melding": what,
            "remedie": remedy,
        }
    place = _place(location)
    return {
        "soort": str(error["type"]),
        "plaats": place,
        "melding": f"{what.format_map(facts)} ({place})",
        "remedie": remedy.format_map(facts).replace(" or ", " of "),
    }
