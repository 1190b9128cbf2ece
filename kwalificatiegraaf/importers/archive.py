"""Reads a backup and believes nothing of it until every sum is right; nothing is unpacked to a disk."""

import gzip
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from kwalificatiegraaf.domain.reservekopie import IMPORTED, QUADS, Reservekopie
from kwalificatiegraaf.errors import BrokenFile, NotFound
from kwalificatiegraaf.store.oxigraph import to_nquads

DESCRIPTION = "reservekopie.json"
REMEDY = "neem een andere reservekopie; er is niets veranderd"


@dataclass(frozen=True)
class Archief:
    """A backup that is whole: its description, all quads as N-Quads, and the imported versions by file."""

    kopie: Reservekopie
    quads: bytes
    ingelezen: Mapping[str, bytes]


def read_archive(path: Path) -> Archief:
    """Return the backup in `path`.

    NotFound when there is no such file; BrokenFile when it is no backup, is cut, when a sum differs, or
    when what it holds is no RDF.
    """
    files = _read_files(path)
    try:
        backup = Reservekopie.model_validate_json(files.pop(DESCRIPTION))
    except (KeyError, ValidationError) as error:
        raise _broken(path, "dit is geen reservekopie van kwalificatiegraaf") from error
    _verify(path, backup, files)
    quads = _unpack(path, files)
    imported = {name[len(IMPORTED) :]: body for name, body in files.items() if name.startswith(IMPORTED)}
    for name, body in imported.items():
        if "/" in name or not name.endswith(".nt"):
            raise _broken(path, f"'{name}' hoort niet in een reservekopie")
        _parse(path, name, body, "application/n-triples", "urn:nazicht")
    return Archief(backup, quads, imported)


def _broken(path: Path, message: str) -> BrokenFile:
    return BrokenFile(message, place=str(path), remedy=REMEDY)


def _read_files(path: Path) -> dict[str, bytes]:
    try:
        with tarfile.open(path, mode="r:") as archive:
            members = [one for one in archive.getmembers() if one.isfile()]
            return {one.name: _content(archive, one) for one in members}
    except FileNotFoundError as error:
        raise NotFound("reservekopie", str(path), remedy="geef het pad van een reservekopie") from error
    except (OSError, tarfile.TarError, EOFError) as error:
        raise _broken(path, "dit bestand is geen reservekopie, of het is afgebroken") from error


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    found = archive.extractfile(member)
    return found.read() if found else b""


def _verify(path: Path, backup: Reservekopie, files: Mapping[str, bytes]) -> None:
    known = {one.naam: one.sha256 for one in backup.bestanden}
    for name in sorted(known.keys() | files.keys()):
        if name not in files:
            raise _broken(path, f"'{name}' ontbreekt in de reservekopie")
        if known.get(name) != sha256(files[name]).hexdigest():
            raise _broken(path, f"het controlegetal van '{name}' klopt niet")


def _unpack(path: Path, files: Mapping[str, bytes]) -> bytes:
    try:
        body = gzip.decompress(files[QUADS])
    except (KeyError, OSError, EOFError, zlib.error) as error:
        raise _broken(path, f"'{QUADS}' ontbreekt of is beschadigd") from error
    _parse(path, QUADS, body, "application/n-quads", None)
    return body


def _parse(path: Path, name: str, body: bytes, media_type: str, graph: str | None) -> None:
    try:
        to_nquads(body, media_type, graph)
    except BrokenFile as error:
        raise _broken(path, f"'{name}' is geen geldige RDF") from error
