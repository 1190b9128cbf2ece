"""`dump`: the whole graph as files."""

from pathlib import Path
from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, progress, show
from kwalificatiegraaf.cli.system import open_system

Map = Annotated[Path, typer.Argument(metavar="MAP", help="Map voor de bestanden.", show_default=False)]


def dump(ctx: typer.Context, folder: Map, json: Json = False) -> None:
    """Write the files; the same graph gives the same bytes."""
    from kwalificatiegraaf.services.dump import write_dump

    system = open_system(ctx)
    with progress() as advance:
        found = write_dump(system.store, folder, advance)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.bestanden import dump_view

    return show(dump_view(found, folder))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(
        app, "dump", dump, "Schrijf de hele graaf naar bestanden (N-Quads, TriG en Turtle, gzip) met SHA-256."
    )
