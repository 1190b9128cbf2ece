"""How fast one client may ask: a number of queries a minute, so that one script leaves room for others."""

from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from api.errors import TooFast


class Tempo:
    """Counts the queries of every client over the last minute; `per_minute` 0 counts nothing.

    The count is of this process: several server processes each keep their own.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        if per_minute:
            self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
            self._rate = RateLimitItemPerMinute(per_minute)

    def admit(self, client: str) -> None:
        """Count a query of `client`; TooFast says after how many seconds the next one may come."""
        if self.per_minute and not self._limiter.hit(self._rate, client):
            reset = self._limiter.get_window_stats(self._rate, client).reset_time
            raise TooFast(self.per_minute, max(1, ceil(reset - time())))
