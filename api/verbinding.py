"""The line to a client: uvicorn's own, with a limit on the head of a request, and problems for refusals.

By itself it takes an address or headers without end, waits for ever for who sends or takes nothing, and
refuses what it cannot read in English.
"""

import re
import sys
from asyncio import TimerHandle, Transport
from contextlib import suppress
from fcntl import ioctl
from struct import Struct
from termios import TIOCOUTQ

from httptools import HttpParserInvalidMethodError
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.refusals import AddressTooLong, HeadTooLarge, HostUnclear, TooSlow, UnknownMethod, Unreadable
from kwalificatiegraaf.errors import KwalificatiegraafError

ADDRESS = 65_535
"""Bytes of an address; its parser knows no longer one."""

HEAD = 2 * ADDRESS
"""Bytes of address and headers together; what comes in one piece with its end is read all the same."""

AROUND = 16_000_000
"""Bytes around a body: its cutting into chunks, and the headers that may follow it."""

DISCARDED = 16_000_000
"""Bytes that are still read after a refusal: a client that sends on sees no answer."""

PATIENCE = 5.0
"""Seconds for that."""

HEAD_SECONDS = 10.0
BODY_SECONDS = 60.0
"""Seconds in which an address with its headers, and the body after it, must have come."""

SEND_SECONDS = 30.0
LEAST_TAKEN = 32_768
"""Seconds in which a client must take so many bytes of what waits for it, or all of it."""

_COUNT = Struct("i")
_HOST = re.compile(rb"(?:\[[0-9A-Fa-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?")
_FIRST_LINE = re.compile(rb"([\w!#$%&'*+.^`|~-]+) \S+ HTTP/1\.[01]\r\n")


class Verbinding(HttpToolsProtocol):
    """One connection. A refusal is its last answer."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to count."""
        super().connection_made(transport)
        self.url = self.came = b""
        self.headers = []
        self.size = 0
        self.in_head = True
        self.refused = False
        self.unclear = False
        self.deadline: TimerHandle | None = None
        self.taking: TimerHandle | None = None
        transport.set_write_buffer_limits(0)
        self._within(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._within(None)
        self._taken()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait for the client: the system has no room for what goes to it."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Know that the system has all of it."""
        self._taken()
        super().resume_writing()

    def _taken(self) -> None:
        if self.taking:
            self.taking.cancel()
        self.taking = None

    def _watch(self) -> None:
        self._taken()
        self.taking = self.loop.call_later(SEND_SECONDS, self._require_less, self._untaken())

    def _require_less(self, before: int) -> None:
        """Break off when too little was taken since: whoever reads on sees that its answer is not whole."""
        if before - self._untaken() >= min(before, LEAST_TAKEN):
            self._watch()
        else:
            self.transport.abort()

    def _untaken(self) -> int:
        """Return the bytes that wait here, and in the system where it says so."""
        waiting, held = self.transport.get_write_buffer_size(), bytes(_COUNT.size)
        with suppress(OSError):
            held = ioctl(self.transport.get_extra_info("socket").fileno(), TIOCOUTQ, held)
        return waiting + int(_COUNT.unpack(held)[0])

    def _within(self, seconds: float | None) -> None:
        """Wait so long for what comes next, and no longer for what came; None waits for nothing."""
        if self.deadline:
            self.deadline.cancel()
        self.deadline = None if seconds is None else self.loop.call_later(seconds, self._late, seconds)

    def _late(self, seconds: float) -> None:
        answering = self.cycle is not None and self.cycle.response_started
        if (self.in_head and not self.size) or (not self.in_head and answering):
            self.transport.close()
        elif not self.refused:
            self.refuse(TooSlow(seconds))

    def on_message_begin(self) -> None:
        """Begin to wait for the head of a request."""
        super().on_message_begin()
        self._within(HEAD_SECONDS)

    def data_received(self, data: bytes) -> None:
        """Read on, or throw away what comes after a refusal."""
        self.size += len(data)
        if self.refused:
            if self.size > DISCARDED:
                self.transport.close()
            return
        self.came = data
        super().data_received(data)
        if self.size > (HEAD if self.in_head else AROUND) and not self.refused:
            self.refuse(HeadTooLarge(HEAD))

    def on_url(self, url: bytes) -> None:
        """Take a part of the address; one that is too long ends the reading."""
        super().on_url(url)
        if len(self.url) > ADDRESS:
            raise ValueError("address too long")

    def on_headers_complete(self) -> None:
        """Know that the body comes, and for which host: one, and from HTTP/1.1 on none is too few."""
        named = any(name == b"host" for name, _ in self.headers)
        if not self._host and (named or self.parser.get_http_version() != "1.0"):
            self.unclear = True
            raise ValueError("host unclear")
        self.in_head = False
        self._within(BODY_SECONDS)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body, which has a limit of its own."""
        self.size -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Count from nothing for the next request on this line."""
        super().on_message_complete()
        self.in_head, self.size = True, 0
        self._within(None)

    def send_400_response(self, msg: str) -> None:
        """Refuse what could not be read, where no answer has begun."""
        if len(self.url) > ADDRESS:
            self.refuse(AddressTooLong(ADDRESS))
        elif self.unclear:
            self.refuse(HostUnclear())
        else:
            self.refuse(self._unread(sys.exc_info()[1]))

    def _unread(self, error: BaseException | None) -> KwalificatiegraafError:
        """Return why a request could not be read: a method that nobody knows, or else all of it."""
        found = _FIRST_LINE.match(self.came)
        if found and isinstance(error, HttpParserInvalidMethodError):
            return UnknownMethod(found[1].decode("ascii"))
        return Unreadable()

    @property
    def _host(self) -> str | None:
        """The host that the request names, where it names one."""
        hosts = [value.strip() for name, value in self.headers if name == b"host"]
        return hosts[0].decode("ascii") if len(hosts) == 1 and _HOST.fullmatch(hosts[0]) else None

    def refuse(self, error: KwalificatiegraafError) -> None:
        """Answer with the problem and end the connection, once the client has stopped sending."""
        self.refused, self.size = True, 0
        self._within(None)
        if self.cycle and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.close()
            return
        if self.cycle and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.write(self._refusal(error))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(PATIENCE, self.transport.close)

    def _refusal(self, error: KwalificatiegraafError) -> bytes:
        from api.antwoord import root_of  # here: this file is read before the service boots
        from api.errors import PROBLEM, unread_problem
        from api.opendata import HEADERS as OPEN
        from api.security import HEADERS as SAFE

        path = self.url.partition(b"?")[0][:200].decode("ascii", "replace")
        root = root_of(self.scheme or "http", self._host, self.server or (), self.root_path)
        status, body = unread_problem(error, root, path or "/")
        about = {"Content-Type": PROBLEM, "Content-Length": str(len(body)), "Connection": "close"}
        own = b"".join(b"%s: %s\r\n" % pair for pair in self.server_state.default_headers)
        lines = "".join(f"{name}: {value}\r\n" for name, value in {**SAFE, **OPEN, **about}.items())
        return b"".join((STATUS_LINE[status], own, lines.encode("latin-1"), b"\r\n", body))
