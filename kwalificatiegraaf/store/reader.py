"""A process that answers queries over one read-only snapshot, and may be killed at any moment.

Run by its path, `python -P reader.py SOCKET SNAPSHOT MEMORY`: it imports nothing of the package before
a text asks for it, so that it starts fast. Over the socket (a file descriptor) goes one message each way
per query, in network order: a question is four bytes of length and JSON; an answer is the lengths of its
head and of its body (four and eight bytes), the head as JSON, and the bytes of the body.
A snapshot is a file of N-Quads or a RocksDB folder; MEMORY is in bytes, beyond those of the snapshot.
"""

import json
import os
import re
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from struct import Struct
from threading import Thread
from types import ModuleType
from typing import IO, Any, cast

import pyoxigraph as ox

HEAD = 4
ANSWER = Struct("!IQ")
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILL = os.path.join(PACKAGE, "queries", "store", "unie-vullen.ru")
SMALL = 65_536
"""Bytes of a body that a socket takes at once."""

NICE = 5
"""Readers give way to the server itself, which answers everybody's lookups."""

GRACE = 2.0
"""Seconds after its time that a reader without a living server ends itself."""

MOST_MERGED, MOST_COPIED, MOST_COMPARED = 50_000, 250_000, 1_000_000
"""Triples of the graphs that a query chooses: made into one graph unseen; made into one where two graphs hold
the same triple (half of the memory of a query); and looked through for that, in five seconds."""

WIDE = "the chosen graphs are too large to be one"

SAMPLE = 1000
"""Triples of named graphs that are looked for in the default graph: the union is written in one piece."""

XML = ("application/sparql-results+xml", "application/rdf+xml")

Iris = Sequence[str]


class TooLarge(Exception):
    """The answer has more bytes than allowed."""


def keep_returns(data: bytes, media_type: str) -> bytes:
    """Return (a part of) what the engine writes with the carriage returns that texts in it have.

    One that stands bare in XML is a newline for whoever reads it.
    """
    return data.replace(b"\r", b"&#xD;") if media_type in XML else data


class TooWide(RuntimeError):
    """The graphs that a query chose are too large to be read as one, in which a triple comes once."""


class Sink:
    """A file of bytes in memory, an answer in a form, with a limit."""

    def __init__(self, limit: int, media_type: str) -> None:
        self.limit = limit
        self.media_type = media_type
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Keep `data`; TooLarge above the limit."""
        part = keep_returns(bytes(data), self.media_type)
        self.size += len(part)
        if self.size > self.limit:
            raise TooLarge
        self.parts.append(part)
        return len(data)

    def flush(self) -> None:
        """Do nothing: everything is in memory."""


def has_more_rows(body: bytes, media_type: str, most: int) -> bool:
    """Whether an answer has more than `most` rows; what stands in its texts counts for nothing."""
    return _marks(body, media_type) > most and count_rows(body, media_type) > most


def count_rows(body: bytes, media_type: str) -> int:
    """Return the rows of an answer that has any; 0 for a form without rows."""
    if media_type == "text/csv":
        body = b"".join(body.split(b'"')[::2])
    elif media_type == "application/sparql-results+json":
        body = _JSON_TEXT.sub(b"", body)
    return _marks(body, media_type)


def _marks(body: bytes, media_type: str) -> int:
    """Return how often the mark stands that ends or begins a row; in a text only CSV and JSON may have it."""
    mark, head = _ROWS.get(media_type, (b"", 0))
    return body.count(mark) - head if mark else 0


_JSON_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_ROWS: Mapping[str, tuple[bytes, int]] = {
    "text/csv": (b"\r\n", 1),
    "text/tab-separated-values": (b"\n", 1),
    "application/sparql-results+xml": (b"<result>", 0),
    "application/sparql-results+json": (b"},{", -1),
}
"""The mark of a row in a form, and how many more of them there are than rows."""


def merged(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the triples of the quads for the default graph: a store holds each once there."""
    return (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def dump(store: ox.Store) -> bytes:
    """Return the named graphs of a store as N-Quads, one after the other: nobody may write meanwhile."""
    return b"".join(
        (store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b"").replace(
            b" .\n", f" {name} .\n".encode()
        )
        for name in store.named_graphs()
    )


def data_of(update: str) -> bytes:
    """Return what an update adds to a store that is empty, as N-Quads."""
    alone = ox.Store()
    alone.update(update)
    return dump(alone)


def holds_union(store: ox.Store) -> bool:
    """Whether the default graph holds what the named graphs do: of one of before it does not."""
    graphs = (store.quads_for_pattern(None, None, None, name) for name in store.named_graphs())
    named = islice(chain.from_iterable(graphs), SAMPLE)
    return all(quad in store for quad in merged(named))


class Queried:
    """One state of a store as queries read it: every graph, and every choice of them, has a triple once."""

    def __init__(self, store: ox.Store, *, union: bool = False) -> None:
        """Read `store`; with `union` the engine makes the default graph, where it is not written."""
        self.store = store
        self.union = union
        self._made: dict[tuple[Iris, Iris], ox.Store | None] = {}

    def ask(
        self, query: str, default: Iris, named: Iris, *, base: str | None = None, chosen: bool = False
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Return the answer over the graphs that the query names, or with `chosen` over these instead.

        More than one default graph is made into one; where they are large, only if two of them hold the same
        triple, which the engine would give twice. TooWide where they are too large for that.
        """
        graphs: dict[str, Any] = {"use_default_graph_as_union": self.union and not (default or named)}
        once = tuple(dict.fromkeys(default))
        made = self._made_of(once, named) if len(once) > 1 else None
        if made or chosen or len(once) < len(default):
            graphs["default_graph"] = ox.DefaultGraph() if made else _names(once)
            graphs["named_graphs"] = _names(named)
        return (made or self.store).query(query, base_iri=base, **graphs)

    def _made_of(self, default: Iris, named: Iris) -> ox.Store | None:
        """Return a store of these graphs, kept for the next; None where the engine reads them as one."""
        key = (tuple(default), tuple(named))
        if key not in self._made:
            try:
                _names(named)
                quads = chain(merged(self._of(default)), self._of(named))
                first = list(islice(quads, MOST_MERGED + 1))
            except ValueError:
                return None
            self._made = {key: self._merged(first, quads, default)}
        return self._made[key]

    def _merged(self, first: list[ox.Quad], rest: Iterator[ox.Quad], default: Iris) -> ox.Store | None:
        if len(first) > MOST_MERGED:
            if not self._overlap(default):
                return None
            first += islice(rest, max(0, MOST_COPIED + 1 - len(first)))
            if len(first) > MOST_COPIED:
                raise TooWide(WIDE)
        made = ox.Store()
        made.extend(first)
        return made

    def _overlap(self, graphs: Iris) -> bool:
        """Whether two of these graphs hold the same triple."""
        chosen, holders = set(_names(graphs)), self.store.quads_for_pattern
        for number, (subject, predicate, value, name) in enumerate(self._of(graphs)):
            if number == MOST_COMPARED:
                raise TooWide(WIDE)
            found = holders(subject, predicate, value, None)
            if any(one.graph_name != name and one.graph_name in chosen for one in found):
                return True
        return False

    def _of(self, graphs: Iris) -> Iterator[ox.Quad]:
        for name in _names(graphs):
            yield from self.store.quads_for_pattern(None, None, None, name)


def open_snapshot(path: str) -> Queried:
    """Return the store of a folder, or one in memory with the quads of a file and their union.

    Blank nodes keep the names of the file: the answer may not hang on the process that gives it.
    """
    if os.path.isdir(path):
        folder = ox.Store.read_only(path)
        return Queried(folder, union=not holds_union(folder))
    store = ox.Store()
    store.bulk_extend(ox.parse(path=path, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False))
    with open(FILL, encoding="utf-8") as fill:
        store.update(fill.read())
    return Queried(store)


def _language() -> ModuleType:
    """Return what reads the text of a query, from where this file stands."""
    if os.path.dirname(PACKAGE) not in sys.path:
        sys.path.append(os.path.dirname(PACKAGE))
    from kwalificatiegraaf.store import asked

    return asked


def _names_server(asked: Mapping[str, Any]) -> bool:
    return "SERVICE" in asked["query"].upper()


def _exists(store: ox.Store, iri: str) -> bool:
    with suppress(ValueError):  # it is no IRI
        return store.contains_named_graph(ox.NamedNode(iri))
    return False


def _require_sparql(query: str, base: str) -> None:
    """Raise SyntaxError when the text is none of the language: what it names is not judged then."""
    with suppress(OSError, RuntimeError, ValueError):
        ox.Store().query(query, base_iri=base)


def _names(iris: Iris) -> list[ox.NamedNode | ox.BlankNode]:
    return [ox.NamedNode(iri) for iri in iris]


def evaluate(queried: Queried, asked: dict[str, Any], lost: Iris = ()) -> tuple[dict[str, Any], bytes]:
    """Return the head of the answer and its body; `fout` in the head says why there is none.

    The `lost` endpoints give nothing where they are asked by SERVICE SILENT.
    """
    refusal, query = _language().running(asked, lost) if _names_server(asked) else ({}, asked["query"])
    if refusal:
        return refusal, b""
    default, named = asked["dataset"] or (_language().graphs_of(asked) if asked["unread"] else asked["named"])
    for iri in () if asked["lenient"] else (*default, *named):
        if not _exists(queried.store, iri):
            _require_sparql(query, asked["base"])
            return {"fout": "graaf", "melding": iri}, b""
    chosen = bool(asked["dataset"])
    answer = queried.ask(query, default, named, base=asked["base"], chosen=chosen)
    rows = not isinstance(answer, ox.QueryTriples)
    media = asked["rows" if rows else "triples"]
    if media is None:
        return {"fout": "vorm", "melding": "rows" if rows else "triples"}, b""
    sink = Sink(asked["bytes"], media)
    if isinstance(answer, ox.QueryTriples):
        answer.serialize(cast(IO[bytes], sink), ox.RdfFormat.from_media_type(media))
    else:
        answer.serialize(cast(IO[bytes], sink), ox.QueryResultsFormat.from_media_type(media))
    body = b"".join(sink.parts)
    if has_more_rows(body, media, asked["rowcount"]):
        return {"fout": "rijen", "melding": ""}, b""
    return {"media": media}, body


def asking(queried: Queried, asked: Mapping[str, Any]) -> Callable[[str], bytes | None]:
    """Return what asks the union of all graphs with the fewest steps, for one pair of forms.

    It gives None where the answer has no form (`rows` or `triples` is None) or more than `bytes`.
    """
    rows = asked["rows"] and ox.QueryResultsFormat.from_media_type(asked["rows"])
    triples = asked["triples"] and ox.RdfFormat.from_media_type(asked["triples"])
    base, most = asked["base"], asked["bytes"]
    store, union = queried.store, queried.union

    def ask(query: str) -> bytes | None:
        answer = store.query(query, base_iri=base, use_default_graph_as_union=union)
        if isinstance(answer, ox.QueryTriples):
            body = (
                keep_returns(answer.serialize(format=triples) or b"", asked["triples"]) if triples else None
            )
        else:
            body = keep_returns(answer.serialize(format=rows) or b"", asked["rows"]) if rows else None
        return body if body is not None and len(body) <= most else None

    return ask


def _without_the_lost(queried: Queried, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer as `evaluate`, and once more without an endpoint that breaks off where silence is asked.

    The engine uses rows as they come in, and does not say whose: each such endpoint is left out in turn,
    then all of them.
    """
    try:
        return evaluate(queried, asked)
    except (OSError, RuntimeError, ValueError):
        for lost in _language().losses(asked) if _names_server(asked) else ():
            with suppress(OSError, RuntimeError, ValueError):
                return evaluate(queried, asked, lost)
        raise


def reply(queried: Queried, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return head and body, with every error in the head."""
    try:
        return _without_the_lost(queried, asked)
    except TooLarge:
        return {"fout": "bytes", "melding": ""}, b""
    except SyntaxError:
        return _language().explained(asked, partial(ox.Store().query, base_iri=asked["base"])), b""
    except MemoryError:
        return {"fout": "geheugen", "melding": ""}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"fout": "opslag", "melding": str(error)}, b""


def _receive(link: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = link.recv(size - len(data))
        if not part:
            os._exit(0)
        data += part
    return bytes(data)


def send(link: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
    """Send an answer; in one piece where it is small."""
    text = json.dumps(head).encode()
    start = ANSWER.pack(len(text), len(body)) + text
    if len(body) <= SMALL:
        link.sendall(start + body)
        return
    link.sendall(start)
    link.sendall(body)


def end_with(fd: int) -> None:
    """Wait until the server closes its end of a socket, also in the middle of work, and end this process."""
    waiting = select.poll()
    waiting.register(fd, select.POLLHUP | getattr(select, "POLLRDHUP", 0))
    waiting.poll()
    os._exit(0)


def limit_memory(extra: int) -> None:
    """Let this process take so many bytes beyond what it has; does nothing where the system cannot tell."""
    if sys.platform != "linux":
        return
    with open("/proc/self/statm", encoding="ascii") as figures:
        used = int(figures.read().split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (used + extra, used + extra))


def main(fd: int, snapshot: str, memory: int) -> None:
    """Answer until the server closes the socket."""
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    link = socket.socket(fileno=fd)
    Thread(target=end_with, args=(fd,), daemon=True).start()
    queried = open_snapshot(snapshot)
    limit_memory(memory)
    send(link, {"klaar": True})
    while True:
        asked = json.loads(_receive(link, int.from_bytes(_receive(link, HEAD))))
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + GRACE)
        send(link, *reply(queried, asked))
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server decides
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
