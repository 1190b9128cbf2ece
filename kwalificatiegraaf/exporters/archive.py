"""A backup as one tar file: its description first, then its files; whole or not there."""

import tarfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from kwalificatiegraaf.domain.reservekopie import Kopiebestand, Reservekopie
from kwalificatiegraaf.exporters.rdf import write_whole

DESCRIPTION = "reservekopie.json"


def describe_files(files: Mapping[str, bytes]) -> tuple[Kopiebestand, ...]:
    """Return name, size and sum of each file, by name."""
    return tuple(
        Kopiebestand(naam=name, bytes=len(body), sha256=sha256(body).hexdigest())
        for name, body in sorted(files.items())
    )


def write_archive(path: Path, backup: Reservekopie, files: Mapping[str, bytes]) -> None:
    """Write description and files to `path`; a former file there is replaced at the end, in one step."""
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        _add(archive, DESCRIPTION, backup.model_dump_json(indent=2).encode())
        for name, body in sorted(files.items()):
            _add(archive, name, body)
    write_whole(path, made.getvalue())


def _add(archive: tarfile.TarFile, name: str, body: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(body)
    archive.addfile(entry, BytesIO(body))
