"""The base of all domain values, and the number types that decide."""

import re
from fractions import Fraction
from math import isfinite
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9}|/\d{1,9})?")
_LONG_NUMBER = re.compile(r"[+-]?\d{1,50}(?:\.\d{1,50}|/\d{1,50})?")
_LONG_FRACTION = re.compile(r"[+-]?\d{1,500}/\d{1,500}")
_LONG_DECIMAL = re.compile(r"[+-]?\d{1,9}\.\d{1,50}")

DECIMALEN_GRAAD = 7
"""Decimals of a degree that are kept, about a centimetre: devices give more than they know."""


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
        if _LONG_NUMBER.fullmatch(value.strip()):
            raise ValueError("dit getal heeft te veel cijfers; geef er telkens hoogstens 9 na elkaar")
        raise ValueError("dit is geen getal; geef er een zoals 26, 1.5 of 13/19")
    return text


def read_fraction(value: object) -> object:
    """Return a value as `read_exact` does, and a fraction of any length that a computed share may have."""
    if isinstance(value, str) and _LONG_FRACTION.fullmatch(value.strip()):
        return value
    return read_exact(value)


def read_share(value: object) -> object:
    """Return a value as `read_exact` does, and `75%` as 3/4."""
    if isinstance(value, str) and value.rstrip().endswith("%"):
        return Fraction(str(read_exact(value.rstrip().removesuffix("%").rstrip()))) / 100
    return read_exact(value)


def read_degrees(value: object) -> object:
    """Return degrees rounded to `DECIMALEN_GRAAD`; ValueError as `read_exact` for what is no number."""
    is_decimal = isinstance(value, str) and _LONG_DECIMAL.fullmatch(value.strip())
    if is_decimal or (isinstance(value, float) and isfinite(value)):
        return round(Fraction(str(value).strip()), DECIMALEN_GRAAD)
    return read_exact(value)


Breuk = Annotated[Fraction, BeforeValidator(read_fraction), PlainSerializer(str, return_type=str)]
"""An exact fraction, shown as `13/19`."""

Drempel = Annotated[Fraction, BeforeValidator(read_share), PlainSerializer(str, return_type=str)]
"""The threshold of a norm: an exact number, also read when it is written in percent (`75%`)."""

Code = Annotated[str, Field(min_length=1, max_length=100)]
"""A code in a request: whether it exists is for the graph to say."""

Uren = Annotated[
    Fraction,
    BeforeValidator(read_exact),
    PlainSerializer(hours_as_number, return_type=float | int, when_used="json"),
]
"""Exact hours in quarter steps, shown as a number."""
