"""A disk that takes no more (a limit on the size of files): nothing is lost, nothing is half, all is said."""

import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.server import create
from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.errors import StoreError
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.api.sparql.conftest import TOKEN, Server, start, stop

BYTES = 60_000
"""Largest file that fits on the full disk: a store can be opened, and no more."""

EXAMPLE = Path(__file__).parent / "importers" / "voorbeelden" / "detail.json"
COUNT = "SELECT (COUNT(*) AS ?n) {{ GRAPH <urn:{}> {{ ?s ?p ?o }} }}"


def run(
    *arguments: str, full: bool = False, json_output: bool = True, **settings: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command of the program, on a full disk when asked."""
    command = [sys.executable, "-m", "kwalificatiegraaf", *arguments, *(["--json"] if json_output else [])]
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


@contextmanager
def full_here() -> Iterator[None]:
    """Let the disk be full for this process."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


@pytest.mark.parametrize("command", [("traject", "list"), ("serve", "--port", "18473")])
@pytest.mark.parametrize("room", [BYTES, 1_000_000], ids=["no store opens", "the data do not fit"])
def test_a_first_start_without_room_names_the_folder(
    tmp_path: Path, command: tuple[str, ...], room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.test_full_disk.BYTES", room)
    folder = tmp_path / "store"
    done = run(*command, full=True, KG_STORE=f"oxigraph:{folder}", json_output=command[0] != "serve")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(folder) in done.stderr
    assert "schijf" in done.stderr


def test_a_copy_that_does_not_fit_names_the_folder_and_is_made_later(tmp_path: Path) -> None:
    """What was loaded is written out for the first copy: it may fit as a log, and not as tables too."""
    folder = tmp_path / "store"
    system = boot(Settings(store=f"oxigraph:{folder}"))
    assert isinstance(system.store, OxigraphStore)
    with full_here(), pytest.raises(StoreError, match="File too large") as caught:
        system.store.backup(tmp_path / "kopie")
    assert caught.value.place == str(folder)
    assert "Maak plaats op de schijf" in (caught.value.remedy or "")
    system.store.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } }")
    system.store.backup(tmp_path / "later")
    assert OxigraphStore(tmp_path / "later", read_only=True).graph_names() == system.store.graph_names()


def test_a_server_without_room_for_its_snapshot_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stops before the server runs, where the program says why, and not in the life of the server."""
    monkeypatch.setenv("KG_STORE", f"oxigraph:{tmp_path / 'store'}")

    def boot_on_a_full_disk() -> Systeem:
        system = boot()
        resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, former[1]))
        return system

    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr("kwalificatiegraaf.bootstrap.boot", boot_on_a_full_disk)
    try:
        with pytest.raises(StoreError, match="File too large"):
            create()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
        gc.unfreeze()
        gc.enable()


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
