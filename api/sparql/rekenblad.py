"""An answer as a workbook: numbers as numbers, and a column of names after every column of IRIs."""

from collections.abc import Iterator, Mapping, Sequence

from api.sparql.tabel import Tabel, Term, read_answer
from kwalificatiegraaf.exporters.antwoord import check_rows, write_answer
from kwalificatiegraaf.exporters.excel import Cel
from kwalificatiegraaf.services.naming import labels_of
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.workers import Answer

DIGITS = 15
"""Digits that a number of a workbook keeps; a longer one is written as text."""


def write_workbook(store: Store, answer: Answer, asked: Sequence[tuple[str, str]]) -> bytes:
    """Return the answer as .xlsx with what was asked; QueryTooLarge where it does not fit."""
    found = read_answer(answer)
    if not isinstance(found, Tabel):
        return write_answer("Antwoord", ("antwoord",), [("ja" if found else "nee",)], asked)
    check_rows(found.aantal)
    columns = dict(_columns(found, labels_of(store, found.iris())))
    rows = list(zip(*columns.values(), strict=True))
    return write_answer("Antwoord", tuple(columns), rows, asked)


def _columns(found: Tabel, names: Mapping[str, str]) -> Iterator[tuple[str, Sequence[Cel]]]:
    """Yield each column by its name, and after it the names of its IRIs where any has one."""
    for place, column in enumerate(found.kolommen):
        cells = [row[place] for row in found.rijen]
        yield column, [_value(cell) for cell in cells]
        named = [names.get(str(cell["value"])) if cell and cell["type"] == "uri" else None for cell in cells]
        if any(named) and f"{column}_naam" not in found.kolommen:
            yield f"{column}_naam", named


def _value(term: Term | None) -> Cel:
    """Return a number where Excel keeps all of it, else the text."""
    if term is None:
        return None
    kind, value = str(term.get("datatype", "")).rpartition("#")[2], term["value"]
    if kind in ("integer", "decimal", "double", "float") and sum(map(str.isdigit, value)) <= DIGITS:
        return _number(kind, value)
    return value if isinstance(value, str) else str(value)


def _number(kind: str, value: str) -> Cel:
    """Return the number; what is none, or has no place in a workbook (INF, NaN), stays text."""
    try:
        number = int(value) if kind == "integer" else float(value)
    except ValueError:
        return value
    return number if abs(number) < float("inf") else value
