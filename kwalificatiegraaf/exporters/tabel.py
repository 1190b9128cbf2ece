"""A table as files want it: columns of one kind, with a name beside every IRI."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from kwalificatiegraaf.store.queries import Kolom

Waarde = str | int | float | bool | date | None
"""A value of a cell; None where the answer has none."""


class Tabel(NamedTuple):
    """A title, the names of the columns, and the rows, each as long as the columns."""

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Waarde, ...], ...]
    toelichting: tuple[tuple[str, str], ...] = ()


def tabulate(
    title: str,
    columns: Mapping[str, Kolom],
    rows: Iterable[Mapping[str, str | int | float | bool]],
    names: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
) -> Tabel:
    """Return an answer as a table: days are days, and a column of IRIs is followed by that of their names.

    `names` gives the name of an IRI. Which columns there are does not depend on the rows.
    """
    given = list(rows)
    found: dict[str, list[Waarde]] = {}
    for name, kolom in columns.items():
        values = found[name] = [_value(row.get(name), kolom) for row in given]
        if kolom.soort in ("iri", "any") and not kolom.naam:
            found[f"{name}_naam"] = [names.get(str(value)) for value in values]
    cells = tuple(zip(*found.values(), strict=True))
    return Tabel(title, tuple(found), cells, tuple((notes or {}).items()))


def _value(value: str | int | float | bool | None, kolom: Kolom) -> Waarde:
    if kolom.soort == "date" and isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return date.fromisoformat(value)
    return value


def heading_of(column: str) -> str:
    """Return the name of a column in plain words: `erkenning_vanaf` and `vervangenDoor` get spaces."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).replace("_", " ").lower()
