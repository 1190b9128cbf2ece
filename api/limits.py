"""Limits: the size of a body (also when it comes in chunks) and the number of builds at once."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem_of
from api.negotiation import list_of
from api.refusals import TooBusy, TooLarge, UnsupportedCoding

T = TypeVar("T")

BUILDERS = 2
"""Trajectories that are built at once; the solver keeps a core busy."""

WAITING = 8
"""Requests that may wait for a builder."""


LARGE = 65_536
"""Bytes from which a body counts as large."""

READERS = 8
"""Large bodies that are held at once; the others stay on the line until there is room."""

PATIENCE = 5.0
"""Seconds that a large body waits for room before it is refused."""

DISCARDED = 16
"""Times the limit that is still read of a body that is refused: a client that sends on sees no answer."""

DISCARDING = 30.0
"""Seconds for that."""


class Disconnected(Exception):
    """The client went away while it sent its body."""


class BodyLimit:
    """Middleware: reads the body first, and answers 413 as soon as it is larger than `limit` bytes.

    One that is packed gets 415: nobody here unpacks it. Of large bodies a few are held at once; 503 when
    there is no room for longer than a moment.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit
        self.room = CapacityLimiter(READERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = Body(scope, receive, self.limit, self.room)
        try:
            whole = await body.read()
            coding = list_of(Headers(scope=scope), "content-encoding")
            if whole and coding.strip().lower() not in ("", "identity"):
                raise UnsupportedCoding(coding)
        except (TooLarge, TooBusy, UnsupportedCoding) as error:
            await body.discard()
            await problem_of(Request(scope), error)(scope, receive, send)
        except Disconnected:
            return
        else:
            await self.app(scope, _replay(whole, receive), send)
        finally:
            body.leave()


class Body:
    """The body of one request as it comes in."""

    def __init__(self, scope: Scope, receive: Receive, limit: int, room: CapacityLimiter) -> None:
        headers = Headers(scope=scope)
        announced = headers.get("content-length", "")
        self.announced = int(announced[:20]) if announced.isdecimal() else 0
        self.waits = "expect" in headers
        self.receive = receive
        self.limit = limit
        self.room = room
        self.inside = False
        self.size = 0
        self.more = True

    async def read(self) -> bytes:
        """Return the whole body; TooLarge by its announced or its real size, TooBusy without room for it."""
        parts = []
        while self.more:
            if max(self.announced, self.size) > self.limit:
                raise TooLarge(self.limit)
            if max(self.announced, self.size) > LARGE and not self.inside:
                await self._enter()
            parts.append(await self._next())
        if self.size > self.limit:
            raise TooLarge(self.limit)
        return b"".join(parts)

    async def discard(self) -> None:
        """Read what still comes and keep nothing, unless the client waits for a sign to send it."""
        with move_on_after(DISCARDING):
            while self.more and not self.waits and self.size < DISCARDED * self.limit:
                try:
                    await self._next()
                except Disconnected:
                    return

    def leave(self) -> None:
        """Make room."""
        if self.inside:
            self.room.release_on_behalf_of(self)

    async def _enter(self) -> None:
        with move_on_after(PATIENCE) as waiting:
            await self.room.acquire_on_behalf_of(self)
        if waiting.cancelled_caught:
            raise TooBusy("er worden al te veel grote aanvragen gelezen")
        self.inside = True

    async def _next(self) -> bytes:
        message = await self.receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        self.more = message.get("more_body", False)
        part: bytes = message.get("body", b"")
        self.size += len(part)
        self.waits = False
        return part


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
