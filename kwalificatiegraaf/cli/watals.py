"""`traject whatif`: what a change would do to a trajectory; nothing is saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Dag, Json, day_or_today, parse_numbers, parse_pairs
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.refusals import naming_options
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.cli.traject import Code

if TYPE_CHECKING:
    from kwalificatiegraaf.domain.watals import Aanpassing

ZonderWerkplek = Annotated[
    list[str] | None,
    typer.Option(
        "--zonder-werkplek",
        metavar="CODE",
        help="Competentie die de werkplek niet kan aanleren, zoals BK-0090-2.15; mag herhaald.",
    ),
]
ZonderActiviteit = Annotated[
    list[str] | None,
    typer.Option(
        "--zonder-activiteit",
        metavar="CODE",
        help="Activiteit die niet kan, zoals 115-kleuren; mag herhaald.",
    ),
]
Leerplaatsen = Annotated[
    list[str] | None,
    typer.Option(
        "--leerplaats", metavar="CODE=PLAATS,…", help="Andere mogelijke leerplaatsen; mag herhaald."
    ),
]
Weekuren = Annotated[
    list[str] | None,
    typer.Option(
        "--weekuren", metavar="NAAM=UREN", help="Uren per week: werkplek=16, school=6, frans=0; mag herhaald."
    ),
]
Weken = Annotated[
    list[int] | None,
    typer.Option("--periode", metavar="WEKEN", help="Weken van een periode; herhaal voor elke periode."),
]
Normen = Annotated[
    list[str] | None,
    typer.Option(
        "--norm",
        metavar="CODE=DREMPEL",
        help="Een norm met een andere drempel, zoals 75% of 20; mag herhaald.",
    ),
]
Versies = Annotated[
    list[str] | None,
    typer.Option("--versie", metavar="OUD=NIEUW", help="Een andere versie van een beroepskwalificatie."),
]
AlleenToets = Annotated[
    bool, typer.Option("--alleen-toets", help="Houd de verdeling zoals ze is, en doe enkel de toets over.")
]
Varianten = Annotated[
    Path | None,
    typer.Option("--varianten", metavar="BESTAND", help="JSON met een lijst van aanpassingen."),
]


OPTIONS = {"leerplaatsen": "leerplaats", "weken": "periode", "normen": "norm", "versies": "versie"}
"""The option of a field that has another name."""


def whatif(
    ctx: typer.Context,
    code: Code,
    zonder_werkplek: ZonderWerkplek = None,
    zonder_activiteit: ZonderActiviteit = None,
    leerplaats: Leerplaatsen = None,
    weekuren: Weekuren = None,
    periode: Weken = None,
    norm: Normen = None,
    versie: Versies = None,
    alleen_toets: AlleenToets = False,
    varianten: Varianten = None,
    datum: Dag = "",
    json: Json = False,
) -> None:
    """Answer what a change would do; exit 1 when one cannot be made."""
    from kwalificatiegraaf.services.whatif import what_if, what_if_all

    day = day_or_today(datum)
    given = {
        "zonder_werkplek": zonder_werkplek or (),
        "zonder_activiteit": zonder_activiteit or (),
        "leerplaatsen": {
            name: places.split(",") for name, places in parse_pairs(leerplaats or [], "--leerplaats").items()
        },
        "weekuren": parse_numbers(weekuren or [], "--weekuren"),
        "weken": periode or (),
        "normen": parse_numbers(norm or [], "--norm"),
        "versies": parse_pairs(versie or [], "--versie"),
        "alleen_toets": alleen_toets,
    }
    patches = _read(ctx, varianten) if varianten else (_patch(ctx, given),)
    repository = open_system(ctx).repository
    within = varianten.name if varianten else None
    with stderr().status("De aanpassing wordt doorgerekend …"), naming_options(ctx, OPTIONS, within=within):
        found = (
            what_if_all(repository, code, patches, day, place="$")
            if varianten
            else (what_if(repository, code, patches[0], day),)
        )
    if json:
        print_json(found if varianten else found[0])
    else:
        from kwalificatiegraaf.cli.views.watals import differences_view

        show(differences_view(found, repository.places()))
    if not all(one.haalbaar for one in found):
        raise typer.Exit(FOUND)


def _patch(ctx: typer.Context, given: Any, place: str | None = None) -> "Aanpassing":
    from kwalificatiegraaf.domain.watals import Aanpassing

    with naming_options(ctx, OPTIONS, within=place):
        return Aanpassing.model_validate(given)


def _read(ctx: typer.Context, path: Path) -> "tuple[Aanpassing, ...]":
    from kwalificatiegraaf.importers.json_files import read_list

    found = read_list(path, of="aanpassingen", example='[{"weekuren": {"werkplek": 24}}]')
    return tuple(_patch(ctx, one, f"{path.name}, $[{number}]") for number, one in enumerate(found))


def register(app: typer.Typer) -> None:
    """Add the command to the group of trajectories."""
    add(app, "whatif", whatif, "Reken na wat een aanpassing aan een traject verandert; niets wordt bewaard.")
