"""Quads as bytes: any RDF form from lines of N-Quads, gzip that is the same every time, and whole files."""

import gzip
from collections.abc import Iterable
from pathlib import Path

from kwalificatiegraaf.errors import InvalidInput, cause_of
from kwalificatiegraaf.store.oxigraph import serialise_quads
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

RDFXML = "application/rdf+xml"


def write_rdf(lines: Iterable[str], media_type: str) -> bytes:
    """Return lines of N-Quads in another form; errors as in `write_quads`."""
    return write_quads("\n".join(lines).encode(), media_type)


def write_quads(nquads: bytes, media_type: str) -> bytes:
    """Return N-Quads, or N-Triples, in another form with our prefixes; one without graphs has a triple once.

    BadQuery where RDF/XML cannot hold them.
    """
    return serialise_quads(nquads, media_type, PREFIXES)


def compress(body: bytes) -> bytes:
    """Return `body` as gzip without a name or a time: the same bytes for the same body."""
    return gzip.compress(body, 6, mtime=0)


def write_whole(path: Path, body: bytes) -> None:
    """Write a file beside its place and then rename it, so that nobody sees half of it."""
    scratch = path.with_name(f"{path.name}.nieuw")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            scratch.write_bytes(body)
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        raise InvalidInput(
            f"dit kan niet geschreven worden ({cause_of(error)})",
            place=str(path),
            remedy="kies een andere plaats",
        ) from error
