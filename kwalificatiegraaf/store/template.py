"""A query without its values: what has the same words, with other texts and IRIs, asks the same of others."""

import re

from kwalificatiegraaf.store.syntax import IRI, QUOTED

LONGEST = 4_000
"""Characters of a query that is looked at."""

MOST_HOLES = 40
"""Texts and IRIs that it may have."""

_PART = re.compile(
    rf"[^\#\"'<]++|(?P<comment>\#[^\n\r]*)|(?P<text>{QUOTED})|(?P<iri>{IRI})|(?P<less><=?\S?)",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = re.compile(r"""(?:"[^"\n\r\x00]*"|'[^'\n\r\x00]*')\Z""")
_DOUBTFUL = re.compile(r"SERVICE|\\", re.IGNORECASE)
_LESS_THAN = re.compile(r"['(),&]")
"""What stands in an IRI hardly ever, and often in what only looks like one: `?a <?b && 'x' >?c`."""
_HOLES = {'"': r'"[^"\\\n\r\x00]*"', "'": r"'[^'\\\n\r\x00]*'", "<": IRI}


def template_of(query: str) -> str | None:
    """Return the pattern, for `re.fullmatch`, of queries that differ from this one in texts and IRIs only.

    Numbers, names and variables stay as they are, so that the next one takes about as long and names the
    same graphs. None where texts and IRIs cannot be told for sure: after a backslash, which may stand in a
    name, between two texts without space, where "less than" could be meant, or an IRI could become of it.
    """
    if len(query) > LONGEST or _DOUBTFUL.search(query):
        return None
    parts, end = [], 0
    for found in _PART.finditer(query):
        text, kind = found[0], found.lastgroup
        if kind == "less" and text not in ("<", "<="):
            return None
        if kind not in ("text", "iri") or (kind == "text" and not _PLAIN.match(text)):
            continue
        around = (query[found.start() - 1 : found.start()], query[found.end() :][:1])
        if text[0] in around if kind == "text" else _LESS_THAN.search(text):
            return None
        parts += [re.escape(query[end : found.start()]), _HOLES[text[0]]]
        end = found.end()
    return "".join([*parts, re.escape(query[end:])]) if len(parts) <= 2 * MOST_HOLES else None
