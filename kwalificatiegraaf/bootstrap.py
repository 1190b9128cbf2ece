"""The only place that chooses implementations: settings in, a working system out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast

from rdflib import Graph

from kwalificatiegraaf import resources
from kwalificatiegraaf.errors import FolderInUse, StoreError
from kwalificatiegraaf.services.catalogue import search_documents
from kwalificatiegraaf.services.dump import Dumpmap
from kwalificatiegraaf.services.finishing import finish_change, mark_change
from kwalificatiegraaf.services.stream import Stroom, read_stream
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive, load_embedded
from kwalificatiegraaf.store.overlay import load_overlay, save_overlay
from kwalificatiegraaf.store.queries import Vraag, load_catalogue
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.store.scratch import sweep
from kwalificatiegraaf.store.search import Zoekindex
from kwalificatiegraaf.store.snapshots import SnapshotStore, publish
from kwalificatiegraaf.store.verdict import Bounds
from kwalificatiegraaf.store.workers import Readers, Snapshot

Part = TypeVar("Part")

IN_MEMORY = ("memory", "rdflib")
"""Stores that forget: what is imported into them is kept as files in `KG_DATA`."""


@dataclass(frozen=True)
class Systeem:
    """Everything that a command or a route needs; costly parts are made on first use."""

    settings: Settings
    store: Store
    repository: Repository
    _parts: dict[str, "_Part"] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def part(self, name: str, make: Callable[[], Part]) -> Part:
        """Return what `make` gave for this state of the graph; it runs once, and again after a write.

        Who asks for another part does not wait for it.
        """
        with self._lock:
            slot = self._parts.setdefault(name, _Part())
        with slot.lock:
            if not slot.made:
                slot.made.append(make())
            return cast(Part, slot.made[0])

    @cached_property
    def questions(self) -> Mapping[str, Vraag]:
        """The saved questions by name."""
        return load_catalogue(resources.queries())

    @property
    def index(self) -> Zoekindex:
        """The text index over titles, synonyms and competences, rebuilt after a write."""
        return self.part("index", lambda: Zoekindex.build(search_documents(self.repository)))

    @property
    def dump(self) -> Dumpmap:
        """The whole graph as files, made once for every state of the graph."""
        return self.part("dump", lambda: Dumpmap(self.store))

    @property
    def stream(self) -> Stroom:
        """The published versions as events, made once for every state of the graph."""
        return self.part("stream", lambda: read_stream(self.store, self.settings.base))

    @contextmanager
    def changing(self) -> Iterator[Store]:
        """Give the store to change; then note which versions changed, and rebuild what is derived.

        What is done to it happens at the end of the block, whole or not at all; when the server is killed
        before the rest is done, the next start does it.
        """
        before = self.stream
        with self.store.transaction() as transaction:
            yield transaction
            mark_change(transaction, self.settings.base, before.toestanden)
        states = finish_change(self.store, self.settings.base, datetime.now(UTC), before)
        self._renew(())
        self.part("stream", lambda: read_stream(self.store, self.settings.base, states))

    @cached_property
    def shapes(self) -> Graph:
        """All SHACL shapes with the ontology's subclass statements that they need."""
        graph = Graph()
        for path in sorted((resources.ontology() / "shapes").glob("*.ttl")):
            graph.parse(path, format="turtle")
        return graph

    @cached_property
    def readers(self) -> Readers:
        """The processes that answer queries of visitors; they start with `prepare`, or with a query."""
        settings = self.settings
        bounds = Bounds(
            settings.query_timeout,
            settings.query_memory * 1_000_000,
            settings.query_rows,
            settings.query_bytes,
        )
        take = partial(_take, self.store)
        readers = Readers(take, bounds, settings.query_workers, settings.query_queue)
        if isinstance(self.store, SnapshotStore):
            readers.revision = self.store.name
        return readers

    @property
    def is_remote(self) -> bool:
        """Whether the store is on another server: a snapshot would copy all of it."""
        return self.settings.store.startswith("sparql+")

    def begin(self) -> None:
        """Sweep what killed servers left, and keep a snapshot of now; StoreError where there is no room."""
        sweep()
        self.snapshot()

    def snapshot(self) -> Snapshot | None:
        """Return this state for `open_snapshot` in another process; None for a remote store."""
        return None if self.is_remote else self.readers.newest()[0]

    def prepare(self) -> None:
        """Have a process ready for queries."""
        if not self.is_remote:
            self.readers.prepare()

    def close(self) -> None:
        """End the processes that were started; a later query starts new ones."""
        with self._lock:
            self._parts.pop("dump", None)
        readers = self.__dict__.pop("readers", None)
        if readers:
            readers.close()

    def written(self, versions: Iterable[str]) -> None:
        """Rebuild what is derived after these versions changed, and keep them where the store does not."""
        derive(self.store, self.settings.base)
        self._renew(versions)

    def _renew(self, versions: Iterable[str]) -> None:
        if self.settings.store in IN_MEMORY:
            save_overlay(self.repository, self.settings.data, versions)
        with self._lock:
            self._parts.clear()
        self.repository.forget()
        if "readers" in self.__dict__:
            self.readers.publish()
        self.publish()

    def publish(self) -> None:
        """Give the replicas what the store holds now, where `KG_SNAPSHOTS` says so; or PublicationFailed."""
        if self.settings.snapshots:
            publish(self.store, self.settings.snapshots)


@dataclass(frozen=True)
class _Part:
    """The place of one part: empty until it is made, once."""

    lock: RLock = field(default_factory=RLock)
    made: list[object] = field(default_factory=list)


def _take(store: Store, folder: Path) -> Path:
    """Write a snapshot of `store` below `folder`: a copy of its own folder, else a file of N-Quads."""
    from kwalificatiegraaf.store.oxigraph import OxigraphStore

    if isinstance(store, SnapshotStore):
        return store.path
    if isinstance(store, OxigraphStore) and store.on_disk:
        target = folder / "store"
        store.backup(target)
        return target
    target = folder / "quads.nq"
    if isinstance(store, OxigraphStore):
        target.write_bytes(store.nquads())
    else:
        target.write_text("\n".join(store) + "\n", encoding="utf-8")
    return target


def open_store(settings: Settings) -> Store:
    """Return the store that `KG_STORE` names; imports its library only then."""
    kind, _, rest = settings.store.partition(":")
    if kind == "memory":
        from kwalificatiegraaf.store.oxigraph import OxigraphStore

        return OxigraphStore()
    if kind == "rdflib":
        from kwalificatiegraaf.store.rdflib_store import RdflibStore

        return RdflibStore()
    if kind == "oxigraph":
        from kwalificatiegraaf.store.oxigraph import OxigraphStore

        return OxigraphStore(Path(rest))
    if kind == "snapshot":
        return SnapshotStore(Path(rest))
    if kind.startswith("sparql+http"):
        return open_remote(settings)
    raise StoreError(f"onbekende opslag '{settings.store}'", place="KG_STORE")


def open_snapshot(settings: Settings, path: Path | None) -> Systeem:
    """Return a system that only reads: a snapshot of another one, or without `path` its remote store."""
    if path is not None and path.is_dir():
        from kwalificatiegraaf.store.oxigraph import OxigraphStore

        store: Store = OxigraphStore(path, read_only=True)
    else:
        store = open_store(settings)
    if path is not None and path.is_file():
        store.load(path.read_bytes(), "application/n-quads")
    return Systeem(settings, store, Repository(store, settings.base))


def open_remote(settings: Settings) -> Store:
    """Return the store on the server of `KG_STORE`; one whose SPARQL differs keeps, and a copy answers."""
    from kwalificatiegraaf.store.mirrored import MirroredStore
    from kwalificatiegraaf.store.virtuoso import VirtuosoStore, connect

    found = connect(settings.store, settings.store_timeout)
    return MirroredStore(found) if isinstance(found, VirtuosoStore) else found


def boot(settings: Settings | None = None) -> Systeem:
    """Open the store, load the embedded data where it is empty, and return the system."""
    settings = settings or Settings()
    store = open_store(settings)
    repository = Repository(store, settings.base, keep=not settings.store.startswith("sparql+"))
    if not store.graph_names():
        _fill(repository, settings)
    elif not isinstance(store, SnapshotStore):
        finish_change(store, settings.base, datetime.now(UTC))
    return Systeem(settings, store, repository)


def boot_to_read(settings: Settings) -> Systeem:
    """Return the system to read from: of a folder that a service holds, what it published last.

    FolderInUse when it publishes nothing.
    """
    try:
        return boot(settings)
    except FolderInUse as error:
        if settings.snapshots is None:
            error.remedy = (
                "draait de dienst? Zet dan KG_SNAPSHOTS, voor haar en voor deze opdracht, op een map "
                "voor haar momentopnamen; of vraag het haar (/vragen, /dumps), of stop ze"
            )
            raise
    return boot(settings.model_copy(update={"store": f"snapshot:{settings.snapshots}"}))


def _fill(repository: Repository, settings: Settings) -> None:
    """Load the embedded data; into a store that keeps it together with what is derived, or not at all."""
    store = repository.store
    if settings.store in IN_MEMORY:
        load_embedded(store, settings.base)
        load_overlay(repository, settings.data)
        derive(store, settings.base)
        return
    with store.transaction() as transaction:
        load_embedded(transaction, settings.base)
        derive(transaction, settings.base)


def follow(systeem: Systeem) -> Systeem | None:
    """Return a system on the newest snapshot when a replica's own is not it any more.

    The processes that answer queries go along: those that are busy finish on the former snapshot.
    """
    if not isinstance(systeem.store, SnapshotStore) or not systeem.store.outdated:
        return None
    fresh = boot(systeem.settings)
    assert isinstance(fresh.store, SnapshotStore)
    fresh.__dict__["readers"] = readers = systeem.readers
    readers.take = partial(_take, fresh.store)
    readers.publish(fresh.store.name)
    return fresh
