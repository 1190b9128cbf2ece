"""Lends the lines of clients that ask the same query again and again to a process that only does that.

A lookup takes the engine a tenth of a millisecond and the way through the server five times as long.
Whoever asks one query with other values over a line that stays open has had an answer with all its
headers: `lookups.py` gives the next ones with the same headers, and gives the line back for anything else.
"""

import asyncio
import json
import logging
import re
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import TimeoutExpired
from threading import Lock
from time import monotonic
from typing import Any, Final, NamedTuple

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from api.lijn import LINE, Lijn
from api.negotiation import list_of
from api.packing import LEVEL, SMALL, takes_gzip
from api.sparql import lookups
from api.sparql.lookups import BACK, READY
from kwalificatiegraaf.errors import StoreError
from kwalificatiegraaf.store.syntax import names_dataset
from kwalificatiegraaf.store.template import template_of
from kwalificatiegraaf.store.worker import STARTING, start_process
from kwalificatiegraaf.store.workers import Ask, Readers, Snapshot

MOST_BYTES: Final = 65_536
"""Bytes of an answer that is given on a lent line; a row takes one at least."""

REST: Final = 2.0
"""Seconds in which no new process starts after one that ended by itself."""

FEW: Final = 4
"""Requests on a lent line below which the lending was not worth it."""

_OFFERS: Final = "kwalificatiegraaf.aanbod"
"""In the scope of a request: what was answered."""
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)(?=\r\n)", re.IGNORECASE)
_FORM = re.compile(rb"\r\ncontent-type:[ \t]*application/x-www-form-urlencoded[ \t;\r]", re.IGNORECASE)
_ADDRESS = re.compile(rb"GET [^?# ]*\?query=([^&# ]*)(?= HTTP/1\.1\r\n)")
_POST = re.compile(rb"POST [^?# ]* HTTP/1\.1\r\n")
_OWN = re.compile(
    rb"\r\n(?:authorization|connection:[ \t]*close|expect|if-[a-z-]+|range|te|transfer-encoding|upgrade)\b",
    re.IGNORECASE,
)
"""Headers whose request is answered in a way of its own."""
_VARIES = (b"content-length", b"content-encoding", b"date", b"etag")


class Frame(NamedTuple):
    """A request without its query: how the query is written, and what stands before and after it."""

    kind: str
    before: bytes
    after: bytes


def frame_of(request: bytes) -> Frame | None:
    """Return a request without its query, or the length of it; None for one in another form."""
    head, end, body = request.partition(b"\r\n\r\n")
    head += b"\r\n"
    if not end or _OWN.search(head):
        return None
    if found := _ADDRESS.match(head):
        plain = not body and not _LENGTH.search(head)
        return Frame("address", head[: found.start(1)], head[found.end(1) :] + b"\r\n") if plain else None
    lengths = list(_LENGTH.finditer(head))
    if not _POST.match(head) or len(lengths) != 1:
        return None
    kind = "form" if _FORM.search(head) else "query"
    return Frame(kind, head[: lengths[0].start(1)], head[lengths[0].end(1) :] + b"\r\n")


@dataclass(frozen=True)
class Offer:
    """A query that was just answered on a line, with what its answer hangs on."""

    readers: Readers
    ask: Ask
    key: bytes | None
    """Of its ETag; None for an answer without one."""


@dataclass
class Habit:
    """What one line was used for: the last request and how often it came again, and whether lending pays."""

    frame: Frame | None = None
    template: str | None = None
    streak: int = 0
    needed: int = 1

    def note(self, frame: Frame | None, query: str) -> str | None:
        """Return the template of the query once it came again often enough in a row."""
        same = frame is not None and frame == self.frame
        template = template_of(query) if same else None
        again = template is not None and template == self.template
        self.frame, self.template = frame, template
        self.streak = self.streak + 1 if again else 0
        return template if self.streak >= self.needed else None

    def returned(self, used: int) -> None:
        """Be slower to lend a line that comes back at once."""
        self.frame = self.template = None
        self.streak = 0
        self.needed = 1 if used >= FEW else min(2 * self.needed, 1 << 20)


class Process:
    """The process that answers lookups, on the state that it holds."""

    def __init__(self, snapshot: Snapshot, revision: str, memory: int) -> None:
        self.snapshot = snapshot
        self.revision = revision
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = start_process(Path(lookups.__file__), theirs, snapshot.path, memory)
        self.control.settimeout(STARTING)
        try:
            ready = self.control.recv(BACK.size)
        except OSError:
            ready = b""
        if not ready:
            self.end()
            raise StoreError("een proces voor opzoekingen startte niet")
        self.control.setblocking(False)

    def lend(self, descriptor: int, lease: Mapping[str, Any]) -> bool:
        """Send a line with its lease; whether the process takes it."""
        text = json.dumps(lease).encode()
        if len(text) > lookups.MOST_LEASE:
            return False
        try:
            socket.send_fds(self.control, [text], [descriptor])
        except OSError:
            return False
        return True

    def heard(self) -> bytes | None:
        """Return what the process says: nothing more when it ended, None when it says nothing now."""
        try:
            return self.control.recv(BACK.size + 2 * MOST_BYTES)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def dismiss(self) -> None:
        """Let it end once what it works on is answered; more than once is fine."""
        with suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)

    def wait(self) -> None:
        """Wait until it has ended after `dismiss`, for no longer than a lookup can last."""
        with suppress(TimeoutExpired):
            self._process.wait(2 * lookups.LONGEST)
        self.end()

    def end(self) -> None:
        """End it at once; more than once is fine."""
        self._process.kill()
        self._process.wait()


@dataclass(frozen=True)
class Loan:
    """A line that is lent, to whom, and for what."""

    line: Lijn
    process: Process
    offer: Offer


@dataclass
class Lender:
    """Lends lines; all but `retire` runs in the event loop.

    There is none where queries are counted: who may ask ten in a second gains nothing.
    """

    _readers: Readers | None = None
    _process: Process | None = None
    _starting: "asyncio.Task[None] | None" = None
    _rests_until: float = 0.0
    _loans: dict[int, Loan] = field(default_factory=dict)
    _last: int = READY
    _lock: Lock = field(default_factory=Lock)

    def consider(self, line: Lijn, offer: Offer, headers: list[tuple[bytes, bytes]]) -> None:
        """Lend a line on which a query was just answered, where the next request will be like it."""
        request = line.request
        if request is None:
            return
        habit: Habit = line.memory or Habit()
        line.memory = habit
        template = habit.note(frame_of(request), offer.ask.query)
        if not template or not habit.frame or not _is_plain(offer, headers):
            return
        descriptor = line.descriptor
        process = None if descriptor is None else self._ready(offer.readers)
        if process and descriptor is not None:
            lease = _lease(line, habit.frame, template, offer, headers)
            self._lend(Loan(line, process, offer), descriptor, lease)

    def _lend(self, loan: Loan, descriptor: int, lease: Mapping[str, Any]) -> None:
        self._last += 1
        loan.line.lend(loan.process.dismiss)
        self._loans[self._last] = loan
        if not loan.process.lend(descriptor, {**lease, "number": self._last}):
            self._take_back(self._last, 0)

    async def prepare(self, readers: Readers) -> None:
        """Have the process ready, where lines are lent at all: not where requests are logged."""
        if not logging.getLogger("uvicorn.access").hasHandlers():
            self._ready(readers)
        if self._starting:
            await self._starting

    def _ready(self, readers: Readers) -> Process | None:
        """Return the process where it runs; else start it for the next time."""
        if self._readers is not readers:
            self._readers = readers
            readers.others.append(self.retire)
        if self._process is None and self._starting is None and monotonic() > self._rests_until:
            self._starting = asyncio.create_task(self._start(readers))
        return self._process

    async def _start(self, readers: Readers) -> None:
        try:
            process = await to_thread.run_sync(_new_process, readers)
        except (OSError, StoreError):
            self._rests_until = monotonic() + REST
            return
        finally:
            self._starting = None
        with self._lock:
            current = process.revision == readers.revision
            self._process = process if current else None
        if current:
            asyncio.get_running_loop().add_reader(process.control.fileno(), self._hear, process)
        else:
            process.end()

    def _hear(self, process: Process) -> None:
        while (said := process.heard()) is not None:
            if not said:
                self._lost(process)
                return
            number, used, why = BACK.unpack_from(said)
            self._take_back(number, used, said[BACK.size :], why)

    def _lost(self, process: Process) -> None:
        """Take back what the process had: it was retired, or died of a query that is still on its line."""
        asyncio.get_running_loop().remove_reader(process.control.fileno())
        with self._lock:
            if self._process is process:
                self._process = None
                self._rests_until = monotonic() + REST
        process.end()
        process.control.close()
        for number in [number for number, loan in self._loans.items() if loan.process is process]:
            self._loans.pop(number).line.take_back()

    def _take_back(self, number: int, used: int, rest: bytes = b"", why: int = lookups.OTHER) -> None:
        loan = self._loans.pop(number)
        offer = loan.offer
        if why == lookups.SLOW:
            offer.readers.lanes.note(offer.ask.query, long=True)
        loan.line.memory.returned(used if why == lookups.OTHER else 0)
        loan.line.take_back(rest)

    def retire(self) -> None:
        """End the process, from any thread, before there is a newer state; its lines come back."""
        with self._lock:
            process, self._process = self._process, None
        if process:
            process.dismiss()
            process.wait()


def _new_process(readers: Readers) -> Process:
    snapshot, revision = readers.newest()
    return Process(snapshot, revision, readers.bounds.memory)


def _is_plain(offer: Offer, headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether a process without the checks of the server may answer the next one."""
    given = Headers(raw=list(headers))
    return (
        not offer.ask.dataset
        and not given.get("content-type", "").partition(";")[0].endswith("xml")
        and not (offer.key is None and "etag" in given)
        and not offer.readers.lanes.is_long(offer.ask.query)
        and not names_dataset(offer.ask.query)
    )


def _lease(
    line: Lijn, frame: Frame, template: str, offer: Offer, headers: list[tuple[bytes, bytes]]
) -> dict[str, Any]:
    """Return what the process has to know: which requests it may answer, and how."""
    given = [*line.server_state.default_headers, *headers]
    kept = b"".join(b"%s: %s\r\n" % pair for pair in given if pair[0].lower() not in _VARIES)
    bounds = offer.readers.bounds
    packed = takes_gzip(list_of(Headers(raw=line.headers), "accept-encoding"))
    return {
        "kind": frame.kind,
        "before": frame.before.decode("latin-1"),
        "after": frame.after.decode("latin-1"),
        "pattern": template,
        "head": (STATUS_LINE[200] + kept).decode("latin-1"),
        "rows": offer.ask.rows,
        "triples": offer.ask.triples,
        "base": offer.ask.base,
        "bytes": min(MOST_BYTES, bounds.bytes, bounds.rows),
        "key": offer.key.hex() if offer.key else None,
        "packing": [SMALL, LEVEL] if packed else None,
    }


def offer(scope: Scope, made: Offer) -> None:
    """Say in the scope of a request what was answered, for `Lending`."""
    if _OFFERS in scope:
        scope[_OFFERS].append(made)


class Lending:
    """Middleware: considers lending the line once the answer is on it."""

    def __init__(self, app: ASGIApp, lender: Lender) -> None:
        self.app = app
        self.lender = lender

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        line = scope.get(LINE)
        if not isinstance(line, Lijn):
            await self.app(scope, receive, send)
            return
        offers: list[Offer] = []
        started: list[Message] = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
            await send(message)

        scope[_OFFERS] = offers
        await self.app(scope, receive, noting)
        if offers and started and started[0]["status"] == 200:
            self.lender.consider(line, offers[0], started[0]["headers"])
