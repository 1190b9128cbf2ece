"""Two lanes for queries: what is quick goes through, what is long waits for one of a few places.

Nobody can tell from a query how long it takes, but a query of the same shape (the same text with other
names and values) takes about as long as the last one. So each starts in the quick lane. One that is not
answered in a blink takes a place for long queries; without a free place it is put off until there is
one, and its shape is remembered. Long queries never hold all processes, whatever is asked.
"""

import re
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import BoundedSemaphore, Lock
from typing import Final

from kwalificatiegraaf.errors import QueueFull

QUICK: Final = 0.05
"""Seconds after which a query counts as long, unless its process had no chance to work half of them."""

SLOWEST: Final = 10 * QUICK
"""Seconds after which it counts as long all the same."""

LARGE: Final = 20_000
"""Characters of a text from which it counts as long unseen."""

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
        self._room = {False: size + queue, True: self.places + queue}
        self._free = BoundedSemaphore(self.places)
        self._long: OrderedDict[str, None] = OrderedDict()
        self._inside: Counter[bool] = Counter()
        self._lock = Lock()

    def is_long(self, query: str) -> bool:
        """Whether a query belongs in the lane of long ones."""
        return len(query) >= LARGE or shape_of(query) in self._long

    def note(self, query: str, *, long: bool) -> None:
        """Remember how long a query of this shape takes."""
        if len(query) >= LARGE:
            return
        with self._lock:
            self._long.pop(shape_of(query), None)
            if long:
                self._long[shape_of(query)] = None
            if len(self._long) > _REMEMBERED:
                self._long.popitem(last=False)

    @contextmanager
    def quick(self, query: str) -> Iterator["Visit"]:
        """Let a query into the quick lane; QueueFull when too many are in it."""
        with self._counted(long=False):
            visit = Visit(self, query)
            visit.check()
            try:
                yield visit
            finally:
                visit.leave()

    @contextmanager
    def long(self, query: str, seconds: float) -> Iterator["Visit"]:
        """Let a query into the other lane, once there is a place; QueueFull when that lasts `seconds`."""
        with self._counted(long=True):
            if not self._free.acquire(timeout=seconds):
                raise full()
            visit = Visit(self, query, holds=True)
            try:
                yield visit
            finally:
                visit.leave()

    @contextmanager
    def _counted(self, *, long: bool) -> Iterator[None]:
        with self._lock:
            if self._inside[long] >= self._room[long]:
                raise full()
            self._inside[long] += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside[long] -= 1

    def take(self) -> bool:
        """Take a place where one is free."""
        return self._free.acquire(blocking=False)

    def release(self) -> None:
        """Give a place back."""
        self._free.release()


@dataclass
class Visit:
    """A query in a lane; `holds` one of the places for long ones."""

    lanes: Lanes
    query: str
    holds: bool = False

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
