"""A process that answers lookups on lines to clients which the server lends it, with nothing in between.

Run by its path as `store/reader.py` is: `python -P lookups.py CONTROL SNAPSHOT MEMORY`. Over CONTROL, a
socket that keeps messages apart, comes a line with its lease (JSON, see `Lease` in `lending.py`). A line
goes back (`BACK`, and what could not be sent yet) as soon as anything comes over it but a request like the
one that the server answered itself: the same head, the same query with other values. A request is taken
off the line only when its answer is there, so that one which this process cannot answer, or dies of, is
still there for the server.
"""

import gc
import gzip
import json
import os
import re
import resource
import select
import signal
import socket
import sys
from binascii import a2b_qp
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import formatdate
from hashlib import blake2b
from struct import Struct
from time import monotonic, process_time, time
from typing import Any

BACK = Struct("!QIB")
"""A line that goes back: its number, the requests answered on it, and why."""

OTHER, UNFIT, SLOW = range(3)
"""Why: something else came, or nothing; an answer that is not made here; a query that took long."""

READY = 0
"""The number of no line: the process is ready."""

MOST_LEASE = 65_536
"""Bytes of a lease."""

LARGEST = 16_384
"""Bytes of a request."""

LONGEST = 0.2
"""Seconds that a lookup may take before it ends the process: the others on their lines wait for it."""

QUICK = 0.05
"""Seconds of work from which a lookup is none; not of time, for the machine may be busy with others."""

IDLE = 2.0
"""Seconds without a request after which a line goes back."""

CHANGING = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)
"""What makes that each run may have another answer: then there is no ETag."""

_PRINTED = re.compile(rb"[!-\"$-~]*+")
_WRITTEN = re.compile(rb"(?:[^%&\r\n]++|%[0-9A-Fa-f]{2})*+")
_LOOKING = socket.MSG_PEEK | socket.MSG_DONTWAIT


LookUp = Callable[[str], bytes]
"""Answers a query, or raises Unanswered."""


class Strange(Exception):
    """What came is not a request like the one that was answered before."""


class Unanswered(Exception):
    """There is no answer here: the server makes it, or the error."""


class Line:
    """A line to a client, with what may be answered on it."""

    def __init__(self, fd: int, lease: Mapping[str, Any], look_up: LookUp) -> None:
        self.socket = socket.socket(fileno=fd)
        self.look_up = look_up
        self.number: int = lease["number"]
        self.kind: str = lease["kind"]
        self.before: bytes = lease["before"].encode("latin-1")
        self.after: bytes = lease["after"].encode("latin-1")
        self.head: bytes = lease["head"].encode("latin-1")
        self.pattern = re.compile(lease["pattern"])
        re.purge()  # each line has its own
        self.key = bytes.fromhex(lease["key"]) if lease["key"] else None
        self.packing: list[int] | None = lease["packing"]
        self.used = 0
        self.last = monotonic()

    def read(self) -> tuple[str, int] | None:
        """Return the query of the request and the bytes of all of it; None while it is not all here."""
        try:
            data = self.socket.recv(LARGEST, _LOOKING)
        except BlockingIOError:
            return None
        if not data or len(data) == LARGEST:
            raise Strange
        start = len(self.before)
        if not data.startswith(self.before):
            _require(self.before.startswith(data))
            return None
        end = data.find(b" " if self.kind == "address" else b"\r\n", start)
        if end < 0:
            return None
        value, rest = data[start:end], data[end:]
        if not rest.startswith(self.after):
            _require(self.after.startswith(rest))
            return None
        if self.kind != "address":
            size, rest = _number(value), rest[len(self.after) :]
            if len(rest) < size:
                return None
            value, rest = rest[:size], rest[size:]
            _require(not rest)
        else:
            _require(len(rest) == len(self.after))
            _require(_PRINTED.fullmatch(value) is not None)
        return self._query(value), len(data)

    def _query(self, value: bytes) -> str:
        try:
            if self.kind == "form":
                _require(value.startswith(b"query="))
                value = value[len(b"query=") :]
            text = value.decode("utf-8") if self.kind == "query" else unquoted(value)
        except UnicodeDecodeError as error:
            raise Strange from error
        _require(self.pattern.fullmatch(text) is not None)
        _require("SERVICE" not in text.upper())  # whatever the pattern promises
        _require(not (self.key and CHANGING.search(text)))
        return text

    def answer(self, query: str, body: bytes) -> bytes:
        """Return the whole answer as it goes over the line."""
        parts = [self.head, b"date: ", _date(int(time())), b"\r\n"]
        if self.key:
            parts += [b"etag: ", etag_of(self.key, query).encode(), b"\r\n"]
        if self.packing and len(body) >= self.packing[0]:
            body = gzip.compress(body, self.packing[1], mtime=0)
            parts.append(b"content-encoding: gzip\r\n")
        return b"".join([*parts, b"content-length: %d\r\n\r\n" % len(body), body])


def unquoted(value: bytes) -> str:
    """Return one value of a form without its escapes; Strange where it is not written by the rules.

    As `urllib.parse.unquote_plus`, but in a tenth of the time: quoted-printable has the same escapes, with
    another sign.
    """
    _require(_WRITTEN.fullmatch(value) is not None)
    return a2b_qp(value.replace(b"=", b"=3D").replace(b"+", b" ").replace(b"%", b"=")).decode("utf-8")


def etag_of(key: bytes, query: str) -> str:
    """Return the weak ETag of the answer to a query; `key` stands for all else that it hangs on."""
    return f'W/"{blake2b(query.encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()}"'


def _require(holds: bool) -> None:
    if not holds:
        raise Strange


def _number(digits: bytes) -> int:
    _require(digits.isdigit() and len(digits) <= len(str(LARGEST)))
    return int(digits)


def _send(line: socket.socket, data: bytes) -> int:
    """Return how many bytes the line takes now."""
    try:
        return line.send(data)
    except BlockingIOError:
        return 0


_dates: dict[int, bytes] = {}


def _date(second: int) -> bytes:
    if second not in _dates:
        _dates.clear()
        _dates[second] = formatdate(second, usegmt=True).encode()
    return _dates[second]


class Desk:
    """Answers on all lines that are lent, one request after the other."""

    def __init__(self, control: socket.socket, look_up: Callable[[Mapping[str, Any]], LookUp]) -> None:
        self.control = control
        self.look_up = look_up
        self.lines: dict[int, Line] = {}
        self.poll = select.epoll()
        self.poll.register(control.fileno(), select.EPOLLIN)

    def run(self) -> None:
        """Answer until the server closes its end; every line goes back then."""
        while True:
            for fd, _ in self.poll.poll(IDLE / 2 if self.lines else None):
                if fd == self.control.fileno():
                    self._take()
                elif fd in self.lines:
                    self._serve(self.lines[fd])
            self._return_idle()

    def _take(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self.control, MOST_LEASE, 1)
        if not data:
            for line in [*self.lines.values()]:
                self._give_back(line)
            os._exit(0)
        lease = json.loads(data)
        line = Line(descriptors[0], lease, self.look_up(lease))
        self.lines[line.socket.fileno()] = line
        self.poll.register(line.socket.fileno(), select.EPOLLIN | select.EPOLLRDHUP | select.EPOLLET)

    def _serve(self, line: Line) -> None:
        try:
            found = line.read()
            if found is None:
                return
            query, size = found
            begin = process_time()
            answer = line.answer(query, line.look_up(query))
            slow = process_time() - begin > QUICK
            line.socket.recv(size)
            sent = _send(line.socket, answer)
        except Unanswered:
            self._give_back(line, why=UNFIT)
        except (Strange, OSError):
            self._give_back(line)
        else:
            line.used += 1
            line.last = monotonic()
            if slow or sent < len(answer):
                self._give_back(line, answer[sent:], SLOW if slow else OTHER)

    def _give_back(self, line: Line, rest: bytes = b"", why: int = OTHER) -> None:
        self.poll.unregister(line.socket.fileno())
        del self.lines[line.socket.fileno()]
        line.socket.close()
        with suppress(OSError):
            self.control.send(BACK.pack(line.number, line.used, why) + rest)

    def _return_idle(self) -> None:
        since = monotonic() - IDLE
        for line in [line for line in self.lines.values() if line.last < since]:
            self._give_back(line)


def opened(snapshot: str, memory: int) -> Callable[[Mapping[str, Any]], LookUp]:
    """Return what looks up on a snapshot, for a lease; a query that lasts ends the process."""
    from kwalificatiegraaf.store.reader import asking, limit_memory, open_snapshot

    queried = open_snapshot(snapshot)
    limit_memory(memory)

    def look_up_for(lease: Mapping[str, Any]) -> LookUp:
        ask = asking(queried, lease)

        def look_up(query: str) -> bytes:
            signal.setitimer(signal.ITIMER_REAL, LONGEST)
            try:
                body = ask(query)
            except (SyntaxError, OSError, RuntimeError, ValueError, MemoryError) as error:
                raise Unanswered from error
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            if body is None:
                raise Unanswered
            return body

        return look_up

    return look_up_for


def main(fd: int, snapshot: str, memory: int) -> None:
    """Answer until the server closes the socket."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    control = socket.socket(fileno=fd)
    look_up = opened(snapshot, memory)
    gc.freeze()
    control.send(BACK.pack(READY, 0, OTHER))
    Desk(control, look_up).run()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server decides
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
