"""Writes as values: collected by a transaction, and turned into one request that runs whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote

from rdflib import Graph, URIRef

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.dataset import resolve_iri
from kwalificatiegraaf.store.hints import MISSING
from kwalificatiegraaf.store.syntax import Operation, bind_term, first_term, split_operations


@dataclass(frozen=True)
class Update:
    """A SPARQL update text."""

    text: str


@dataclass(frozen=True)
class Replace:
    """A named graph and what it must hold."""

    name: str
    graph: Graph


@dataclass(frozen=True)
class Load:
    """A document to add."""

    data: bytes
    media_type: str
    graph: str | None


Write: TypeAlias = Update | Replace | Load
ToQuads: TypeAlias = Callable[[bytes, str, str | None], bytes]
"""Turns a document into N-Quads whose blank nodes occur nowhere else."""

_NEXT = "\n;\n"
_GROUP = 1_000


class Collected:
    """The store that a transaction yields: reads go through, writes wait."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.writes: list[Write] = []

    def select(self, query: str) -> Sequence[Row]:
        """See Store.select."""
        return self._store.select(query)

    def ask(self, query: str) -> bool:
        """See Store.ask."""
        return self._store.ask(query)

    def construct(self, query: str) -> Graph:
        """See Store.construct."""
        return self._store.construct(query)

    def stream(self, query: str, media_type: str) -> bytes:
        """See Store.stream."""
        return self._store.stream(query, media_type)

    def get_graph(self, name: str) -> Graph:
        """See Store.get_graph."""
        return self._store.get_graph(name)

    def graph_names(self) -> Sequence[str]:
        """See Store.graph_names."""
        return self._store.graph_names()

    def __iter__(self) -> Iterator[str]:
        """See Store."""
        return iter(self._store)

    def update(self, update: str) -> None:
        """Note an update for the end of the transaction."""
        self.writes.append(Update(update))

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """Note a document for the end of the transaction."""
        self.writes.append(Load(data, media_type, graph))

    def replace_graph(self, name: str, graph: Graph) -> None:
        """Note a graph, as it is now, for the end of the transaction."""
        copy = Graph()
        copy += graph
        self.writes.append(Replace(name, copy))

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """Collect inside the outer transaction: an inner error drops the inner writes only."""
        inner = Collected(self._store)
        yield inner
        self.writes += inner.writes


@contextmanager
def collecting(store: Store, apply: Callable[[Sequence[Write]], None]) -> Iterator[Store]:
    """Yield a Collected over `store`; hand its writes to `apply` when the block ends without an error."""
    collected = Collected(store)
    yield collected
    if collected.writes:
        apply(collected.writes)


@dataclass(frozen=True)
class Step:
    """One operation of a request; `adds`, `adds_data` and `whole` as in Operation."""

    text: str
    prologue: tuple[tuple[str, str], ...] = ()
    adds: bool = False
    adds_data: bool = False
    whole: frozenset[str] | None = None
    quads: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What it adds, where that is all it does: triples by the name of their graph."""


def steps_of(writes: Iterable[Write], to_quads: ToQuads) -> Sequence[Step]:
    """Return the operations that do all `writes` in order."""
    return [step for write in writes for step in _steps(write, to_quads)]


def to_request(writes: Iterable[Write], to_quads: ToQuads) -> str:
    """Return one update request that does all `writes` in order."""
    return join_steps(steps_of(writes, to_quads))


def join_steps(steps: Sequence[Step]) -> str:
    """Return one update request of these steps in order."""
    return f"{_prologue(steps)}{_NEXT.join(step.text for step in steps)}"


def _prologue(steps: Iterable[Step]) -> str:
    """Return all declarations, to stand at the front: Oxigraph takes them nowhere else."""
    declared: dict[str, str] = {}
    for name, iri in (item for step in steps for item in step.prologue):
        if declared.setdefault(name, iri) != iri:
            raise InvalidInput(f"{name} staat voor {declared[name]} en voor {iri}", place="SPARQL")
    return "".join(f"{name} {iri}\n" for name, iri in declared.items())


def _steps(write: Write, to_quads: ToQuads) -> list[Step]:
    if isinstance(write, Update):
        return list(_guarded(split_operations(write.text)))
    if isinstance(write, Load):
        return [adding(to_quads(write.data, write.media_type, write.graph))]
    triples = write.graph.serialize(format="nt", encoding="utf-8")
    name = URIRef(write.name).n3()
    wipe = bind_term(internal_query("store/graaf-wissen.ru"), "graaf", name)
    return [
        Step(wipe, whole=frozenset({name})),
        adding(to_quads(triples, "application/n-triples", write.name)),
    ]


def _guarded(operations: Iterable[Operation]) -> Iterator[Step]:
    """Yield the operations, and before each that copies a graph one that fails where it does not exist.

    An engine may take a graph that is not there for an empty one, and empty the other.
    """
    declared: dict[str, str] = {}
    for one in operations:
        declared |= {name.removeprefix("PREFIX "): iri[1:-1] for name, iri in one.prologue}
        if one.source:
            yield Step(_requiring(one.source, declared), one.prologue, whole=frozenset())
        yield Step(one.text, one.prologue, one.adds, one.adds_data, one.whole)


def _requiring(source: str, declared: Mapping[str, str]) -> str:
    guard = bind_term(internal_query("store/graaf-eisen.ru"), "graaf", source)
    name = quote(resolve_iri(first_term(source), declared, ""), safe="")
    return guard.replace(f"<{MISSING}>", f"<{MISSING}:{name}>")


def _parts(triples: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the triples in parts: Virtuoso's parser gives up at some thousands in one group."""
    yield from (triples[at : at + _GROUP] for at in range(0, len(triples), _GROUP))


def adding(quads: bytes) -> Step:
    """Return the operation that adds N-Quads."""
    graphs: dict[str, list[str]] = {}
    for line in filter(None, quads.decode().split("\n")):
        triple, _, name = line.removesuffix(" .").rpartition(" ")
        graphs.setdefault(name, []).append(triple)
    return Step(insert_data(graphs), adds=True, whole=None if graphs else frozenset(), quads=graphs)


def insert_data(quads: Mapping[str, Sequence[str]], *, beside: bool = False) -> str:
    """Return the operation that adds triples to their graphs; with `beside` also to the default graph."""
    parts = ((name, " . ".join(part)) for name, triples in quads.items() for part in _parts(triples))
    blocks = (f"{part if beside else ''} GRAPH {name} {{ {part} }}" for name, part in parts)
    return internal_query("store/quads-toevoegen.ru").replace("# quads", "\n".join(blocks))
