"""`traject coverage`: which workplaces cover a trajectory, the fewest that do, pupils over branches."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Dag, Json, day_or_today, parse_pairs
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.refusals import naming_options
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
        "--vanaf",
        metavar="BREEDTE,LENGTE",
        help="Vertrekpunt, ook van leerlingen zonder eigen punt, zoals 51.0,4.4; beslist bij gelijke keuzes.",
    ),
]
Leerlingen = Annotated[
    int, typer.Option("--leerlingen", metavar="AANTAL", help="Verdeel zoveel leerlingen over de vestigingen.")
]
Leerlingenbestand = Annotated[
    Path | None,
    typer.Option(
        "--leerlingenbestand",
        metavar="BESTAND",
        help="JSON met een lijst van leerlingen: merk en desgewenst contexten en vanaf, zoals in de API.",
    ),
]
Contexten = Annotated[
    list[str] | None,
    typer.Option(
        "--context",
        metavar="CODE",
        help="Een verplichte context waaruit de leerlingen kiezen; mag herhaald. Anders alle.",
    ),
]
Capaciteiten = Annotated[
    list[str] | None,
    typer.Option(
        "--capaciteit",
        metavar="VESTIGING=AANTALLEN",
        help="Leerlingen tegelijk per periode, zoals salon-noord=2,2,1,1; mag herhaald. Anders de erkenning.",
    ),
]
VolgensKalender = Annotated[
    bool,
    typer.Option(
        "--volgens-kalender",
        help="Een competentie telt enkel in haar eigen periodes van het traject, en een leerling is in een "
        "periode op één vestiging.",
    ),
]


OPTIONS = {
    "vestigingen": "vestiging",
    "capaciteiten": "capaciteit",
    "leerlingen": "leerlingenbestand",
}
"""The option of a field that has another name."""


def coverage(
    ctx: typer.Context,
    code: Code,
    vestiging: Vestigingen = None,
    vanaf: Vanaf = None,
    leerlingen: Leerlingen = 0,
    leerlingenbestand: Leerlingenbestand = None,
    context: Contexten = None,
    capaciteit: Capaciteiten = None,
    volgens_kalender: VolgensKalender = False,
    datum: Dag = "",
    json: Json = False,
) -> None:
    """Answer what workplaces cover; exit 1 when something stays uncovered."""
    from kwalificatiegraaf.importers.json_files import read_list
    from kwalificatiegraaf.services.coverage import cover

    day = day_or_today(datum)
    point = _point(vanaf)
    if leerlingenbestand is None:
        pupils = _alike(leerlingen, context or [])
    elif leerlingen or context:
        raise wrong_value("geef --leerlingenbestand, of --leerlingen met --context")
    else:
        pupils = read_list(
            leerlingenbestand, of="leerlingen", example='[{"merk": "A", "contexten": ["dekvloer"]}]'
        )
    names = {**OPTIONS, **{f"leerlingen[{number}]": "context" for number in range(leerlingen)}}
    asked = _request(
        ctx,
        traject=code,
        vestigingen=vestiging or (),
        vanaf=point,
        leerlingen=[{"vanaf": point, **pupil} for pupil in pupils],
        capaciteiten={
            name: numbers.split(",")
            for name, numbers in parse_pairs(capaciteit or [], "--capaciteit").items()
        },
        volgens_kalender=volgens_kalender,
    )
    repository = open_system(ctx).repository
    with stderr().status("De werkplekken worden vergeleken …"), naming_options(ctx, names):
        found = cover(repository, asked, day)
    if json:
        print_json(found)
    else:
        from kwalificatiegraaf.cli.views.dekking import coverage_view

        show(coverage_view(found))
    if not found.volledig:
        raise typer.Exit(FOUND)


def _alike(count: int, contexts: list[str]) -> list[dict[str, Any]]:
    """Return so many pupils who ask the same; refused before they are made."""
    from kwalificatiegraaf.domain.dekking import MEESTE_LEERLINGEN
    from kwalificatiegraaf.errors import InvalidInput

    if not 0 <= count <= MEESTE_LEERLINGEN:
        raise InvalidInput(
            f"te weinig leerlingen: {count}"
            if count < 0
            else f"te veel leerlingen: {count}, en hoogstens {MEESTE_LEERLINGEN} kunnen er",
            place="--leerlingen",
            remedy=f"geef een aantal van 0 tot en met {MEESTE_LEERLINGEN}",
        )
    if contexts and not count:
        raise wrong_value("--context hoort bij --leerlingen; zeg hoeveel leerlingen eruit kiezen")
    return [{"merk": str(number), "contexten": contexts} for number in range(1, count + 1)]


def _point(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    north, mark, east = text.partition(",")
    if not (north and mark and east):
        raise wrong_value(f"'{text}' is geen punt; schrijf --vanaf breedte,lengte, zoals 51.0,4.4")
    return {"breedte": north.strip(), "lengte": east.strip()}


def _request(ctx: typer.Context, **given: Any) -> "Dekkingsvraag":
    from kwalificatiegraaf.domain.dekking import Dekkingsvraag

    with naming_options(ctx, OPTIONS):
        return Dekkingsvraag(**given)


def register(app: typer.Typer) -> None:
    """Add the command to the group of trajectories."""
    add(app, "coverage", coverage, "Welke werkplekken dekken een traject, en welke kleinste combinatie.")
