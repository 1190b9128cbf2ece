"""A saved question as a visitor starts from it: its summary for a heading, its examples filled in."""

import re
from collections.abc import Mapping

from kwalificatiegraaf.store.queries import Vraag, bind

FILLED = 2
"""Parameters that are filled in, the first ones; more at once would leave little to find."""

HINT = "# Pas de waarden bij VALUES aan, of zet er UNDEF om niets te kiezen.\n"
_FRONT = re.compile(r"^#\+.*\n", re.MULTILINE)


def example_text(question: Vraag, base: str) -> str:
    """Return the SPARQL text with the example of each of the first parameters bound."""
    names = list(question.params)[:FILLED]
    return filled_text(question, {name: question.params[name].example for name in names}, base)


def filled_text(question: Vraag, values: Mapping[str, str], base: str) -> str:
    """Return the SPARQL text with these values bound; InvalidInput names one that cannot be."""
    text = bind(question, values, base)
    hint = HINT if question.params else ""
    return f"# {question.summary}\n{hint}{_FRONT.sub('', text)}"
