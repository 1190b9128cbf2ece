"""`traject explain` and `repair`: why a norm is not reached, and the smallest changes that reach it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kwalificatiegraaf.cli.buildopties import (
    OPTIONS,
    Algemeen,
    Jaren,
    Kwalificaties,
    Normen,
    Perioden,
    Schooluren,
    Weken,
    Werkplekuren,
)
from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Dag, Json, day_or_today, parse_numbers, parse_pairs
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.refusals import naming_options
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.cli.watals import Leerplaatsen
from kwalificatiegraaf.errors import InvalidInput

if TYPE_CHECKING:
    from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag

Code = Annotated[
    str | None,
    typer.Argument(
        metavar="[CODE]", help="Een traject (115-duaal) of een opleiding (115); zonder: eigen uren."
    ),
]
Ruimte = Annotated[
    int | None,
    typer.Option(
        "--ruimte", metavar="UREN", help="Hoeveel uur per week een regel mag wijzigen.", show_default="12"
    ),
]


NAMES = {**OPTIONS, "plaatsen": "leerplaats"}
"""The option of a field that has another name."""


def explain(
    ctx: typer.Context,
    code: Code = None,
    kwalificatie: Kwalificaties = None,
    leerplaats: Leerplaatsen = None,
    werkplekuren: Werkplekuren = None,
    schooluren: Schooluren = None,
    algemeen: Algemeen = None,
    jaren: Jaren = None,
    weken: Weken = None,
    periode: Perioden = None,
    norm: Normen = None,
    ruimte: Ruimte = None,
    datum: Dag = "",
    json: Json = False,
) -> None:
    """Explain every norm; what is out of reach is an answer and no failure."""
    from kwalificatiegraaf.services.explaining import explain_trajectory

    vraag = _request(
        ctx,
        code,
        kwalificatie,
        leerplaats,
        ruimte,
        werkplekuren=werkplekuren,
        schooluren_beroepsgericht=schooluren,
        algemene_vorming=algemeen,
        jaren=jaren,
        weken_per_jaar=weken,
        perioden=periode,
        nastreeft=norm,
    )
    repository = open_system(ctx).repository
    with stderr().status("De uitleg wordt gezocht …"), naming_options(ctx, NAMES):
        found = explain_trajectory(repository, vraag, day_or_today(datum))
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.uitleg import explanation_view

    return show(explanation_view(found))


def repair(
    ctx: typer.Context,
    code: Code = None,
    kwalificatie: Kwalificaties = None,
    leerplaats: Leerplaatsen = None,
    werkplekuren: Werkplekuren = None,
    schooluren: Schooluren = None,
    algemeen: Algemeen = None,
    jaren: Jaren = None,
    weken: Weken = None,
    periode: Perioden = None,
    norm: Normen = None,
    ruimte: Ruimte = None,
    datum: Dag = "",
    json: Json = False,
) -> None:
    """Give the smallest changes per norm; exit 1 when there are none for one that is out of reach."""
    from kwalificatiegraaf.services.explaining import repair_trajectory

    vraag = _request(
        ctx,
        code,
        kwalificatie,
        leerplaats,
        ruimte,
        werkplekuren=werkplekuren,
        schooluren_beroepsgericht=schooluren,
        algemene_vorming=algemeen,
        jaren=jaren,
        weken_per_jaar=weken,
        perioden=periode,
        nastreeft=norm,
    )
    repository = open_system(ctx).repository
    with stderr().status("De herstellingen worden gezocht …"), naming_options(ctx, NAMES):
        found = repair_trajectory(repository, vraag, day_or_today(datum))
    if json:
        print_json(found)
    else:
        from kwalificatiegraaf.cli.views.uitleg import repairs_view

        show(repairs_view(found))
    if any(one.status != "niet nodig" and not one.herstellingen for one in found.plannen):
        raise typer.Exit(FOUND)


def _request(
    ctx: typer.Context,
    code: str | None,
    qualifications: list[str] | None,
    places: list[str] | None,
    room: int | None,
    **given: Any,
) -> "Uitlegvraag":
    """Return the request with what is given and nothing else; InvalidInput names the option."""
    from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag

    if given["algemene_vorming"]:
        given["algemene_vorming"] = parse_numbers(given["algemene_vorming"], "--algemeen")
    split = {name: found.split(",") for name, found in parse_pairs(places or [], "--leerplaats").items()}
    given |= {"traject": code, "kwalificaties": qualifications, "plaatsen": split}
    given["ruimte"] = None if room is None else {"uren": room}
    asked = {name: value for name, value in given.items() if value or value == 0}
    with naming_options(ctx, NAMES):
        try:
            return Uitlegvraag.model_validate(asked)
        except InvalidInput as error:
            error.remedy = f"geef naast een traject enkel {', '.join(_changes())}" if code else error.remedy
            raise


def _changes() -> list[str]:
    """Return the options that change a stored trajectory."""
    from kwalificatiegraaf.domain.uitlegvraag import WIJZIGBAAR

    return sorted(f"--{NAMES.get(name, name)}" for name in WIJZIGBAAR - {"traject"})


def register(app: typer.Typer) -> None:
    """Add the commands to the group of trajectories."""
    add(app, "explain", explain, "Leg uit waarom een norm niet gehaald wordt, en hoeveel hoogstens kan.")
    add(app, "repair", repair, "Zoek de kleinste wijzigingen waarmee een norm wel gehaald wordt.")
