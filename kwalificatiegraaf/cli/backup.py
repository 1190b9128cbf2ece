"""`backup`, `restore` and `load`: keep what a store holds, put it back, and fill a large one."""

from pathlib import Path
from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, progress, show
from kwalificatiegraaf.cli.system import read_settings

Doel = Annotated[Path, typer.Argument(metavar="BESTAND", help="Bestand om te schrijven.", show_default=False)]
Bron = Annotated[Path, typer.Argument(metavar="BESTAND", help="De reservekopie.", show_default=False)]
Quads = Annotated[Path, typer.Argument(metavar="BESTAND", help="N-Quads, ook in gzip.", show_default=False)]
Server = Annotated[
    str,
    typer.Option(
        "--server", metavar="ADRES", help="Haal alles bij de dienst die hier draait.", show_default="geen"
    ),
]
Overschrijven = Annotated[bool, typer.Option("--overschrijven", help="Vervang wat er al staat.")]


def backup(target: Doel, server: Server = "", overwrite: Overschrijven = False, json: Json = False) -> None:
    """Write a backup and say what is in it."""
    from kwalificatiegraaf.keeping import back_up

    found = back_up(read_settings(), target, server=server, overwrite=overwrite)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.bestanden import backup_view

    return show(backup_view("Bewaard", found, target))


def restore(source: Bron, overwrite: Overschrijven = False, json: Json = False) -> None:
    """Put a backup back and say what was in it."""
    from kwalificatiegraaf.keeping import restore as put_back

    found = put_back(read_settings(), source, overwrite=overwrite)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.bestanden import backup_view

    return show(backup_view("Teruggezet", found, source))


def load(source: Quads, overwrite: Overschrijven = False, json: Json = False) -> None:
    """Fill a store on disk and say how much it holds."""
    from kwalificatiegraaf.keeping import load as fill

    with progress() as advance:
        found = fill(read_settings(), source, advance, overwrite=overwrite)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.bestanden import load_view

    return show(load_view(found, source))


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add(app, "backup", backup, "Bewaar wat de opslag bevat in één bestand, met controlegetallen.")
    add(app, "restore", restore, "Zet een reservekopie terug; ze wordt eerst helemaal nagezien.")
    add(app, "load", load, "Vul een opslag op schijf met een bestand van N-Quads, ook van miljoenen tripels.")
