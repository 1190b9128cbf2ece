"""A process that answers queries over one read-only snapshot, and may be killed at any moment.

Run by its path, `python -P reader.py SOCKET SNAPSHOT MEMORY`: it imports nothing of the package before
a text asks for it, so that it starts fast. Over the socket (a file descriptor) goes one message each way
per query, in network order: a question is four bytes of length and JSON; an answer is the lengths of its
head and of its body (four and eight bytes), the head as JSON, and the bytes of the body.
A snapshot is a file of N-Quads or a RocksDB folder; MEMORY is in bytes, beyond those of the snapshot.
"""

import json
import os
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from struct import Struct
from threading import Thread
from typing import IO, Any, cast

import pyoxigraph as ox

HEAD = 4
ANSWER = Struct("!IQ")
PACKAGES = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SMALL = 65_536
"""Bytes of a body that a socket takes at once."""

NICE = 5
"""Readers give way to the server itself, which answers everybody's lookups."""

GRACE = 2.0
"""Seconds after its time that a reader without a living server ends itself."""

Names = list[ox.NamedNode | ox.BlankNode]


class TooLarge(Exception):
    """The answer has more bytes than allowed."""


class Sink:
    """A file of bytes in memory with a limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Keep `data`; TooLarge above the limit."""
        self.size += len(data)
        if self.size > self.limit:
            raise TooLarge
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: everything is in memory."""


def open_snapshot(path: str) -> ox.Store:
    """Return the store of a folder, or one in memory with the quads of a file."""
    if os.path.isdir(path):
        return ox.Store.read_only(path)
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return store


def _read(asked: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a refusal, and the graphs that the query names: the server leaves a large text to this process.

    Only then the package is imported.
    """
    _import_package()
    from kwalificatiegraaf.errors import BadQuery
    from kwalificatiegraaf.store.dataset import dataset_of
    from kwalificatiegraaf.store.syntax import check_query

    try:
        check_query(asked["query"], asked["unread"])
    except BadQuery as error:
        return _refused(error), ()
    return {}, dataset_of(asked["query"], asked["base"]).graphs


def _explained(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what is wrong with a query that does not parse; as little as it does what is made of it."""
    _import_package()
    from kwalificatiegraaf.store.hints import syntax_error

    empty = ox.Store()
    return _refused(syntax_error(asked["query"], lambda text: empty.query(text, base_iri=asked["base"])))


def _import_package() -> None:
    """Let the package be found, from where this file stands."""
    if PACKAGES not in sys.path:
        sys.path.append(PACKAGES)


def _refused(error: Any) -> dict[str, Any]:
    return {"fout": "geweigerd", "melding": error.message, "plaats": error.place, "remedie": error.remedy}


def _names(iris: list[str]) -> Names:
    return [ox.NamedNode(iri) for iri in iris]


def evaluate(store: ox.Store, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the head of the answer and its body; `fout` in the head says why there is none."""
    graphs, union = asked["graphs"], asked["union"]
    if asked["unread"] is not None:
        refusal, named = _read(asked)
        if refusal:
            return refusal, b""
        if not asked["dataset"]:
            graphs, union = named, not named
    for iri in graphs:
        if not store.contains_named_graph(ox.NamedNode(iri)):
            return {"fout": "graaf", "melding": iri}, b""
    dataset: dict[str, Any] = {"use_default_graph_as_union": union}
    if asked["dataset"]:
        default, named = asked["dataset"]
        dataset |= {"default_graph": _names(default), "named_graphs": _names(named)}
    answer = store.query(asked["query"], base_iri=asked["base"], **dataset)
    rows = not isinstance(answer, ox.QueryTriples)
    media = asked["rows" if rows else "triples"]
    if media is None:
        return {"fout": "vorm", "melding": "rows" if rows else "triples"}, b""
    sink = Sink(asked["bytes"])
    if isinstance(answer, ox.QueryTriples):
        answer.serialize(cast(IO[bytes], sink), ox.RdfFormat.from_media_type(media))
    else:
        answer.serialize(cast(IO[bytes], sink), ox.QueryResultsFormat.from_media_type(media))
    return {"media": media}, b"".join(sink.parts)


def asking(store: ox.Store, asked: Mapping[str, Any]) -> Callable[[str], bytes | None]:
    """Return what asks the union of all graphs with the fewest steps, for one pair of forms.

    It gives None where the answer has no form (`rows` or `triples` is None) or more than `bytes`.
    """
    rows = asked["rows"] and ox.QueryResultsFormat.from_media_type(asked["rows"])
    triples = asked["triples"] and ox.RdfFormat.from_media_type(asked["triples"])
    base, most = asked["base"], asked["bytes"]

    def ask(query: str) -> bytes | None:
        answer = store.query(query, base_iri=base, use_default_graph_as_union=True)
        if isinstance(answer, ox.QueryTriples):
            body = answer.serialize(format=triples) if triples else None
        else:
            body = answer.serialize(format=rows) if rows else None
        return body if body is not None and len(body) <= most else None

    return ask


def reply(store: ox.Store, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return head and body, with every error in the head."""
    try:
        return evaluate(store, asked)
    except TooLarge:
        return {"fout": "bytes", "melding": ""}, b""
    except SyntaxError:
        return _explained(asked), b""
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
    store = open_snapshot(snapshot)
    limit_memory(memory)
    send(link, {"klaar": True})
    while True:
        asked = json.loads(_receive(link, int.from_bytes(_receive(link, HEAD))))
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + GRACE)
        send(link, *reply(store, asked))
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server decides
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
