"""What is wrong with a query, as its writer needs it: line, column, the token there, and what to do."""

import re
from urllib.parse import unquote

from kwalificatiegraaf.errors import BadQuery, InvalidInput, suggest
from kwalificatiegraaf.store.syntax import split_prologue, tokens
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
NEARBY = "kijk net voor deze plaats: een vergeten punt, accolade of aanhalingsteken?"
SHOWN = 60
"""Characters of a token that an error shows."""

_MEANT = {
    "contains a variable that is unbound": (
        "een gevraagde veranderlijke staat niet in GROUP BY",
        "zet haar in GROUP BY, of vat haar samen, zoals met COUNT of SAMPLE",
    ),
    "Duplicated variable name in SELECT": (
        "een veranderlijke staat twee keer bij SELECT",
        "vraag elke veranderlijke een keer, of geef haar met AS een andere naam",
    ),
    "overrides an existing variable": (
        "AS geeft een waarde aan een veranderlijke die er al een heeft",
        "kies een andere naam na AS",
    ),
}
"""What the engine says of a text that is whole and still means nothing, as reason and remedy."""
MISSING = "urn:kwalificatiegraaf:ontbreekt"
"""The start of the name of a graph that exists only while one that an update copies does not."""
_GRAPH = re.compile(r"The graph <([^>]*)> (does not exist|already exists)")
_PLACE = re.compile(r"error at (\d+):(\d+)")
_PREFIXED = re.compile(r"([A-Za-z][\w.-]*)?:[\w%.-]*")
_SOMETHING = re.compile(r"\S")
_WORD = re.compile(r"[^\s{}()<>;,]+|\S")


def syntax_error(message: str, query: str) -> BadQuery:
    """Return the error for what the engine says of `query`."""
    if not _SOMETHING.search(query):
        return BadQuery(
            "de vraag is leeg", place="query", remedy="begin met SELECT, ASK, CONSTRUCT of DESCRIBE"
        )
    return _error(message, query, *_reason(query))


def update_error(message: str, update: str) -> BadQuery:
    """Return the error for what the engine says of an update."""
    first = _first_word(update)
    if first in FORMS:
        return _error(message, update, f"{first} is een vraag, geen wijziging", "stuur een vraag als 'query'")
    return _error(message, update, *(_without_prefix(update) or (None, NEARBY)))


def graph_error(message: str) -> InvalidInput | None:
    """Return the error for an update that a graph stands in the way of, or the lack of one; else None."""
    found = _GRAPH.search(message)
    if not found:
        return None
    name, said = found[1], "bestaat niet" if found[2] == "does not exist" else "bestaat al"
    if name.startswith(f"{MISSING}:"):
        name, said = unquote(name.removeprefix(f"{MISSING}:")), "bestaat niet"
    return InvalidInput(
        f"de graaf <{name}> {said}", place="SPARQL", remedy="Verbeter de naam, of schrijf SILENT erbij."
    )


def _error(message: str, query: str, reason: str | None, remedy: str | None) -> BadQuery:
    found = _PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    token = token_at(query, line, column)
    column = _start_of(query, token, line, column)
    seen = f"'{token}' wordt daar niet verwacht" if token else "de tekst is niet af"
    reason, remedy = next((told for said, told in _MEANT.items() if said in message), (reason, remedy))
    return BadQuery(
        f"geen geldige SPARQL op regel {line}, kolom {column}: {reason or seen}",
        place=f"regel {line}, kolom {column}",
        remedy=remedy,
    )


def _start_of(query: str, token: str, line: int, column: int) -> int:
    """Return the column where the word that is named begins; the place itself when it stands elsewhere."""
    text = query.split("\n")[line - 1] if token else ""
    start = text.rfind(token, 0, column - 1 + len(token))
    return start + 1 if token and start >= 0 else column


def token_at(query: str, line: int, column: int) -> str:
    """Return the word around or after a place (both from 1), at most 60 characters; empty at the end."""
    offset = sum(len(one) + 1 for one in query.split("\n")[: line - 1]) + column - 1
    if not _SOMETHING.search(query, offset):
        return ""
    start = max(query.rfind("\n", 0, offset) + 1, offset - SHOWN)
    words = _WORD.finditer(query, start)
    return next(word[0][:SHOWN] for word in words if word.end() >= offset)


def missing_prefixes(query: str) -> list[str]:
    """Return the prefixes that a query uses without declaring them, in order."""
    declared, text = split_prologue(query)
    known = {name.removeprefix("PREFIX ").rstrip(":") for name, _ in declared}
    used = [match[1] or "" for token in tokens(text) if (match := _PREFIXED.fullmatch(token.text))]
    return [name for name in dict.fromkeys(used) if name not in known and name != "_"]


def _reason(query: str) -> tuple[str | None, str | None]:
    first = _first_word(query)
    if first in UPDATES:
        return (
            f"{first} is een wijziging, geen vraag",
            "stuur een wijziging met POST als 'update' of als application/sparql-update",
        )
    if undeclared := _without_prefix(query):
        return undeclared
    if first and first not in FORMS:
        return f"'{first[:60]}' begint geen vraag", f"begin met {', '.join(FORMS)}{suggest(first, FORMS)}"
    return None, NEARBY


def _without_prefix(query: str) -> tuple[str, str] | None:
    missing = missing_prefixes(query)
    if not missing:
        return None
    name = missing[0]
    known = PREFIXES.get(name)
    line = f"voeg bovenaan toe: PREFIX {name}: <{known}>" if known else None
    return f"het voorvoegsel '{name}:' is niet verklaard", line or (
        f"verklaar '{name}:' bovenaan met PREFIX{suggest(name, PREFIXES)}"
    )


def _first_word(query: str) -> str:
    _, text = split_prologue(query)
    return next((token.text.upper() for token in tokens(text)), "")
