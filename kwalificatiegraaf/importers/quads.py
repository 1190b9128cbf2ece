"""Reads a file of N-Quads, plain or gzip, in parts: also one that is larger than memory."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from kwalificatiegraaf.errors import BrokenFile, NotFound, cause_of
from kwalificatiegraaf.store.nquads import parts_of

_PACKED = b"\x1f\x8b"


def read_quads(path: Path, tell: Callable[[int, int], None]) -> Iterator[bytes]:
    """Yield the file in parts of whole lines, and tell how many of how many bytes were read.

    NotFound when there is no such file, BrokenFile when it cannot be read or is cut.
    """
    try:
        with path.open("rb") as raw, _unpacked(raw) as file:
            size = path.stat().st_size
            for part in parts_of(file):
                yield part
                tell(raw.tell(), size)
    except FileNotFoundError as error:
        raise NotFound("bestand", str(path), remedy="geef het pad van een bestand met N-Quads") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BrokenFile("het bestand is afgekapt of beschadigd", place=str(path)) from error
    except OSError as error:
        raise BrokenFile(f"dit kan niet gelezen worden ({cause_of(error)})", place=str(path)) from error


def _unpacked(raw: BufferedReader) -> AbstractContextManager[IO[bytes]]:
    if raw.peek(2).startswith(_PACKED):
        return cast(AbstractContextManager[IO[bytes]], gzip.open(raw))
    return nullcontext(raw)
