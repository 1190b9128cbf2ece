"""Snapshots for replicas: one writer publishes whole copies into a folder, any number of readers follow.

A snapshot is a RocksDB folder that never changes. The file `huidig` names the newest; it is replaced by a
rename, after the snapshot is whole and on disk. So whoever reads `huidig`, at any moment, finds a whole
state: also after `kill -9` of the writer, or on a full disk.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from time import time_ns
from typing import Final
from uuid import uuid4

from rdflib import Graph

from kwalificatiegraaf.errors import PublicationFailed, ReadOnly, StoreError, cause_of
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.nquads import parts_of
from kwalificatiegraaf.store.oxigraph import OxigraphStore

POINTER: Final = "huidig"
KEPT: Final = 4
"""Snapshots that stay, so that a replica that is opening one does not lose it."""
_SCRATCH: Final = "nieuw-"


def publish(store: Store, folder: Path) -> str:
    """Write a snapshot of `store` into `folder`, point to it and return its name.

    PublicationFailed when the disk is full or refuses: then the pointer is as it was.
    """
    name = f"{time_ns():020d}-{uuid4().hex[:8]}"
    scratch = folder / f"{_SCRATCH}{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _drop(folder.glob(f"{_SCRATCH}*"))
        _copy(store, scratch)
        _sync(scratch)
        scratch.rename(folder / name)
        _point(folder, name)
    except (OSError, StoreError) as error:
        rmtree(scratch, ignore_errors=True)
        raise PublicationFailed(
            f"de momentopname kon niet gepubliceerd worden: {error}",
            place=str(folder),
            remedy="Maak plaats op de schijf: de wijziging zelf is bewaard, en de volgende publicatie neemt"
            " ze mee (bij een volgende wijziging of een herstart van de schrijver).",
        ) from error
    _drop(snapshots(folder)[:-KEPT])
    return name


def _copy(store: Store, target: Path) -> None:
    if isinstance(store, OxigraphStore) and store.on_disk:
        store.backup(target)
        return
    quads = store.nquads() if isinstance(store, OxigraphStore) else "\n".join(store).encode()
    OxigraphStore.write(target, lambda: parts_of(BytesIO(quads)))


def _sync(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _point(folder: Path, name: str) -> None:
    scratch = folder / f"{_SCRATCH}{POINTER}"
    with scratch.open("w", encoding="ascii") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(folder / POINTER)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop(paths: Iterator[Path] | list[Path]) -> None:
    for path in paths:
        if path.is_dir():
            rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def snapshots(folder: Path) -> list[Path]:
    """Return the whole snapshots, oldest first."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(_SCRATCH))


def current(folder: Path) -> str:
    """Return the name of the newest snapshot; StoreError when nothing was published yet."""
    try:
        return (folder / POINTER).read_text(encoding="ascii").strip()
    except OSError as error:
        raise StoreError(
            f"er is nog geen momentopname ({cause_of(error)})",
            place=str(folder),
            remedy="Start eerst de schrijver met KG_SNAPSHOTS op deze map.",
        ) from error


class SnapshotStore(OxigraphStore):
    """The Store of a replica: the snapshot that was newest at opening, to read only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = current(folder)
        self.path = folder / self.name
        super().__init__(self.path, read_only=True)

    @property
    def outdated(self) -> bool:
        """Whether the writer published since."""
        return current(self.folder) != self.name

    @property
    def taken(self) -> datetime:
        """The moment at which the writer made the snapshot."""
        return datetime.fromtimestamp(int(self.name.partition("-")[0]) / 1e9, UTC)

    def _apply(self, writes: object) -> None:
        raise ReadOnly(
            "deze dienst leest een momentopname en kan niet schrijven",
            place="KG_STORE",
            remedy="Doe de wijziging bij de schrijver; binnen enkele tellen is ze ook hier te zien.",
        )

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """Refuse with ReadOnly."""
        self._apply(())

    def replace_graph(self, name: str, graph: Graph) -> None:
        """Refuse with ReadOnly."""
        self._apply(())
