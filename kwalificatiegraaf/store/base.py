"""The store port: what the rest of the system may ask of a triple store."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias

from rdflib import Graph
from rdflib.term import Node

Row: TypeAlias = Mapping[str, Node]
"""One solution: variable name to term; an unbound variable is absent."""


class Store(Protocol):
    """A quad store whose default graph is the union of its named graphs.

    The union is what queries and the WHERE of updates see; writes name their graph.
    Every method raises StoreError when the store refuses the request or cuts its answer, and
    InvalidInput when the SPARQL text does not parse (place: line and column where known).
    """

    def select(self, query: str) -> Sequence[Row]:
        """Return all solutions of a SELECT, in the order of the query."""
        ...

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK."""
        ...

    def construct(self, query: str) -> Graph:
        """Return the graph of a CONSTRUCT or DESCRIBE."""
        ...

    def stream(self, query: str, media_type: str) -> bytes:
        """Return the answer of any query, serialised by the engine in `media_type`."""
        ...

    def update(self, update: str) -> None:
        """Run a SPARQL update; all of it or nothing."""
        ...

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """Add a whole document: triples to `graph`, or quads (TriG, N-Quads) to the graphs they name.

        Blank nodes never merge with those of another document. BrokenFile (place: line and column)
        when it does not parse, InvalidInput when triples name no graph; then nothing is added.
        """
        ...

    def replace_graph(self, name: str, graph: Graph) -> None:
        """Make the named graph `name` hold exactly `graph`; an empty one removes it."""
        ...

    def get_graph(self, name: str) -> Graph:
        """Return a copy of the named graph, empty when there is none."""
        ...

    def graph_names(self) -> Sequence[str]:
        """Return the IRIs of all named graphs, sorted."""
        ...

    def transaction(self) -> AbstractContextManager["Store"]:
        """Collect the writes done on the yielded store; all take effect at exit, none on an error.

        Reads on the yielded store see what was there before.
        """
        ...

    def __iter__(self) -> Iterator[str]:
        """Iterate over N-Quads lines, sorted: for backup and comparison."""
        ...
