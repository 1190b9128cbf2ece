"""The six stores of the contract; the remote ones are a real Oxigraph server and Virtuoso, on loopback."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwalificatiegraaf.services.catalogue import search_documents
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.mirrored import MirroredStore
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.rdflib_store import RdflibStore
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.store.search import Document
from kwalificatiegraaf.store.sparql import SparqlStore
from kwalificatiegraaf.store.virtuoso import VirtuosoStore
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.virtuoso import empty

_SCRIPTS = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_oxigraph(*options: str) -> tuple[subprocess.Popen[bytes], str]:
    binary = shutil.which("oxigraph", path=_SCRIPTS)
    assert binary, "the package oxigraph of the extra [dev] is not installed"
    address = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen([binary, "serve", "--bind", address, *options], stderr=subprocess.DEVNULL)
    host, port = address.split(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return server, address
        except OSError:
            time.sleep(0.02)
    server.kill()
    raise RuntimeError("the Oxigraph server does not listen")


def _serve(*options: str) -> Iterator[str]:
    server, address = start_oxigraph(*options)
    try:
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[str]:
    yield from _serve()


@pytest.fixture(scope="session")
def hasty_server() -> Iterator[str]:
    """A server that gives up after one second, and then answers 200 all the same."""
    yield from _serve("--timeout-s", "1")


@pytest.fixture
def remote(oxigraph_server: str) -> SparqlStore:
    store = SparqlStore(f"sparql+http://{oxigraph_server}", timeout=10)
    store._request("update", "DROP ALL", "*/*")
    return store


@pytest.fixture
def empty_virtuoso(virtuoso: str) -> VirtuosoStore:
    store = VirtuosoStore(virtuoso, timeout=30)
    empty(store)
    return store


@pytest.fixture(params=["memory", "disk", "rdflib", "remote", "virtuoso", "mirrored"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "remote":
        remote: SparqlStore = request.getfixturevalue("remote")
        return remote
    if request.param in ("virtuoso", "mirrored"):
        virtuoso: VirtuosoStore = request.getfixturevalue("empty_virtuoso")
        return virtuoso if request.param == "virtuoso" else MirroredStore(virtuoso)
    if request.param == "rdflib":
        return RdflibStore()
    return OxigraphStore(tmp_path / "graph" if request.param == "disk" else None)


@pytest.fixture(scope="session")
def embedded_documents(embedded_store: Store) -> tuple[Document, ...]:
    return search_documents(Repository(embedded_store, DEFAULT_BASE))
