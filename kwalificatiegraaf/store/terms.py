"""rdflib's terms as N-Quads, whose lines never break inside a literal (`n3()` may write long quotes)."""

import json
from collections.abc import Iterable

from rdflib import Literal
from rdflib.term import Identifier, Node


def to_nt(term: Node) -> str:
    """Return a term as N-Triples writes it."""
    assert isinstance(term, Identifier)
    if not isinstance(term, Literal):
        return str(term.n3())
    quoted = json.dumps(str(term), ensure_ascii=False)
    if term.language:
        return f"{quoted}@{term.language}"
    return f"{quoted}^^{term.datatype.n3()}" if term.datatype else quoted


def to_quads(rows: Iterable[Iterable[Node]]) -> bytes:
    """Return rows of subject, predicate, object and graph as N-Quads."""
    return "".join(" ".join(map(to_nt, row)) + " .\n" for row in rows).encode()
