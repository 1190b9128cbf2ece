"""What is wrong with a query, as its writer needs it: line, column, the token there, and what to do."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import wraps
from itertools import islice
from typing import TypeAlias
from urllib.parse import unquote

from kwalificatiegraaf.errors import BadQuery, InvalidInput, QueryTooLarge, suggest
from kwalificatiegraaf.store.reader import WIDE
from kwalificatiegraaf.store.stumble import Parse, Stumble, after, place_named, said_of, stumble, words
from kwalificatiegraaf.store.syntax import (
    declarations,
    declared_in_front,
    split_prologue,
    tokens,
    without_services,
)
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

Told: TypeAlias = tuple[str, str]
"""A reason and a remedy."""

KEYWORDS = (
    *("SELECT", "CONSTRUCT", "DESCRIBE", "DISTINCT", "REDUCED", "WHERE", "FROM", "NAMED", "PREFIX", "BASE"),
    *("OPTIONAL", "FILTER", "UNION", "MINUS", "GRAPH", "SERVICE", "SILENT", "BIND", "VALUES", "UNDEF"),
    *("GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "DESC", "EXISTS", "COUNT", "CONTAINS", "REGEX"),
    *("INSERT", "DELETE", "DATA", "USING", "WITH", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "DEFAULT"),
)
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
NEARBY = "kijk net voor deze plaats: een vergeten punt, accolade of aanhalingsteken?"
PLAIN = "haal delen weg tot het wel gaat: in wat u het laatst weghaalde, staat de fout"
MOST_TRIED = 50
"""Places at which a text is read up to there."""
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
    "IRI parsing failed": (
        "dit is geen geldige IRI",
        "een IRI heeft geen spaties, accolades of aanhalingstekens, en % enkel met twee cijfers erachter",
    ),
    "Variables are not allowed in": (
        "hier mag geen veranderlijke staan",
        "schrijf het ding zelf, of gebruik INSERT met WHERE",
    ),
    "Variables and blank nodes are not allowed in": (
        "hier mogen geen veranderlijken en geen blanke knopen staan",
        "schrijf het ding zelf, of gebruik DELETE met WHERE",
    ),
    "Blank nodes are not allowed in": (
        "hier mag geen blanke knoop staan",
        "gebruik een veranderlijke, die in WHERE gevonden wordt",
    ),
    "BIND is overriding an existing variable": (
        "BIND geeft een waarde aan een veranderlijke die er al een heeft",
        "kies een andere naam na AS, of vergelijk met FILTER",
    ),
    "The VALUES clause rows": (
        "VALUES heeft hier een rij met meer of minder waarden dan er veranderlijken zijn",
        "geef in elke rij een waarde per veranderlijke; schrijf UNDEF waar er geen is",
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
_PREFIXED = re.compile(r"([A-Za-z][\w.-]*)?:[\w%.-]*")
_OPENED = re.compile(r"<[A-Za-z][\w+.-]*:[^<>\s]*+(?![^<>]*+>)")
_UNFIT = {
    "Variables are not allowed in": re.compile(r"[?$]"),
    "Variables and blank nodes are not allowed in": re.compile(r"[?$\[]|_:"),
    "Blank nodes are not allowed in": re.compile(r"\[|_:"),
}
"""What begins a word that a block may not hold, by what the engine says at the end of that block."""
_SHAPES = (
    (
        re.compile(r"[^\"'<]*\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"),
        (
            "een teken bij zijn nummer (\\u…) dat hier niet kan staan",
            "schrijf het teken zelf",
        ),
    ),
    (
        re.compile(r"<[A-Za-z][\w+.-]*:[^>]*$"),
        ("een adres zonder '>'", "sluit het adres met '>'"),
    ),
    (
        re.compile(r"[A-Za-z][\w+.-]*://"),
        ("een adres dat niet tussen '<' en '>' staat", "schrijf <http://…>"),
    ),
    (
        re.compile(
            r"""(?!"{3}|'{3})(?:"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*)$|(?:"{3}|'{3})(?!.*(?:"{3}|'{3})$)""",
            re.DOTALL,
        ),
        ("een tekst zonder aanhalingsteken aan het einde", "sluit de tekst met hetzelfde aanhalingsteken"),
    ),
)
"""What a word looks like that is wrong whatever stands around it, and what to say of it."""


def _plainly(explain: Callable[..., BadQuery]) -> Callable[..., BadQuery]:
    """Refuse a text in plain words where explaining fails: it is wrong all the same."""

    @wraps(explain)
    def explained(*given: object) -> BadQuery:
        try:
            return explain(*given)
        except Exception:
            return BadQuery("dit is geen geldige SPARQL", place="SPARQL", remedy=PLAIN)

    return explained


@_plainly
def syntax_error(query: str, parse: Parse, allowed: Collection[str] = ()) -> BadQuery:
    """Return the error of a query that `parse` refuses, or that asks others than the `allowed` endpoints.

    `parse` never sees that it does.
    """
    if next(words(query), None) is None:
        return BadQuery(
            "de vraag is leeg", place="query", remedy="begin met SELECT, ASK, CONSTRUCT of DESCRIBE"
        )
    found = _found(query, lambda text: parse(without_services(text, allowed)))
    if "SERVICE" in found.word.upper() and without_services(query, allowed) != query:
        return _service_refused(place_named(query, found.start), allowed)
    return _error(query, found, _no_query)


def _service_refused(place: str, allowed: Collection[str]) -> BadQuery:
    if not allowed:
        return BadQuery(
            f"SERVICE op {place} is niet toegestaan: deze dienst bevraagt geen andere servers",
            place=place,
            remedy="bevraag de andere bron apart en laad het resultaat als bestand",
        )
    named = ", ".join(f"<{iri}>" for iri in allowed)
    return BadQuery(
        f"SERVICE op {place} vraagt iets aan een server die niet toegestaan is",
        place=place,
        remedy=f"schrijf het adres van een server die het wel is, voluit en letterlijk: {named}",
    )


@_plainly
def update_error(update: str, parse: Parse) -> BadQuery:
    """Return the error of an update that `parse` refuses.

    What is declared before a later operation is read in front, where alone an engine takes it.
    """
    front, rest = declared_in_front(update)
    if front and not said_of(front, parse):
        return _error(update, _found(update, after(front, parse), rest), _no_update)
    return _error(update, _found(update, parse, update), _no_update)


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


def wide_error(message: str) -> QueryTooLarge | None:
    """Return the error for a query that chose graphs too large to be read as one; else None."""
    if message != WIDE:
        return None
    return QueryTooLarge(
        "de gekozen grafen zijn samen te groot om er een graaf van te maken, met elk tripel een keer",
        place="FROM of default-graph-uri",
        remedy="kies een graaf, of lees ze met FROM NAMED, GRAPH ?g { … } en DISTINCT",
    )


def _found(text: str, parse: Parse, update: str | None = None) -> Stumble:
    """Return where a text is wrong; of an update `update` is what `parse` reads, with the same places."""
    read = text if update is None else update
    found = _opening(text, stumble(read, parse))
    if found.word == "}":
        found = _bound_again(read, parse, found)
    return _culprit(text, found if update is None else _at_end_of_block(update, parse, found))


def _error(text: str, found: Stumble, begins: Callable[[str], Told | None]) -> BadQuery:
    """Return the error of a text that is wrong there."""
    reason, remedy = (
        (begins(text) if _starts_at(text, found) else None) or _meant(found) or _of_word(text, found)
    )
    place = place_named(text, found.start)
    return BadQuery(f"geen geldige SPARQL op {place}: {reason}", place=place, remedy=remedy)


def _opening(text: str, found: Stumble) -> Stumble:
    """Return where an IRI or a long text begins that swallows all the rest, else what was found."""
    if found.word:
        return found
    if '">"' in found.said and (opened := _OPENED.search(text)):
        return Stumble(opened[0], opened.start(), found.said)
    *_, (start, end) = words(text)
    if text.startswith(('"""', "'''"), start):
        return Stumble(text[start:end], start, found.said)
    return found


def _at_end_of_block(update: str, parse: Parse, found: Stumble) -> Stumble:
    """Return what was found with what the engine says where the block that it ends is the last of the text.

    What a block may not hold is only told there: the engine looks further in what follows.
    """
    if found.word != "}":
        return found
    return replace(found, said=f"{found.said}\n{said_of(update[: found.end], parse)}")


def _bound_again(text: str, parse: Parse, found: Stumble) -> Stumble:
    """Return the variable in a block to which BIND gives a value though it has one; else what was found.

    The engine says so only of a text that ends right behind that BIND: with a brace open it never runs.
    """
    for start, end, closed in islice(_named_again(text[: found.start]), MOST_TRIED):
        if _is_open(text[:closed]) and "BIND is overriding" in (said := said_of(text[:closed], parse)):
            return Stumble(text[start:end], start, said)
    return found


def _named_again(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a variable that was named before stands behind AS, and where the bracket behind it ends."""
    places, seen = list(words(text)), set()
    for (a, b), (start, end), (_, closed) in zip(places, places[1:], places[2:], strict=False):
        name = text[start + 1 : end]
        if text[a:b].upper() == "AS" and text[start] in "?$" and name in seen:
            yield start, end, closed
        if text[a] in "?$":
            seen.add(text[a + 1 : b])


def _is_open(text: str) -> bool:
    marks = [token.text for token in tokens(text)]
    return marks.count("{") > marks.count("}")


def _culprit(text: str, found: Stumble) -> Stumble:
    """Return the last variable or blank node before a block that may hold none, else what was found."""
    test = next((test for said, test in _UNFIT.items() if said in found.said), None)
    if test is None:
        return found
    met = [(a, b) for a, b in words(text) if a < found.start and test.match(text, a, b)]
    return Stumble(text[slice(*met[-1])], met[-1][0], found.said) if met else found


def _starts_at(text: str, found: Stumble) -> bool:
    """Whether it stumbles over the first word behind what is declared."""
    _, rest = split_prologue(text)
    first = next(tokens(rest), None)
    return first is not None and len(text) - len(rest) + first.start == found.start


def _meant(found: Stumble) -> Told | None:
    return next((told for said, told in _MEANT.items() if said in found.said), None)


def _of_word(text: str, found: Stumble) -> Told:
    word = found.word[:SHOWN]
    if not word:
        return "de tekst is niet af", NEARBY
    for test, told in _SHAPES:
        if test.match(found.word):
            return told
    return _without_prefix(text, word) or (
        f"'{word}' wordt daar niet verwacht{_suggested(word)}",
        NEARBY,
    )


def _suggested(word: str) -> str:
    near = get_close_matches(word.upper(), KEYWORDS, n=1, cutoff=0.75)
    return f"; bedoelt u '{near[0]}'?" if near and near[0] != word.upper() else ""


def missing_prefixes(query: str) -> list[str]:
    """Return the prefixes that a query uses without declaring them, in order."""
    _, text = split_prologue(query)
    known = {name.removeprefix("PREFIX ").rstrip(":") for name, _ in declarations(query)}
    used = [match[1] or "" for token in tokens(text) if (match := _PREFIXED.fullmatch(token.text))]
    return [name for name in dict.fromkeys(used) if name not in known and name != "_"]


def _no_query(query: str) -> Told | None:
    first = _first_word(query)
    if first in UPDATES:
        return (
            f"{first} is een wijziging, geen vraag",
            "stuur een wijziging met POST als 'update' of als application/sparql-update",
        )
    if first and first not in FORMS:
        return f"'{first[:60]}' begint geen vraag", f"begin met {', '.join(FORMS)}{suggest(first, FORMS)}"
    return None


def _no_update(update: str) -> Told | None:
    first = _first_word(update)
    return (
        (f"{first} is een vraag, geen wijziging", "stuur een vraag als 'query'") if first in FORMS else None
    )


def _without_prefix(text: str, word: str) -> Told | None:
    """Return what to say of a word with a prefix that the text does not declare."""
    used = {match[1] or "" for one in tokens(word) if (match := _PREFIXED.fullmatch(one.text))}
    missing = [name for name in missing_prefixes(text) if name in used]
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
