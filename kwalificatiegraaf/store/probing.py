"""What an update reads, as queries: a query can be ended, an update that runs cannot.

So who changes the graph asks these first, in a process of its own and within the limits of a query.
"""

from collections.abc import Collection, Sequence

from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.syntax import Operation, Token, split_operations, tokens


def reads_of(update: str) -> list[str]:
    """Return a query per operation with a WHERE: it counts its solutions, over the graphs that it names."""
    count, _, _ = internal_query("store/wijziging-lezen.rq").rstrip().rpartition("\n")
    declared: list[str] = []
    found = []
    for operation in split_operations(update):
        declared += [f"{kind} {iri}" for kind, iri in operation.prologue]
        where = _where(operation)
        if where is not None:
            graphs = _graphs(operation.text[:where])
            found.append("\n".join([*declared, count, *graphs, operation.text[where:]]))
    return found


def _where(operation: Operation) -> int | None:
    """Return where the WHERE of an operation begins."""
    starts = (one.start for one in tokens(operation.text) if one.depth == 0 and one.text.upper() == "WHERE")
    return next(starts, None)


def _graphs(head: str) -> list[str]:
    """Return the graphs of USING, else of WITH, as FROM says them; comments mean nothing."""
    parts = [one for one in tokens(head) if one.depth == 0]
    return _after("USING", {"USING"}, parts, head) or _after("WITH", {"INSERT", "DELETE"}, parts, head)


def _after(word: str, until: Collection[str], parts: Sequence[Token], head: str) -> list[str]:
    """Return as FROM what follows each `word`, as it is written, up to a word of `until` or the end."""
    ends = [*(one.start for one in parts if one.text.upper() in until), len(head)]
    starts = [one.start for one in parts if one.text.upper() == word]
    return [f"FROM{head[at + len(word) : next(end for end in ends if end > at)]}".rstrip() for at in starts]
