"""Two lanes for queries: what is quick goes through, what is long waits for one of a few places.

Nobody can tell from a query how long it takes, but a query of the same shape (the same text with other
names and values) takes about as long as the last one. So each starts in the quick lane. One that is not
answered in a blink takes a place for long queries; without a free place it is put off until there is
one, and its shape is remembered. Long queries never hold all processes, whatever is asked. What was quick
before has room of its own and goes before what nobody knows yet: finding out about that can cost a process.
"""

import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Final, Literal

from kwalificatiegraaf.errors import QueueFull

QUICK: Final = 0.05
"""Seconds after which a query counts as long, unless its process had no chance to work half of them."""

CHANCES: Final = 10
"""How many times it is looked at so long before it counts as long all the same."""

LARGE: Final = 20_000
"""Characters of a text from which it counts as long unseen."""

COURTESY: Final = 3.0
"""Seconds for which any other query lets what is known as quick go first."""

Sort = Literal["known", "new", "long"]
"""Queries known as quick, those that nobody knows, and those that are long; each sort has room of its own."""

_REMEMBERED: Final = 2_000
_VARYING = re.compile(
    r"""
    \#[^\n\r]*+ | <[^<>"{}|^`\\\s]*> | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'?
    | \b\d[\w.]*+ | \s++
    """,
    re.VERBOSE,
)
_NAMES = re.compile(r"[?$]\w++")


class Displaced(Exception):
    """The query turned out long and there is no place for it now: ask it again in the other lane."""


@lru_cache(maxsize=512)
def shape_of(query: str) -> str:
    """Return a query without what varies from one to the next: IRIs, values, names, space, comments."""
    return _NAMES.sub("?", _VARYING.sub("", query))


class Lanes:
    """Who goes where; any number of threads may ask at once."""

    def __init__(self, size: int, queue: int, alert: Callable[[], None] = lambda: None) -> None:
        self.alert = alert
        """Tells whoever waits that a shape turned out long."""
        self.places = max(1, size - max(1, size // 4))
        """Processes that long queries may hold at once."""
        quick = size + queue
        self._room: dict[Sort, int] = {"known": quick, "new": quick, "long": self.places + queue}
        self._free = BoundedSemaphore(self.places)
        self._shapes: dict[bool, OrderedDict[int, None]] = {True: OrderedDict(), False: OrderedDict()}
        """The hashes of shapes that were long (True) or quick the last time, the latest at the end."""
        self._inside: Counter[Sort] = Counter()
        self._lock = Lock()

    def is_long(self, query: str) -> bool:
        """Whether a query belongs in the lane of long ones."""
        return len(query) >= LARGE or self._was(query, long=True)

    def _was(self, query: str, *, long: bool) -> bool:
        """Whether the last query of this shape is remembered as such."""
        return len(query) < LARGE and hash(shape_of(query)) in self._shapes[long]

    def note(self, query: str, *, long: bool) -> None:
        """Remember how long a query of this shape takes."""
        if len(query) >= LARGE:
            return
        shape, found = hash(shape_of(query)), self._shapes[long]
        with self._lock:
            is_new = shape not in found
            found[shape] = None  # before it goes elsewhere: who reads meanwhile finds it in one of them
            found.move_to_end(shape)
            self._shapes[not long].pop(shape, None)
            if len(found) > _REMEMBERED:
                found.popitem(last=False)
        if long and is_new:
            self.alert()

    @contextmanager
    def quick(self, query: str) -> Iterator["Visit"]:
        """Let a query into the quick lane; QueueFull when too many like it are in it: known, or new."""
        known = self._was(query, long=False)
        with self._counted("known" if known else "new"):
            visit = Visit(self, query, known=known)
            visit.check()
            try:
                yield visit
            finally:
                visit.leave()

    @contextmanager
    def long(self, query: str, seconds: float) -> Iterator["Visit"]:
        """Let a query into the other lane, once there is a place; QueueFull when that lasts `seconds`."""
        with self._counted("long"):
            if not self._free.acquire(timeout=seconds):
                raise full()
            visit = Visit(self, query, holds=True)
            try:
                yield visit
            finally:
                visit.leave()

    @contextmanager
    def _counted(self, sort: Sort) -> Iterator[None]:
        with self._lock:
            if self._inside[sort] >= self._room[sort]:
                raise full()
            self._inside[sort] += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside[sort] -= 1

    def take(self) -> bool:
        """Take a place where one is free."""
        return self._free.acquire(blocking=False)

    def release(self) -> None:
        """Give a place back."""
        self._free.release()


@dataclass(eq=False)
class Visit:
    """A query in a lane; `holds` one of the places for long ones, `known` as quick."""

    lanes: Lanes
    query: str
    holds: bool = False
    known: bool = False
    came: float = field(default_factory=monotonic)

    @property
    def is_courteous(self) -> bool:
        """Whether it lets what is known as quick go first: for a while, if it is not known so itself."""
        return not self.known and monotonic() < self.came + COURTESY

    def check(self) -> None:
        """Raise Displaced when the query came to be known as long while it waited."""
        if not self.holds and self.lanes.is_long(self.query):
            raise Displaced

    def overrun(self) -> None:
        """Say that it is not answered in a blink; Displaced when it cannot stay."""
        self.known = False
        self.lanes.note(self.query, long=True)
        if not self.holds:
            self.holds = self.lanes.take()
        if not self.holds:
            raise Displaced

    def leave(self) -> None:
        """Give back what it holds."""
        if self.holds:
            self.lanes.release()


def full() -> QueueFull:
    """Return the error of a query for which there is no room."""
    return QueueFull(
        "er wachten al te veel vragen op een antwoord", remedy="probeer het straks opnieuw, een per keer"
    )
