"""The short way to `/sparql`: a lookup takes less time than finding its route and reading it as a form."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import problem_of
from kwalificatiegraaf.errors import KwalificatiegraafError

Handler = Callable[[Request], Awaitable[Response]]


class Poort:
    """Middleware: hands requests for one path to its handlers by method, and all others on.

    The handlers have routes too, which describe them; this only leaves out what leads to them.
    """

    def __init__(self, app: ASGIApp, path: str, handlers: Mapping[str, Handler]) -> None:
        self.app = app
        self.path = path
        self.handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        here = scope["type"] == "http" and scope["path"] == self.path
        handler = self.handlers.get(scope["method"]) if here else None
        if handler is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive, send)
        try:
            response = await handler(request)
        except KwalificatiegraafError as error:
            response = problem_of(request, error)
        await response(scope, receive, send)
