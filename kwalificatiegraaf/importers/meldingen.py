"""What a reader of files reports: what it could not express, and why it refuses, in Dutch with a place."""

from collections.abc import Iterator
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from kwalificatiegraaf.domain.vormfout import shorten, vormfout
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
        found = vormfout(first)
        raise broken(file, tuple(first["loc"]), found.wat + more, found.remedie) from error
