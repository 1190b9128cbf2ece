"""A real Virtuoso for the tests: own ini and folder, loopback only, ended by its process."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from kwalificatiegraaf.store.virtuoso import VirtuosoStore

INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
ServerThreads = 20
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
SchedulerInterval = 10
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = {rows}
"""
PROGRAMS = ("virtuoso-t", "isql-vt")
REASON = "Virtuoso is absent: apt-get install virtuoso-opensource"
STARTING = 60.0
"""Seconds that the server may take to make its files and listen."""


def is_there() -> bool:
    return all(map(shutil.which, PROGRAMS))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Ports:
    """Where a server listens: SQL and HTTP."""

    sql: int
    http: int


def settings_of(folder: Path, rows: int = 10_000, buffers: int = 20_000) -> Ports:
    """Write the ini of a server in `folder`; `buffers` are pages of 8 kB."""
    ports = Ports(free_port(), free_port())
    text = INI.format(sql=ports.sql, http=ports.http, rows=rows, buffers=buffers, dirty=buffers * 6 // 10)
    (folder / "virtuoso.ini").write_text(text, encoding="utf-8")
    return ports


@contextmanager
def start(folder: Path, ports: Ports) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the server that `folder` describes; anybody on this machine may update."""
    quiet = subprocess.DEVNULL
    command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    server = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
    try:
        _wait(f"http://127.0.0.1:{ports.http}/sparql", server)
        grant = 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'
        subprocess.run(["isql-vt", f"127.0.0.1:{ports.sql}", "dba", "dba", grant], check=True, stdout=quiet)
        yield server
    finally:
        server.kill()
        server.wait()


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Yield `KG_STORE` for an empty server in `folder`."""
    ports = settings_of(folder)
    with start(folder, ports):
        yield f"sparql+http://127.0.0.1:{ports.http}/sparql"


def empty(store: VirtuosoStore) -> None:
    """Remove every graph, also one that is too long to read."""
    for name in store.graph_names():
        store._request("update", f"CLEAR GRAPH <{name}>", "*/*")


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("Virtuoso does not listen")
