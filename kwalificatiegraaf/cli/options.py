"""Options that several commands share, and the parsers of their values."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from kwalificatiegraaf.cli.problems import wrong_value

T = TypeVar("T")


def parse_day(text: str) -> date:
    """Return a day written as jjjj-mm-dd."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise wrong_value(f"'{text}' is geen datum; schrijf jjjj-mm-dd, zoals 2026-09-01")


def parse_pairs(texts: list[str], option: str) -> dict[str, str]:
    """Return the pairs written as naam=waarde; a name twice or without value is wrong use."""
    found: dict[str, str] = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not (name and mark and value):
            raise wrong_value(f"'{text}' is geen paar; schrijf {option} naam=waarde")
        if name in found:
            raise wrong_value(f"{option} {name} staat er twee keer")
        found[name] = value
    return found


def parse_decimal(text: str) -> str:
    """Return a number as it was typed, with a point for a Dutch comma."""
    return text.replace(",", ".")


def parse_numbers(texts: list[str], option: str) -> dict[str, str]:
    """Return pairs whose value is a number: a comma is a decimal comma."""
    return {name: parse_decimal(value) for name, value in parse_pairs(texts, option).items()}


Json = Annotated[bool, typer.Option("--json", help="Toon JSON op stdout in plaats van tabellen.")]
Dag = Annotated[
    str,
    typer.Option(
        "--datum",
        metavar="JJJJ-MM-DD",
        help="Dag waarop normen en erkenningen gelden.",
        show_default="vandaag",
    ),
]
Dossier = Annotated[
    bool | None,
    typer.Option("--dossier/--zonder-dossier", help="Enkel versies met, of zonder, dossier in de graaf."),
]
Pad = Annotated[Path, typer.Argument(metavar="PAD", help="Een bestand of een map.", show_default=False)]


def day_or_today(text: str) -> date:
    """Return the given day, or today for an empty text."""
    return parse_day(text) if text else date.today()
