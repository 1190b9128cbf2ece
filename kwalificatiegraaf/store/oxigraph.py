"""The embedded store: Oxigraph in memory or on disk; the only file that knows pyoxigraph's types."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from itertools import chain, filterfalse
from pathlib import Path
from typing import IO, TypeVar, cast

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kwalificatiegraaf.errors import BrokenFile, InvalidInput, StoreError
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.dataset import dataset_of
from kwalificatiegraaf.store.handle import Handle, unopened
from kwalificatiegraaf.store.hints import graph_error, update_error, wide_error
from kwalificatiegraaf.store.media import carried, form_error
from kwalificatiegraaf.store.nquads import Read, Stream, apart, with_triples
from kwalificatiegraaf.store.reader import Queried, data_of, dump, holds_union, merged
from kwalificatiegraaf.store.syntax import refuse_service, split_operations
from kwalificatiegraaf.store.transaction import (
    Load,
    Replace,
    Update,
    Write,
    collecting,
    join_steps,
    steps_of,
)
from kwalificatiegraaf.store.union import with_union, written_out

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Result = TypeVar("_Result")


class _Terms(dict[_Term, Node]):
    """Turns pyoxigraph's terms into rdflib's, each once; checks and normalisation are skipped."""

    def __missing__(self, term: _Term) -> Node:
        node = self[term] = _to_node(term)
        return node


def _to_node(term: _Term) -> Node:
    if isinstance(term, ox.NamedNode):
        return cast(Node, str.__new__(URIRef, term.value))
    if isinstance(term, ox.BlankNode):
        return cast(Node, str.__new__(BNode, term.value))
    if not isinstance(term, ox.Literal):
        raise StoreError("het antwoord bevat een tripel als term; dat kan hier niet verwerkt worden")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    return Literal(term.value, datatype=None if datatype == _STRING else URIRef(datatype), normalize=False)


def _rows(solutions: ox.QuerySolutions) -> list[Row]:
    names = [variable.value for variable in solutions.variables]
    terms = _Terms()
    return [
        {name: terms[term] for name, term in zip(names, row, strict=True) if term is not None}
        for row in solutions
    ]


def _graph(triples: Iterator[ox.Triple | ox.Quad]) -> Graph:
    terms = _Terms()
    graph = Graph()
    for triple in triples:
        graph.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
    return graph


@contextmanager
def _broken_answer() -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"het antwoord is afgekapt of beschadigd: {error}") from error


def parse_rows(body: bytes) -> list[Row]:
    """Read a SELECT's answer in SPARQL JSON; StoreError when it is cut or no such thing."""
    with _broken_answer():
        return _rows(_solutions(body))


def parse_quads(body: bytes, names: Sequence[str]) -> list[str]:
    """Read a SELECT's answer in SPARQL JSON, of which these columns are a quad, as `canonical_lines`."""
    with _broken_answer():
        return _canonical(ox.Quad(*(row[name] for name in names)) for row in _solutions(body))


def _solutions(body: bytes) -> ox.QuerySolutions:
    answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(answer, ox.QuerySolutions):
        return answer
    raise ValueError("geen rijen")


def parse_boolean(body: bytes) -> bool:
    """Read an ASK's answer in SPARQL JSON; StoreError when it is cut or no such thing."""
    with _broken_answer():
        answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        raise ValueError("geen waar of onwaar")


def parse_triples(body: bytes, media_type: str) -> Graph:
    """Read triples in an RDF format; StoreError when they are cut or broken."""
    with _broken_answer():
        return _graph(ox.parse(body, format=_rdf_format(media_type)))


def answer_size(body: bytes, media_type: str) -> int:
    """Return the rows of an answer in SPARQL JSON, or the triples of a graph; StoreError when it is cut."""
    form = ox.RdfFormat.from_media_type(media_type)
    with _broken_answer():
        if form:
            return sum(1 for _ in ox.parse(body, format=form))
        answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        return sum(1 for _ in answer) if isinstance(answer, ox.QuerySolutions) else 1


def is_rows(media_type: str) -> bool:
    """Whether this is a form of rows, or of true and false."""
    return ox.QueryResultsFormat.from_media_type(media_type) is not None


def rewritten(body: bytes, media_type: str) -> bytes:
    """Return an answer in SPARQL JSON, or N-Triples, in another form; errors as in Store.stream."""
    if is_rows(media_type):
        return _written(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON), media_type)
    return serialise_quads(body, media_type, {})


def _written(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, media_type: str) -> bytes:
    if isinstance(answer, ox.QueryTriples):
        rdf = _rdf_format(media_type)
        return carried(_checked(lambda: answer.serialize(format=rdf)) or b"", media_type)
    rows = _known(ox.QueryResultsFormat.from_media_type(media_type), media_type)
    return carried(_checked(lambda: answer.serialize(format=rows)) or b"", media_type)


def to_nquads(data: bytes, media_type: str, graph: str | None = None) -> bytes:
    """Return a document as N-Quads with fresh blank nodes; errors as in Store.load."""
    return dump(_staged([Load(data, media_type, graph)]))


def _staged(loads: Iterable[Load]) -> ox.Store:
    """Return a new store in memory with these documents; errors as in Store.load."""
    store = ox.Store()
    for load in loads:
        _load(store.bulk_load, load.data, load.media_type, load.graph)
    if next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None):
        raise InvalidInput("tripels zonder graaf", remedy="Noem de graaf waarin ze thuishoren.")
    return store


def canonical_lines(nquads: bytes) -> list[str]:
    """Return N-Quads as sorted lines with the blank-node labels of RDFC-1.0."""
    return _canonical(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


def _canonical(quads: Iterable[ox.Quad]) -> list[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(filter(None, str(dataset).split("\n")))


def serialise_quads(nquads: bytes, media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Return N-Quads in another form, in their order; a form without graphs holds each triple once."""
    form = _rdf_format(media_type)
    quads = ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
    content = quads if form.supports_datasets else dict.fromkeys(quad.triple for quad in quads)
    written = _checked(lambda: ox.serialize(content, format=form, prefixes=dict(prefixes)))
    return carried(written or b"", media_type)


def _rdf_format(media_type: str) -> ox.RdfFormat:
    return _known(ox.RdfFormat.from_media_type(media_type), media_type)


def _known(form: _Result | None, media_type: str) -> _Result:
    if form:
        return form
    raise InvalidInput(f"onbekend formaat '{media_type}'", remedy="Kies text/turtle, of voor rijen text/csv.")


def _load(read: Callable[..., None], data: bytes | IO[bytes], media_type: str, graph: str | None) -> None:
    """Add a document with `read`: `load` of a store that others see, `bulk_load` of one that nobody does."""
    target = ox.NamedNode(graph) if graph else None
    try:
        read(data, _rdf_format(media_type), to_graph=target)
    except SyntaxError as error:
        line, column = error.args[1][1:3] if len(error.args) > 1 else (None, None)
        place = f"regel {line}, kolom {column}" if line else None
        raise BrokenFile(f"geen geldige RDF: {error.args[0]}", place=place) from error
    except (ValueError, MemoryError) as error:  # of the parser: a term of over 16 MB
        raise InvalidInput(str(error), place=graph) from error


def check_update(update: str, base: str) -> None:
    """Raise BadQuery, with its place in the text, when an update is no SPARQL.

    It runs, on an empty store: first see that it asks no other server and not for too much. What only
    the data decide is for the store itself. What is declared before a later operation is read in front,
    where alone the engine takes it.
    """
    empty = ox.Store()

    def run(text: str) -> None:
        with suppress(OSError, RuntimeError):
            empty.update(text, base_iri=base)

    try:
        run(update)
    except SyntaxError as error:
        if any(one.prologue for one in split_operations(update)[1:]):
            with suppress(SyntaxError):
                return run(join_steps(steps_of([Update(update)], to_nquads)))
        raise update_error(update, run) from error


def _checked(run: Callable[[], _Result]) -> _Result:
    try:
        return run()
    except SyntaxError as error:
        found = re.search(r"error at (\d+):(\d+)", str(error))
        place = f"regel {found[1]}, kolom {found[2]}" if found else "SPARQL"
        raise InvalidInput(f"geen geldige SPARQL: {error}", place=place) from error
    except (OSError, RuntimeError) as error:
        if refused := graph_error(str(error)) or form_error(str(error)) or wide_error(str(error)):
            raise refused from error
        raise StoreError(f"de opslag weigerde: {error}") from error


def _open(path: Path | str | None, read_only: bool) -> ox.Store:
    try:
        if path and read_only:
            return ox.Store.read_only(str(path))
        store = ox.Store(path) if path else ox.Store()
        if not holds_union(store):
            for name in ("unie-snoeien", "unie-vullen"):
                store.update(internal_query(f"store/{name}.ru"))
        return store
    except (OSError, RuntimeError) as error:
        raise unopened(error, path) from error


class OxigraphStore:
    """The Store in this process: in memory, or in the RocksDB folder `path` (one process writes it).

    With `read_only` the folder is one that nobody writes, such as a backup; many processes may read it.
    """

    def __init__(self, path: Path | str | None = None, *, read_only: bool = False) -> None:
        self.on_disk = path is not None
        make, to_read = partial(_open, path, read_only), partial(_open, path, True)
        self._handle = Handle(make, to_read, Path(path) if path else None)
        self._lacks_union = read_only and not holds_union(self._store)

    @property
    def _store(self) -> ox.Store:
        return self._handle.opened

    @property
    def _queried(self) -> Queried:
        return Queried(self._store, union=self._lacks_union)

    @property
    def _is_fresh(self) -> bool:
        """Whether this store is in memory and empty, so that one filled aside can take its place: faster."""
        return not self.on_disk and len(self._store) == 0

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        refuse_service(query)
        chosen = dataset_of(query, "")
        return _checked(lambda: self._queried.ask(query, chosen.default, chosen.named))

    def select(self, query: str) -> Sequence[Row]:
        """See Store.select."""
        answer = self._query(query)
        if isinstance(answer, ox.QuerySolutions):
            return _checked(lambda: _rows(answer))
        raise InvalidInput("een SELECT werd verwacht", place="SPARQL")

    def ask(self, query: str) -> bool:
        """See Store.ask."""
        answer = self._query(query)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        raise InvalidInput("een ASK werd verwacht", place="SPARQL")

    def construct(self, query: str) -> Graph:
        """See Store.construct."""
        answer = self._query(query)
        if isinstance(answer, ox.QueryTriples):
            return _checked(lambda: _graph(answer))
        raise InvalidInput("een CONSTRUCT of DESCRIBE werd verwacht", place="SPARQL")

    def stream(self, query: str, media_type: str) -> bytes:
        """See Store.stream."""
        return _written(self._query(query), media_type)

    def _apply(self, writes: Sequence[Write]) -> None:
        loads = [write for write in writes if isinstance(write, Load)]
        if len(loads) == len(writes):
            self._add(loads)
            return
        refuse_service("".join(write.text for write in writes if isinstance(write, Update)))
        steps = written_out(steps_of(writes, to_nquads), lambda text: _checked(partial(data_of, text)))
        request = join_steps(list(with_union(steps)))
        with self._handle.turn, self._handle.writing():
            self._handle.mend()
            _checked(lambda: self._store.update(request))
            if any(not step.adds for step in steps):
                with suppress(OSError):  # a graph that holds nothing would be in no copy of the store
                    for name in filterfalse(self._holds_triples, list(self._store.named_graphs())):
                        self._store.remove_graph(name)

    def _add(self, loads: Sequence[Load]) -> None:
        staged = _staged(loads)
        with self._handle.turn, self._handle.writing():
            self._handle.mend()
            if self._is_fresh:
                staged.update(internal_query("store/unie-vullen.ru"))
                self._handle.replace(staged)
            else:
                _checked(lambda: self._store.extend(chain(staged, merged(staged))))

    def update(self, update: str) -> None:
        """See Store.update."""
        self._apply([Update(update)])

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """See Store.load."""
        self._add([Load(data, media_type, graph)])

    def replace_graph(self, name: str, graph: Graph) -> None:
        """See Store.replace_graph."""
        self._apply([Replace(name, graph)])

    def get_graph(self, name: str) -> Graph:
        """See Store.get_graph."""
        return _graph(self._store.quads_for_pattern(None, None, None, ox.NamedNode(name)))

    def graph_names(self) -> Sequence[str]:
        """See Store.graph_names."""
        names = (name for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))
        return sorted(name.value for name in names if self._holds_triples(name))

    def _holds_triples(self, name: ox.NamedNode | ox.BlankNode) -> bool:
        return next(self._store.quads_for_pattern(None, None, None, name), None) is not None

    def transaction(self) -> AbstractContextManager[Store]:
        """See Store.transaction."""
        return collecting(self, self._apply)

    def nquads(self) -> bytes:
        """Return everything as N-Quads, in the engine's order: the fast way to copy a store."""
        with self._handle.turn:  # graph by graph: a write between two of them would be in half
            return dump(self._store)

    def graphs(self) -> dict[str, frozenset[object]]:
        """Return what each named graph holds, for a comparison of before and after."""
        found: dict[str, set[object]] = {}
        for quad in self._store:
            if isinstance(quad.graph_name, ox.NamedNode):
                found.setdefault(quad.graph_name.value, set()).add(quad.triple)
        return {name: frozenset(triples) for name, triples in found.items()}

    @staticmethod
    def write(folder: Path, read: Read) -> None:
        """Write a new RocksDB folder that holds the quads that `read` gives.

        StoreError when the disk refuses, BrokenFile or InvalidInput for a line that is no quad. A load of
        millions leaves files that overlap, in which everything is looked for: they are merged.
        """
        store = OxigraphStore(folder)._store
        both = cast(IO[bytes], Stream(with_triples(read)))
        _checked(lambda: _load(store.bulk_load, both, "application/n-quads", None))
        _checked(store.optimize)
        _checked(store.flush)

    def backup(self, folder: Path) -> None:
        """Write a copy of a store on disk that other processes can open; StoreError for one in memory."""
        with self._handle.writing():
            _checked(lambda: self._store.backup(folder))

    def __iter__(self) -> Iterator[str]:
        """See Store."""
        named, nameless = apart(self.nquads())
        return iter(sorted([*named, *canonical_lines(nameless)]))
