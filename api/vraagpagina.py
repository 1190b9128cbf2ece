"""The page of a saved question: its form, its answer with names instead of IRIs, and the files to keep."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple
from urllib.parse import urlencode

from api.vraagvormen import VORMEN, forms_of
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.exporters.tabel import heading_of
from kwalificatiegraaf.services.parameters import Keuze, choices_of
from kwalificatiegraaf.store.queries import Parameter, Vraag

MOST_CHOICES = 600
"""Choices that a field offers; of a kind with more it takes any code."""


HANDIEST = ("xlsx", "csv-excel", "csv", "json", "jsonld", "turtle", "html")
"""The forms in the order in which the page offers them."""

SHORT = 24
"""Characters of a code that stays on one line."""


LONG = 80
"""Characters of a cell from which it is folded: the page shows how it begins, and all of it when opened."""

BEGIN = 40
"""Characters of a folded cell that are shown."""


class Veld(NamedTuple):
    """A field of the form: `kind` is `select`, `list`, or the type of an input."""

    name: str
    label: str
    kind: str
    value: str
    example: str
    choices: Sequence[Keuze]
    required: bool


class Vak(NamedTuple):
    """A cell: its text, where it leads, whether it is a number."""

    text: str
    href: str = ""
    number: bool = False

    @property
    def kind(self) -> str:
        """How the cell is set: a number to the right, a code on one line."""
        if self.number:
            return "getal"
        if self.begin:
            return "lang"
        if len(self.text) > SHORT:
            return "tekst"
        return "heel" if len(self.text) <= SHORT and " " not in self.text else ""

    @property
    def begin(self) -> str:
        """How a long text begins, to the end of a word; empty for one that is shown whole."""
        if self.href or len(self.text) <= LONG:
            return ""
        return f"{self.text[:BEGIN].rpartition(' ')[0] or self.text[:BEGIN]} …"


def fields_of(systeem: Systeem, question: Vraag, given: Mapping[str, str]) -> list[Veld]:
    """Return the fields of the form with their present values and what one can choose."""
    return [_field(systeem, name, one, given.get(name, "")) for name, one in question.params.items()]


def _field(systeem: Systeem, name: str, parameter: Parameter, value: str) -> Veld:
    choices = choices_of(systeem.store, parameter, systeem.repository.base)[: MOST_CHOICES + 1]
    offered = choices if len(choices) <= MOST_CHOICES else []
    kind = {"date": "date", "integer": "number"}.get(parameter.type, "text")
    if offered:
        closed = parameter.values or (parameter.codelijst and value in ("", *(one.code for one in offered)))
        kind = "select" if closed else "list"
    label = parameter.summary or name
    return Veld(name, label, kind, value, parameter.example, offered, parameter.required)


def downloads_of(question: Vraag, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the files that hold the whole answer: label and address."""
    path = f"/vragen/{question.naam}"
    offered = sorted(forms_of(question), key=HANDIEST.index)
    return [
        (VORMEN[name].label, f"{path}?{urlencode({**given, 'formaat': name})}")
        for name in offered
        if VORMEN[name].label
    ]


def editor_of(question: Vraag, given: Mapping[str, str]) -> str:
    """Return the address that opens the question in the SPARQL editor, with the values that it has here."""
    return f"/sparql?{urlencode({'voorbeeld': question.naam, **given})}"


def grid_of(
    question: Vraag, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], base: str
) -> dict[str, list[Vak]]:
    """Return the columns by heading, without those that are empty or repeat an earlier one."""
    kept: dict[str, list[Vak]] = {}
    for name in question.kolommen:
        cells = _alike([_cell(row.get(name), names, base) for row in rows])
        texts = [cell.text for cell in cells]
        if any(texts) and texts not in [[one.text for one in other] for other in kept.values()]:
            kept[heading_of(name)] = cells
    return kept


def scannable(columns: Mapping[str, list[Vak]]) -> dict[str, Any]:
    """Return headings, rows by heading, and `overal`: what is the same in each of several rows, told once.

    A code of which the title stands in a column of its own is left out (`leerplaats`: `leerplaatstitel`).
    """
    columns = {
        head: cells
        for head, cells in columns.items()
        if f"{head}titel" not in columns or any(cell.href or cell.number for cell in cells)
    }
    told = {head: cells[0] for head, cells in columns.items() if len(cells) > 1 and len(set(cells)) == 1}
    if len(told) == len(columns):
        told = {}
    shown = {head: cells for head, cells in columns.items() if head not in told}
    rows = [dict(zip(shown, row, strict=True)) for row in zip(*shown.values(), strict=True)]
    return {"koppen": list(shown), "vakken": rows, "overal": told}


def _alike(cells: list[Vak]) -> list[Vak]:
    """Return the cells of a column, set as numbers only where all of them are."""
    if all(cell.number for cell in cells if cell.text):
        return cells
    return [cell._replace(number=False) for cell in cells]


def _cell(value: Any, names: Mapping[str, str], base: str) -> Vak:
    if value is None:
        return Vak("")
    if isinstance(value, bool):
        return Vak("ja" if value else "nee")
    if isinstance(value, int | float):
        return Vak(format_number(Fraction(value), decimals=4), number=True)
    text = str(value)
    if not text.startswith(("http://", "https://")):
        return Vak(text)
    shown = names.get(text) or text.replace("#", "/").rstrip("/").rpartition("/")[2]
    return Vak(shown, text.removeprefix(base) if text.startswith(f"{base}/id/") else text)
