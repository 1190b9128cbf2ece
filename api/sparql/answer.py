"""The answer as it goes over the line: an ETag that is known before the query runs, and gzip."""

import gzip
import re
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from api.etag import matches
from api.sparql.formats import Forms
from api.sparql.protocol import Operation
from kwalificatiegraaf.store.lanes import LARGE

VARY = {"Vary": "Accept, Accept-Encoding"}
SMALL = 1000
"""Bytes below which compressing gains nothing."""

_CHANGING = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)


def etag_of(revision: str, operation: Operation, forms: Forms, base: str) -> str | None:
    """Return the weak ETag of an answer on a state of the store.

    None for a large text, or when each run may differ.
    """
    if len(operation.text) >= LARGE or _CHANGING.search(operation.text):
        return None
    known = repr((revision, operation, forms, base)).encode("utf-8", "replace")
    return f'W/"{blake2b(known, digest_size=16).hexdigest()}"'


def unchanged(request: Request, etag: str | None) -> Response | None:
    """Return a 304 when the client has this answer already."""
    if etag and matches(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers={**VARY, "ETag": etag, "Cache-Control": "no-cache"})
    return None


def pack(request: Request, body: bytes, media_type: str, etag: str | None = None) -> Response:
    """Return a body, compressed for a client that takes gzip."""
    headers = {**VARY, "Cache-Control": "no-cache", **({"ETag": etag} if etag else {})}
    if len(body) >= SMALL and _takes_gzip(request.headers.get("accept-encoding", "")):
        body = gzip.compress(body, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=media_type)


def _takes_gzip(header: str) -> bool:
    for part in header.lower().split(","):
        name, *parameters = part.split(";")
        refused = any(re.fullmatch(r"\s*q=0(\.0*)?\s*", one) for one in parameters)
        if name.strip() in ("gzip", "*"):
            return not refused
    return False
