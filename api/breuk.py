"""What breaks in the service, answered below the headers that every answer carries."""

from traceback import format_exception

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import failure_of


class Breuk:
    """Middleware: answers an unforeseen error with a problem that says no more, and passes it on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] == "http" and not started:
                traceback = "".join(format_exception(error))
                await failure_of(Request(scope), traceback)(scope, receive, send)
            raise
