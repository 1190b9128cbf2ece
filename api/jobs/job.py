"""One job: its state, its result and its events, safe to use from any thread."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from threading import RLock
from time import monotonic
from typing import Any, Literal

from starlette.responses import Response

from api.refusals import JobCancelled, JobOverdue, JobUnfinished
from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.planning.progress import Step

Soort = Literal["bouw", "uitleg", "herstel", "watals", "individueel", "dekking"]
Taakstatus = Literal["wachtend", "bezig", "klaar", "mislukt", "geannuleerd", "verlopen"]

OPEN: tuple[Taakstatus, ...] = ("wachtend", "bezig")
MOST_EVENTS = 1000
"""Events that are kept for who comes later; of more the oldest go."""

Kill = Callable[[], None]


class Taak(Waarde):
    """A job: times in UTC, `tijdslimiet` in seconds of computing.

    `verlopen` means ended at its time limit; after `bewaard_tot` the job is gone.
    """

    id: str
    soort: Soort
    status: Taakstatus
    fase: str | None
    gemaakt: datetime
    begonnen: datetime | None
    geeindigd: datetime | None
    bewaard_tot: datetime | None
    tijdslimiet: float


@dataclass(frozen=True)
class Event:
    """Something that happened: numbers go up by one, from 1."""

    number: int
    kind: Literal["stand", "fase", "voortgang", "einde"]
    data: Mapping[str, Any]


@dataclass
class Job:
    """A job that waits, until `begin`; `finish` happens once, whoever comes first."""

    soort: Soort
    limit: float
    keep: float
    id: str = field(default_factory=lambda: token_urlsafe(24))
    made: datetime = field(default_factory=lambda: datetime.now(UTC))
    began: datetime | None = None
    ended: datetime | None = None
    status: Taakstatus = "wachtend"
    phase: str | None = None
    result: Response | None = None
    bells: set[Callable[[], None]] = field(default_factory=set)
    _kill: Kill | None = None
    _start: float = 0.0
    _number: int = 0
    _events: deque[Event] = field(default_factory=lambda: deque(maxlen=MOST_EVENTS))
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        self._tell("stand", {"status": self.status})

    @property
    def is_open(self) -> bool:
        """Whether the job waits or computes."""
        return self.status in OPEN

    @property
    def last(self) -> int:
        """The number of the newest event."""
        return self._number

    def document(self) -> Taak:
        """Return the state as the client sees it."""
        with self._lock:
            return Taak(
                id=self.id,
                soort=self.soort,
                status=self.status,
                fase=self.phase if self.is_open else None,
                gemaakt=self.made,
                begonnen=self.began,
                geeindigd=self.ended,
                bewaard_tot=self.ended and self.ended + timedelta(seconds=self.keep),
                tijdslimiet=self.limit,
            )

    def begin(self, kill: Kill) -> bool:
        """Compute from now on; False when the job was stopped before it could start.

        `kill` ends the computation at once, and may be called more than once.
        """
        with self._lock:
            if self.status != "wachtend":
                return False
            self.status, self.began, self._start = "bezig", datetime.now(UTC), monotonic()
            self._kill = kill
            self._tell("stand", {"status": self.status})
            return True

    def report(self, step: Step) -> None:
        """Take over what the computation reports."""
        with self._lock:
            if not self.is_open:
                return
            known = {key: value for key, value in asdict(step).items() if value is not None}
            self.phase = step.fase or self.phase
            elapsed = {"verstreken": round(monotonic() - self._start, 3)}
            self._tell("fase" if step.fase else "voortgang", {**known, **elapsed})

    def finish(self, status: Taakstatus, result: Response | None = None) -> bool:
        """End in a final state and kill what still computes; False when it had ended already."""
        with self._lock:
            if not self.is_open:
                return False
            self.status, self.result, self.ended = status, result, datetime.now(UTC)
            kill, self._kill = self._kill, None
            self._tell("einde", self.document().model_dump(mode="json"))
        if kill is not None:
            kill()
        return True

    def answer(self) -> Response:
        """Return the answer of the work anew; else JobUnfinished, JobCancelled or JobOverdue."""
        if self.is_open:
            raise JobUnfinished(self.status)
        if self.status == "verlopen":
            raise JobOverdue(self.limit)
        if self.result is None:
            raise JobCancelled
        found = self.result
        return Response(found.body, found.status_code, dict(found.headers))

    def events_after(self, number: int) -> list[Event]:
        """Return the kept events with a higher number, in order."""
        with self._lock:
            return [event for event in self._events if event.number > number]

    def _tell(self, kind: Literal["stand", "fase", "voortgang", "einde"], data: Mapping[str, Any]) -> None:
        self._number += 1
        self._events.append(Event(self._number, kind, data))
        for bell in tuple(self.bells):
            bell()
