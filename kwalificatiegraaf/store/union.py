"""Keeps the default graph of an engine equal to the union of its named graphs, each triple once.

An engine that reads the union itself gives a triple of two graphs twice. So it is written: every step of
an update is followed or replaced by what makes the default graph right again, in the same request.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import IO, TypeAlias

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.syntax import NESTING, tokens
from kwalificatiegraaf.store.transaction import Step, insert_data

_NAME = rb"(?:<[^>\n]*>|_:[^\s<]+)"
_VALUE = rb'(?:"(?:[^"\\\n]|\\.)*+"(?:\^\^<[^>\n]*>|@[\w-]+)?|<<\(.*\)>>|' + _NAME + rb")"
_QUAD = re.compile(
    rb"^[ \t]*(%b[ \t]*<[^>\n]*>[ \t]*%b)[ \t]*%b[ \t]*\.[ \t]*(?:#[^\n]*)?\r?$" % (_NAME, _VALUE, _NAME),
    re.MULTILINE,
)
_PART = 1 << 20
"""Bytes of N-Quads that are read at a time."""
_GRAPHS = re.compile(r"VALUES \?graaf \{ UNDEF \}")

Read: TypeAlias = Callable[[], Iterable[bytes]]
"""Gives N-Quads in parts of whole lines, from the beginning each time."""


def with_union(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps, and what keeps the default graph right after each."""
    for step in steps:
        if step.quads:
            yield replace(step, text=insert_data(step.quads, beside=True))
        elif step.changes is None:
            yield from _found_out(step)
        elif step.adds:
            yield from _added(step, step.changes)
        else:
            yield from _changed(step, step.changes)


def _added(step: Step, graphs: Collection[str]) -> Iterator[Step]:
    """Yield a step that removes nothing, written twice where it can be."""
    twice = beside(step.text)
    if twice is not None:
        yield replace(step, text=twice)
    else:
        yield step
        yield from _on("unie-aanvullen", graphs)


def _changed(step: Step, graphs: Collection[str]) -> Iterator[Step]:
    """Yield a step that reads no union, between taking these graphs from it and adding them again."""
    yield from _on("unie-losmaken", graphs)
    yield step
    yield from _on("unie-aanvullen", graphs)


def _found_out(step: Step) -> Iterator[Step]:
    """Yield a step of which only the result says what it changed: what no graph holds any more goes."""
    twice = beside(step.text)
    yield step if twice is None else replace(step, text=twice)
    yield Step(internal_query("store/unie-snoeien.ru"))
    if twice is None:
        yield Step(internal_query("store/unie-vullen.ru"))


def _on(name: str, graphs: Collection[str]) -> Iterator[Step]:
    if graphs:
        text, listed = internal_query(f"store/{name}.ru"), sorted(graphs)
        text = _GRAPHS.sub(lambda _: f"VALUES ?graaf {{ {' '.join(listed)} }}", text)
        yield Step(text.replace("(UNDEF)", f"({', '.join(listed)})"))


def beside(text: str) -> str | None:
    """Return an operation that adds to the default graph too what it adds to graphs.

    None where that cannot be said beside it: with WITH, with a copy of a graph, or with nodes without a
    name, that would be others the second time.
    """
    pieces: list[str] = []
    done, start, opened = 0, 0, 0
    heads: list[str] = []
    inside = False
    for token in tokens(text):
        word = token.text.upper()
        if token.depth == 0:
            if word == "WITH" or (not heads and word not in {"INSERT", "DELETE"}):
                return None
            if word == "{":
                inside = heads[-1] == "INSERT" or heads[-2:] == ["INSERT", "DATA"]
            heads.append(word)
        elif inside and token.depth == 1:
            if word == "GRAPH":
                start = token.start
            elif word == "{":
                opened = token.start + 1
            elif word == "}":
                body = text[opened : token.start]
                if any(match["open"] in ("[", "(") for match in NESTING.finditer(body)):
                    return None
                pieces += [text[done:start], body, "\n"]
                done = start
    return "".join(pieces) + text[done:]


def with_triples(read: Read) -> Iterator[bytes]:
    """Yield N-Quads, and then the triples of all of them; InvalidInput names a line that has no graph."""
    yield from read()
    yield b"\n"
    line = 0
    for part in read():
        yield _triples(part, line)
        line += part.count(b"\n")


def _triples(quads: bytes, before: int) -> bytes:
    found, count = _QUAD.subn(rb"\1 .", quads)
    if count < quads.count(b"\n") + (not quads.endswith(b"\n")):
        for number, line in enumerate(quads.splitlines(), start=before + 1):
            if not _QUAD.fullmatch(line) and line.strip() and not line.lstrip().startswith(b"#"):
                raise InvalidInput(
                    "deze regel is geen tripel met een graaf",
                    place=f"regel {number}",
                    remedy="Schrijf op elke regel onderwerp, eigenschap, waarde en graaf: N-Quads.",
                )
    return found


def parts_of(quads: IO[bytes]) -> Iterator[bytes]:
    """Yield a file of N-Quads in parts of whole lines."""
    while lines := quads.readlines(_PART):
        yield b"".join(lines)


class Stream:
    """A file of bytes that are made while they are read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._left = memoryview(b"")

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; none at the end."""
        while not self._left and (part := next(self._parts, None)) is not None:
            self._left = memoryview(part)
        found, self._left = bytes(self._left[:size]), self._left[size:]
        return found
