"""Files that were written or read: a dump, a backup, and what a store was filled with."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import count, heading, table, text
from kwalificatiegraaf.domain.reservekopie import IMPORTED, Reservekopie
from kwalificatiegraaf.services.dataset import Omvang
from kwalificatiegraaf.services.dump import SUMS, Dump


def dump_view(dump: Dump, folder: Path) -> Iterator[RenderableType]:
    """Yield the files of a dump with their sums."""
    yield heading("Dump", str(folder), f"{dump.quads} quads", count(dump.grafen, "graaf", "grafen"))
    rows = [(text(one.naam), text(one.vorm), text(one.bytes)) for one in dump.bestanden]
    yield table("", ("bestand", "vorm", "#bytes"), rows)
    yield Text(f"De controlegetallen staan in {SUMS}; nazien kan met: sha256sum -c {SUMS}")


def backup_view(what: str, backup: Reservekopie, path: Path) -> Iterator[RenderableType]:
    """Yield what a backup holds."""
    yield heading(what, str(path), f"{backup.quads} quads", count(backup.grafen, "graaf", "grafen"))
    imported = sum(one.naam.startswith(IMPORTED) for one in backup.bestanden)
    if backup.soort == "geheugen":
        yield Text(f"Ingelezen naast de ingebedde gegevens: {count(imported, 'versie', 'versies')}")
    yield Text(f"Gemaakt op {backup.gemaakt:%d-%m-%Y om %H:%M} (UTC), met basis {backup.basis}")


def load_view(size: Omvang, path: Path) -> Iterator[RenderableType]:
    """Yield how much a store holds after it was filled."""
    yield heading(
        "Geladen",
        str(path),
        count(size.tripels, "tripel", "tripels"),
        count(size.grafen, "graaf", "grafen"),
        count(size.dingen, "ding", "dingen"),
    )
