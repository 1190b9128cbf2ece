"""What a writer publishes is whole at any moment: after a kill in the middle, and on a full disk."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kwalificatiegraaf.errors import PublicationFailed, ReadOnly, StoreError
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.snapshots import KEPT, POINTER, SnapshotStore, current, publish, snapshots

TRIPLE = b"<http://a> <http://p> %d ."
WRITER = """
import sys
from pathlib import Path
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.snapshots import publish
store = OxigraphStore()
rows = b"".join(b"<http://a%d> <http://p> 1 ." % number for number in range(3_000))
store.load(rows, "text/turtle", "http://g")
print("klaar", flush=True)
while True:
    publish(store, Path(sys.argv[1]))
"""
LIMITED = """
import resource, sys
from pathlib import Path
from kwalificatiegraaf.errors import PublicationFailed
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.snapshots import publish
store = OxigraphStore()
rows = b"".join(b"<http://a%d> <http://p> 'tekst %d' ." % (number, number) for number in range(20_000))
store.load(rows, "text/turtle", "http://g")
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
try:
    publish(store, Path(sys.argv[1]))
except PublicationFailed as error:
    print(error.remedy)
    print(len(store.get_graph("http://g")))
"""


def filled(path: Path | None = None, value: int = 1) -> OxigraphStore:
    store = OxigraphStore(path)
    store.load(TRIPLE % value, "text/turtle", "http://g")
    return store


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_snapshot_holds_what_the_store_held(tmp_path: Path, on_disk: bool) -> None:
    store = filled(tmp_path / "store" if on_disk else None)
    name = publish(store, tmp_path / "uit")
    replica = SnapshotStore(tmp_path / "uit")
    assert list(replica) == list(store)
    store.load(TRIPLE % 2, "text/turtle", "http://g")
    assert len(list(replica)) == 1
    assert not replica.outdated
    assert publish(store, tmp_path / "uit") != name
    assert replica.outdated
    assert len(list(replica)) == 1
    assert list(SnapshotStore(tmp_path / "uit")) == list(store)


def test_a_replica_refuses_every_write(tmp_path: Path) -> None:
    publish(filled(), tmp_path)
    replica = SnapshotStore(tmp_path)
    before = list(replica)
    for write in (
        lambda: replica.load(TRIPLE % 3, "text/turtle", "http://g"),
        lambda: replica.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"),
        lambda: replica.replace_graph("http://g", replica.get_graph("http://geen")),
    ):
        with pytest.raises(ReadOnly) as error:
            write()
        assert "schrijver" in (error.value.remedy or "")
    with pytest.raises(ReadOnly), replica.transaction() as transaction:
        transaction.load(TRIPLE % 3, "text/turtle", "http://g")
    assert list(replica) == before


def test_without_a_writer_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nog geen momentopname") as error:
        SnapshotStore(tmp_path)
    assert "KG_SNAPSHOTS" in (error.value.remedy or "")


def test_old_snapshots_go_and_the_newest_stay(tmp_path: Path) -> None:
    names = [publish(filled(), tmp_path) for _ in range(KEPT + 3)]
    assert [path.name for path in snapshots(tmp_path)] == names[-KEPT:]
    assert current(tmp_path) == names[-1]


def test_a_writer_that_is_killed_leaves_a_whole_state(tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path.cwd()
        )
        assert writer.stdout
        assert writer.stdout.readline() == b"klaar\n"
        time.sleep(0.05 + chance.random() * 0.1)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        if (tmp_path / POINTER).exists():
            assert len(SnapshotStore(tmp_path).get_graph("http://g")) == 3_000
    publish(filled(), tmp_path)
    assert len(list(SnapshotStore(tmp_path))) == 1
    assert not list(tmp_path.glob("nieuw-*"))


def test_a_full_disk_is_reported_and_loses_nothing(tmp_path: Path) -> None:
    before = publish(filled(), tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, cwd=Path.cwd()
    )
    assert done.returncode == 0, done.stderr
    remedy, held = done.stdout.splitlines()
    assert "Maak plaats" in remedy
    assert held == "20000"
    assert current(tmp_path) == before
    assert len(list(SnapshotStore(tmp_path))) == 1
    assert [path.name for path in snapshots(tmp_path)] == [before]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    place = tmp_path / "bestand"
    place.write_text("geen map", encoding="utf-8")
    with pytest.raises(PublicationFailed, match="bestand"):
        publish(filled(), place)
