"""What a value refuses, in Dutch: what is wrong with it, and what would be right."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

SHOWN: Final = 40
"""Characters of a wrong value that are shown."""


class Vormfout(NamedTuple):
    """A finding of pydantic in Dutch."""

    wat: str
    remedie: str


_INTEGER = Vormfout("{waarde} is geen geheel getal", "geef een geheel getal")
_BOOLEAN = Vormfout("{waarde} is geen ja of nee", "geef true of false")
_DATE = Vormfout("{waarde} is geen datum", "schrijf jjjj-mm-dd, zoals 2025-09-01")
_OBJECT = Vormfout("{waarde} is geen object", "geef een object tussen accolades")
_NO_OBJECT = _OBJECT._replace(wat="hier hoort een object te staan, er staat null")
_LIST = Vormfout("{waarde} is geen lijst", "geef een lijst tussen rechte haken")
_FINDINGS: Final = {
    "missing": Vormfout("dit verplichte veld ontbreekt", "geef een waarde"),
    "extra_forbidden": Vormfout("dit veld bestaat niet", "schrap het veld"),
    "int_parsing": _INTEGER,
    "int_type": _INTEGER,
    "int_from_float": _INTEGER,
    "finite_number": _INTEGER,
    "int_parsing_size": Vormfout("dit getal is te lang", "geef een kleiner getal"),
    "float_parsing": Vormfout("{waarde} is geen getal", "geef een getal, zoals 15 of 0.5"),
    "fraction_parsing": Vormfout("{waarde} is geen getal", "geef een getal, zoals 26 of 13/19"),
    "bool_parsing": _BOOLEAN,
    "bool_type": _BOOLEAN,
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
    "string_type": Vormfout("{waarde} is geen tekst", "zet de waarde tussen aanhalingstekens"),
    "string_unicode": Vormfout("deze tekst bevat tekens die niet bestaan", "geef geldige Unicode"),
    "string_too_short": Vormfout("deze tekst is te kort", "geef minstens {min_length} {tekens}"),
    "string_too_long": Vormfout("deze tekst is te lang", "geef hoogstens {max_length} tekens"),
    "string_pattern_mismatch": Vormfout("{waarde} heeft niet de juiste vorm", "volg de vorm {pattern}"),
    "too_short": Vormfout("te weinig waarden ({actual_length})", "geef er minstens {min_length}"),
    "too_long": Vormfout("te veel waarden ({actual_length})", "geef er hoogstens {max_length}"),
    "greater_than": Vormfout("{waarde} is te klein", "geef meer dan {gt}"),
    "greater_than_equal": Vormfout("{waarde} is te klein", "geef minstens {ge}"),
    "less_than": Vormfout("{waarde} is te groot", "geef minder dan {lt}"),
    "less_than_equal": Vormfout("{waarde} is te groot", "geef hoogstens {le}"),
    "literal_error": Vormfout("{waarde} is geen keuze", "kies uit {expected}"),
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "value_error": Vormfout("{error}", "verbeter de waarde"),
}
_ELSE: Final = Vormfout("{waarde} is hier ongeldig", "geef een andere waarde")


def vormfout(error: Mapping[str, Any]) -> Vormfout:
    """Return what an error of pydantic (a member of `ValidationError.errors()`) says."""
    facts = dict(error.get("ctx", {}))
    if "expected" in facts:
        facts["expected"] = facts["expected"].replace("'", "").replace(" or ", " of ")
    facts["waarde"] = shorten(error.get("input"), SHOWN)
    facts["tekens"] = "teken" if facts.get("min_length") == 1 else "tekens"
    found = _FINDINGS.get(_kind(error), _ELSE)
    what, remedy = _NO_OBJECT if found is _OBJECT and error.get("input") is None else found
    return Vormfout(what.format_map(facts), remedy.format_map(facts))


def _kind(error: Mapping[str, Any]) -> str:
    """Return the type of an error; what counts the members of a list counts letters in a secret text."""
    kind = str(error["type"])
    counts = kind in ("too_short", "too_long") and isinstance(error.get("input"), str)
    return f"string_{kind}" if counts else kind


def shorten(value: Any, limit: int = 80) -> str:
    """Return `value` as JSON, cut to `limit` characters; half of a surrogate pair is shown as `?`."""
    text = json.dumps(value, ensure_ascii=False, default=str).encode(errors="replace").decode()
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
