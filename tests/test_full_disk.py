"""A disk that takes no more (a limit on the size of files): nothing is lost, nothing is half, all is said."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.api.sparql.conftest import TOKEN, Server, start, stop

BYTES = 60_000
"""Largest file that fits on the full disk: a store can be opened, and no more."""

EXAMPLE = Path(__file__).parent / "importers" / "voorbeelden" / "detail.json"
COUNT = "SELECT (COUNT(*) AS ?n) {{ GRAPH <urn:{}> {{ ?s ?p ?o }} }}"


def run(*arguments: str, full: bool = False, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the program, on a full disk when asked."""
    command = [sys.executable, "-m", "kwalificatiegraaf", *arguments, "--json"]
    environment = {**os.environ, **settings}
    limit: Callable[[], None] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, BYTES))  # noqa: E731
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, preexec_fn=limit if full else None
    )


def problem(done: "subprocess.CompletedProcess[str]") -> dict[str, str]:
    assert done.returncode == 1, done.stderr
    found: dict[str, str] = json.loads(done.stderr)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_dump_stays_what_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    assert run("dump", str(folder)).returncode == 0
    before = files(folder)
    found = problem(run("dump", str(folder), full=True))
    assert "File too large" in found["detail"]
    assert found["plaats"].startswith(str(folder))
    assert files(folder) == before


def test_a_backup_stays_what_it_was(tmp_path: Path) -> None:
    target = str(tmp_path / "uit" / "kopie.tar")
    assert run("backup", target).returncode == 0
    before = files(tmp_path / "uit")
    found = problem(run("backup", target, "--overschrijven", full=True))
    assert "File too large" in found["detail"]
    assert found["plaats"] == target
    assert files(tmp_path / "uit") == before


@contextmanager
def full(server: Server) -> Iterator[None]:
    """Let the disk of a running server be full."""
    former = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (BYTES, former[1]))
    yield
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, former)


def insert(server: Server, name: str, number: int) -> tuple[int, str]:
    triples = " . ".join(f"<urn:{name}{n}> <urn:p> 'tekst {n}'" for n in range(number))
    answer = server.update(f"INSERT DATA {{ GRAPH <urn:{name}> {{ {triples} }} }}")
    return answer.status_code, answer.text


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit is of Linux")
def test_a_publication_on_a_full_disk_changes_nothing_and_readers_go_on(tmp_path: Path) -> None:
    store = f"oxigraph:{tmp_path / 'store'}"
    server = start(tmp_path, update_token=TOKEN, store=store, query_workers="1")
    try:
        assert insert(server, "voor", 10)[0] == 204
        with full(server):
            for _ in range(2):
                status, text = insert(server, "tijdens", 2_000)
                assert status == 503, text
                assert json.loads(text)["title"] == "De opslag weigert"
                assert "Maak plaats" in json.loads(text)["remedie"]
            for name, number in (("voor", 10), ("tijdens", 0)):
                answer = server.get(query=COUNT.format(name), accept="text/csv")
                assert answer.text.split() == ["n", str(number)]
            assert server.client.get("/kwalificaties/BK-0090-2").status_code == 200
        status, text = insert(server, "ruimte", 5)
        assert status == 204, text
        answer = server.get(query=COUNT.format("ruimte"), accept="text/csv")
        assert answer.text.split() == ["n", "5"]
    finally:
        stop(server)
    server = start(tmp_path, update_token=TOKEN, store=store, query_workers="1")
    try:
        assert insert(server, "na", 20)[0] == 204
    finally:
        stop(server)
    systeem = boot(Settings(store=store))
    names = ("voor", "tijdens", "ruimte", "na")
    assert [len(systeem.store.get_graph(f"urn:{name}")) for name in names] == [10, 0, 5, 20]
    assert not systeem.store.get_graph(f"{DEFAULT_BASE}/graph/onaf")
    assert systeem.store.get_graph(f"{DEFAULT_BASE}/graph/afgeleid")


def test_an_import_on_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(store=f"oxigraph:{tmp_path / 'store'}", data=tmp_path / "data")
    before = list(boot(settings).store)
    environment = {"KG_STORE": settings.store, "KG_DATA": str(settings.data)}
    found = problem(run("import", "vks-api", str(EXAMPLE), full=True, **environment))
    assert "File too large" in found["detail"]
    assert list(boot(settings).store) == before
    done = run("import", "vks-api", str(EXAMPLE), **environment)
    assert json.loads(done.stdout)["gewijzigd"] > 0, done.stderr
    assert list(boot(settings).store) != before
