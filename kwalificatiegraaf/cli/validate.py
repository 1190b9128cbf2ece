"""`validate`: the graph, or Turtle files, against the SHACL shapes."""

from pathlib import Path
from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.system import open_system

Paden = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PAD", help="Turtle-bestanden of mappen; zonder PAD de hele graaf.", show_default=False
    ),
]


def validate(ctx: typer.Context, paden: Paden = None, json: Json = False) -> None:
    """Validate and exit 1 when a rule is broken."""
    from kwalificatiegraaf.services.quality import validate_files, validate_graph

    system = open_system(ctx)
    with stderr().status("De vormen worden getoetst …"):
        report = (
            validate_files(system.repository, system.shapes, paden)
            if paden
            else validate_graph(system.repository, system.shapes)
        )
    if json:
        print_json(report)
    else:
        from kwalificatiegraaf.cli.views.verslag import validation_view

        show(validation_view(report))
    if not report.geldig:
        raise typer.Exit(FOUND)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "validate", validate, "Toets de graaf, of Turtle-bestanden, aan de SHACL-vormen.")
