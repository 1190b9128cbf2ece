"""Open data for scripts of other sites: the headers of CORS on answers and errors alike, and OPTIONS."""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN = {"/sparql": "GET, HEAD, POST, OPTIONS"}
READING = ("/dataset", "/.well-known/void", "/ns", "/graph-store", "/ldes", "/dumps")
BELOW = ("/id/", "/doc/", "/ns/", "/graph/", "/dumps/", "/ldes/")
"""Linked data: what stands below these is open for reading too."""
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Content-Encoding",
}


def allowed_methods(path: str) -> str | None:
    """Return the methods of an open address; None for another address."""
    reading = path in READING or path.startswith(BELOW)
    return OPEN.get(path) or ("GET, HEAD, OPTIONS" if reading else None)


class OpenData:
    """Middleware: any site may read; none may send a secret along, so none may write."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        methods = allowed_methods(scope["path"]) if scope["type"] == "http" else None
        if methods is None:
            await self.app(scope, receive, send)
            return

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        if scope["method"] == "OPTIONS":
            await _preflight(methods)(scope, receive, opened)
        else:
            await self.app(scope, receive, opened)


def _preflight(methods: str) -> Response:
    headers = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)
