"""A really started server over the embedded data and four small graphs, and a second that takes updates."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from kwalificatiegraaf.store.virtuoso import VirtuosoStore
from tests.store.conftest import start_oxigraph
from tests.virtuoso import empty

TOKEN = "een-geheim-van-de-test"
GRAPHS = {
    "http://voorbeeld.test/graaf/1": '<urn:s1> a <http://xmlns.com/foaf/0.1/Document> ; <urn:p> "een" .',
    "http://voorbeeld.test/graaf/2": '<urn:s2> a <http://xmlns.com/foaf/0.1/Document> ; <urn:p> "twee" .',
    "http://voorbeeld.test/graaf/3": '<urn:s3> a <http://xmlns.com/foaf/0.1/Person> ; <urn:p> "drie" .',
}
ONE, TWO, THREE = GRAPHS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A server of our own: its address, its process, and short ways to ask."""

    root: str
    process: subprocess.Popen[bytes]
    client: httpx2.Client

    @property
    def endpoint(self) -> str:
        return f"{self.root}/sparql"

    def get(self, accept: str = "", **parameters: Any) -> httpx2.Response:
        return self.fetch([(name.replace("_", "-"), value) for name, value in parameters.items()], accept)

    def fetch(self, pairs: list[tuple[str, Any]], accept: str = "", **headers: str) -> httpx2.Response:
        flat = [
            (name, one) for name, value in pairs for one in ([value] if isinstance(value, str) else value)
        ]
        return self.client.get(f"/sparql?{urlencode(flat)}", headers={"Accept": accept or "*/*", **headers})

    def post(
        self, body: str | bytes, content_type: str | None, address: str = "/sparql", **headers: str
    ) -> Any:
        kind = {"Content-Type": content_type} if content_type else {}
        return self.client.post(address, content=body, headers={**kind, **headers})

    def form(self, pairs: list[tuple[str, str]], **headers: str) -> httpx2.Response:
        return self.post(urlencode(pairs), "application/x-www-form-urlencoded", **headers)

    def update(self, text: str, query: str = "") -> httpx2.Response:
        auth = {"Authorization": f"Bearer {TOKEN}"}
        found: httpx2.Response = self.post(text, "application/sparql-update", f"/sparql{query}", **auth)
        return found

    def ask(self, query: str) -> bool:
        return bool(self.get(query=query).json()["boolean"])

    def children(self) -> list[int]:
        """Return the processes that the server started, from the system itself."""
        found: list[int] = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            with suppress(OSError):  # a thread that ended since
                found += map(int, (task / "children").read_text().split())
        return found

    def readers(self) -> list[int]:
        """Return the processes that answer queries; one that starts is still a copy of the server."""
        return [pid for pid in self.children() if b"reader.py" in _command(pid)]

    def jobs(self) -> list[int]:
        """Return the processes of jobs: those that run and answer no queries."""
        answering = (b"reader.py", b"lookups.py")
        lines = {pid: _command(pid) for pid in self.children()}
        return [pid for pid, line in lines.items() if line and not any(one in line for one in answering)]

    def lookups(self) -> list[int]:
        """Return the process that answers on lent lines."""
        return [pid for pid in self.children() if b"lookups.py" in _command(pid)]


def _command(pid: int) -> bytes:
    """Return the command line of a process; nothing when it ended since."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def start(folder: Path, *, options: Sequence[str] = (), **settings: str) -> Server:
    """Start `kwalificatiegraaf serve` with `KG_*` settings, and wait until it answers."""
    port = free_port()
    environment = {
        **os.environ,
        "KG_DATA": str(folder),
        "KG_QUERY_RATE": "0",
        **{f"KG_{k.upper()}": v for k, v in settings.items()},
    }
    command = [sys.executable, "-m", "kwalificatiegraaf", "serve", "--port", str(port), *options]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    root = f"http://127.0.0.1:{port}"
    client = httpx2.Client(base_url=root, timeout=40, limits=httpx2.Limits(max_connections=100))
    server = Server(root, process, client)
    for _ in range(600):
        try:
            client.get("/gezondheid")
        except httpx2.TransportError:
            assert process.poll() is None, (folder / "serve.log").read_text()
            time.sleep(0.05)
        else:
            return server
    process.kill()
    raise RuntimeError("the server does not answer")


def stop(server: Server) -> None:
    server.client.close()
    server.process.terminate()
    server.process.wait(20)


PROTOCOL = ("test_query", "test_forms", "test_bad_requests", "test_graph_store", "test_update")
"""Modules that say what the protocol wants: they run on every store, remote ones included."""

STORES = ("embedded", "oxigraph", "virtuoso")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask the tests of the protocol of a service on each store."""
    if metafunc.module.__name__.rpartition(".")[2] in PROTOCOL and "service" in metafunc.fixturenames:
        metafunc.parametrize("service", STORES, indirect=True, scope="session")


@pytest.fixture(scope="session")
def service(request: pytest.FixtureRequest) -> str:
    """What the server of a test keeps its graph in."""
    return str(getattr(request, "param", "embedded"))


@pytest.fixture(scope="session")
def remote_store(request: pytest.FixtureRequest, service: str) -> Iterator[str]:
    """`KG_STORE` of a real server that was emptied, or nothing for a store of our own."""
    if service == "virtuoso":
        address = request.getfixturevalue("virtuoso")
        empty(VirtuosoStore(address))
        yield address
    elif service == "oxigraph":
        process, address = start_oxigraph()
        yield f"sparql+http://{address}"
        process.terminate()
        process.wait(10)
    else:
        yield ""


@pytest.fixture(scope="session")
def both(
    service: str, remote_store: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Server]]:
    """Give a server by name; of two on the same remote store the one that writes starts first."""
    started: dict[str, Server] = {}

    def get(name: str) -> Server:
        if remote_store and name != "writable":
            get("writable")
        if name not in started:
            folder = tmp_path_factory.mktemp(f"{name}-{service}")
            started[name] = SETTINGS[name](folder, remote_store)
        return started[name]

    yield get
    for one in started.values():
        stop(one)


def _readable(folder: Path, store: str) -> Server:
    return start(
        folder,
        query_timeout="2",
        query_memory="150",
        query_rows="50000",
        **({"store": store} if store else {}),
    )


def _writable(folder: Path, store: str) -> Server:
    found = start(
        folder,
        update_token=TOKEN,
        store=store or f"oxigraph:{folder / 'store'}",
        query_workers="2",
        store_timeout="60",
    )
    inserts = (f"INSERT DATA {{ GRAPH <{name}> {{ {turtle} }} }}" for name, turtle in GRAPHS.items())
    answer = found.update(" ; ".join(inserts))
    assert answer.status_code == 204, answer.text
    return found


SETTINGS = {"server": _readable, "writable": _writable}


@pytest.fixture
def server(both: Callable[[str], Server]) -> Server:
    """Nothing can be written here."""
    return both("server")


@pytest.fixture
def writable(both: Callable[[str], Server]) -> Server:
    """A store that keeps, with the small graphs, that takes updates with the token."""
    return both("writable")
