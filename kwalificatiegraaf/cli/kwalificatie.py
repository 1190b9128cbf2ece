"""`kwalificatie show` and `kwalificatie list`."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add, new_group
from kwalificatiegraaf.cli.options import Dossier, Json
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.structuur import overlap, structure
from kwalificatiegraaf.cli.system import open_system

app = new_group("kwalificatie", "Beroepskwalificaties: een dossier tonen, of alle versies.")

Code = Annotated[str, typer.Argument(metavar="CODE", help="Een versie, zoals BK-0090-2.")]
Niveau = Annotated[int | None, typer.Option("--niveau", metavar="1-8", help="Enkel dit VKS-niveau.")]
Alles = Annotated[bool, typer.Option("--alles", help="Toon ook kennis, vaardigheden en context.")]


def show_one(ctx: typer.Context, code: Code, alles: Alles = False, json: Json = False) -> None:
    """Show one version with its competences."""
    system = open_system(ctx)
    version = system.repository.find_version(code)
    if json:
        return print_json(version)
    from kwalificatiegraaf.cli.views.dossier import version_view

    return show(version_view(version, system.repository.places(), everything=alles))


def list_all(ctx: typer.Context, niveau: Niveau = None, dossier: Dossier = None, json: Json = False) -> None:
    """List the versions."""
    from kwalificatiegraaf.services.catalogue import check_level, filter_qualifications, list_qualifications

    check_level(niveau)
    found = list_qualifications(open_system(ctx).repository)
    kept = filter_qualifications(found, level=niveau, with_dossier=dossier)
    if json:
        return print_json(kept)
    from kwalificatiegraaf.cli.views.dossier import versions_view

    return show(versions_view(kept))


add(app, "show", show_one, "Toon een versie met haar competenties, leerplaatsen en voorkennis.")
add(app, "list", list_all, "Toon alle versies van beroepskwalificaties.")
add(app, "structuur", structure, "Toon lagen, langste ketting, en wat elke competentie tegenhoudt.")
add(app, "overlap", overlap, "Toon wat twee versies delen, en wat er van de tweede nog te leren is.")
