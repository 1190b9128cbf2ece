"""What a form of answer cannot carry, and what the engine says of it."""

import re

from kwalificatiegraaf.errors import BadQuery
from kwalificatiegraaf.store.reader import XML, keep_returns

_UNFIT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix: ")
"""What XML cannot hold and the engine writes all the same."""
_REFUSED = (
    ("JSON-LD does not support", "JSON-LD", "een tripel dat zelf een waarde is"),
    ("RDF/XML reserved syntax term", "RDF/XML", "een eigenschap met een naam die RDF/XML zelf gebruikt"),
)
"""What the engine says of a form that it does not write, the form, and what that cannot carry."""


def carried(body: bytes, media_type: str) -> bytes:
    """Return an answer as its form carries it; BadQuery when that is XML and it holds what XML cannot."""
    kept = keep_returns(body, media_type)
    require_fit(kept, media_type)
    return kept


def require_fit(body: bytes, media_type: str) -> None:
    """Raise BadQuery for an answer in XML that holds what XML cannot."""
    if media_type in XML and _UNFIT.search(body):
        raise _no_carrier("XML", "een stuurteken, of een eigenschap zonder naam")


def form_error(message: str) -> BadQuery | None:
    """Return the error for a form that the engine does not write this answer in; else None."""
    found = next((one for one in _REFUSED if message.startswith(one[0])), None)
    return _no_carrier(*found[1:]) if found else None


def _no_carrier(form: str, what: str) -> BadQuery:
    return BadQuery(
        f"{form} kan dit antwoord niet dragen: {what}",
        place="Accept",
        remedy="vraag JSON of CSV voor rijen, Turtle of N-Triples voor tripels",
    )
