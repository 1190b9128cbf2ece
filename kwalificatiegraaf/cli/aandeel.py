"""`aandeel check` and `traject check`: the share against every norm, and the contract that follows."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add, new_group
from kwalificatiegraaf.cli.options import Dag, Json, day_or_today
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.cli.traject import Bron

app = new_group("aandeel", "Het aandeel op de werkplek, op elke grondslag, tegen elke norm.")

Code = Annotated[
    str | None,
    typer.Argument(
        metavar="CODE|BESTAND",
        help="Een traject (115-duaal), het nummer van een opleiding (115), of de JSON van 'traject build'.",
    ),
]
Alle = Annotated[bool, typer.Option("--alle", help="Controleer alle standaardtrajecten.")]
Vergelijk = Annotated[
    list[str] | None,
    typer.Option("--vergelijk", metavar="TOEPASSING", help="Leg er ook deze normen naast, zoals nl-bbl."),
]


def check(
    ctx: typer.Context,
    code: Code = None,
    alle: Alle = False,
    datum: Dag = "",
    vergelijk: Vergelijk = None,
    json: Json = False,
) -> None:
    """Check one trajectory or all."""
    if alle == (code is not None):
        raise wrong_value("geef een CODE, of --alle")
    if code is not None:
        return check_one(ctx, code, datum, vergelijk, json)
    from kwalificatiegraaf.services.share_check import check_all, known_applications

    day, repository = day_or_today(datum), open_system(ctx).repository
    found = check_all(repository, day, known_applications(repository, vergelijk or ()))
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.aandeel import shares_view

    return show(shares_view(found))


def check_one(
    ctx: typer.Context, bron: Bron, datum: Dag = "", vergelijk: Vergelijk = None, json: Json = False
) -> None:
    """Check a stored trajectory, or one of a file or stdin."""
    from kwalificatiegraaf.cli.trajectbestand import read_claim
    from kwalificatiegraaf.services.share_check import check_trajectory, known_applications

    day, repository = day_or_today(datum), open_system(ctx).repository
    wanted = known_applications(repository, vergelijk or ())
    traject = read_claim(repository, bron).traject
    found = check_trajectory(repository, traject, day, wanted)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.aandeel import share_view
    from kwalificatiegraaf.cli.views.marks import wording_of

    return show(share_view(found, wording_of(repository, traject.kader.kwalificaties)))


def register(app: typer.Typer) -> None:
    """Add the check of one trajectory to the group of trajectories."""
    add(app, "check", check_one, "Toets het aandeel van een traject, ook van een dat net gebouwd is.")


add(app, "check", check, "Controleer het aandeel van een traject, met breuken, marge en overeenkomst.")
