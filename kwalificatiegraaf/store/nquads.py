"""N-Quads as a stream of whole lines, and behind them their triples: what the default graph holds."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TypeAlias

from kwalificatiegraaf.errors import InvalidInput

_NAME = rb"(?:<[^>\n]*>|_:[^\s<]+)"
_VALUE = rb'(?:"(?:[^"\\\n]|\\.)*+"(?:\^\^<[^>\n]*>|@[\w-]+)?|<<\(.*\)>>|' + _NAME + rb")"
_QUAD = re.compile(
    rb"^[ \t]*(%b[ \t]*<[^>\n]*>[ \t]*%b)[ \t]*%b[ \t]*\.[ \t]*(?:#[^\r\n]*)?\r?$" % (_NAME, _VALUE, _NAME),
    re.MULTILINE,
)
_PART = 1 << 20
"""Bytes of N-Quads that are read at a time."""

Read: TypeAlias = Callable[[], Iterable[bytes]]
"""Gives N-Quads in parts of whole lines, from the beginning each time."""


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
        for number, line in enumerate(quads.split(b"\n"), start=before + 1):
            said = line.strip()
            if said and not _QUAD.fullmatch(line) and (b"\r" in said or not said.startswith(b"#")):
                raise InvalidInput(
                    "deze regel is geen tripel met een graaf",
                    place=f"regel {number}",
                    remedy="Schrijf op elke regel onderwerp, eigenschap, waarde en graaf: N-Quads.",
                )
    return found


def apart(quads: bytes) -> tuple[list[str], bytes]:
    """Return the lines that hold no nameless node, and the others: a name for that hangs on these alone."""
    lines = [line for line in quads.decode().split("\n") if line]
    nameless = [line for line in lines if "_:" in line]
    return [line for line in lines if "_:" not in line], "\n".join(nameless).encode()


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
