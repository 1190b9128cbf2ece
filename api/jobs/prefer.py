"""The header `Prefer` (RFC 7240): whether the client would rather have its answer later."""

import re
from typing import Annotated

from fastapi import Depends, Header, Request

from api.negotiation import list_of

ASYNC = "respond-async"

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def names_of(header: str) -> list[str]:
    """Return the names of the preferences in a header, in lower case; values and parameters do not count."""
    parts = _QUOTED.sub('""', header).split(",")
    return [re.split(r"[;=]", part, maxsplit=1)[0].strip().lower() for part in parts]


def prefers_async(
    request: Request,
    prefer: Annotated[
        str | None,
        Header(
            description="`respond-async` (RFC 7240): antwoord 202 met een taak in plaats van te wachten.",
            examples=[ASYNC],
        ),
    ] = None,
) -> bool:
    """Whether one of the headers `Prefer` holds `respond-async`; other preferences are ignored."""
    del prefer  # only for the OpenAPI document: the framework gives one of several headers
    return ASYNC in names_of(list_of(request.headers, "prefer"))


AsyncDep = Annotated[bool, Depends(prefers_async)]
