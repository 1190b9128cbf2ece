"""`traject individual`: what is left to learn for someone who proves something already; nothing is kept."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json, parse_day, parse_decimal
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.refusals import naming_options
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.cli.traject import Code

if TYPE_CHECKING:
    from kwalificatiegraaf.domain.individueel import Individuelevraag

Start = Annotated[str, typer.Option("--start", metavar="JJJJ-MM-DD", help="Eerste dag; elke dag kan.")]
Bewijzen = Annotated[
    list[str] | None,
    typer.Option(
        "--bewijs",
        metavar="SOORT[=CODE]",
        help="basisvorming, beroepskwalificatie=BK-0090-2 of deelkwalificatie=CODE; mag herhaald.",
    ),
]
Competenties = Annotated[
    list[str] | None,
    typer.Option("--competentie", metavar="CODE", help="Een bewezen competentie; mag herhaald."),
]
Evc = Annotated[
    list[str] | None,
    typer.Option("--evc", metavar="CODE", help="Een competentie bewezen met EVC; mag herhaald."),
]
Weekuren = Annotated[
    str | None,
    typer.Option(
        "--weekuren", metavar="UREN", parser=parse_decimal, help="Hoogstens zoveel uren per week in totaal."
    ),
]
Werkplekuren = Annotated[
    str | None,
    typer.Option(
        "--werkplekuren", metavar="UREN", parser=parse_decimal, help="Hoogstens zoveel uren op de werkplek."
    ),
]
Stappen = Annotated[
    list[str] | None,
    typer.Option("--stap", metavar="STAP", help="Gezette stap: keuze, advies of intake; mag herhaald."),
]
Advies = Annotated[
    str | None, typer.Option("--advies", metavar="ADVIES", help="gunstig of ongunstig; het bindt niet.")
]
Rijp = Annotated[
    bool | None, typer.Option("--arbeidsrijp/--niet-arbeidsrijp", help="Uitkomst van de screening.")
]
Buso = Annotated[bool, typer.Option("--buso", help="Buitengewoon secundair onderwijs.")]
Vestiging = Annotated[
    str | None, typer.Option("--vestiging", metavar="CODE", help="De werkplek, als die er al is.")
]
ZonderEvc = Annotated[bool, typer.Option("--evc-stelt-niet-vrij", help="EVC geeft geen vrijstelling.")]
ZonderBasis = Annotated[
    bool, typer.Option("--basisvorming-stelt-niet-vrij", help="Algemene vorming blijft te volgen.")
]
Versie = Annotated[
    bool, typer.Option("--andere-versie-telt", help="Een bewijs van een andere versie telt mee.")
]
ZelfdeDuur = Annotated[bool, typer.Option("--zelfde-duur", help="Evenveel weken, met minder uren per week.")]


def individual(
    ctx: typer.Context,
    code: Code,
    start: Start,
    bewijs: Bewijzen = None,
    competentie: Competenties = None,
    evc: Evc = None,
    weekuren: Weekuren = None,
    werkplekuren: Werkplekuren = None,
    stap: Stappen = None,
    advies: Advies = None,
    arbeidsrijp: Rijp = None,
    buso: Buso = False,
    vestiging: Vestiging = None,
    evc_stelt_niet_vrij: ZonderEvc = False,
    basisvorming_stelt_niet_vrij: ZonderBasis = False,
    andere_versie_telt: Versie = False,
    zelfde_duur: ZelfdeDuur = False,
    json: Json = False,
) -> None:
    """Compute an individual trajectory."""
    from kwalificatiegraaf.services.individual import individual as compute

    proofs = [_proof(text) for text in bewijs or ()]
    names = {"startdatum": "start", "bewijzen": "bewijs", "begeleiding": "stap"}
    for option, codes in (("competentie", competentie), ("evc", evc)):
        if codes:
            names[f"bewijzen[{len(proofs)}]"] = option
            proofs.append({"soort": "competenties", "competenties": codes, "evc": option == "evc"})
    asked = _request(
        ctx,
        names,
        opleiding=code,
        startdatum=parse_day(start),
        bewijzen=proofs,
        weekuren=weekuren,
        werkplekuren=werkplekuren,
        begeleiding=stap or (),
        advies=advies,
        arbeidsrijp=arbeidsrijp,
        buso=buso,
        vestiging=vestiging,
        regels={
            "evc_stelt_vrij": not evc_stelt_niet_vrij,
            "basisvorming_stelt_vrij": not basisvorming_stelt_niet_vrij,
            "andere_versie_telt": andere_versie_telt,
            "kortere_duur": not zelfde_duur,
        },
    )
    repository = open_system(ctx).repository
    with naming_options(ctx, names):
        found = compute(repository, asked)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.individueel import individual_view

    return show(individual_view(found))


def _proof(text: str) -> dict[str, Any]:
    kind, _, code = text.partition("=")
    return {"soort": kind, "kwalificatie": code or None}


def _request(ctx: typer.Context, names: dict[str, str], **given: Any) -> "Individuelevraag":
    from kwalificatiegraaf.domain.individueel import Individuelevraag

    with naming_options(ctx, names):
        return Individuelevraag(**given)


def register(app: typer.Typer) -> None:
    """Add the command to the group of trajectories."""
    add(app, "individual", individual, "Bereken een traject op maat van wie al iets bewijst; niets blijft.")
