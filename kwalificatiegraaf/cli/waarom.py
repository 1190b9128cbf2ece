"""`traject waarom`: why each placement is where it is, and what another place or period would cost."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.cli.traject import Code

Onderdeel = Annotated[
    str | None,
    typer.Argument(
        metavar="[ONDERDEEL]",
        help="Een competentie (BK-0090-2.13) of cluster (frans); zonder: alles, zonder kalender.",
    ),
]


def waarom(ctx: typer.Context, code: Code, onderdeel: Onderdeel = None, json: Json = False) -> None:
    """Explain the placements of one item with the calendar, or of all items without it."""
    from kwalificatiegraaf.services.placements import explain_all, explain_item

    repository = open_system(ctx).repository
    with stderr().status("De alternatieven worden doorgerekend …"):
        if onderdeel is None:
            found = explain_all(repository, code)
        else:
            found = (explain_item(repository, code, onderdeel),)
    if json:
        return print_json(found if onderdeel is None else found[0])
    from kwalificatiegraaf.cli.views.waarom import reasons_view

    return show(reasons_view(found))


def register(app: typer.Typer) -> None:
    """Add the command to the group of trajectories."""
    add(
        app, "waarom", waarom, "Zeg waarom een onderdeel staat waar het staat, en wat iets anders zou kosten."
    )
