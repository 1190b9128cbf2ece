"""`kalender SCHOOLJAAR`: holidays, free days, training days and weeks of a school year."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli.buildopties import Lesdagen, Splitsingen, VrijeDagen
from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, show

Jaar = Annotated[str, typer.Argument(metavar="SCHOOLJAAR", help="Een schooljaar, zoals 2026-2027.")]


def show_year(
    ctx: typer.Context,
    schooljaar: Jaar,
    splitsing: Splitsingen = None,
    vrij: VrijeDagen = None,
    les: Lesdagen = None,
    json: Json = False,
) -> None:
    """Show the calendar of a school year."""
    from kwalificatiegraaf.domain.kalenderregel import kalender_of

    found = kalender_of(schooljaar, splitsing or (), vrij or (), les or ())
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.kalender import calendar_view

    return show(calendar_view(found))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "kalender", show_year, "Toon een schooljaar: vakanties, feestdagen, opleidingsdagen, weken.")
