"""How fast one client may ask: a number of queries a minute, so that one script leaves room for others."""

from functools import cached_property
from math import ceil
from time import time
from typing import TYPE_CHECKING

from api.refusals import TooFast

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import RateLimiter


class Tempo:
    """Counts the queries of every client over the last minute; `per_minute` 0 counts nothing.

    The count is of this process: several server processes each keep their own.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute

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
        if not limiter.hit(rate, client):
            reset = limiter.get_window_stats(rate, client).reset_time
            raise TooFast(self.per_minute, max(1, ceil(reset - time())))
