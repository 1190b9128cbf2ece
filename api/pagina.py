"""HTML pages: the Jinja2 environment, the filters that speak Dutch, and `render`."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kwalificatiegraaf.domain.taal import format_number, format_percent, format_points, join_nl

if TYPE_CHECKING:
    from jinja2 import Environment

WEB = Path(__file__).resolve().parent / "web"
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

MENU = (
    ("/kwalificaties", "Kwalificaties"),
    ("/opleidingen", "Opleidingen"),
    ("/trajecten", "Trajecten"),
    ("/normen", "Normen"),
    ("/vragen", "Vragen"),
    ("/statistieken", "Cijfers"),
    ("/docs", "API"),
)


def number(value: Fraction | int | float | None) -> str:
    """Return a number with a decimal comma; a dash for none."""
    return "–" if value is None else format_number(Fraction(value))


def percent(value: Fraction | float | None) -> str:
    """Return a share as `68,4 %`; a dash for none."""
    return "–" if value is None else keep_together(format_percent(Fraction(value)))


def day(value: date | None) -> str:
    """Return a date as `1 september 2025`; a dash for none."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else "–"


def part(value: Fraction) -> float:
    """Return a share as a percentage for a drawing."""
    return round(float(value * 100), 3)


def keep_together(text: str) -> str:
    """Return a text in which a number never parts from its percent sign."""
    return text.replace(" %", "\u00a0%")


def sentence(text: str) -> str:
    """Return a text with a capital and, unless it asks or calls out, a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.?!' else '.'}"


def segment(value: str) -> str:
    """Return a text as one segment of an address."""
    return quote(str(value), safe="")


@cache
def environment() -> "Environment":
    """Return the environment of the templates; everything is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        getal=number, procent=percent, dag=day, segment=segment, en=join_nl, deel=part, vast=keep_together
    )
    found.filters |= {"zin": sentence, "procentpunt": format_points}
    found.globals.update(menu=MENU)
    return found


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page; the template knows `request` and the context."""
    text = environment().get_template(template).render(request=request, **context)
    return HTMLResponse(text.encode("utf-8", "replace"), status, {**(headers or {}), "Vary": "Accept"})
