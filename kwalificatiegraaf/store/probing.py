"""What an update reads, as queries: a query can be ended, an update that runs cannot.

So who changes the graph asks these first, in a process of its own and within the limits of a query.
"""

import re

from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.syntax import Operation, split_operations, tokens

_USING = re.compile(r"\bUSING\s+(NAMED\s+)?(<[^>]*>|[^\s{<]*:[^\s{]*)", re.IGNORECASE)
_WITH = re.compile(r"\s*WITH\s+(<[^>]*>|[^\s{<]*:[^\s{]*)", re.IGNORECASE)


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
    """Return the graphs of USING, else of WITH, as FROM says them."""
    behind = head[head.rfind("}") + 1 :]
    if using := _USING.findall(behind):
        return [f"FROM {'NAMED ' if named else ''}{graph}" for named, graph in using]
    within = _WITH.match(head)
    return [f"FROM {within[1]}"] if within else []
