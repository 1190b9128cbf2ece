"""Published versions as a stream of events: each state of a version graph is a member that never changes.

A state that is replaced is kept whole in graph `uitgaven`, so that its page holds for ever what it held.
"""

import gzip
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

from rdflib import DCTERMS, PROV, XSD, Graph, Literal, URIRef

from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.vocabulary.prefixes import graph_iri

TOPICS: Mapping[str, str] = {
    "versie": "beroepskwalificatie",
    "leerplaatsen": "beroepskwalificatie",
    "traject": "traject",
}
"""Folder of the named graphs that are published → the concept of the thing that they speak of."""

SIZE = 50
"""Members on a page."""

LAST = "laatste"
"""Name of the page that still grows."""

FORMER = "uitgaven"
"""Named graph that keeps the states that were replaced, packed."""

States = Mapping[str, tuple[str, ...]]
"""Named graph → its triples as lines of N-Triples without the full stop, sorted."""


@dataclass(frozen=True)
class Lid:
    """One state of a named graph: its IRI, the graph, when it was published (UTC), the thing, the triples."""

    iri: str
    graaf: str
    moment: str
    onderwerp: str
    regels: tuple[str, ...]


@dataclass(frozen=True)
class Bladzijde:
    """A page of the stream: its name, a digest of its members and the page before unless it still grows."""

    naam: str
    leden: tuple[Lid, ...]
    vanaf: str | None
    """Moment of its first member, or of the member before it when it has none yet."""
    vorige: str | None
    """Name of the page before it."""

    @property
    def af(self) -> bool:
        """Whether the page is full and never changes."""
        return self.naam != LAST


@dataclass(frozen=True)
class Stroom:
    """The stream: its pages in order of time, and what the graphs hold."""

    bladzijden: tuple[Bladzijde, ...]
    toestanden: States

    @property
    def leden(self) -> tuple[Lid, ...]:
        """All members in order of time."""
        return tuple(lid for bladzijde in self.bladzijden for lid in bladzijde.leden)

    def page(self, name: str) -> Bladzijde | None:
        """Return the page of this name."""
        return next((one for one in self.bladzijden if one.naam == name), None)

    def member(self, iri: str) -> Lid | None:
        """Return the member with this IRI."""
        return next((one for one in self.leden if one.iri == iri), None)

    def successor(self, member: Lid) -> Lid | None:
        """Return the state that came after this one of the same graph."""
        after = self.leden[self.leden.index(member) + 1 :]
        return next((one for one in after if one.graaf == member.graaf), None)

    def changed(self, states: States) -> Iterator[Lid]:
        """Yield the newest state of each graph that holds something else in `states`, or is not there."""
        newest = {lid.graaf: lid for lid in self.leden if lid.graaf in self.toestanden}
        return (lid for graph, lid in newest.items() if states.get(graph) != lid.regels)


def read_stream(store: Store, base: str, states: States | None = None) -> Stroom:
    """Return the stream of the graphs whose moment of publication is known; `states` where they are too."""
    states = read_states(store, base) if states is None else states
    moments = _moments(store)
    found = [
        _member(graph, moments[graph], lines, base) for graph, lines in states.items() if graph in moments
    ]
    members = {lid.iri: lid for lid in (*_former(store, base), *found)}
    ordered = sorted(members.values(), key=lambda lid: (lid.moment, lid.graaf, lid.iri))
    return Stroom(tuple(_pages(ordered)), states)


def read_states(store: Store, base: str) -> States:
    """Return what each graph of a version or a trajectory holds."""
    folders = tuple(f"<{graph_iri(base, folder)}/" for folder in TOPICS)
    found: dict[str, list[str]] = {}
    for line in store:
        triple, graph, _ = line.rsplit(" ", 2)
        if graph.startswith(folders):
            found.setdefault(graph[1:-1], []).append(triple)
    return {graph: tuple(sorted(lines)) for graph, lines in sorted(found.items())}


def _moments(store: Store) -> dict[str, str]:
    stated: dict[str, str] = {}
    issued: dict[str, str] = {}
    for row in store.select(internal_query("stroom/momenten.rq")):
        name, found = str(row["graaf"]), stated if "moment" in row else issued
        with suppress(ValueError):  # what is no moment says nothing
            found[name] = max(found.get(name, ""), _utc(str(row.get("moment") or row["dag"])))
    return issued | stated


def _utc(text: str) -> str:
    """Return a day or a moment as a moment in UTC; one without a zone counts as UTC."""
    if "T" not in text:
        moment = datetime.combine(date.fromisoformat(text), time(), UTC)
    else:
        moment = datetime.fromisoformat(text)
    known = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    return known.isoformat(timespec="milliseconds" if known.microsecond else "seconds").replace("+00:00", "Z")


def _member(graph: str, moment: str, lines: tuple[str, ...], base: str) -> Lid:
    folder, _, code = graph.removeprefix(f"{base}/graph/").partition("/")
    digest = digest_of((moment, *lines))
    return Lid(
        iri=f"{base}/id/uitgave/{folder}/{code}/{digest}",
        graaf=graph,
        moment=moment,
        onderwerp=f"{base}/id/{TOPICS[folder]}/{code}",
        regels=lines,
    )


def digest_of(parts: Iterable[str]) -> str:
    """Return sixteen hexadecimal digits that stand for these lines."""
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _pages(members: Sequence[Lid]) -> Iterable[Bladzijde]:
    full = len(members) // SIZE * SIZE
    before = None
    for start in range(0, full, SIZE):
        held = tuple(members[start : start + SIZE])
        name = digest_of((before or "", *(lid.iri for lid in held)))
        yield Bladzijde(name, held, held[0].moment, before)
        before = name
    rest = tuple(members[full:])
    moment = members[full - 1].moment if full else None
    yield Bladzijde(LAST, rest, rest[0].moment if rest else moment, before)


def stamp_changes(store: Store, base: str, before: States, after: States, now: datetime) -> None:
    """Note in graph `herkomst` that the graphs of `after` that differ from `before` came out at `now`."""
    changed = [URIRef(graph) for graph, lines in after.items() if before.get(graph) != lines]
    if not changed:
        return
    name = str(graph_iri(base, "herkomst"))
    origin = Graph()
    origin += store.get_graph(name)
    for graph in changed:
        origin.set((graph, PROV.generatedAtTime, Literal(now.isoformat(), datatype=XSD.dateTime)))
    store.replace_graph(name, origin)


def keep_former(transaction: Store, base: str, replaced: Iterable[Lid]) -> None:
    """Add states that are replaced to graph `uitgaven`."""
    kept = Graph()
    for lid in replaced:
        node, packed = URIRef(lid.iri), gzip.compress("\n".join(lid.regels).encode(), mtime=0)
        kept.add((node, DCTERMS.isVersionOf, URIRef(lid.graaf)))
        kept.add((node, PROV.generatedAtTime, Literal(lid.moment, datatype=XSD.dateTime, normalize=False)))
        kept.add((node, PROV.value, Literal(b64encode(packed).decode(), datatype=XSD.base64Binary)))
    if kept:
        text = kept.serialize(format="nt", encoding="utf-8")
        transaction.load(text, "application/n-triples", str(graph_iri(base, FORMER)))


def _former(store: Store, base: str) -> Iterator[Lid]:
    """Yield the states that were replaced; what is not what its name says is left out."""
    folders = tuple(f"{graph_iri(base, folder)}/" for folder in TOPICS)
    kept = store.get_graph(str(graph_iri(base, FORMER)))
    for node, graph in kept.subject_objects(DCTERMS.isVersionOf):
        if not str(graph).startswith(folders):
            continue
        moment, packed = kept.value(node, PROV.generatedAtTime), kept.value(node, PROV.value)
        with suppress(ValueError, OSError, EOFError, zlib.error):
            lines = tuple(gzip.decompress(b64decode(str(packed))).decode().split("\n"))
            found = _member(str(graph), _utc(str(moment)), lines, base)
            if found.iri == str(node):
                yield found
