"""Content negotiation: which of the offered media types the client likes best (RFC 9110, 12.5.1)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from starlette.datastructures import Headers

JSON = "application/json"
JSONLD = "application/ld+json"
TURTLE = "text/turtle"
NTRIPLES = "application/n-triples"
RDFXML = "application/rdf+xml"
HTML = "text/html"
RDF = (JSONLD, TURTLE)
ALIASES = {"application/xhtml+xml": HTML, "application/x-turtle": TURTLE}

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def list_of(headers: Headers, name: str) -> str:
    """Return a header that holds a list, all its lines together (RFC 9110, 5.3); empty without any."""
    return ", ".join(headers.getlist(name))


class Range(NamedTuple):
    """One media range of an Accept header; `quality` runs from 0 to 1."""

    main: str
    sub: str
    quality: float

    def match(self, media_type: str) -> int:
        """Return how precisely the range names `media_type`: 0 not, 1 by `*/*`, 2 by `text/*`, 3 exactly."""
        main, _, sub = media_type.partition("/")
        if (self.main, self.sub) == (main, sub):
            return 3
        if self.sub != "*":
            return 0
        return {main: 2, "*": 1}.get(self.main, 0)


def _quality(parameters: Sequence[str]) -> float:
    """Return the q-value; one that is no number counts as 1, as clients that write it mean."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q" and _QUALITY.fullmatch(value.strip()):
            return float(value)
    return 1.0


@lru_cache(maxsize=256)
def parse_accept(header: str) -> tuple[Range, ...]:
    """Return the media ranges of `header`; what is no media range is skipped."""
    ranges = []
    for part in header.lower().split(",")[:50]:
        name, *parameters = part.strip().split(";")
        main, slash, sub = ALIASES.get(name.strip(), name.strip()).partition("/")
        if slash and main and sub:
            ranges.append(Range(main, sub, _quality(parameters)))
    return tuple(ranges)


def _liking(media_type: str, ranges: Sequence[Range]) -> float:
    """Return the quality that the most precise matching range gives to `media_type`; 0 when none matches."""
    best = max(((r.match(media_type), r.quality) for r in ranges), default=(0, 0.0))
    return best[1] if best[0] else 0.0


@lru_cache(maxsize=1024)
def choose(header: str, offered: tuple[str, ...]) -> str | None:
    """Return the media type of `offered` that `header` likes best, the first of equals; None for none.

    An absent header, or one without any media range, accepts everything.
    """
    ranges = parse_accept(header)
    if not ranges:
        return offered[0]
    likings = [(_liking(media_type, ranges), -n, media_type) for n, media_type in enumerate(offered)]
    quality, _, found = max(likings)
    return found if quality > 0 else None


def prefers_html(header: str, offered: tuple[str, ...] = ()) -> bool:
    """Whether the client names HTML, likes it better than JSON and no less than `offered`: a browser."""
    ranges = parse_accept(header)
    named = any(r.match(HTML) == 3 and r.quality > 0 for r in ranges)
    return named and choose(header, (JSON, HTML)) == HTML and choose(header, (HTML, *offered)) == HTML
