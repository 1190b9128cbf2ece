"""The reference store: rdflib's own dataset and engine. Slow and plain; the contract is read off it."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from typing import Any

from pyparsing import ParseException
from rdflib import XSD, Dataset, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery, prepareUpdate
from rdflib.query import Result
from rdflib.term import Node

from kwalificatiegraaf.errors import BrokenFile, InvalidInput, KwalificatiegraafError, StoreError
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.media import carried
from kwalificatiegraaf.store.oxigraph import canonical_lines
from kwalificatiegraaf.store.syntax import refuse_service, split_operations
from kwalificatiegraaf.store.terms import to_quads
from kwalificatiegraaf.store.transaction import Load, Update, Write, collecting

_RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
}


_ONE = RLock()
"""Python's warnings are those of all threads: two that silence them at once undo each other's work."""


@contextmanager
def _engine(what: str, kind: type[InvalidInput] | type[StoreError]) -> Iterator[None]:
    """Translate rdflib's errors into `kind`, and silence what it deprecates but still calls itself."""
    with _ONE, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield
        except KwalificatiegraafError:
            raise
        except ParseException as error:
            place = f"regel {error.lineno}, kolom {error.column}"
            raise InvalidInput(f"{what}: {error.msg}", place=place) from error
        except Exception as error:
            raise kind(f"{what}: {error}") from error


def _parsing() -> AbstractContextManager[None]:
    return _engine("geen geldige SPARQL", InvalidInput)


def _running() -> AbstractContextManager[None]:
    return _engine("de opslag weigerde", StoreError)


def _simple(node: Node) -> Node:
    if isinstance(node, Literal) and node.datatype == XSD.string:
        return Literal(str(node))
    return node


class RdflibStore:
    """The Store on rdflib's Dataset in memory."""

    def __init__(self) -> None:
        self._data = Dataset(default_union=True)

    def _query(self, query: str, kind: str | None = None) -> Result:
        refuse_service(query)
        with _parsing():
            prepared = prepareQuery(query)
        if kind and prepared.algebra.name != kind:
            raise InvalidInput(f"een {kind} werd verwacht", place="SPARQL")
        clauses: list[Any] = prepared.algebra.get("datasetClause") or []
        prepared.algebra["datasetClause"] = None
        with _running():
            return (self._chosen(clauses) if clauses else self._data).query(prepared)

    def _chosen(self, clauses: Sequence[Any]) -> Dataset:
        chosen = Dataset()
        for clause in clauses:
            target = chosen.default_graph if clause.default else chosen.graph(clause.named)
            for triple in self._data.graph(clause.default or clause.named):
                target.add(triple)
        return chosen

    def select(self, query: str) -> Sequence[Row]:
        """See Store.select."""
        with _running():
            return [
                {str(name): _simple(node) for name, node in binding.items()}
                for binding in self._query(query, "SelectQuery").bindings
            ]

    def ask(self, query: str) -> bool:
        """See Store.ask."""
        return bool(self._query(query, "AskQuery").askAnswer)

    def construct(self, query: str) -> Graph:
        """See Store.construct."""
        answer = self._query(query).graph
        if answer is None:
            raise InvalidInput("een CONSTRUCT of DESCRIBE werd verwacht", place="SPARQL")
        return answer

    def stream(self, query: str, media_type: str) -> bytes:
        """See Store.stream; TSV is beyond this engine."""
        answer = self._query(query)
        if answer.graph is not None:
            return carried(answer.graph.serialize(format=media_type, encoding="utf-8"), media_type)
        if media_type not in _RESULTS:
            raise InvalidInput(
                f"onbekend formaat '{media_type}' voor rijen", remedy="Kies application/sparql-results+json."
            )
        with _running():
            return carried(answer.serialize(format=_RESULTS[media_type]) or b"", media_type)

    def update(self, update: str) -> None:
        """See Store.update."""
        self._apply([Update(update)])

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """See Store.load."""
        self._apply([Load(data, media_type, graph)])

    def replace_graph(self, name: str, graph: Graph) -> None:
        """See Store.replace_graph."""
        with self.transaction() as transaction:
            transaction.replace_graph(name, graph)

    def _apply(self, writes: Sequence[Write]) -> None:
        before = list(self._quads())
        try:
            for write in writes:
                self._write(write)
        except Exception:
            self._data = Dataset(default_union=True)
            self._data.addN((s, p, o, self._data.graph(g)) for s, p, o, g in before)
            raise

    def _write(self, write: Write) -> None:
        if isinstance(write, Update):
            refuse_service(write.text)
            split_operations(write.text)
            with _parsing():
                prepared = prepareUpdate(write.text)
            with _running():
                self._data.update(prepared)
        elif isinstance(write, Load):
            self._read(write)
        else:
            target = self._data.graph(URIRef(write.name))
            target.remove((None, None, None))
            for triple in write.graph:
                target.add(triple)

    def _read(self, write: Load) -> None:
        document = Dataset()
        target = document.graph(URIRef(write.graph)) if write.graph else document
        with _engine("geen geldige RDF", BrokenFile):
            target.parse(data=write.data, format=write.media_type)
        if len(document.default_graph):
            raise InvalidInput("tripels zonder graaf", remedy="Noem de graaf waarin ze thuishoren.")
        for s, p, o, g in document.quads():
            self._data.graph(g).add((s, p, o))

    def _quads(self) -> Iterator[tuple[Node, Node, Node, URIRef]]:
        return ((s, p, o, g) for s, p, o, g in self._data.quads() if isinstance(g, URIRef))

    def get_graph(self, name: str) -> Graph:
        """See Store.get_graph."""
        copy = Graph()
        for triple in self._data.graph(URIRef(name)):
            copy.add(triple)
        return copy

    def graph_names(self) -> Sequence[str]:
        """See Store.graph_names."""
        return sorted({str(g) for _, _, _, g in self._quads()})

    def transaction(self) -> AbstractContextManager[Store]:
        """See Store.transaction."""
        return collecting(self, self._apply)

    def __iter__(self) -> Iterator[str]:
        """See Store."""
        return iter(canonical_lines(to_quads((s, p, _simple(o), g) for s, p, o, g in self._quads())))
