"""Headers that keep a browser safe: nothing loads from elsewhere, nothing frames us, no script runs.

One page runs scripts of this site (`api/sparql/page.py`) and brings its own, wider policy.
"""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {"X-Content-Type-Options": "nosniff"}
HEADERS = {
    **ALWAYS,
    "Content-Security-Policy": CONTENT_SECURITY,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


DATA = (
    "application/json",
    "application/ld+json",
    "application/sparql-results+json",
    "text/csv",
    "text/turtle",
)
"""What no browser shows as a document of its own: the first header keeps it from trying."""


def headers_for(content_type: str) -> Mapping[str, str]:
    """Return the headers of an answer of this type; those of a page too, unless it surely is none."""
    return ALWAYS if content_type.partition(";")[0] in DATA else HEADERS


class SecurityHeaders:
    """Middleware: adds to every answer the headers that its type asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in headers_for(headers.get("content-type", "")).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)
