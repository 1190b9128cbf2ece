"""The base of all domain values, and the number types that decide."""

import re
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9}|/\d{1,9})?")


class Waarde(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def hours_as_number(hours: Fraction) -> int | float:
    """Return hours as JSON shows them: whole where they are whole."""
    return hours.numerator if hours.denominator == 1 else float(hours)


def read_exact(value: object) -> object:
    """Return decimals as they are written (1.5 is 3/2); ValueError for a boolean or `1e999999`."""
    if isinstance(value, bool):
        raise ValueError("dit is geen getal")
    text = repr(value) if isinstance(value, float) else value
    if not isinstance(text, str):
        return value
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        raise ValueError("dit is geen getal; geef er een zoals 26, 1.5 of 13/19")
    return text


Breuk = Annotated[Fraction, BeforeValidator(read_exact), PlainSerializer(str, return_type=str)]
"""An exact fraction, shown as `13/19`."""

Uren = Annotated[
    Fraction,
    BeforeValidator(read_exact),
    PlainSerializer(hours_as_number, return_type=float | int, when_used="json"),
]
"""Exact hours in quarter steps, shown as a number."""
