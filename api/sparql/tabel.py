"""An answer as a table of cells: rows as they are, triples as three columns, true or false as one cell."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rdflib import BNode, Graph, Literal
from rdflib.term import Node

from kwalificatiegraaf.store.queries import TRIPLE
from kwalificatiegraaf.store.workers import Answer

ROWS_FORM = "application/sparql-results+json"
TRIPLES_FORM = "application/n-triples"

Term = Mapping[str, Any]
"""A term as SPARQL 1.1 Results JSON writes it: `type`, `value`, `datatype`, `xml:lang`."""


@dataclass(frozen=True)
class Tabel:
    """Columns and rows; a cell without a value is None. `aantal` counts all rows, also those cut off here."""

    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Term | None, ...], ...]
    aantal: int

    def iris(self) -> Iterable[str]:
        """Yield every IRI of the table."""
        return (str(cell["value"]) for row in self.rijen for cell in row if cell and cell["type"] == "uri")


def read_answer(answer: Answer, most: int | None = None) -> Tabel | bool:
    """Return true or false, or a table of at most `most` rows, from one of the two forms above."""
    if answer.media_type == TRIPLES_FORM:
        return _triples(answer.body.splitlines(keepends=True), most)
    found = json.loads(answer.body)
    return _rows(found, most) if "results" in found else bool(found["boolean"])


def _rows(found: Mapping[str, Any], most: int | None) -> Tabel:
    columns = tuple(found["head"]["vars"])
    rows = found["results"]["bindings"]
    cells = tuple(tuple(row.get(name) for name in columns) for row in rows[:most])
    return Tabel(columns, cells, len(rows))


def _triples(lines: Sequence[bytes], most: int | None) -> Tabel:
    """Read N-Triples, one line each; the order is that of the terms, as the engine's has no meaning."""
    graph = Graph().parse(data=b"".join(lines[:most]), format="nt")
    rows = tuple(tuple(map(_term, triple)) for triple in sorted(graph))
    return Tabel(tuple(TRIPLE), rows, len(lines))


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        found = {"type": "literal", "value": str(node)}
        if node.language:
            return found | {"xml:lang": node.language}
        return found | {"datatype": str(node.datatype)} if node.datatype else found
    return {"type": "bnode" if isinstance(node, BNode) else "uri", "value": str(node)}
