"""`traject coverage`: which workplaces cover a trajectory, the fewest that do, pupils over branches."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Dag, Json, day_or_today
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.cli.traject import Code

if TYPE_CHECKING:
    from kwalificatiegraaf.domain.dekking import Dekkingsvraag

Vestigingen = Annotated[
    list[str] | None,
    typer.Option(
        "--vestiging", metavar="CODE", help="Een vestiging, zoals salon-voorbeeld; mag herhaald. Anders alle."
    ),
]
Vanaf = Annotated[
    str | None,
    typer.Option(
        "--vanaf", metavar="BREEDTE,LENGTE", help="Vertrekpunt, zoals 51.0,4.4; beslist bij gelijke keuzes."
    ),
]
Leerlingen = Annotated[
    int, typer.Option("--leerlingen", metavar="AANTAL", help="Verdeel zoveel leerlingen over de vestigingen.")
]
VolgensKalender = Annotated[
    bool,
    typer.Option(
        "--volgens-kalender", help="Een competentie telt enkel in haar eigen periodes van het traject."
    ),
]


def coverage(
    ctx: typer.Context,
    code: Code,
    vestiging: Vestigingen = None,
    vanaf: Vanaf = None,
    leerlingen: Leerlingen = 0,
    volgens_kalender: VolgensKalender = False,
    datum: Dag = "",
    json: Json = False,
) -> None:
    """Answer what workplaces cover; exit 1 when something stays uncovered."""
    from kwalificatiegraaf.services.coverage import cover

    day = day_or_today(datum)
    asked = _request(
        traject=code,
        vestigingen=vestiging or (),
        vanaf=_point(vanaf),
        leerlingen=[{"merk": str(number)} for number in range(1, leerlingen + 1)],
        volgens_kalender=volgens_kalender,
    )
    repository = open_system(ctx).repository
    with stderr().status("De werkplekken worden vergeleken …"):
        found = cover(repository, asked, day)
    if json:
        print_json(found)
    else:
        from kwalificatiegraaf.cli.views.dekking import coverage_view

        show(coverage_view(found))
    if not found.volledig:
        raise typer.Exit(FOUND)


def _point(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    north, mark, east = text.partition(",")
    if not (north and mark and east):
        raise wrong_value(f"'{text}' is geen punt; schrijf --vanaf breedte,lengte, zoals 51.0,4.4")
    return {"breedte": north.strip(), "lengte": east.strip()}


def _request(**given: Any) -> "Dekkingsvraag":
    from pydantic import ValidationError

    from kwalificatiegraaf.domain.dekking import Dekkingsvraag
    from kwalificatiegraaf.errors import InvalidInput
    from kwalificatiegraaf.importers.meldingen import dutch_reason

    try:
        return Dekkingsvraag(**given)
    except ValidationError as error:
        first = error.errors()[0]
        reason = "te veel leerlingen of vestigingen" if first["type"] == "too_long" else None
        raise InvalidInput(
            reason or dutch_reason(dict(first)),
            place=f"--{'.'.join(map(str, first['loc']))}",
            remedy="zie 'traject coverage --help'",
        ) from error


def register(app: typer.Typer) -> None:
    """Add the command to the group of trajectories."""
    add(app, "coverage", coverage, "Welke werkplekken dekken een traject, en welke kleinste combinatie.")
