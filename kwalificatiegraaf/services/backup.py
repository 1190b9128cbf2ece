"""Backups: what goes into one, and how it takes the place of what is there; never by halves."""

import gzip
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from rdflib import Graph

from kwalificatiegraaf.domain.reservekopie import IMPORTED, QUADS, Reservekopie, Soort
from kwalificatiegraaf.errors import InvalidInput, StoreError, cause_of
from kwalificatiegraaf.exporters.archive import describe_files, write_archive
from kwalificatiegraaf.exporters.rdf import compress
from kwalificatiegraaf.importers.archive import Archief
from kwalificatiegraaf.store.base import Store

Fill = Callable[[Path], None]
"""Makes a store in a folder that does not exist yet."""


def pack_quads(store: Store) -> bytes:
    """Return all quads of a store as N-Quads in gzip, in one state of it."""
    lines = list(store)
    if not lines:
        raise InvalidInput("de opslag is leeg: er is niets om te bewaren", place="KG_STORE")
    return compress("\n".join([*lines, ""]).encode())


def save_backup(
    target: Path,
    quads: bytes,
    base: str,
    kind: Soort,
    imported: Mapping[str, bytes],
    *,
    overwrite: bool,
    now: datetime | None = None,
) -> Reservekopie:
    """Write a backup of packed `quads` and of imported files to `target`; InvalidInput when it is there."""
    if target.is_dir():
        raise InvalidInput("dit is een map", place=str(target), remedy="geef de naam van een bestand")
    refuse_overwriting(target.exists(), str(target), overwrite)
    files = {QUADS: quads, **{f"{IMPORTED}{name}": body for name, body in imported.items()}}
    lines = gzip.decompress(quads).decode().splitlines()
    backup = Reservekopie(
        soort=kind,
        basis=base,
        gemaakt=(now or datetime.now(UTC)).replace(microsecond=0),
        quads=len(lines),
        grafen=len({line.rsplit(" ", 2)[1] for line in lines}),
        bestanden=describe_files(files),
    )
    write_archive(target, backup, files)
    return backup


def refuse_overwriting(exists: bool, place: str, overwrite: bool) -> None:
    """Raise InvalidInput when something is there that may not be overwritten."""
    if exists and not overwrite:
        raise InvalidInput(
            "hier staat al iets; er is niets veranderd",
            place=place,
            remedy="voeg --overschrijven toe om het te vervangen",
        )


def check_meant_for(archive: Archief, base: str, kind: Soort) -> None:
    """Raise InvalidInput when a backup was made for another base, or does not fit the kind of store."""
    if archive.kopie.basis != base:
        raise InvalidInput(
            f"deze reservekopie is gemaakt met basis {archive.kopie.basis}",
            place="KG_BASE",
            remedy=f"zet KG_BASE op {archive.kopie.basis}",
        )
    if kind == "geheugen" and archive.kopie.soort != kind:
        raise InvalidInput(
            "deze reservekopie is van een opslag die alles bewaart, en past niet in het geheugen",
            place="KG_STORE",
            remedy="zet KG_STORE op oxigraph:MAP",
        )


def read_imported(folder: Path) -> dict[str, bytes]:
    """Return the files of imported versions in `folder`, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.nt"))}


def restore_imported(archive: Archief, folder: Path, *, overwrite: bool) -> None:
    """Make `folder` hold exactly the imported versions of a backup; an error puts back what was there."""
    former = read_imported(folder)
    refuse_overwriting(bool(former) and former != archive.ingelezen, str(folder), overwrite)
    folder.mkdir(parents=True, exist_ok=True)
    scratch = {name: folder / f"{name}.nieuw" for name in archive.ingelezen}
    try:
        for name, path in scratch.items():
            path.write_bytes(archive.ingelezen[name])
        for name, path in scratch.items():
            path.replace(folder / name)
        for name in former.keys() - archive.ingelezen.keys():
            (folder / name).unlink()
    except OSError as error:
        _put_back(folder, former, archive.ingelezen)
        raise InvalidInput(
            f"dit kan niet geschreven worden ({cause_of(error)})", place=str(folder)
        ) from error
    finally:
        for path in scratch.values():
            path.unlink(missing_ok=True)


def _put_back(folder: Path, former: Mapping[str, bytes], newer: Mapping[str, bytes]) -> None:
    for name, body in former.items():
        (folder / name).write_bytes(body)
    for name in newer.keys() - former.keys():
        (folder / name).unlink(missing_ok=True)


def restore_folder(folder: Path, fill: Fill) -> None:
    """Make a store beside `folder` with `fill`, then put it in its place; an error leaves the former one."""
    newer, former = (folder.with_name(f"{folder.name}.{word}") for word in ("nieuw", "oud"))
    for scratch in (newer, former):
        if scratch.exists():
            raise InvalidInput(
                "deze map is van een vorige keer blijven staan",
                place=str(scratch),
                remedy=f"kijk of {folder} in orde is, en verwijder haar dan",
            )
    try:
        fill(newer)
        if folder.exists():
            folder.rename(former)
        try:
            newer.rename(folder)
        except OSError:
            former.rename(folder)
            raise
    finally:
        rmtree(newer, ignore_errors=True)
    rmtree(former, ignore_errors=True)


def restore_store(store: Store, archive: Archief) -> None:
    """Replace everything in `store` by the quads of a backup, in one transaction."""
    with store.transaction() as transaction:
        for name in store.graph_names():
            transaction.replace_graph(name, Graph())
        transaction.load(archive.quads, "application/n-quads")
    require_all(store, archive)


def require_all(store: Store, archive: Archief) -> None:
    """Raise StoreError unless `store` holds as many quads as the backup."""
    found = sum(1 for _ in store)
    if found != archive.kopie.quads:
        raise StoreError(
            f"er staan {found} quads in de opslag, en {archive.kopie.quads} in de reservekopie",
            place="KG_STORE",
            remedy="zet de reservekopie opnieuw terug in een lege opslag",
        )
