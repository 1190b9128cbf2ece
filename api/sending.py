"""Answers on their way out: a client that takes its answer slowly, or not at all, costs no more than it may.

An answer goes over the line in pieces, each once the one before is taken; until the last one is, the whole
answer counts as held. Above a limit of bytes held no large answer is begun.
"""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem_of
from api.etag import OWN_WAY
from api.refusals import TooBusy

PIECE = 65_536
"""Bytes that are handed to a line at once; an answer of no more than that is never refused."""

HELD = 8
"""Answers of the largest size (`KG_QUERY_BYTES`) that may be held for clients, together."""

HELD_LEAST = 64_000_000
"""Bytes that may be held at least: a page or a graph may be larger than an answer."""


class Pieces:
    """Middleware: hands a body to the line piece by piece, and waits until the last one is taken."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def gradually(message: Message) -> None:
            body = message.get("body", b"")
            if len(body) <= PIECE:
                await send(message)
                return
            whole = memoryview(body)
            for start in range(0, len(body), PIECE):
                piece = whole[start : start + PIECE]
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({**message, "body": b""})

        await self.app(scope, receive, gradually)


class Holding:
    """Middleware: counts the bytes that are held for clients, before they are packed.

    A large answer that would bring them above `limit` is dropped, and 503 given in its place. One that
    comes in parts as it is read, a file or events, is not held.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit
        self.held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(OWN_WAY):
            await self.app(scope, receive, send)
            return
        answer = _Answer(self, send)
        try:
            await self.app(scope, receive, answer.take)
        finally:
            self.held -= answer.size
        if answer.refused:
            error = TooBusy("er wachten al te veel grote antwoorden op wie ze vroeg")
            await problem_of(Request(scope), error)(scope, receive, send)


class _Answer:
    """Sends one answer on, and counts it; `refused` when there is no room for it."""

    def __init__(self, holding: Holding, send: Send) -> None:
        self.holding = holding
        self.send = send
        self.size = 0
        self.refused = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._count(int(dict(message["headers"]).get(b"content-length", 0)))
        if not self.refused:
            await self.send(message)

    def _count(self, size: int) -> None:
        held = self.holding.held
        self.refused = size > PIECE and held > 0 and held + size > self.holding.limit
        if not self.refused:
            self.size = size
            self.holding.held += size
