"""Queries of visitors, each in a process that can be killed: the one way to end a query that runs.

A few processes (`reader.py`) hold a read-only snapshot of the store and take one query each. A query
that takes too long is ended with its process, and the next query gets a new one. After `publish` new
processes open a new snapshot; those that are busy finish on the old one. `lanes.py` sees to it that long
queries never hold all processes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from time import monotonic
from uuid import uuid4

from kwalificatiegraaf.errors import ServiceStops
from kwalificatiegraaf.store.dataset import ALL_GRAPHS, Dataset
from kwalificatiegraaf.store.lanes import COURTESY, Displaced, Lanes, Visit, full
from kwalificatiegraaf.store.scratch import own_folder
from kwalificatiegraaf.store.syntax import without_services
from kwalificatiegraaf.store.verdict import Bounds, judge, overdue
from kwalificatiegraaf.store.worker import Gone, Worker

Take = Callable[[Path], Path]
"""Writes a snapshot below a folder, and returns its file or folder."""


@dataclass(frozen=True)
class Ask:
    """A query, the forms wanted for rows and for triples (None: none will do), and its graphs.

    `dataset` are the graphs that the protocol names (they outweigh FROM), `named` those that the query
    names itself, `base` resolves relative IRIs; with `unread` the process finds `named`, in a large text.
    SERVICE may ask the `allowed` endpoints.
    """

    query: str
    rows: str | None
    triples: str | None
    base: str
    dataset: Dataset = ALL_GRAPHS
    named: Dataset = ALL_GRAPHS
    allowed: tuple[str, ...] = ()
    unread: bool = False
    lenient: bool = False
    """Whether a graph that is not there is an empty one, as it is for an update, and no error."""

    @property
    def running(self) -> str:
        """The query as it runs: what it may not ask by SERVICE it does not ask."""
        return without_services(self.query, self.allowed)

    def message(self, bounds: Bounds, seconds: float) -> dict[str, object]:
        """Return what is sent to a process."""
        return {
            "query": self.query,
            "rows": self.rows,
            "triples": self.triples,
            "base": self.base,
            "dataset": [self.dataset.default, self.dataset.named] if self.dataset else None,
            "named": [self.named.default, self.named.named],
            "lenient": self.lenient,
            "allowed": self.allowed,
            "unread": self.unread,
            "bytes": bounds.bytes,
            "rowcount": bounds.rows,
            "seconds": seconds,
        }


@dataclass(frozen=True)
class Answer:
    """A whole answer: its media type and bytes."""

    media_type: str
    body: bytes


class Snapshot:
    """One state of the store; its files go when nobody holds it any more."""

    def __init__(self, take: Take) -> None:
        folder, self.remove = own_folder(self)
        self.path = take(folder)


@dataclass
class Readers:
    """The processes; any number of threads may `run` at once."""

    take: Take
    bounds: Bounds
    size: int
    queue: int
    revision: str = field(default_factory=lambda: uuid4().hex)
    others: list[Callable[[], None]] = field(default_factory=list)
    """What ends whatever else answers from a state, once there is a newer one."""
    _idle: list[Worker] = field(default_factory=list)
    _all: set[Worker] = field(default_factory=set)
    _starting: int = 0
    _waiting: set[Visit] = field(default_factory=set)
    _closed: bool = False
    _snapshot: Snapshot | None = None
    _changed: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self.lanes = Lanes(self.size, self.queue, self._alert)

    def run(self, ask: Ask) -> Answer:
        """Return the whole answer.

        BadQuery, QueryTimeout, QueryTooLarge or QueueFull say why there is none.
        """
        try:
            return self.run_quick(ask)
        except Displaced:
            return self.run_long(ask)

    def run_quick(self, ask: Ask) -> Answer:
        """Return the whole answer as `run` does, or raise Displaced: then it is a case for `run_long`."""
        with self.lanes.quick(ask.query) as visit:
            return self.persist(ask, visit)

    def run_long(self, ask: Ask) -> Answer:
        """Return the whole answer as `run` does, once there is a place for a long query."""
        with self.lanes.long(ask.query, self.bounds.seconds) as visit:
            return self.persist(ask, visit)

    def begin(self, ask: Ask, visit: Visit) -> "Turn | None":
        """Give the query to a process that is ready; None where it has to wait for one. Never waits.

        Gone when the process turned out to have ended, Displaced as in `run_quick`.
        """
        with self._changed:
            passes = all(one.is_courteous and visit.known for one in self._waiting)
            if not passes or not self._idle or self._closed:
                return None
            worker = self._idle.pop()
        return self._post(worker, ask, visit)

    def persist(self, ask: Ask, visit: Visit, begun: "Turn | None" = None) -> Answer:
        """Return the whole answer, of a turn that has begun or of a new one; errors as in `run`.

        Asks again when a process was killed from outside, at most once per process: reading is safe.
        """
        for left in range(self.size, -1, -1):
            turn, begun = begun, None
            try:
                return (turn or self._post(self._get(visit), ask, visit)).finish()
            except Gone as gone:
                if not gone.killed or not left:
                    raise gone.error() from gone
        raise AssertionError("the last round returns or raises")

    def _post(self, worker: Worker, ask: Ask, visit: Visit) -> "Turn":
        kept = True
        try:
            visit.check()
            kept = False
            turn = Turn(self, worker, ask, visit)
            worker.post(ask.message(self.bounds, self.bounds.seconds), self.bounds.seconds)
        except BaseException as error:
            self.give_back(worker, kept)
            if isinstance(error, TimeoutError):
                raise overdue(self.bounds, ask.running) from error
            raise
        return turn

    def prepare(self) -> None:
        """Have one process ready, so that the first query does not wait for it."""
        with self._changed:
            if self._all or self._starting or self._closed:
                return
            self._starting += 1
        self.give_back(self._start(), kept=True)

    def _get(self, visit: Visit) -> Worker:
        """Return a process on the newest snapshot; waits for at most the time of one query.

        One that is started here goes to whoever is to be let go first. Displaced when a query of this
        shape turned out long meanwhile.
        """
        deadline = monotonic() + self.bounds.seconds
        while (worker := self._ready(visit, deadline)) is None:
            worker = self._start()
            with self._changed:
                if not self._yields(visit):
                    return worker
            self.give_back(worker, kept=True)
        return worker

    def _ready(self, visit: Visit, deadline: float) -> Worker | None:
        """Return a process that is ready, or None when one is to be started; waits for either.

        A long query starts a new process before it takes one that is kept ready for quick ones.
        """
        kept = self.size - self.lanes.places if visit.holds else 0
        with self._changed:
            self._drop_dead()
            self._waiting.add(visit)
            try:
                while True:
                    if self._closed:
                        raise ServiceStops
                    visit.check()
                    room = self._has_room()
                    if len(self._idle) > (kept if room else 0) and not self._yields(visit):
                        return self._idle.pop()
                    if room:
                        self._starting += 1
                        return None
                    if monotonic() >= deadline:
                        raise full()
                    until = min(deadline, visit.came + COURTESY) if self._yields(visit) else deadline
                    self._changed.wait(until - monotonic())
            finally:
                self._waiting.discard(visit)
                if self._idle or self._has_room():
                    self._wake()

    def _has_room(self) -> bool:
        return len(self._all) + self._starting < self.size

    def _wake(self) -> None:
        """Let one who waits go on, where it does not matter who; else all, of whom most wait again.

        Who was woken and leaves without what there is, wakes another.
        """
        alike = all(one.known for one in self._waiting)
        self._changed.notify(1 if alike else len(self._waiting))

    def _alert(self) -> None:
        """Let all who wait look whether their query turned out long."""
        with self._changed:
            self._changed.notify_all()

    def _yields(self, visit: Visit) -> bool:
        """Whether somebody waits whose query is known as quick, and this one lets it go first."""
        return visit.is_courteous and any(one.known for one in self._waiting)

    def _start(self) -> Worker:
        try:
            snapshot, revision = self.newest()
            worker = Worker(snapshot, revision, self.bounds.memory)
        except BaseException:
            with self._changed:
                self._starting -= 1
                self._wake()
            raise
        with self._changed:
            self._starting -= 1
            self._all.add(worker)
            return worker

    def newest(self) -> tuple[Snapshot, str]:
        """Return the newest state with its name; its files stay for as long as the caller holds it."""
        with self._changed:
            if self._snapshot is None:
                self._snapshot = Snapshot(self.take)
            return self._snapshot, self.revision

    def give_back(self, worker: Worker, kept: bool) -> None:
        """Take a process back, or end it unless `kept`."""
        with self._changed:
            keep = kept and not self._closed and worker.revision == self.revision
            if keep:
                self._idle.append(worker)
            else:
                self._all.discard(worker)
            self._wake()
        if not keep:
            worker.end()

    def publish(self, revision: str | None = None) -> None:
        """Let queries that come from now on see the store as it is; those that run finish as they began.

        `revision` names the state where several servers share it.
        """
        snapshot = Snapshot(self.take) if self._snapshot else None
        with self._changed:
            self._snapshot = snapshot
            self.revision = revision or uuid4().hex
            old = self._drop_idle()
        self._end(old)

    def _drop_dead(self) -> None:
        dead = [worker for worker in self._idle if not worker.alive]
        for worker in dead:
            self._idle.remove(worker)
            self._all.discard(worker)
            worker.end()

    def _drop_idle(self) -> list[Worker]:
        old, self._idle = self._idle, []
        self._all.difference_update(old)
        self._changed.notify_all()
        return old

    def _end(self, workers: Iterable[Worker]) -> None:
        for end in (*(worker.end for worker in workers), *self.others):
            end()

    def close(self) -> None:
        """End all processes and remove the snapshot."""
        with self._changed:
            self._closed = True
            old = [*self._all]
            self._drop_idle()
            self._snapshot = None
        self._end(old)

    def waiting(self) -> tuple[int, int]:
        """Return how many wait for a process, known as quick and not, for a look from outside."""
        with self._changed:
            known = sum(one.known for one in self._waiting)
            return known, len(self._waiting) - known

    def pids(self) -> list[int]:
        """Return the processes that run, for a look from outside."""
        with self._changed:
            return sorted(worker.pid for worker in self._all)


@dataclass
class Turn:
    """A query that a process works on, from `start` by the clock; `finish` or `abandon` ends it, once."""

    readers: Readers
    worker: Worker
    ask: Ask
    visit: Visit
    start: float = field(default_factory=monotonic)

    def fileno(self) -> int:
        """Return where the answer comes in."""
        return self.worker.fileno()

    def arrived(self) -> bool:
        """Whether the whole answer is here, once it begins to come in: then `finish` does not wait."""
        return self.worker.arrived()

    def finish(self) -> Answer:
        """Wait for the whole answer; errors as in `Readers.run`, and Gone when the process ended."""
        whole, bounds = False, self.readers.bounds
        try:
            head, body = self.worker.collect(self.start, bounds.seconds, self.visit)
            whole = True
        except TimeoutError as error:
            raise overdue(bounds, self.ask.running) from error
        except Gone as gone:
            if not gone.killed:
                self.visit.lanes.note(self.ask.query, long=True)
            raise
        finally:
            self.readers.give_back(self.worker, whole)
        return Answer(judge(head, body, self.ask.running, bounds), body)

    def abandon(self) -> None:
        """Give up: the process ends, for it has not answered."""
        self.readers.give_back(self.worker, kept=False)
