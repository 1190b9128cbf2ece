"""Parts of a file (RFC 9110, section 14): what has no meaning is ignored, and what misses is left out.

Where all parts miss, that is a problem.
"""

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


def within(header: str, size: int) -> str | None:
    """Return a `Range` that is meant without the parts that miss a file of this size; None when all do."""
    parts = [part.strip() for part in header.partition("=")[2].split(",")]
    kept = [part for part in parts if _is_there(part, size)]
    return f"bytes={','.join(kept)}" if kept else None


def _is_there(part: str, size: int) -> bool:
    first, _, last = part.partition("-")
    return int(first) < size if first else min(int(last), size) > 0


class Ranges:
    """Middleware: takes off a `Range` that is to be ignored, and says how long a file is where all miss."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        header = Headers(scope=scope).get("range") if scope["type"] == "http" else None
        if header is None:
            await self.app(scope, receive, send)
        elif is_meant(header, scope["method"]):
            answer = _Answer(scope, receive, send, header)
            await self.app(scope, receive, answer.take)
            if answer.kept:
                await self.app(_with_range(scope, answer.kept), receive, send)
        else:
            await self.app(_with_range(scope, None), receive, send)


def _with_range(scope: Scope, header: str | None) -> Scope:
    """Return the scope with another `Range`, or with none."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
    if header is not None:
        headers.append((b"range", header.encode("latin-1")))
    return {**scope, "headers": headers}


class _Answer:
    """Sends one answer on, or the problem in its place; or else `kept` is the `Range` to ask again."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, header: str) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.header = header
        self.missed = False
        self.kept: str | None = None

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == MISSED:
            self.missed = True
            size = Headers(raw=message["headers"]).get("content-range", "").rpartition("/")[2]
            error = PartMissing(int(size) if size.isdecimal() else 0)
            self.kept = within(self.header, error.size)
            if self.kept is None:
                await problem_of(Request(self.scope), error)(self.scope, self.receive, self.send)
        elif not self.missed:
            await self.send(message)
