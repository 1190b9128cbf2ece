"""Parts of a file (RFC 9110, section 14): one without meaning is ignored, one that misses is a problem."""

import re

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem_of
from api.refusals import PartMissing

MISSED = 416
_PART = r"[ \t]*(?:\d{1,18}-\d{0,18}|-\d{1,18})[ \t]*"
_RANGE = re.compile(rf"bytes[ \t]*={_PART}(?:,{_PART})*", re.IGNORECASE)
_ENDS = re.compile(r"(\d+)-(\d+)")


def is_meant(header: str, method: str) -> bool:
    """Whether a `Range` asks for parts: only with GET, only in bytes, and none that ends before it begins."""
    whole = method == "GET" and _RANGE.fullmatch(header.strip())
    return bool(whole) and all(int(first) <= int(last) for first, last in _ENDS.findall(header))


class Ranges:
    """Middleware: takes off a `Range` that is to be ignored, and says how long a file is where one misses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        header = Headers(scope=scope).get("range") if scope["type"] == "http" else None
        if header is None:
            await self.app(scope, receive, send)
        elif is_meant(header, scope["method"]):
            await self.app(scope, receive, _Answer(scope, receive, send).take)
        else:
            kept = [(name, value) for name, value in scope["headers"] if name != b"range"]
            await self.app({**scope, "headers": kept}, receive, send)


class _Answer:
    """Sends one answer on, or the problem in its place."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.missed = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == MISSED:
            self.missed = True
            size = Headers(raw=message["headers"]).get("content-range", "").rpartition("/")[2]
            error = PartMissing(int(size) if size.isdecimal() else 0)
            await problem_of(Request(self.scope), error)(self.scope, self.receive, self.send)
        elif not self.missed:
            await self.send(message)
