"""Reads and writes which graphs a query or an update works on: FROM and USING, beside the protocol's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urljoin

from kwalificatiegraaf.errors import BadQuery
from kwalificatiegraaf.store.iri import ABSOLUTE
from kwalificatiegraaf.store.syntax import (
    Token,
    split_operations,
    split_prologue,
    tokens,
    unescaped,
    without_escapes,
)

_NAMED = "NAMED"


@dataclass(frozen=True)
class Dataset:
    """The graphs that form the default graph, and those that GRAPH can name; none given: all."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


ALL_GRAPHS = Dataset()


def dataset_of(query: str, base: str) -> Dataset:
    """Return the graphs of the FROM and FROM NAMED clauses; relative IRIs are resolved against `base`."""
    if "FROM" not in query.upper():
        return ALL_GRAPHS
    declared, text = split_prologue(query)
    prefixes = {name.removeprefix("PREFIX "): iri[1:-1] for name, iri in declared}
    parts = [token for token in tokens(text) if token.depth == 0]
    found: dict[bool, list[str]] = {False: [], True: []}
    for at, part in enumerate(parts):
        if part.text.upper() == "FROM" and at + 1 < len(parts):
            named = parts[at + 1].text.upper() == _NAMED
            target = parts[at + 1 + named] if at + 1 + named < len(parts) else part
            found[named].append(resolve_iri(target.text, prefixes, base))
    return Dataset(tuple(found[False]), tuple(found[True]))


def resolve_iri(text: str, prefixes: Mapping[str, str], base: str) -> str:
    """Return in full what stands between angle brackets or behind a prefix; `BASE` outweighs `base`."""
    start = prefixes.get("BASE", base)
    if text.startswith("<"):
        return _joined(start, unescaped(text[1:-1]))
    prefix, _, local = text.partition(":")
    return _joined(start, unescaped(prefixes.get(f"{prefix}:", f"{prefix}:"))) + without_escapes(local)


def _joined(start: str, iri: str) -> str:
    try:
        return urljoin(start, iri)
    except ValueError:  # it is no IRI, which the engine says with its place
        return iri


def with_base(update: str, base: str) -> str:
    """Declare `base` in front of an update that declares none."""
    declared, _ = split_prologue(update)
    return update if any(name == "BASE" for name, _ in declared) else f"BASE <{base}>\n{update}"


def with_using(update: str, dataset: Dataset) -> str:
    """Let every operation with a WHERE read `dataset`; BadQuery when it chooses graphs itself."""
    if not dataset:
        return update
    return "\n;\n".join(_operation(one.prologue, one.text, dataset) for one in split_operations(update))


def _operation(prologue: Sequence[tuple[str, str]], text: str, dataset: Dataset) -> str:
    parts = [token for token in tokens(text) if token.depth == 0]
    if any(part.text.upper() in {"USING", "WITH"} for part in parts):
        raise BadQuery(
            "de grafen staan in het adres of formulier (using-graph-uri) en ook in de wijziging",
            place="using-graph-uri",
            remedy="gebruik een van de twee",
        )
    clause = "".join(_clauses(dataset))
    where = next((part for part in parts if part.text.upper() == "WHERE"), None)
    declared = "".join(f"{name} {iri}\n" for name, iri in prologue)
    if where is None:
        return declared + text
    if _is_shorthand(parts):
        pattern = text[where.start + len(where.text) :]
        return f"{declared}DELETE {pattern}\n{clause}WHERE {pattern}"
    return f"{declared}{text[: where.start]}\n{clause}{text[where.start :]}"


def _clauses(dataset: Dataset) -> Iterator[str]:
    yield from (f"USING <{iri}>\n" for iri in dataset.default)
    yield from (f"USING NAMED <{iri}>\n" for iri in dataset.named)


def _is_shorthand(parts: Sequence[Token]) -> bool:
    """Whether this is DELETE WHERE, whose pattern is its template too."""
    return any(a.text.upper() == "DELETE" and b.text.upper() == "WHERE" for a, b in pairwise(parts))


def checked_iri(value: str, place: str) -> str:
    """Return an absolute IRI that may stand between angle brackets; else BadQuery."""
    if ABSOLUTE.fullmatch(value):
        return value
    raise BadQuery(f"'{value[:200]}' is geen volledige IRI", place=place, remedy="begin met http: of urn:")
