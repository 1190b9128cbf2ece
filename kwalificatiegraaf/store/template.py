"""A query without its values: what has the same words, with other texts and IRIs, asks the same of others."""

import re

from kwalificatiegraaf.store.syntax import IRI, QUOTED

LONGEST = 8_000
"""Characters of a query that is looked at."""

_PART = re.compile(rf"(?P<comment>\#[^\n\r]*)|(?P<text>{QUOTED})|(?P<iri>{IRI})", re.VERBOSE | re.DOTALL)
_PLAIN = re.compile(r"""(?:"[^"\\\n\r\x00]*"|'[^'\\\n\r\x00]*')\Z""")
_ELSEWHERE = re.compile(r"SERVICE|\\[uU]", re.IGNORECASE)
_HOLES = {'"': r'"[^"\\\n\r\x00]*"', "'": r"'[^'\\\n\r\x00]*'", "<": IRI}


def template_of(query: str) -> str | None:
    """Return the pattern, for `re.fullmatch`, of queries that differ from this one in texts and IRIs only.

    Whatever matches falls apart into the same tokens, so that what was seen of this query (that it asks no
    other server, which graphs it names) holds of it too. Numbers, names and variables stay as they are.
    None where that cannot be promised: SERVICE, an escaped character, or two texts without space.
    """
    if len(query) > LONGEST or _ELSEWHERE.search(query):
        return None
    parts, end = [], 0
    for found in _PART.finditer(query):
        text, kind = found[0], found.lastgroup
        if kind == "comment" or (kind == "text" and not _PLAIN.match(text)):
            continue
        if kind == "text" and text[0] in (query[found.start() - 1 : found.start()], query[found.end() :][:1]):
            return None
        parts += [re.escape(query[end : found.start()]), _HOLES[text[0]]]
        end = found.end()
    return "".join([*parts, re.escape(query[end:])])
