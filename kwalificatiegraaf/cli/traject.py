"""`traject`: show, list, build and verify trajectories."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli.bouwalle import build_every, require_whole
from kwalificatiegraaf.cli.buildopties import (
    OPTIONS,
    Algemeen,
    Alle,
    Jaren,
    Kwalificaties,
    Leerweg,
    Lesdagen,
    Map,
    Normen,
    Nummer,
    Opleiding,
    Perioden,
    Schooljaren,
    Schooluren,
    Splitsingen,
    Titel,
    VrijeDagen,
    Weken,
    Werkplekuren,
    request_of,
)
from kwalificatiegraaf.cli.groups import add, new_group
from kwalificatiegraaf.cli.options import Dag, Json, day_or_today
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.refusals import naming_options
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.structuur import compare
from kwalificatiegraaf.cli.system import open_system

app = new_group("traject", "Trajecten: tonen, bouwen en narekenen.")

Code = Annotated[
    str, typer.Argument(metavar="CODE", help="Een traject (115-duaal) of het nummer van een opleiding (115).")
]
Bron = Annotated[
    str,
    typer.Argument(
        metavar="CODE|BESTAND",
        help="Een traject, de JSON van 'traject build' ('-' is stdin), of een bewijs (.ttl, .jsonld); "
        "'verify' leest ook de JSON van 'traject explain' en 'traject repair'.",
    ),
]
Motivering = Annotated[bool, typer.Option("--motivering", help="Toon elke plaatsing met haar regel en zin.")]


def list_all(ctx: typer.Context, json: Json = False) -> None:
    """List the stored trajectories."""
    repository = open_system(ctx).repository
    frames = [repository.find_trajectory(code)[0] for code in repository.trajectory_codes()]
    if json:
        return print_json(frames)
    from kwalificatiegraaf.cli.views.traject import frames_view

    return show(frames_view(frames))


def show_one(ctx: typer.Context, code: Code, motivering: Motivering = False, json: Json = False) -> None:
    """Show a stored trajectory."""
    from kwalificatiegraaf.services.trajectory import load_trajectory

    repository = open_system(ctx).repository
    found = load_trajectory(repository, code)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.marks import wording_of
    from kwalificatiegraaf.cli.views.traject import trajectory_view

    own = wording_of(repository, found.kader.kwalificaties)
    return show(trajectory_view(found, repository.places(), own, reasons=motivering))


def build(
    ctx: typer.Context,
    nummer: Nummer = None,
    opleiding: Opleiding = None,
    kwalificatie: Kwalificaties = None,
    titel: Titel = None,
    leerweg: Leerweg = "duaal",
    werkplekuren: Werkplekuren = None,
    schooluren: Schooluren = None,
    algemeen: Algemeen = None,
    jaren: Jaren = None,
    weken: Weken = None,
    periode: Perioden = None,
    schooljaar: Schooljaren = None,
    splitsing: Splitsingen = None,
    vrij: VrijeDagen = None,
    les: Lesdagen = None,
    norm: Normen = None,
    datum: Dag = "",
    motivering: Motivering = False,
    alle: Alle = False,
    map_: Map = None,
    json: Json = False,
) -> None:
    """Build a trajectory, or all of them, and check it with the independent checker."""
    from kwalificatiegraaf.services.trajectory import build_frame, frame_for, verify

    if nummer and opleiding:
        raise wrong_value("noem de opleiding een keer: als argument, of met --opleiding")
    day = day_or_today(datum)
    request = request_of(
        ctx,
        opleiding=nummer or opleiding,
        kwalificaties=kwalificatie or (),
        titel=titel,
        leerweg=leerweg,
        werkplekuren=werkplekuren,
        schooluren_beroepsgericht=schooluren,
        algemene_vorming=algemeen,
        jaren=jaren,
        weken_per_jaar=weken,
        perioden=periode or (),
        schooljaren=schooljaar or (),
        splitsingen=splitsing or (),
        vrije_dagen=vrij or (),
        lesdagen=les or (),
        nastreeft=norm,
    )
    if alle:
        require_whole(request)
    elif map_ is not None:
        raise wrong_value("--map hoort bij --alle; bewaar een enkel traject met --json")
    repository = open_system(ctx).repository
    if alle:
        return build_every(repository, request, day, map_, as_json=json)
    with naming_options(ctx, OPTIONS):
        frame = frame_for(repository, request, day)
    with stderr().status("Het traject wordt gebouwd …"), naming_options(ctx, OPTIONS):
        result = build_frame(repository, frame)
        findings = verify(repository, result.traject)
    if json:
        print_json(result)
    else:
        from kwalificatiegraaf.cli.views.bouw import built_view
        from kwalificatiegraaf.services.share_check import check_trajectory

        share = check_trajectory(repository, result.traject, day)
        show(built_view(repository, result, findings, share, reasons=motivering))
    if findings:
        raise typer.Exit(FOUND)
    return None


def check(ctx: typer.Context, bron: Bron, json: Json = False) -> None:
    """Verify a trajectory with its proof, an explanation or repairs; exit 1 when something is wrong."""
    from kwalificatiegraaf.cli.trajectbestand import read_with_graph
    from kwalificatiegraaf.cli.views.narekening import checked_view
    from kwalificatiegraaf.services.rechecking import recheck_any

    repository = open_system(ctx).repository
    claim, graph = read_with_graph(repository, bron)
    checked = recheck_any(repository, claim, graph)
    if json:
        print_json(checked)
    else:
        show(checked_view(claim, checked))
    if not checked.klopt:
        raise typer.Exit(FOUND)


add(app, "list", list_all, "Toon de standaardtrajecten.")
add(app, "show", show_one, "Toon een traject: lessentabel, uren per competentie en plaats, periodes.")
add(app, "build", build, "Bouw een traject voor een opleiding of voor beroepskwalificaties, met bewijs.")
add(app, "verify", check, "Reken een traject met zijn bewijs, een uitleg of een herstel na, zonder oplosser.")
add(app, "vergelijk", compare, "Leg twee trajecten naast elkaar: uren, aandelen, normen en onderdelen.")
