"""The process of one job, seen from the server: started, given its order, and killed by its own handle."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.settings import Settings

Work = Callable[[Systeem], bytes]
"""What a job computes: the body of the answer. It crosses to the process, so it is picklable."""


@dataclass(frozen=True)
class Order:
    """What a process needs: how to open the system, a snapshot where there is one, and the work."""

    settings: Settings
    snapshot: Path | None
    work: Work


class Message(NamedTuple):
    """What a process says: a Step, the body (bytes), an error of ours, or the text of a traceback."""

    kind: Literal["stap", "klaar", "fout", "stuk"]
    what: Any


class Process:
    """A process that does one order; it also ends when the server is gone."""

    def __init__(self) -> None:
        self._link, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "api.jobs.child", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if not name.startswith("KG_")},
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, order: Order) -> None:
        """Give the order; OSError when the process has ended."""
        self._link.send(order)

    def receive(self) -> Message:
        """Return the next thing that the process says; EOFError or OSError when it has ended."""
        found: Message = self._link.recv()
        return found

    def kill(self) -> None:
        """End the process and wait until it is gone; more than once, and from any thread, is fine."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Kill, and let go of the connection; nobody may receive any more."""
        self.kill()
        self._link.close()
