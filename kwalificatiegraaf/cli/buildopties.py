"""The options of `traject build`, and the request that they make."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kwalificatiegraaf.cli.options import parse_decimal, parse_numbers
from kwalificatiegraaf.cli.refusals import naming_options

if TYPE_CHECKING:
    from kwalificatiegraaf.domain.bouwvraag import Bouwvraag

Nummer = Annotated[
    str | None,
    typer.Argument(metavar="[OPLEIDING]", help="Opleiding van het register, zoals 115; ook met --opleiding."),
]
Opleiding = Annotated[
    str | None, typer.Option("--opleiding", metavar="NUMMER", help="Opleiding van het register, zoals 115.")
]
Kwalificaties = Annotated[
    list[str] | None,
    typer.Option(
        "--kwalificatie", metavar="CODE", help="Beroepskwalificatie, zoals BK-0090-2; mag herhaald."
    ),
]
Titel = Annotated[str | None, typer.Option("--titel", metavar="TEKST", help="Naam van het traject.")]
Leerweg = Annotated[str, typer.Option("--leerweg", metavar="LEERWEG", help="duaal of voltijds.")]
Werkplekuren = Annotated[
    str | None,
    typer.Option(
        "--werkplekuren", metavar="UREN", parser=parse_decimal, help="Uren per week op de werkplek."
    ),
]
Schooluren = Annotated[
    str | None,
    typer.Option(
        "--schooluren",
        metavar="UREN",
        parser=parse_decimal,
        help="Beroepsgerichte uren per week op school.",
    ),
]
Algemeen = Annotated[
    list[str] | None,
    typer.Option(
        "--algemeen", metavar="CLUSTER=UREN", help="Algemene vorming per week, zoals frans=2; mag herhaald."
    ),
]
Jaren = Annotated[int | None, typer.Option("--jaren", metavar="AANTAL", help="Aantal schooljaren.")]
Weken = Annotated[int | None, typer.Option("--weken", metavar="AANTAL", help="Weken per schooljaar.")]
Perioden = Annotated[
    list[int] | None,
    typer.Option("--periode", metavar="WEKEN", help="Weken van een periode; herhaal voor elke periode."),
]
Schooljaren = Annotated[
    list[str] | None,
    typer.Option(
        "--schooljaar", metavar="JJJJ-JJJJ", help="Weken uit de schoolkalender; herhaal voor elk schooljaar."
    ),
]
Splitsingen = Annotated[
    list[str] | None,
    typer.Option("--splitsing", metavar="JJJJ-MM-DD", help="Op deze dag begint een periode; mag herhaald."),
]
VrijeDagen = Annotated[
    list[str] | None,
    typer.Option("--vrij", metavar="DAG[..DAG]", help="Vrije dag of dagen van de school zelf; mag herhaald."),
]
Lesdagen = Annotated[
    list[str] | None,
    typer.Option("--les", metavar="JJJJ-MM-DD", help="Dag in een vakantie waarop toch les is; mag herhaald."),
]
Normen = Annotated[
    list[str] | None,
    typer.Option("--norm", metavar="CODE", help="Na te streven norm, zoals VL-STREEF-60-TIJD; mag herhaald."),
]
Alle = Annotated[
    bool,
    typer.Option("--alle", help="Alle trajecten met een volledig dossier, over alle kernen."),
]
Map = Annotated[
    Path | None,
    typer.Option("--map", metavar="MAP", help="Bewaar met --alle een JSON-bestand per traject in deze map."),
]

OPTIONS = {
    "schooluren_beroepsgericht": "schooluren",
    "algemene_vorming": "algemeen",
    "weken_per_jaar": "weken",
    "perioden": "periode",
    "schooljaren": "schooljaar",
    "splitsingen": "splitsing",
    "vrije_dagen": "vrij",
    "lesdagen": "les",
    "kwalificaties": "kwalificatie",
    "nastreeft": "norm",
    "weken": "periode",
    "weekuren": "algemeen",
}
"""Field of the request, or of a part made from it, to its option, where the names differ."""


def request_of(ctx: typer.Context, **given: Any) -> "Bouwvraag":
    """Return the request; InvalidInput names the option with a wrong value."""
    from kwalificatiegraaf.domain.bouwvraag import Bouwvraag

    given["algemene_vorming"] = parse_numbers(given["algemene_vorming"] or [], "--algemeen")
    with naming_options(ctx, OPTIONS):
        return Bouwvraag(**given)
