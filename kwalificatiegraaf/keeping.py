"""Backup, restore and filling of the store that the settings name, whatever its kind."""

from functools import partial
from io import BytesIO
from pathlib import Path

from kwalificatiegraaf.bootstrap import IN_MEMORY, boot, open_store
from kwalificatiegraaf.domain.reservekopie import Reservekopie, Soort
from kwalificatiegraaf.errors import BrokenFile, InvalidInput, StoreError
from kwalificatiegraaf.importers.archive import Archief, read_archive
from kwalificatiegraaf.importers.dump_server import fetch_quads
from kwalificatiegraaf.importers.quads import read_quads
from kwalificatiegraaf.services.backup import (
    check_meant_for,
    pack_quads,
    read_imported,
    refuse_overwriting,
    require_all,
    restore_folder,
    restore_imported,
    restore_store,
    save_backup,
)
from kwalificatiegraaf.services.dataset import Omvang, measure
from kwalificatiegraaf.services.dump import Voortgang
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.nquads import parts_of
from kwalificatiegraaf.store.oxigraph import OxigraphStore


def _kind(settings: Settings) -> Soort:
    return "geheugen" if settings.store in IN_MEMORY else "opslag"


def _folder(settings: Settings) -> Path | None:
    kind, _, rest = settings.store.partition(":")
    return Path(rest) if kind == "oxigraph" else None


def back_up(settings: Settings, target: Path, *, server: str = "", overwrite: bool = False) -> Reservekopie:
    """Write a backup to `target`: of the store of `settings`, or of the running service at `server`."""
    if server:
        quads = fetch_quads(server, settings.store_timeout)
        return save_backup(target, quads, settings.base, "opslag", {}, overwrite=overwrite)
    kind = _kind(settings)
    imported = read_imported(settings.data) if kind == "geheugen" else {}
    return save_backup(target, _quads(settings), settings.base, kind, imported, overwrite=overwrite)


def _quads(settings: Settings) -> bytes:
    if settings.store in IN_MEMORY:
        return pack_quads(boot(settings).store)
    folder = _folder(settings)
    if folder and not folder.exists():
        raise InvalidInput("deze map bestaat niet: er is niets om te bewaren", place=str(folder))
    try:
        return pack_quads(open_store(settings))
    except StoreError as error:
        if folder:
            error.remedy = "draait de dienst? Voeg dan --server toe, met het adres waarop ze luistert"
        raise


def restore(settings: Settings, source: Path, *, overwrite: bool = False) -> Reservekopie:
    """Put the backup `source` in the store of `settings`; everything is checked before anything changes."""
    archive = read_archive(source)
    check_meant_for(archive, settings.base, _kind(settings))
    if settings.store in IN_MEMORY:
        restore_imported(archive, settings.data, overwrite=overwrite)
    elif folder := _folder(settings):
        _restore_folder(settings, folder, archive, overwrite)
    else:
        store = open_store(settings)
        refuse_overwriting(bool(store.graph_names()), "KG_STORE", overwrite)
        restore_store(store, archive)
    return archive.kopie


def load(settings: Settings, source: Path, progress: Voortgang, *, overwrite: bool = False) -> Omvang:
    """Make the folder of `settings` hold exactly the N-Quads of a file, and return how much that is.

    `progress` hears what is done, and how many of how many bytes. InvalidInput where the store is no
    folder, holds something already, or a line has no graph; NotFound and BrokenFile tell of the file.
    Then nothing changes.
    """
    folder = _folder(settings)
    if folder is None:
        raise InvalidInput(
            "laden kan enkel in een opslag op schijf", place="KG_STORE", remedy="zet KG_STORE op oxigraph:MAP"
        )
    if source.exists() and not source.is_file() and not source.is_dir():
        raise InvalidInput(
            "dit is geen gewoon bestand, en het moet twee keer gelezen worden",
            place=str(source),
            remedy="bewaar eerst als bestand wat u wilt laden",
        )
    next(read_quads(source, lambda done, size: None), None)  # it can be read, before the folder is asked
    _check_folder(settings, folder, overwrite)
    passes = iter(("grafen", "unie van de grafen"))
    found: list[Omvang] = []

    def fill(newer: Path) -> None:
        OxigraphStore.write(newer, lambda: read_quads(source, partial(progress, next(passes))))
        found.append(measure(OxigraphStore(newer, read_only=True)))
        if not found[0].tripels:
            raise InvalidInput(
                "er staat geen tripel in", place=str(source), remedy="geef een bestand met N-Quads"
            )

    try:
        restore_folder(folder, fill)
    except (InvalidInput, BrokenFile) as error:
        if not error.place or error.place.startswith("regel"):
            error.place = ", ".join(filter(None, (str(source), error.place)))
        raise
    return found[0]


def _restore_folder(settings: Settings, folder: Path, archive: Archief, overwrite: bool) -> None:
    _check_folder(settings, folder, overwrite)

    def fill(newer: Path) -> None:
        OxigraphStore.write(newer, lambda: parts_of(BytesIO(archive.quads)))
        require_all(OxigraphStore(newer, read_only=True), archive)

    restore_folder(folder, fill)


def _check_folder(settings: Settings, folder: Path, overwrite: bool) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "CURRENT").is_file():
            raise InvalidInput(
                "deze map bevat andere bestanden", place=str(folder), remedy="kies een lege map voor KG_STORE"
            )
        open_store(settings)  # fails while another process holds the folder
        refuse_overwriting(True, str(folder), overwrite)
