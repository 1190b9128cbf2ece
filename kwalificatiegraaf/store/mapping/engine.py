"""Write domain values to triples and read them back, driven by one table per class.

A `Veld` is a field with its predicate; with a `Codec` it holds a term, with a `Vorm` a node of its
own. Nodes without a number of their own get `kg:volgnummer`, so that the order of texts survives.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from sys import maxsize
from typing import Any, Generic, TypeVar

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from kwalificatiegraaf.store.mapping.codecs import Codec
from kwalificatiegraaf.vocabulary.prefixes import entity_iri
from kwalificatiegraaf.vocabulary.terms import KG

T = TypeVar("T")
Triple = tuple[Node, Node, Node]
Extra = Callable[[Any, URIRef, str], Iterable[Triple]]


@dataclass(frozen=True)
class Veld:
    """A field `naam` of the domain class and the predicate that carries it."""

    naam: str
    predicaat: URIRef
    codec: "Codec | Vorm[Any]"
    many: bool = False


def no_extra(value: Any, iri: URIRef, base: str) -> Iterable[Triple]:
    """Add nothing beside the fields."""
    return ()


@dataclass(frozen=True)
class Vorm(Generic[T]):
    """The shape of a class in the graph; a missing value has no triple.

    `kind` and `key` mint the IRI `/id/{kind}/{key(value, parent key)}`; `kind` may hold a slash for
    code lists (`concept/isced`). `ordered` numbers the nodes within their parent.
    """

    model: type[T]
    kind: str
    key: Callable[[Any, str], str]
    velden: tuple[Veld, ...]
    klassen: tuple[URIRef, ...] = ()
    ordered: bool = False
    extra: Extra = field(default=no_extra)
    complete: Callable[[Graph, Node], dict[str, Any]] | None = None

    def iri(self, key: str, base: str) -> URIRef:
        """Return the IRI of the node with `key`."""
        return entity_iri(base, self.kind, key)

    def write(self, graph: Graph, value: T, base: str, *, key: str | None = None) -> URIRef:
        """Add the triples of `value` to `graph` and return its IRI."""
        own = key or self.key(value, "")
        iri = self.iri(own, base)
        for klasse in self.klassen:
            graph.add((iri, RDF.type, klasse))
        for veld in self.velden:
            self._write_field(graph, iri, own, veld, getattr(value, veld.naam), base)
        for triple in self.extra(value, iri, base):
            graph.add(triple)
        return iri

    def _write_field(self, graph: Graph, iri: URIRef, own: str, veld: Veld, content: Any, base: str) -> None:
        values = content if veld.many else [] if content is None else [content]
        if isinstance(veld.codec, Codec):
            for item in values:
                graph.add((iri, veld.predicaat, veld.codec.to_term(item, base)))
            return
        shape = veld.codec
        keys = _distinct(shape.key(item, own) for item in values)
        for number, (item, key) in enumerate(zip(values, keys, strict=True), start=1):
            node = shape.write(graph, item, base, key=key)
            graph.add((iri, veld.predicaat, node))
            if shape.ordered:
                graph.add((node, KG.volgnummer, Literal(number, datatype=XSD.integer)))

    def read(self, graph: Graph, iri: Node) -> T:
        """Return the value at `iri`; fields without a triple keep their default."""
        content: dict[str, Any] = {}
        for veld in self.velden:
            terms = list(graph.objects(iri, veld.predicaat))
            if terms:
                content[veld.naam] = _read_field(graph, veld, terms)
        if self.complete:
            content.update(self.complete(graph, iri))
        return self.model(**content)


@dataclass(frozen=True)
class Tekstvorm(Vorm[str]):
    """A bare text as a node of its own class with a label, so that lists of texts keep their order."""

    def write(self, graph: Graph, value: str, base: str, *, key: str | None = None) -> URIRef:
        """Add the node with its label."""
        iri = self.iri(key or self.key(value, ""), base)
        for klasse in self.klassen:
            graph.add((iri, RDF.type, klasse))
        graph.add((iri, RDFS.label, self.literal(value)))
        for triple in self.extra(value, iri, base):
            graph.add(triple)
        return iri

    @staticmethod
    def literal(value: str) -> Literal:
        """Return the text as a Dutch literal."""
        return Literal(value, lang="nl")

    def read(self, graph: Graph, iri: Node) -> str:
        """Return the label."""
        return str(graph.value(iri, RDFS.label))


def text_nodes(kind: str, klasse: URIRef, extra: Extra = no_extra) -> Tekstvorm:
    """Return the shape of a list of texts under `/id/{kind}/`."""
    return Tekstvorm(
        str, kind, lambda text, owner: f"{owner}-{text_hash(text)}", (), (klasse,), ordered=True, extra=extra
    )


def _distinct(keys: Iterable[str]) -> Iterator[str]:
    """Yield each key, with `-2`, `-3` … behind a repeated one."""
    seen: dict[str, int] = {}
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def _read_field(graph: Graph, veld: Veld, terms: list[Node]) -> Any:
    if isinstance(veld.codec, Codec):
        values = [veld.codec.to_value(term) for term in terms]
        return tuple(sorted(values)) if veld.many else values[0]
    shape = veld.codec
    nodes = sorted(terms, key=lambda node: (number_of(graph, node) or maxsize, str(node)))
    return tuple(shape.read(graph, node) for node in nodes) if veld.many else shape.read(graph, nodes[0])


def number_of(graph: Graph, node: Node) -> int:
    """Return `kg:volgnummer` of `node`, 0 without one."""
    return int(str(graph.value(node, KG.volgnummer) or 0))


def text_hash(text: str) -> str:
    """Return eight hex digits of the text with its white space folded: stable over imports."""
    return sha256(" ".join(text.split()).casefold().encode()).hexdigest()[:8]
