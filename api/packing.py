"""gzip for whatever is text, once for the whole service: each encoding has its own ETag, and `Vary` says so.

Streams of events go through as they come, and so do parts of a file and what is packed already.
"""

import gzip
import re
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.etag import OWN_WAY, etag_of, matches
from api.negotiation import list_of

SMALL = 1000
"""Bytes below which packing gains nothing."""

LARGE = 16_000
"""Bytes from which it takes longer than a change of thread."""

LEVEL = 5
BARE = (204, 206, 304)
"""Statuses of answers without a body, or with a part of one."""

_TEXT = re.compile(
    r"text/(?!event-stream)|image/svg\+xml|application/(?:[\w.-]+\+)?(?:json|xml|javascript)\b"
    r"|application/(?:n-triples|n-quads|trig|sparql-query|sparql-update)\b"
)
_REFUSED = re.compile(r"\s*q=0(\.0*)?\s*")


@lru_cache(maxsize=256)
def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header accepts gzip, by its name or as one of all."""
    taken: dict[str, bool] = {}
    for part in header.lower().split(","):
        name, *parameters = part.split(";")
        taken.setdefault(name.strip(), not any(map(_REFUSED.fullmatch, parameters)))
    return taken.get("gzip", taken.get("*", False))


@lru_cache(maxsize=256)
def is_text(content_type: str) -> bool:
    """Whether a body of this type becomes much smaller, and is not sent as it happens."""
    return _TEXT.match(content_type) is not None


class Packing:
    """Middleware: packs the body of an answer for a client that takes gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(OWN_WAY):
            await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, _Answer(scope, send).take)


class _Answer:
    """Sends one answer on; gathers it first where it is to be packed."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.send = send
        self.start: Message = {}
        self.parts: list[bytes] = []
        self.gathers = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            self.gathers = self._is_to_pack()
        elif self.gathers:
            self.parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self.finish(b"".join(self.parts))
            return
        if not self.gathers:
            await self.send(message)

    def _is_to_pack(self) -> bool:
        headers = MutableHeaders(scope=self.start)
        if not is_text(headers.get("content-type", "")) and self.start["status"] != 304:
            return False
        headers.add_vary_header("Accept-Encoding")
        if self.start["status"] in BARE or "content-encoding" in headers:
            return False
        return takes_gzip(list_of(Headers(scope=self.scope), "accept-encoding"))

    async def finish(self, body: bytes) -> None:
        if len(body) >= SMALL and not self._is_known(body):
            body = _pack(body) if len(body) < LARGE else await run_in_threadpool(_pack, body)
            headers = MutableHeaders(scope=self.start)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
            del headers["Accept-Ranges"]
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body, "more_body": False})

    def _is_known(self, body: bytes) -> bool:
        """Give the packed answer its ETag, and return whether the client has it: then nobody packs it."""
        if self.scope["method"] != "GET" or self.start["status"] != 200:
            return False
        headers = MutableHeaders(scope=self.start)
        etag = headers.get("etag") or etag_of(body, headers.get("content-type", ""))
        if etag.endswith('"') and not etag.startswith("W/"):
            etag = f'{etag[:-1]}-gzip"'
        headers["ETag"] = etag
        return matches(list_of(Headers(scope=self.scope), "if-none-match"), etag)


def _pack(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)
