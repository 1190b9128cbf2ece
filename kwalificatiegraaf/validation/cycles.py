"""Cycles among prerequisites, by name, so that a message can say which competences go round."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Edge = tuple[str, str]


def find_cycle(edges: Iterable[Edge]) -> tuple[str, ...] | None:
    """Return a shortest cycle as names, the first repeated at the end, or None when there is none.

    It starts at its least name; among cycles of equal length the least tuple wins, so that the
    answer does not depend on the order of `edges`.
    """
    graph = _graph(edges)
    found = (_shortest_through(graph, name) for name in _on_cycles(graph))
    return min((cycle for cycle in found if cycle), key=lambda cycle: (len(cycle), cycle), default=None)


def find_cycle_through(edges: Iterable[Edge], name: str) -> tuple[str, ...] | None:
    """Return a shortest cycle that holds `name`, in the form of `find_cycle`, or None."""
    graph = _graph(edges)
    return _shortest_through(graph, name) if name in graph else None


def _graph(edges: Iterable[Edge]) -> "nx.DiGraph[str]":
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(sorted(set(edges)))
    return graph


def _on_cycles(graph: "nx.DiGraph[str]") -> list[str]:
    """Return the names that lie on some cycle, sorted."""
    import networkx as nx

    return sorted(
        name
        for component in nx.strongly_connected_components(graph)
        for name in component
        if len(component) > 1 or graph.has_edge(name, name)
    )


def _shortest_through(graph: "nx.DiGraph[str]", name: str) -> tuple[str, ...] | None:
    import networkx as nx

    if graph.has_edge(name, name):
        return (name, name)
    returns = [
        nx.shortest_path(graph, follower, name)
        for follower in sorted(graph.successors(name))
        if nx.has_path(graph, follower, name)
    ]
    if not returns:
        return None
    return _from_least(min(returns, key=lambda path: (len(path), path)))


def _from_least(names: list[str]) -> tuple[str, ...]:
    start = names.index(min(names))
    return (*names[start:], *names[:start], names[start])
