"""Open data for scripts of other sites: the headers of CORS on every answer and error, and OPTIONS.

Any site may read and compute. A browser never sends a secret of its own along (no credentials are
allowed, and there are no cookies), so a site can only write with a token that its own user typed.
"""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.methoden import Methoden

SENT = (
    *("Accept", "Authorization", "Content-Type", "If-Modified-Since", "If-None-Match", "If-Range"),
    *("Last-Event-ID", "Prefer", "Range"),
)
"""What a script may send."""

SEEN = (
    *("Accept-Ranges", "Allow", "Content-Disposition", "Content-Encoding", "Content-Range", "ETag", "Link"),
    *("Location", "Preference-Applied", "Retry-After", "WWW-Authenticate"),
)
"""What a script may see, beside what it always may."""

HEADERS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": ", ".join(SEEN)}


class OpenData:
    """Middleware: opens every answer to scripts of other sites, and says which methods an address takes."""

    def __init__(self, app: ASGIApp, methods: Methoden) -> None:
        self.app = app
        self.methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        allowed = self.methods.of(scope) if scope["method"] == "OPTIONS" else None
        if allowed:
            await _preflight(allowed)(scope, receive, opened)
        else:
            await self.app(scope, receive, opened)


def _preflight(allowed: str) -> Response:
    headers = {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": ", ".join(SENT),
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)
