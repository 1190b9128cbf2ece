"""Where a text stumbles: an engine tells how far it looked, which is past the word that is wrong.

So it reads the text once more, with every word on a line of its own and behind it as much room as its
longest keyword takes. A mark at the end that no grammar takes sees to it that nothing can come to run.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias

from kwalificatiegraaf.store.syntax import IRI, QUOTED, signs_by_number

Parse: TypeAlias = Callable[[str], object]
"""Reads a text; SyntaxError, with `error at LINE:COLUMN`, when it is none of the language."""

LARGE: Final = 100_000
"""Characters from which a text is not spread out; then the place may be some words too far."""
_ROOM: Final = " " * 24 + "\n"
_END: Final = "\n\x01"
_PLACE = re.compile(r"error at (\d+):(\d+)")
_BREAK = re.compile(r"\r\n|\n|\r")
_NAMED = re.compile(r"regel (\d+), kolom (\d+)")
_PIECE = re.compile(
    rf"""
    (?P<gap> \s++ | \#[^\n\r]*+ )
    | {QUOTED}
    | {IRI} | <[A-Za-z][\w+.-]*:[^<>\n\r]*+>
    | <<\( | \)>> | \{{\| | \|\}} | \\.
    | (?P<alone> [{{}}();,] | \.(?=[\s{{}}]|\Z) )
    | [\w:?$@%-]++ | .
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Stumble:
    """The word that is not expected, where it starts, and what the engine says of it.

    At the end of a text that is not whole `word` is empty.
    """

    word: str
    start: int
    said: str

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.word)


def stumble(text: str, parse: Parse) -> Stumble:
    """Return where `parse` stumbles over `text`, which it refuses."""
    spread = len(text) <= LARGE
    said = said_of(("".join(text[a:b] + _ROOM for a, b in words(text)) if spread else text) + _END, parse)
    start, end = _spread_word(text, said) if spread else _plain_word(text, said)
    return Stumble(text[start:end], start, f"{said_of(text, parse)}\n{said}")


def after(front: str, parse: Parse) -> Parse:
    """Return what reads a text behind a line of its own, and tells places in that text alone."""

    def read(text: str) -> object:
        try:
            return parse(f"{front}\n{text}")
        except SyntaxError as error:
            raise SyntaxError(_PLACE.sub(_line_before, str(error))) from error

    return read


def _line_before(place: re.Match[str]) -> str:
    return f"error at {int(place[1]) - 1}:{place[2]}"


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column (from 1) of an offset; a line ends as any machine ends it."""
    breaks = [match.end() for match in _BREAK.finditer(text, 0, offset)]
    return len(breaks) + 1, offset - (breaks[-1] if breaks else 0) + 1


def place_named(text: str, offset: int) -> str:
    """Return line and column of an offset as a reader is told them."""
    line, column = place_of(text, offset)
    return f"regel {line}, kolom {column}"


def place_as_written(text: str, place: str) -> str:
    """Return the place in `text` of one that was named in what `spelled_out` makes of it."""
    found = _NAMED.fullmatch(place)
    if not found:
        return place
    starts = chain([0], (match.end() for match in _BREAK.finditer(text)))
    start = next(islice(starts, int(found[1]) - 1, None), len(text))
    offset = start + int(found[2]) - 1
    for sign in signs_by_number(text):
        if sign.start() >= offset:
            break
        if sign.start() >= start:
            offset += len(sign[0]) - 1
    return place_named(text, offset)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what stands between space, comments, braces and the like."""
    start = None
    for match in _PIECE.finditer(text):
        if match.lastgroup is None:
            start = match.start() if start is None else start
            continue
        if start is not None:
            yield start, match.start()
            start = None
        if match.lastgroup == "alone":
            yield match.span()
    if start is not None:
        yield start, len(text)


def said_of(text: str, parse: Parse) -> str:
    """Return what `parse` says of a text that it refuses; nothing where it takes it."""
    try:
        parse(text)
    except SyntaxError as error:
        return str(error)
    return ""


def _spread_word(text: str, said: str) -> tuple[int, int]:
    found = _PLACE.search(said)
    left, last = int(found[1]) if found else 0, 0
    for start, last in words(text):
        left -= text.count("\n", start, last) + 1
        if left <= 0:
            return start, last
    return last, last


def _plain_word(text: str, said: str) -> tuple[int, int]:
    found = _PLACE.search(said)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    offset, last = sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1, 0
    for start, last in words(text):
        if last > offset:
            return start, last
    return last, last
