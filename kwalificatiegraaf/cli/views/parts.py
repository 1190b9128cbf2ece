"""The few parts that all views are made of: headings, tables, notes and verdicts."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kwalificatiegraaf.domain.norm import Oordeel
from kwalificatiegraaf.domain.taal import format_number

EMPTY = "–"
VERDICTS: dict[str, tuple[str, str]] = {
    "gehaald": ("✔", "green"),
    "niet gehaald": ("✘", "red"),
    "onbepaald": ("?", "yellow"),
}
"""Sign and colour of a verdict; the word always stands beside them."""

CODES = ("onderdeel", "code", "traject", "vraag", "zekerheid", "tekst")
"""Columns that are never broken."""

NUMBER = "#"
"""First character of a column heading that is set to the right."""


def heading(text: str, *facts: str | None) -> Text:
    """Return a title with facts behind it."""
    known = [fact for fact in facts if fact]
    return Text.assemble("\n", (text, "bold"), (f"  {' · '.join(known)}" if known else "", "dim"))


def note(label: str, text: str, style: str = "yellow") -> Text:
    """Return a remark that must not be missed."""
    return Text.assemble((f"{label}: ", f"bold {style}"), text)


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[RenderableType]], *, fluid: bool = False
) -> Table:
    """Return a table; a heading that starts with `#` is a column of numbers, `fluid` lets all give way."""
    made = Table(
        title=title or None, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False
    )
    for name in columns:
        right = name.startswith(NUMBER)
        made.add_column(
            name.removeprefix(NUMBER),
            justify="right" if right else "left",
            overflow="fold",
            no_wrap=name in CODES and not fluid,
        )
    for row in rows:
        made.add_row(*row)
    return made


def verdict(found: Oordeel) -> Text:
    """Return sign and word of a verdict."""
    sign, style = VERDICTS[found]
    return Text(f"{sign} {found}", style=style)


def amount(value: Fraction | None) -> str:
    """Return a number as a Flemish reader writes it, or a dash."""
    return EMPTY if value is None else format_number(value)


def text(value: object) -> Text:
    """Return any value as plain text (brackets are no markup), a dash for nothing."""
    return Text(EMPTY if value is None else str(value))


def count(number: int, one: str, more: str) -> str:
    """Return a number with its noun: `1 versie`, `2 versies`."""
    return f"{number} {one if number == 1 else more}"
