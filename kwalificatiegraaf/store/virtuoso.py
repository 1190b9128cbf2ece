"""Virtuoso as a remote store: SPARQL 1.1 but for some habits, which are met here and nowhere else.

Its own graphs are kept out of the data, blank nodes travel as IRIs (it takes none in INSERT DATA),
`"1"^^xsd:boolean` is read as true, and a request that fails halfway is undone, for it keeps what was
done before. What cannot be mended is refused: an answer as long as `ResultSetMaxRows`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node
from SPARQLWrapper import URLENCODED

from kwalificatiegraaf.errors import InvalidInput, KwalificatiegraafError, StoreError
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Row
from kwalificatiegraaf.store.oxigraph import canonical_lines, to_nquads
from kwalificatiegraaf.store.sparql import PLACE, SparqlStore
from kwalificatiegraaf.store.syntax import names_dataset, split_operations, tokens
from kwalificatiegraaf.store.terms import to_quads
from kwalificatiegraaf.store.transaction import Load, Replace, Write, to_request

_STAND_IN: Final = "urn:kwalificatiegraaf:bnode:"
_BLANK = re.compile(rb'_:(\w+)(?=[^"]*(?:"(?:[^"\\]|\\.)*"[^"]*)?$)', re.MULTILINE)
_BOOLEANS: Final = {"1": "true", "0": "false"}


def without_blanks(data: bytes, media_type: str, graph: str | None = None) -> bytes:
    """Return a document as N-Quads with an IRI for every blank node; errors as in Store.load."""
    lines = to_nquads(data, media_type, graph)
    return _BLANK.sub(rb"<" + _STAND_IN.encode() + rb"\1>", lines)


def as_meant(term: Node) -> Node:
    """Return the term that was written, from what Virtuoso made of it."""
    if isinstance(term, URIRef) and term.startswith(_STAND_IN):
        return BNode(term.removeprefix(_STAND_IN))
    if isinstance(term, Literal) and term.datatype == XSD.boolean:
        return Literal(_BOOLEANS.get(str(term), str(term)), datatype=XSD.boolean)
    return term


class VirtuosoStore(SparqlStore):
    """The Store on a Virtuoso server; addresses as for SparqlStore."""

    _encoding = URLENCODED

    def _dialect(self, text: str) -> str:
        if not any(tokens(text)):
            raise InvalidInput("er staat geen vraag", place="SPARQL")  # Virtuoso answers: done
        if names_dataset(text):
            return ""
        parts = pairwise(part.text for part in tokens(text))
        named = any(word.upper() == "GRAPH" and graph[0] not in "?$" for word, graph in parts)
        return "" if named else internal_query("store/virtuoso.pragma")  # it would leave out that graph too

    def _rows(self, body: bytes) -> Sequence[Row]:
        return [{name: as_meant(term) for name, term in row.items()} for row in super()._rows(body)]

    def _triples(self, body: bytes) -> Graph:
        graph = Graph()
        for triple in super()._triples(body):
            subject, predicate, value = map(as_meant, triple)
            graph.add((subject, predicate, value))
        return graph

    def _apply(self, writes: Sequence[Write]) -> None:
        request = to_request(writes, without_blanks)
        touched = self._touched(writes)
        before = {name: self.get_graph(name) for name in touched or self.graph_names()}
        try:
            self._request("update", request, "*/*")
        except KwalificatiegraafError:
            self._undo(before, also_new=touched is None)
            raise

    def _touched(self, writes: Sequence[Write]) -> set[str] | None:
        """Return the graphs that these writes can change, or None: all of them."""
        found = [_graphs_of(write) for write in writes]
        known = [names for names in found if names is not None]
        return {name for names in known for name in names} if len(known) == len(found) else None

    def _undo(self, before: Mapping[str, Graph], *, also_new: bool) -> None:
        try:
            new = set(self.graph_names()).difference(before) if also_new else ()
            changed = [Replace(name, Graph()) for name in new] + [Replace(*item) for item in before.items()]
            if changed:
                self._request("update", to_request(changed, without_blanks), "*/*")
        except KwalificatiegraafError as error:
            raise StoreError(
                f"een wijziging mislukte halverwege en kon niet ongedaan gemaakt worden: {error.message}",
                place=PLACE,
                remedy="Zet een reservekopie van de server terug.",
            ) from error

    def __iter__(self) -> Iterator[str]:
        """See Store; read graph by graph, so that the limit on rows counts for one graph."""
        quads = ((*triple, URIRef(name)) for name in self.graph_names() for triple in self.get_graph(name))
        return iter(canonical_lines(to_quads(quads)))


def connect(address: str, timeout: float) -> SparqlStore:
    """Return the store that fits the server at `address`; StoreError when nothing answers there."""
    found = SparqlStore(address, timeout=timeout)
    return VirtuosoStore(address, timeout=timeout) if found.server().startswith("Virtuoso") else found


def _graphs_of(write: Write) -> set[str] | None:
    """Return the graphs that a write can change, or None when the text does not tell."""
    if isinstance(write, Replace):
        return {write.name}
    if isinstance(write, Load):
        lines = to_nquads(write.data, write.media_type, write.graph).decode().splitlines()
        return {line.removesuffix(" .").rpartition(" ")[2][1:-1] for line in lines}
    names = [name for one in split_operations(write.text) for name in one.writes or {"?"}]
    return {name[1:-1] for name in names} if all(name.startswith("<") for name in names) else None
