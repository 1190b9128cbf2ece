"""One reading process, seen from the server: started, asked, and ended by its own handle."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from math import inf
from pathlib import Path
from struct import Struct
from time import clock_gettime, monotonic
from typing import Any

from kwalificatiegraaf.errors import QueryTooLarge, StoreError
from kwalificatiegraaf.store.lanes import CHANCES, QUICK, Visit

READER = Path(__file__).with_name("reader.py")
STARTING = 120.0
"""Seconds that a process may take to open its snapshot."""

_HEAD = 4
_ANSWER = Struct("!IQ")
"""How an answer begins: the lengths of its head and of its body."""
_MOST = 1 << 20


class Gone(Exception):
    """The process ended in the middle of a query; `code` as subprocess gives it."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)

    @property
    def killed(self) -> bool:
        """Whether somebody else killed it, so that asking again makes sense."""
        return self.code in (-signal.SIGKILL, -signal.SIGTERM)

    def error(self) -> StoreError:
        """Return what the visitor is told: it wanted too much memory or stack, or it was killed twice."""
        if self.killed:
            return StoreError("het proces dat antwoordde werd gestopt", remedy="probeer het opnieuw")
        return QueryTooLarge(
            "de vraag had meer geheugen nodig dan toegelaten, of is te diep genest",
            place="query",
            remedy="maak de vraag kleiner: begin bij een ding, of gebruik LIMIT in een deelvraag",
        )


def start_process(script: Path, link: socket.socket, path: Path, memory: int) -> "subprocess.Popen[bytes]":
    """Start a script on a snapshot, that hears the server over its end of `link`; it knows no settings."""
    return subprocess.Popen(
        [sys.executable, "-P", str(script), str(link.fileno()), str(path), str(memory)],
        pass_fds=[link.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not name.startswith("KG_")},
    )


class Worker:
    """A process on one snapshot, which it holds for as long as it lives; one query at a time."""

    def __init__(self, snapshot: Any, revision: str, memory: int) -> None:
        self.snapshot = snapshot
        self.revision = revision
        self._ahead = bytearray()
        self._before = 0.0
        self._link, theirs = socket.socketpair()
        with theirs:
            self._process = start_process(READER, theirs, snapshot.path, memory)
        try:
            self._answer(monotonic() + STARTING)
        except (Gone, TimeoutError) as error:
            self.end()
            raise StoreError(f"een leesproces startte niet ({error})") from error

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def fileno(self) -> int:
        """Return where the answer comes in, for whoever waits for it beside other things."""
        return self._link.fileno()

    def post(self, message: Mapping[str, object], seconds: float) -> None:
        """Send a query; Gone when the process ended, TimeoutError when it does not read."""
        text = json.dumps(message).encode()
        self._before = self._work()
        self._link.settimeout(seconds)
        try:
            self._link.sendall(len(text).to_bytes(_HEAD) + text)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Gone(self._process.wait()) from error

    def arrived(self) -> bool:
        """Whether the whole answer is here, once it begins to come in; never waits."""
        self._link.setblocking(False)
        with suppress(BlockingIOError, ConnectionResetError):
            self._ahead += self._link.recv(_MOST)
        if len(self._ahead) < _ANSWER.size:
            return False
        head, body = _ANSWER.unpack_from(self._ahead)
        return len(self._ahead) >= _ANSWER.size + int(head) + int(body)

    def collect(self, start: float, seconds: float, visit: Visit) -> tuple[dict[str, Any], bytes]:
        """Return head and body of the answer to what was posted at `start`, by the clock.

        TimeoutError when `seconds` are over, Gone when it ended. `visit` hears whether an answer came that
        began within a blink, and may raise Displaced.
        """
        deadline = start + seconds
        quick = bool(self._ahead) or self._answers_in_a_blink(start, deadline)
        if not quick:
            visit.overrun()
        answer = self._answer(deadline)
        if quick:
            visit.lanes.note(visit.query, long=False)
        return answer

    def _answers_in_a_blink(self, start: float, deadline: float) -> bool:
        """Whether an answer begins to come in soon; a machine that is busy with others gets more time.

        Time in which the server itself stood still is no time that the process had.
        """
        waiting = select.poll()
        waiting.register(self._link, select.POLLIN)
        until = start + QUICK
        for _ in range(CHANCES):
            if waiting.poll(1000 * max(0.0, min(until, deadline) - monotonic())):
                return True
            if monotonic() >= deadline or self._work() - self._before >= QUICK / 2:
                return False
            until = monotonic() + QUICK
        return False

    def _work(self) -> float:
        """Return the seconds that the process worked; without end where the system does not say."""
        try:
            return clock_gettime(~self.pid << 3 | 2)  # the clock of another process, as clock_getcpuclockid
        except (OSError, OverflowError):
            return inf

    def _answer(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        head, body = _ANSWER.unpack(self._receive(_ANSWER.size, deadline))
        return json.loads(self._receive(head, deadline)), self._receive(body, deadline)

    def _receive(self, size: int, deadline: float) -> bytes:
        """Return the next bytes; what came along with them is kept for the next time."""
        while len(self._ahead) < size:
            left = deadline - monotonic()
            if left <= 0:
                raise TimeoutError
            self._link.settimeout(left)
            try:
                part = self._link.recv(_MOST)
            except ConnectionResetError:
                part = b""
            if not part:
                raise Gone(self._process.wait())
            self._ahead += part
        found = bytes(memoryview(self._ahead)[:size])
        del self._ahead[:size]
        return found

    def end(self) -> None:
        """Kill the process and wait until it is gone; more than once is fine."""
        self._process.kill()
        self._process.wait()
        self._link.close()
