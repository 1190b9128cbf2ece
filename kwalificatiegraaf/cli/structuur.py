"""`kwalificatie structuur`, `kwalificatie overlap` and `traject vergelijk`: networks and comparisons."""

from fractions import Fraction
from typing import Annotated

import typer

from kwalificatiegraaf.cli.options import Dag, Json, day_or_today
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.system import open_system

Code = Annotated[str, typer.Argument(metavar="CODE", help="Een versie, zoals BK-0090-2.")]
Eerste = Annotated[str, typer.Argument(metavar="EERSTE", help="De versie die iemand al heeft.")]
Tweede = Annotated[str, typer.Argument(metavar="TWEEDE", help="De versie die hij wil halen.")]
Ondergrens = Annotated[
    str,
    typer.Option(
        "--ondergrens", metavar="0-1", help="Toon voorstellen vanaf deze score.", show_default="0.4"
    ),
]
Meetellen = Annotated[
    bool, typer.Option("--tel-voorstellen", help="Tel de getoonde voorstellen als geleerd.")
]
Uren = Annotated[str, typer.Option("--uren", metavar="UREN", help="Beroepsgerichte uren die verkort worden.")]
Traject = Annotated[
    str, typer.Argument(metavar="TRAJECT", help="Een traject (115-duaal) of het nummer van een opleiding.")
]
Ander = Annotated[str, typer.Argument(metavar="ANDER", help="Het traject om ernaast te leggen.")]
Vergelijk = Annotated[
    list[str] | None,
    typer.Option(
        "--vergelijk",
        metavar="TOEPASSING",
        help="Leg er deze normen naast; mag herhaald.",
        show_default="nl-bbl, nl-bol",
    ),
]


def structure(ctx: typer.Context, code: Code, json: Json = False) -> None:
    """Show layers, longest chain, blocking and delay factors."""
    from kwalificatiegraaf.services.networks import structure_of

    repository = open_system(ctx).repository
    found = structure_of(repository, code)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.marks import wording_of
    from kwalificatiegraaf.cli.views.structuur import structure_view

    return show(structure_view(found, repository.places(), wording_of(repository, [code])))


def overlap(
    ctx: typer.Context,
    eerste: Eerste,
    tweede: Tweede,
    ondergrens: Ondergrens = "",
    tel_voorstellen: Meetellen = False,
    uren: Uren = "",
    json: Json = False,
) -> None:
    """Show what two versions share, and what remains of the second."""
    from kwalificatiegraaf.domain.overlap import ONDERGRENS
    from kwalificatiegraaf.services.overlap import overlap_of

    least = _number(ondergrens, "--ondergrens") if ondergrens else ONDERGRENS
    hours = _number(uren, "--uren") if uren else None
    repository = open_system(ctx).repository
    found = overlap_of(repository, eerste, tweede, least=least, count_proposals=tel_voorstellen, hours=hours)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.marks import wording_of
    from kwalificatiegraaf.cli.views.overlap import overlap_view

    return show(overlap_view(found, wording_of(repository, [eerste, tweede])))


def _number(text: str, option: str) -> Fraction:
    from kwalificatiegraaf.domain.waarde import read_exact

    try:
        return Fraction(str(read_exact(text.strip())))
    except (ValueError, ZeroDivisionError) as error:
        raise wrong_value(f"{option} '{text[:40]}' is geen getal; schrijf bijvoorbeeld 0.4") from error


def compare(
    ctx: typer.Context,
    traject: Traject,
    ander: Ander,
    datum: Dag = "",
    vergelijk: Vergelijk = None,
    json: Json = False,
) -> None:
    """Put two trajectories side by side."""
    from kwalificatiegraaf.services.comparing import NEDERLAND, compare_trajectories

    day, repository = day_or_today(datum), open_system(ctx).repository
    found = compare_trajectories(repository, traject, ander, day, vergelijk or NEDERLAND)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.marks import wording_of
    from kwalificatiegraaf.cli.views.vergelijking import comparison_view

    codes = dict.fromkeys((*found.eerste.kwalificaties, *found.tweede.kwalificaties))
    return show(comparison_view(found, wording_of(repository, codes)))
