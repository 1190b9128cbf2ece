"""Server programs under measurement: started, waited for, asked over a connection, and weighed."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

PATIENCE = 60
"""Seconds after which a query counts as not answered."""


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Client:
    """One connection that stays open."""

    def __init__(self, port: int, path: str, timeout: float = PATIENCE) -> None:
        self.link = HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.path = path

    def ask(self, query: str) -> bytes:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/n-triples" if "CONSTRUCT" in query else "application/sparql-results+json",
        }
        self.link.request("POST", self.path, urlencode({"query": query}), headers)
        answer = self.link.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise HTTPException(f"{answer.status}: {body[:200]!r}")
        return body

    def get(self, path: str, **headers: str) -> int:
        self.link.request("GET", path, headers=headers)
        answer = self.link.getresponse()
        answer.read()
        return answer.status


@contextmanager
def started(command: list[str], folder: Path, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, **environment})
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def wait(process: "subprocess.Popen[bytes]", ask: Callable[[], object], seconds: float = 600) -> float:
    """Return the seconds until a server answers; `ask` opens a connection of its own."""
    start = time.monotonic()
    while time.monotonic() - start < seconds and process.poll() is None:
        try:
            ask()
            return time.monotonic() - start
        except (OSError, HTTPException):
            time.sleep(0.01)
    raise RuntimeError(f"no answer from {process.args!r}")


def settle(process: "subprocess.Popen[bytes]", most: float = 600) -> float:
    """Return the seconds until a server that answers already has no work left of its own."""
    start, ticks = time.monotonic(), os.sysconf("SC_CLK_TCK")
    while time.monotonic() - start < most:
        before = spent(process.pid)
        time.sleep(1)
        if spent(process.pid) - before < ticks / 20:
            break
    return time.monotonic() - start - 1


def spent(pid: int) -> int:
    """Return the processor time of a process, in ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def memory_of(process: "subprocess.Popen[bytes]") -> int:
    """Return the resident bytes of a process and its children."""
    import resource

    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(entry.name) == process.pid or int(fields[1]) == process.pid:
                    total += int(fields[21]) * resource.getpagesize()
            except OSError:
                continue
    return total


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
