"""Backup and restore of the store that the settings name, whatever its kind; `bootstrap` opens it."""

from pathlib import Path

from kwalificatiegraaf.bootstrap import IN_MEMORY, boot, open_store
from kwalificatiegraaf.domain.reservekopie import Reservekopie, Soort
from kwalificatiegraaf.errors import InvalidInput, StoreError
from kwalificatiegraaf.importers.archive import Archief, read_archive
from kwalificatiegraaf.importers.dump_server import fetch_quads
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
from kwalificatiegraaf.settings import Settings
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
        refuse_overwriting(bool(store.graph_names()), settings.store, overwrite)
        restore_store(store, archive)
    return archive.kopie


def _restore_folder(settings: Settings, folder: Path, archive: Archief, overwrite: bool) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "CURRENT").is_file():
            raise InvalidInput(
                "deze map bevat andere bestanden", place=str(folder), remedy="kies een lege map voor KG_STORE"
            )
        open_store(settings)  # fails while another process holds the folder
        refuse_overwriting(True, str(folder), overwrite)

    def fill(newer: Path) -> None:
        OxigraphStore.write(newer, archive.quads)
        require_all(OxigraphStore(newer, read_only=True), archive)

    restore_folder(folder, fill)
