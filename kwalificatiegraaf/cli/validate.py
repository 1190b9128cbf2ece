"""`validate`: the graph, or Turtle files, by the SHACL shapes; or the graph by the questions that check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.system import open_system

if TYPE_CHECKING:
    from kwalificatiegraaf.bootstrap import Systeem
    from kwalificatiegraaf.services.quality import Validatieverslag

Paden = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PAD", help="Turtle-bestanden of mappen; zonder PAD de hele graaf.", show_default=False
    ),
]


Vragen = Annotated[
    bool,
    typer.Option("--vragen", help="Stel de bewaarde vragen die een controle zijn, in plaats van de vormen."),
]


def validate(ctx: typer.Context, paden: Paden = None, vragen: Vragen = False, json: Json = False) -> None:
    """Validate and exit 1 when a rule is broken."""
    if vragen and paden:
        raise wrong_value("--vragen gaat over de hele graaf: geef geen PAD")
    system = open_system(ctx)
    with stderr().status("De gegevens worden getoetst …"):
        report = _report(system, paden, vragen)
    if json:
        print_json(report)
    else:
        from kwalificatiegraaf.cli.views.verslag import validation_view

        show(validation_view(report))
    if not report.geldig:
        raise typer.Exit(FOUND)


def _report(system: "Systeem", paths: list[Path] | None, questions: bool) -> "Validatieverslag":
    from kwalificatiegraaf.services.quality import check_questions, validate_files, validate_graph

    if questions:
        return check_questions(system.repository, system.questions.values())
    if paths:
        return validate_files(system.repository, system.shapes, paths)
    return validate_graph(system.repository, system.shapes)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "validate", validate, "Toets de graaf, of Turtle-bestanden, aan de SHACL-vormen.")
