"""ETags over whole answers (unless a route gave one), `If-None-Match` → 304, and HEAD as GET without body.

A stream of events goes through as it comes; its route leaves the body out when the scope says `HEAD`.
"""

from hashlib import blake2b
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.negotiation import list_of

OWN_WAY = ("/dumps/",)
"""Below these a route answers by itself: its files may be too large to gather, and go in parts."""

EMPTY: Message = {"type": "http.response.body", "body": b"", "more_body": False}
HEAD = "kwalificatiegraaf.head"
"""In the scope: whether the client asked for the head of an answer only."""

KEPT = ("etag", "vary", "cache-control", "date", "content-location", "expires")
"""The headers that a 304 repeats, beside those of security."""


def etag_of(body: bytes, media_type: str) -> str:
    """Return the strong ETag of an answer: the same bytes in another form have another one."""
    return f'"{blake2b(body + media_type.encode(), digest_size=16).hexdigest()}"'


def matches(header: str, etag: str) -> bool:
    """Whether `If-None-Match` names `etag` (weak comparison) or is `*`."""
    named = [one.strip().removeprefix("W/") for one in header.split(",")]
    return "*" in named or etag.removeprefix("W/") in named


class ETags:
    """Middleware: gathers the body of GET and HEAD, and answers 304 where the client has it already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        reading = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not reading or scope["path"].startswith(OWN_WAY):
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        answer = _Answer(list_of(Headers(scope=scope), "if-none-match"), send, head=head)
        await self.app({**scope, "method": "GET", HEAD: head}, receive, answer.take)


class _Answer:
    """Gathers one answer and sends it once it is whole."""

    def __init__(self, known: str, send: Send, *, head: bool) -> None:
        self.known = known
        self.send = send
        self.head = head
        self.start: Message = {}
        self.body = b""
        self.streams = False

    async def take(self, message: Message) -> None:
        if self.streams:
            await self.send(message)
        elif message["type"] == "http.response.start":
            self.start = message
            kind = Headers(raw=message["headers"]).get("content-type", "")
            self.streams = kind.startswith("text/event-stream")
            if self.streams:
                await self.send(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self.finish()

    async def finish(self) -> None:
        headers = MutableHeaders(raw=list(self.start["headers"]))
        if self.start["status"] == HTTPStatus.OK:
            etag = headers.setdefault("ETag", etag_of(self.body, headers.get("content-type", "")))
            headers.setdefault("Cache-Control", "no-cache")
            if matches(self.known, etag):
                await self.unchanged(headers)
                return
        body = b"" if self.head else self.body
        await self.send({**self.start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body, "more_body": False})

    async def unchanged(self, headers: MutableHeaders) -> None:
        for name in ("content-length", "content-type", "last-modified"):
            del headers[name]
        await self.send({**self.start, "status": int(HTTPStatus.NOT_MODIFIED), "headers": headers.raw})
        await self.send(EMPTY)
