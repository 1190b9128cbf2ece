"""A remote store that keeps, beside an own copy that answers: for a server whose SPARQL answers otherwise.

Everything is read from a copy in memory. A write is done on the copy, and the graphs that it changed
travel to the server whole, so that the server only ever has to hold triples.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from threading import RLock

from rdflib import Graph

from kwalificatiegraaf.errors import KwalificatiegraafError
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.transaction import Load, Replace, Update, Write, collecting


class MirroredStore:
    """The Store over `kept`; what others write there is seen after a restart."""

    def __init__(self, kept: Store) -> None:
        self.kept = kept
        self._copy: OxigraphStore | None = None
        self._lock = RLock()

    @property
    def copy(self) -> OxigraphStore:
        """The copy, read from the server when there is none."""
        with self._lock:
            if self._copy is None:
                copy = OxigraphStore()
                copy.load("\n".join(self.kept).encode(), "application/n-quads")
                self._copy = copy
            return self._copy

    def select(self, query: str) -> Sequence[Row]:
        """See Store.select."""
        return self.copy.select(query)

    def ask(self, query: str) -> bool:
        """See Store.ask."""
        return self.copy.ask(query)

    def construct(self, query: str) -> Graph:
        """See Store.construct."""
        return self.copy.construct(query)

    def stream(self, query: str, media_type: str) -> bytes:
        """See Store.stream."""
        return self.copy.stream(query, media_type)

    def _apply(self, writes: Sequence[Write]) -> None:
        with self._lock:
            copy = self.copy
            before = copy.graphs()
            with copy.transaction() as transaction:
                for write in writes:
                    _repeat(write, transaction)
            after = copy.graphs()
            changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
            self._keep(changed)

    def _keep(self, names: Sequence[str]) -> None:
        """Send these graphs; when the server refuses, the copy goes and the next read sees the server."""
        copy = self.copy
        try:
            with self.kept.transaction() as transaction:
                for name in names:
                    transaction.replace_graph(name, copy.get_graph(name))
        except KwalificatiegraafError:
            self._copy = None
            raise

    def update(self, update: str) -> None:
        """See Store.update."""
        self._apply([Update(update)])

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """See Store.load."""
        self._apply([Load(data, media_type, graph)])

    def replace_graph(self, name: str, graph: Graph) -> None:
        """See Store.replace_graph."""
        self._apply([Replace(name, graph)])

    def get_graph(self, name: str) -> Graph:
        """See Store.get_graph."""
        return self.copy.get_graph(name)

    def graph_names(self) -> Sequence[str]:
        """See Store.graph_names."""
        return self.copy.graph_names()

    def transaction(self) -> AbstractContextManager[Store]:
        """See Store.transaction."""
        return collecting(self, self._apply)

    def __iter__(self) -> Iterator[str]:
        """See Store."""
        return iter(self.copy)


def _repeat(write: Write, on: Store) -> None:
    if isinstance(write, Update):
        on.update(write.text)
    elif isinstance(write, Load):
        on.load(write.data, write.media_type, write.graph)
    else:
        on.replace_graph(write.name, write.graph)
