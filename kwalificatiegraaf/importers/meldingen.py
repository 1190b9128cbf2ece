"""What a reader of files reports: what it could not express, and why it refuses, in Dutch with a place."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import BrokenFile

Model = TypeVar("Model", bound=BaseModel)
Pad = tuple[str | int, ...]
"""Keys and positions from the root of a JSON document."""


class NietUitgedrukt(Waarde):
    """Something a file says that the graph does not hold: file, JSON path, value and reason."""

    bestand: str
    pad: str
    waarde: str | None = None
    reden: str


def json_path(steps: Pad) -> str:
    """Return a JSON path: `$.competenties[3].nr`."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def shorten(value: Any, limit: int = 80) -> str:
    """Return `value` as JSON, cut to `limit` characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


class Meldingen:
    """Collects what one file says and the graph does not hold."""

    def __init__(self, bestand: str) -> None:
        self.bestand = bestand
        self._found: list[NietUitgedrukt] = []

    def add(self, steps: Pad, value: Any, reason: str) -> None:
        """Note a value with its reason; None is a value that is absent."""
        shown = None if value is None else shorten(value)
        self._found.append(
            NietUitgedrukt(bestand=self.bestand, pad=json_path(steps), waarde=shown, reden=reason)
        )

    def add_extra(self, model: BaseModel, steps: Pad = ()) -> None:
        """Note every field at or under `model` that the official shape does not know."""
        for name, value in (model.model_extra or {}).items():
            self.add((*steps, name), value, "onbekend veld in de vorm van de officiële API")
        for child_steps, child in _children(model, steps):
            self.add_extra(child, child_steps)

    def refuse(self, steps: Pad, reason: str) -> NoReturn:
        """Raise BrokenFile with file, JSON path and reason."""
        raise broken(self.bestand, steps, reason)

    @property
    def all(self) -> tuple[NietUitgedrukt, ...]:
        """What was noted, in order."""
        return tuple(self._found)


def _children(model: BaseModel, steps: Pad) -> Iterator[tuple[Pad, BaseModel]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield (*steps, name), value
        elif isinstance(value, list):
            items = (((*steps, name, place), item) for place, item in enumerate(value))
            yield from ((place, item) for place, item in items if isinstance(item, BaseModel))


def broken(file: str, steps: Pad, reason: str, remedy: str | None = None) -> BrokenFile:
    """Return the error of a broken file."""
    return BrokenFile(reason, place=f"{file}, {json_path(steps)}", remedy=remedy)


def read_as(shape: type[Model], document: Any, file: str) -> Model:
    """Return `document` as `shape`; BrokenFile names the first thing wrong and counts the rest."""
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        more = f" (en nog {len(others)} in dit bestand)" if others else ""
        raise broken(file, tuple(first["loc"]), dutch_reason(dict(first)) + more) from error


_REASONS = {
    "missing": "dit verplichte veld ontbreekt",
    "extra_forbidden": "dit veld bestaat niet",
    "list_type": "moet een lijst zijn, niet {waarde}",
    "string_type": "moet tekst zijn, niet {waarde}",
    "string_unicode": "bevat tekens die geen geldige Unicode zijn",
    "string_too_short": "mag niet leeg zijn",
    "string_too_long": "is te lang: hoogstens {max_length} tekens",
    "too_short": "te weinig waarden ({actual_length}): minstens {min_length}",
    "too_long": "te veel waarden ({actual_length}): hoogstens {max_length}",
    "literal_error": "{waarde} is geen keuze; kies uit {expected}",
    "fraction_parsing": "{waarde} is geen getal, zoals 26 of 13/19",
    "date_parsing": "{waarde} is geen datum; schrijf jjjj-mm-dd",
    "date_from_datetime_parsing": "{waarde} is geen datum; schrijf jjjj-mm-dd",
    "int_type": "moet een geheel getal zijn, niet {waarde}",
    "int_parsing": "moet een geheel getal zijn, niet {waarde}",
    "int_parsing_size": "is een te groot getal",
    "int_from_float": "moet een geheel getal zijn, niet {waarde}",
    "finite_number": "moet een geheel getal zijn, niet {waarde}",
    "bool_type": "moet waar of onwaar zijn, niet {waarde}",
    "bool_parsing": "moet waar of onwaar zijn, niet {waarde}",
    "model_type": "moet een object zijn, niet {waarde}",
    "model_attributes_type": "moet een object zijn, niet {waarde}",
    "dict_type": "moet een object zijn, niet {waarde}",
    "tuple_type": "moet een lijst zijn, niet {waarde}",
    "greater_than": "{waarde} is te klein: meer dan {gt}",
    "less_than": "{waarde} is te groot: minder dan {lt}",
    "greater_than_equal": "{waarde} is te klein: minstens {ge}",
    "less_than_equal": "{waarde} is te groot: hoogstens {le}",
    "string_pattern_mismatch": "{waarde} heeft niet de verwachte vorm ({pattern})",
    "value_error": "{error}",
}


def dutch_reason(error: dict[str, Any]) -> str:
    """Return what a pydantic error says, in Dutch; an unforeseen kind is shown with its value."""
    template = _REASONS.get(error["type"], "{waarde} is hier ongeldig")
    facts = dict(error.get("ctx", {}))
    if "expected" in facts:
        facts["expected"] = facts["expected"].replace("'", "").replace(" or ", " of ")
    return template.format(waarde=shorten(error.get("input"), 40), **facts)
