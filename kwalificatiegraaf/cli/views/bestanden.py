"""Files that were written or read back: a dump and a backup."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import count, heading, table, text
from kwalificatiegraaf.services.dump import SUMS, Dump


def dump_view(dump: Dump, folder: Path) -> Iterator[RenderableType]:
    """Yield the files of a dump with their sums."""
    yield heading("Dump", str(folder), f"{dump.quads} quads", count(dump.grafen, "graaf", "grafen"))
    rows = [(text(one.naam), text(one.vorm), text(one.bytes)) for one in dump.bestanden]
    yield table("", ("bestand", "vorm", "#bytes"), rows)
    yield Text(f"De controlegetallen staan in {SUMS}; nazien kan met: sha256sum -c {SUMS}")
