"""What a server that stops does with what it still works on: it says so, instead of breaking off."""

from asyncio import CancelledError

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem_of
from kwalificatiegraaf.errors import ServiceStops

_ENDLESS = b"text/event-stream"
"""Answers of this kind may end anywhere: whoever follows one comes back."""


class Farewell:
    """Middleware: whoever still waits when the server has waited long enough gets 503.

    An answer that has begun ends with its connection, so that nobody takes it for whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        begun: list[Message] = []

        async def noting(message: Message) -> None:
            if not begun:
                begun.append(message)
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except CancelledError:
            if scope["type"] != "http":
                raise
            if not begun:
                await problem_of(Request(scope), ServiceStops())(scope, receive, send)
            elif dict(begun[0]["headers"]).get(b"content-type", b"").startswith(_ENDLESS):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
