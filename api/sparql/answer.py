"""The answer as it goes over the line, with an ETag that is known before the query runs."""

from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from api.antwoord import VARY
from api.etag import matches
from api.negotiation import list_of
from api.sparql.formats import Forms
from api.sparql.lookups import CHANGING, etag_of
from api.sparql.protocol import Operation
from kwalificatiegraaf.store.lanes import LARGE


def key_of(revision: str, operation: Operation, forms: Forms, base: str) -> bytes:
    """Return what an answer on a state of the store hangs on, beside the text of the query, in 32 bytes."""
    known = repr((revision, operation.dataset, forms, base)).encode("utf-8", "replace")
    return blake2b(known, digest_size=32).digest()


def known_etag(key: bytes, text: str) -> str | None:
    """Return the weak ETag of an answer before it is made.

    None for a large text, or when each run may differ.
    """
    return None if len(text) >= LARGE or CHANGING.search(text) else etag_of(key, text)


def unchanged(request: Request, etag: str | None) -> Response | None:
    """Return a 304 when the client has this answer already."""
    if etag and matches(list_of(request.headers, "if-none-match"), etag):
        return Response(status_code=304, headers={**VARY, "ETag": etag, "Cache-Control": "no-cache"})
    return None


def whole(body: bytes, media_type: str, etag: str | None = None) -> Response:
    """Return an answer, to be asked again with its ETag."""
    headers = {**VARY, "Cache-Control": "no-cache", **({"ETag": etag} if etag else {})}
    return Response(body, headers=headers, media_type=media_type)
