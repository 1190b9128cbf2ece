"""Limits: the size of a body (also when it comes in chunks) and the number of builds at once."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TooBusy, TooLarge, problem_of

T = TypeVar("T")

BUILDERS = 2
"""Trajectories that are built at once; the solver keeps a core busy."""

WAITING = 8
"""Requests that may wait for a builder."""


class Disconnected(Exception):
    """The client went away while it sent its body."""


class BodyLimit:
    """Middleware: reads the body first, and answers 413 as soon as it is larger than `limit` bytes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            body = await self.read(scope, receive)
        except TooLarge as error:
            await problem_of(Request(scope), error)(scope, receive, send)
        except Disconnected:
            return
        else:
            await self.app(scope, _replay(body, receive), send)

    async def read(self, scope: Scope, receive: Receive) -> bytes:
        """Return the whole body; TooLarge by its announced or its real size."""
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > self.limit:
            raise TooLarge(self.limit)
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Disconnected
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self.limit:
                raise TooLarge(self.limit)
        return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body at once, then what the server says next."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


class Bouwplaats:
    """Runs builds in threads, a few at once; more than `waiting` in the queue raises TooBusy."""

    def __init__(self, builders: int = BUILDERS, waiting: int = WAITING) -> None:
        self.limiter = CapacityLimiter(builders)
        self.room = builders + waiting
        self.inside = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, without holding up other requests."""
        if self.inside >= self.room:
            raise TooBusy
        self.inside += 1
        try:
            return await to_thread.run_sync(work, limiter=self.limiter)
        finally:
            self.inside -= 1
