"""`aandeel check`: the share at the workplace against every norm, and the contract that follows."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add, new_group
from kwalificatiegraaf.cli.options import Dag, Json, day_or_today
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.system import open_system

app = new_group("aandeel", "Het aandeel op de werkplek, op elke grondslag, tegen elke norm.")

Code = Annotated[
    str | None,
    typer.Argument(metavar="CODE", help="Een traject (115-duaal) of het nummer van een opleiding (115)."),
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
    from kwalificatiegraaf.services.share_check import check_all, check_stored, known_applications

    day, repository = day_or_today(datum), open_system(ctx).repository
    wanted = known_applications(repository, vergelijk or ())
    found = (
        check_all(repository, day, wanted) if code is None else (check_stored(repository, code, day, wanted),)
    )
    if json:
        return print_json(found if alle else found[0])
    from kwalificatiegraaf.cli.views.aandeel import share_view, shares_view
    from kwalificatiegraaf.cli.views.marks import wording_of

    if alle:
        return show(shares_view(found))
    frame, _ = repository.find_trajectory(found[0].traject)
    return show(share_view(found[0], wording_of(repository, frame.kwalificaties)))


add(app, "check", check, "Controleer het aandeel van een traject, met breuken, marge en overeenkomst.")
