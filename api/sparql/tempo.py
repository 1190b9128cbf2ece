"""How fast one client may ask: a number of queries a minute, so that one script leaves room for others."""

from collections import Counter
from functools import cached_property
from math import ceil
from time import time
from typing import TYPE_CHECKING, Final

from api.refusals import TooFast

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import RateLimiter

MOST_APART: Final = 100
"""Queries that are set apart for one line at once."""

FREELY_APART: Final = 10_000
"""The same where nothing is counted."""


class Tempo:
    """Counts the queries of every client over the last minute; `per_minute` 0 counts nothing.

    The count is of this process: several server processes each keep their own.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._apart: Counter[str] = Counter()

    @cached_property
    def _counting(self) -> tuple["RateLimiter", "RateLimitItem"]:
        from limits import RateLimitItemPerMinute  # here: a service that starts need not wait for it
        from limits.storage import MemoryStorage
        from limits.strategies import SlidingWindowCounterRateLimiter

        return SlidingWindowCounterRateLimiter(MemoryStorage()), RateLimitItemPerMinute(self.per_minute)

    def admit(self, client: str) -> None:
        """Count a query of `client`; TooFast says after how many seconds the next one may come."""
        if not self.per_minute:
            return
        limiter, rate = self._counting
        apart = self._apart[client]
        if (apart and not limiter.test(rate, client, cost=apart + 1)) or not limiter.hit(rate, client):
            reset = limiter.get_window_stats(rate, client).reset_time
            raise TooFast(self.per_minute, max(1, ceil(reset - time())))

    def set_apart(self, client: str) -> int:
        """Return how many queries `client` may ask elsewhere; they count as asked until `settle`."""
        if not self.per_minute:
            return FREELY_APART
        limiter, rate = self._counting
        left = limiter.get_window_stats(rate, client).remaining - self._apart[client]
        budget = max(0, min(left, MOST_APART))
        self._apart[client] += budget
        return budget

    def settle(self, client: str, budget: int, used: int) -> None:
        """Count what was asked of `budget`."""
        if not self.per_minute:
            return
        self._apart[client] -= budget
        if self._apart[client] <= 0:
            del self._apart[client]
        if used:
            limiter, rate = self._counting
            limiter.hit(rate, client, cost=used)
