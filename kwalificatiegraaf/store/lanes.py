"""Two lanes for queries: what is quick goes through, what is long waits for one of a few places.

Nobody can tell from a query how long it takes, but a query of the same shape (the same text with other
names and values) takes about as long as the last one. So each starts in the quick lane. One that is not
answered in a blink takes a place for long queries; without a free place it is put off until there is
one, and its shape is remembered. Long queries never hold all processes, whatever is asked. What was quick
before has room of its own and goes before what nobody knows yet: finding out about that can cost a process.
"""

import re
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Final

from kwalificatiegraaf.errors import QueueFull

QUICK: Final = 0.05
"""Seconds after which a query counts as long, unless its process had no chance to work half of them."""

CHANCES: Final = 10
"""How many times it is looked at so long before it counts as long all the same."""

LARGE: Final = 20_000
"""Characters of a text from which it counts as long unseen."""

COURTESY: Final = 3.0
"""Seconds for which a query that nobody knows lets others go first."""

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

    def __init__(self, size: int, queue: int) -> None:
        self.places = max(1, size - max(1, size // 4))
        """Processes that long queries may hold at once."""
        self._room = {"known": size + queue, "new": size + queue, "long": self.places + queue}
        self._free = BoundedSemaphore(self.places)
        self._shapes: dict[bool, OrderedDict[int, None]] = {True: OrderedDict(), False: OrderedDict()}
        """The hashes of shapes that were long (True) or quick the last time, the latest at the end."""
        self._inside: Counter[str] = Counter()
        self._lock = Lock()

    def is_long(self, query: str) -> bool:
        """Whether a query belongs in the lane of long ones."""
        return len(query) >= LARGE or hash(shape_of(query)) in self._shapes[True]

    def note(self, query: str, *, long: bool) -> None:
        """Remember how long a query of this shape takes."""
        if len(query) >= LARGE:
            return
        shape = hash(shape_of(query))
        with self._lock:
            for shapes in self._shapes.values():
                shapes.pop(shape, None)
            self._shapes[long][shape] = None
            if len(self._shapes[long]) > _REMEMBERED:
                self._shapes[long].popitem(last=False)

    @contextmanager
    def quick(self, query: str) -> Iterator["Visit"]:
        """Let a query into the quick lane; QueueFull when too many like it are in it: known, or new."""
        known = len(query) < LARGE and hash(shape_of(query)) in self._shapes[False]
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
    def _counted(self, kind: str) -> Iterator[None]:
        with self._lock:
            if self._inside[kind] >= self._room[kind]:
                raise full()
            self._inside[kind] += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside[kind] -= 1

    def take(self) -> bool:
        """Take a place where one is free."""
        return self._free.acquire(blocking=False)

    def release(self) -> None:
        """Give a place back."""
        self._free.release()


@dataclass
class Visit:
    """A query in a lane; `holds` one of the places for long ones, `known` as quick."""

    lanes: Lanes
    query: str
    holds: bool = False
    known: bool = False
    came: float = field(default_factory=monotonic)

    @property
    def is_courteous(self) -> bool:
        """Whether it lets queries that are known as quick go first: for a while, if it is not one itself."""
        return not self.known and monotonic() < self.came + COURTESY

    def check(self) -> None:
        """Raise Displaced when the query came to be known as long while it waited."""
        if not self.holds and self.lanes.is_long(self.query):
            raise Displaced

    def overrun(self) -> None:
        """Say that it is not answered in a blink; Displaced when it cannot stay."""
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
