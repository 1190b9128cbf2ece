"""Reads SPARQL text just far enough to split, check and bind it: it never runs or writes any."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from kwalificatiegraaf.errors import BadQuery, InvalidInput
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

# Possessive (*+), and a literal may stay open: what a visitor sends is read in one pass, whatever it is.
_COMMENT = r"\#[^\n\r]*"
QUOTED = r"""
    \"{3}(?:[^"\\]|\\.|"(?!""))*+(?:\"{3})? | '{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3})?
    | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'?
"""
IRI = r"""<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>"""
_MARKS = r"\u00b7\u0300-\u036f\u203f\u2040"
"""Signs that a name may hold beside letters and digits."""
_TOKEN = re.compile(
    rf"""
    (?P<skip> {_COMMENT} | {QUOTED} )
    | (?P<iri> {IRI} )
    | (?P<mark> [{{}};] )
    | (?P<word> (?:[?$@]?\w|:)(?:[\w.:%{_MARKS}-]|\\.)* )
    """,
    re.VERBOSE | re.DOTALL,
)
NESTING = re.compile(
    rf"(?P<skip>{_COMMENT}|{QUOTED}|{IRI})|(?P<open>[\[({{]|<<)|(?P<close>[\])}}]|>>)", re.VERBOSE | re.DOTALL
)
_GAP = r"(?:\s|\#[^\n\r]*+[\n\r])*+"
_DECLARATION = re.compile(rf"{_GAP}(?:PREFIX{_GAP}([\w.{_MARKS}-]*:)|BASE){_GAP}(<[^<>\s]*>)", re.IGNORECASE)
_VISIBLE = re.compile(r"[^\r\n]")
_SERVICE = re.compile(
    rf"(?<![?$:])(?=SERVICE{_GAP}(?:SILENT)?{_GAP}"
    rf"(<[^>]*+>|[?$][^\s{{#]++|[^\s{{<>\":#]*+:(?:[^\s{{#\\]|\\.)*+){_GAP}\{{)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    rf"(?P<skip>{_COMMENT}|{QUOTED}|{IRI})|(?<![?$:])(?P<head>(?i:SERVICE{_GAP}SILENT){_GAP})(?P<iri>{IRI})",
    re.VERBOSE | re.DOTALL,
)
NOBODY = "<urn:kwalificatiegraaf:niemand>"
"""An endpoint that gives nothing, without anything being asked."""
_FIRST = re.compile(rf"{_GAP}(<[^<>\s]*>|(?:[^\s\\#;]|\\.)+)")
_TEMPLATE_HEADS = {"INSERT DATA", "DELETE DATA", "DELETE WHERE"}
_TRANSFERS = {"COPY", "MOVE", "ADD"}
_REMOVALS = {"CLEAR", "DROP"}
_ON_GRAPHS = {*_TRANSFERS, *_REMOVALS, "CREATE"}
_RUN_TOGETHER = re.compile("(INSERT|DELETE)(DATA|WHERE)|(COPY|MOVE|ADD|CLEAR|DROP|SILENT|TO)+DEFAULT")
"""Words that the engine takes for two, and the grammar does not."""
_BEFORE_SOURCE = {*_TRANSFERS, "SILENT", "GRAPH"}
_BEFORE_GRAPH = {"GRAPH", "WITH"}
_DATASET = {"FROM", "USING", "WITH"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_NUMBERED = re.compile(
    rf"(?P<skip>{_COMMENT}|{QUOTED}|{IRI}|\\[^uU])|{_ESCAPE.pattern}", re.VERBOSE | re.DOTALL
)
_NAME_SIGN = re.compile(rf"[\w.:%{_MARKS}-]")

MOST_NESTED = 250
"""Brackets in each other that an update may have."""

MOST_SERVICES = 50
"""Times that the word may stand in a query."""


@dataclass(frozen=True)
class Token:
    """A word, an IRI or one of `{};`, with the number of braces around it and its offset."""

    text: str
    depth: int
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` outside comments and literals; braces carry the outer depth."""
    depth = 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "skip":
            continue
        depth -= match[0] == "}"
        yield Token(match[0], depth, match.start())
        depth += match[0] == "{"


def require_shallow(text: str) -> None:
    """Raise InvalidInput for brackets so deep in each other that reading them exhausts the stack."""
    depth = 0
    for match in NESTING.finditer(text):
        depth += (match.lastgroup == "open") - (match.lastgroup == "close")
        if depth > MOST_NESTED:
            raise InvalidInput(
                f"haakjes staan meer dan {MOST_NESTED} diep in elkaar",
                place="SPARQL",
                remedy="geef de dingen zelf een naam, en schrijf ze na elkaar",
            )


def unescaped(text: str) -> str:
    """Return a text with the signs that are written by their number, as SPARQL allows anywhere."""
    return _ESCAPE.sub(_unescape, text)


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else ""


def spelled_out(text: str) -> str:
    """Return a text in which names and keywords have no sign by its number (SPARQL 1.1 Query, 19.2).

    The engine reads such signs in texts and IRIs alone. What no name can hold stays, and is no SPARQL.
    """

    if not _ESCAPE.search(text):
        return text
    pieces, done = [], 0
    for match in signs_by_number(text):
        pieces += [text[done : match.start()], unescaped(match[0])]
        done = match.end()
    return "".join([*pieces, text[done:]])


def signs_by_number(text: str) -> Iterator[re.Match[str]]:
    """Yield the signs by their number that stand in names and keywords."""
    for match in _NUMBERED.finditer(text):
        if not match["skip"] and _NAME_SIGN.fullmatch(unescaped(match[0])):
            yield match


def refuse_service(text: str) -> None:
    """Raise InvalidInput when the text could ask another server.

    Deliberately stricter than the grammar: whatever any engine could read as SERVICE is refused,
    even where a tokenizer would see part of an IRI. Every place is judged, also one inside what
    could be a comment or a text.
    """
    if services_of(text) or services_of(unescaped(text)):
        raise _refusal("SERVICE")


def services_of(text: str) -> tuple[str, ...]:
    """Return what the text asks by SERVICE, in order: an IRI between `< >`, a variable, a prefixed name."""
    return tuple(dict.fromkeys(unescaped(match[1]) for match in _SERVICE.finditer(text)))


def without_services(text: str, allowed: Collection[str]) -> str:
    """Return a query that Oxigraph reads alike, but for SERVICE to others than the `allowed` endpoints.

    In a text, an IRI and a comment an escape is the letter that it stands for; in a keyword Oxigraph knows
    none. So nobody has to tell a keyword from a mention: a real SERVICE is no SPARQL any more. A variable
    or a prefixed name is never allowed. BadQuery when the word stands there so often that looking at each
    takes too long.
    """
    mentions = text.upper().count("SERVICE")
    if not mentions:
        return text
    if mentions > MOST_SERVICES:
        raise BadQuery(
            f"het woord SERVICE staat er meer dan {MOST_SERVICES} keer",
            place="SERVICE",
            remedy="splits de vraag; ook namen, opmerkingen en teksten met dit woord tellen mee",
        )
    known = {f"<{iri}>" for iri in allowed}
    pieces, done = [], 0
    for match in _SERVICE.finditer(text):
        if unescaped(match[1]) not in known:
            second = match.start() + 1
            pieces += [text[done:second], f"\\u{ord(text[second]):04X}"]
            done = second + 1
    return "".join([*pieces, text[done:]])


def silent_services(text: str) -> tuple[str, ...]:
    """Return the IRIs, between `< >`, that a query asks by SERVICE SILENT, in order."""
    return tuple(dict.fromkeys(match["iri"] for match in _SILENT.finditer(text) if match["iri"]))


def without_silent(text: str, lost: Collection[str]) -> str:
    """Return a query that asks nobody where it asks one of these by SERVICE SILENT."""
    return _SILENT.sub(
        lambda match: f"{match['head']}{NOBODY}" if match["iri"] in lost else match[0],
        text,
    )


def _refusal(keyword: str) -> InvalidInput:
    also = " Ook in een opmerking of een tekst telt SERVICE <…> { mee." if keyword == "SERVICE" else ""
    return InvalidInput(
        f"{keyword} is hier niet toegestaan: er wordt niets aan andere servers gevraagd",
        place="SPARQL",
        remedy=f"Bevraag de andere bron apart en laad het resultaat als bestand.{also}",
    )


def names_dataset(text: str) -> bool:
    """Tell whether a query or update chooses the graphs it reads itself (FROM, USING, WITH)."""
    return any(token.depth == 0 and token.text.upper() in _DATASET for token in tokens(text))


@dataclass(frozen=True)
class Operation:
    """One operation of an update request, its prologue apart."""

    prologue: tuple[tuple[str, str], ...]
    """What is declared before it: `PREFIX kg:` or `BASE`, and the IRI."""

    text: str
    keywords: frozenset[str]
    graphs: frozenset[str]
    """What follows GRAPH or WITH anywhere in the operation: IRIs, prefixed names, variables."""

    whole: frozenset[str] | None = None
    """The graphs that it takes as a whole (CLEAR, COPY and the like); None when it works on triples."""

    source: str | None = None
    """The graph, as it is written, that must exist for it to be copied or moved."""

    @property
    def adds(self) -> bool:
        """Whether it adds triples and does nothing else."""
        return "INSERT" in self.keywords and "DELETE" not in self.keywords

    @property
    def writes(self) -> frozenset[str] | None:
        """The graphs it can have added to, or None when it removes or names a graph by variable."""
        known = self.adds and not any(name[0] in "?$" for name in self.graphs)
        return self.graphs if known else None

    @property
    def adds_data(self) -> bool:
        """Whether it adds triples that are written out."""
        return self.adds and "DATA" in self.keywords


@lru_cache(maxsize=256)
def split_operations(update: str) -> tuple[Operation, ...]:
    """Split an update request at its semicolons.

    InvalidInput when an operation loads from the network or writes outside a named graph.
    """
    ends = [t.start for t in tokens(update) if t.text == ";" and t.depth == 0]
    chunks = [update[a:b] for a, b in zip([0, *(end + 1 for end in ends)], [*ends, len(update)], strict=True)]
    return tuple(_operation(chunk) for chunk in chunks if any(tokens(chunk)))


def _operation(chunk: str) -> Operation:
    prologue, text = split_prologue(chunk)
    parts = list(tokens(text))
    keywords = frozenset(t.text.upper() for t in parts if t.depth == 0 and t.text.isalpha())
    graphs = frozenset(_whole(text, b) for a, b in pairwise(parts) if a.text.upper() in _BEFORE_GRAPH)
    if "LOAD" in keywords:
        raise _refusal("LOAD")
    if any(_RUN_TOGETHER.fullmatch(word) for word in keywords):
        raise InvalidInput(
            "twee woorden staan aan elkaar",
            place="SPARQL",
            remedy="Schrijf bijvoorbeeld INSERT DATA en TO DEFAULT.",
        )
    if keywords & _TRANSFERS and "DEFAULT" in keywords:
        raise _unnamed("Noem twee grafen: <…> TO <…>, en niet DEFAULT.")
    if keywords & _REMOVALS and "DEFAULT" in keywords:
        raise _unnamed("Noem wat weg moet: GRAPH <…>, of ALL voor alle grafen, en niet DEFAULT.")
    if "WITH" not in keywords and _writes_unnamed(parts):
        raise _unnamed("Zet wat u toevoegt of verwijdert tussen GRAPH <…> { … }.")
    source = _source(text, parts) if keywords & _TRANSFERS else None
    return Operation(prologue, text, keywords, graphs, _whole_graphs(text, parts), source)


def _unnamed(remedy: str) -> InvalidInput:
    """Return the error of a write to the default graph: that is what the named ones hold together."""
    return InvalidInput("een wijziging zonder graaf", place="SPARQL", remedy=remedy)


def _whole_graphs(text: str, parts: Sequence[Token]) -> frozenset[str] | None:
    """Return the graphs that CLEAR, COPY and the like name; None for other operations and for all graphs."""
    names = frozenset(_whole(text, one) for one in parts if one.text.startswith("<") or ":" in one.text)
    on_graphs = any(one.text.upper() in _ON_GRAPHS for one in parts[:1])
    return names if on_graphs and names and "?" not in names else None


def _whole(text: str, name: Token) -> str:
    """Return the name of a graph; a variable for one of which the token holds a part only."""
    after = text[name.start + len(name.text) :][:1]
    return "?" if after.strip(" \t\r\n{#") else name.text


def _source(text: str, parts: Sequence[Token]) -> str | None:
    """Return what stands between COPY, MOVE or ADD and TO; None where it may be missing (SILENT)."""
    head = list(takewhile(lambda token: token.text.upper() != "TO", parts))
    words = list(takewhile(lambda token: token.text.upper() in _BEFORE_SOURCE, head))
    if len(head) == len(parts) or any(token.text.upper() == "SILENT" for token in words):
        return None
    return text[words[-1].start + len(words[-1].text) : parts[len(head)].start] if words else None


def split_prologue(chunk: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return what is declared at the front (`PREFIX kg:` or `BASE`, and the IRI), and the rest."""
    declared, end = _declared(chunk, 0)
    return tuple(declared), chunk[end:]


def declared_in_front(update: str) -> tuple[str, str]:
    """Return, on one line, what is declared before later operations; and the update with spaces there."""
    found: list[tuple[str, str]] = []
    pieces, done = [], 0
    for start in _starts(update)[1:]:
        declared, end = _declared(update, start)
        if declared:
            found += declared
            pieces += [update[done:start], _VISIBLE.sub(" ", update[start:end])]
            done = end
    front = " ".join(f"{name} {iri}" for name, iri in dict.fromkeys(found))
    return front, "".join(pieces) + update[done:]


def declarations(text: str) -> tuple[tuple[str, str], ...]:
    """Return what is declared before any of the operations of a text, as `split_prologue` does."""
    return tuple(one for start in _starts(text) for one in _declared(text, start)[0])


def _starts(text: str) -> list[int]:
    return [0, *(token.start + 1 for token in tokens(text) if token.text == ";" and token.depth == 0)]


def _declared(text: str, start: int) -> tuple[list[tuple[str, str]], int]:
    """Return what is declared from `start`, and where that ends."""
    declared = []
    while match := _DECLARATION.match(text, start):
        declared.append((f"PREFIX {match[1]}" if match[1] else "BASE", match[2]))
        start = match.end()
    return declared, start


def first_term(text: str) -> str:
    """Return the IRI or prefixed name that a text begins with, a prefixed one without its escapes."""
    found = _FIRST.match(text)
    term = found[1] if found else text.strip()
    return term if term.startswith("<") else without_escapes(term)


def without_escapes(name: str) -> str:
    """Return a prefixed name as it is meant: without the backslashes before its signs."""
    return re.sub(r"\\(.)", r"\1", name)


def _writes_unnamed(parts: list[Token]) -> bool:
    """Tell whether a template, or the data, holds triples outside GRAPH."""
    before, last = "", ""
    template = False
    for token in parts:
        word = token.text.upper()
        if token.depth == 0 and word == "{":
            template = last in {"INSERT", "DELETE"} or f"{before} {last}" in _TEMPLATE_HEADS
        elif token.depth == 1 and template and word not in {"GRAPH", "{", "}"} and last != "GRAPH":
            return True
        before, last = last, word
    return False


def bind_term(text: str, name: str, n3: str) -> str:
    """Replace `VALUES ?name { UNDEF }` by `VALUES ?name { n3 }`; InvalidInput when it is not there."""
    pattern = rf"(VALUES\s+[?$]{re.escape(name)}\s*\{{\s*)UNDEF(\s*\}})"
    bound, count = re.subn(pattern, lambda m: f"{m[1]}{n3}{m[2]}", text, flags=re.IGNORECASE)
    if count:
        return bound
    raise InvalidInput(f"de vraag heeft geen regel 'VALUES ?{name} {{ UNDEF }}'", place=name)


def rebase(text: str, base: str) -> str:
    """Move the data IRIs of a query or of N-Quads from the default base to `base`; the namespace stays."""
    if base == DEFAULT_BASE:
        return text
    for folder in ("id", "graph"):
        text = text.replace(f"<{DEFAULT_BASE}/{folder}/", f"<{base}/{folder}/")
    return text
