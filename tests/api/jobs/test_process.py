"""The process of a job: what crosses to it and back, which stores it opens, and when it ends."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.jobs.process import Message, Order, Process
from kwalificatiegraaf.bootstrap import Systeem, open_snapshot, open_store
from kwalificatiegraaf.errors import InvalidInput, KwalificatiegraafError, NotFound, QueryTimeout
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.repository import Repository
from tests.store.conftest import start_oxigraph

from .conftest import LONG_WORK, SHORT_WORK, has_ended, wait_for


def said(process: Process) -> Iterator[Message]:
    """Yield what a process says until it has said all."""
    while True:
        yield (message := process.receive())
        if message.kind != "stap":
            return


@pytest.mark.parametrize(
    "error",
    [
        NotFound("traject", "115-duaa", ["115-duaal"], remedy="zoek"),
        InvalidInput("fout", place="uren", remedy="anders"),
        QueryTimeout("te laat"),
    ],
)
def test_an_error_crosses_whole(error: KwalificatiegraafError) -> None:
    same = pickle.loads(pickle.dumps(error))
    assert type(same) is type(error)
    assert (str(same), same.__dict__) == (str(error), error.__dict__)


@pytest.mark.parametrize("kind", ["memory", "oxigraph"])
def test_a_process_answers_as_this_one_would(kind: str, systeem: Systeem, tmp_path: Path) -> None:
    settings = Settings(store=f"oxigraph:{tmp_path / 'graaf'}" if kind == "oxigraph" else kind)
    store = open_store(settings)
    store.load("\n".join(systeem.store).encode(), "application/n-quads")
    system = Systeem(settings, store, Repository(store, settings.base))
    snapshot, process = system.snapshot(), Process()
    assert snapshot is not None
    process.send(Order(system.settings, snapshot.path, SHORT_WORK))
    *steps, last = said(process)
    process.close()
    assert [message.what.fase for message in steps][:2] == ["gegevens openen", "rekenen"]
    assert last == Message("klaar", SHORT_WORK(system))


def test_a_remote_store_is_asked_itself() -> None:
    server, address = start_oxigraph()
    try:
        system = open_snapshot(Settings(store=f"sparql+http://{address}"), None)
        assert system.snapshot() is None
    finally:
        server.terminate()
        server.wait(10)


def test_a_process_ends_when_the_server_is_gone(systeem: Systeem) -> None:
    process, snapshot = Process(), systeem.snapshot()
    assert snapshot is not None
    process.send(Order(systeem.settings, snapshot.path, LONG_WORK))
    while process.receive().what.doel is None:
        assert not has_ended(process.pid)
    process._link.close()
    wait_for(lambda: process._process.poll() is not None, 2)
    process.close()
