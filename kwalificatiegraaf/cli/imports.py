"""`import vks-api`: official dossiers from files into version graphs."""

import typer

from kwalificatiegraaf.cli.groups import add, new_group
from kwalificatiegraaf.cli.options import Json, Pad
from kwalificatiegraaf.cli.output import print_json, progress, show
from kwalificatiegraaf.cli.system import open_system

app = new_group("import", "Officiële gegevens inlezen.")


def vks_api(ctx: typer.Context, path: Pad, json: Json = False) -> None:
    """Import answers of the official API."""
    from kwalificatiegraaf.services.importing import import_vks_api

    system = open_system(ctx, to_write=True)
    with progress() as advance:
        report = import_vks_api(system.repository, path, progress=advance)
    if report.gewijzigd:
        system.written(report.versies)
    if json:
        return print_json(report)
    from kwalificatiegraaf.cli.views.verslag import import_view

    return show(import_view(report))


add(app, "vks-api", vks_api, "Lees antwoorden van de officiële API (detail of lijst) uit een bestand of map.")
