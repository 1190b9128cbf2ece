"""The program `kwalificatiegraaf`: one module per group of commands, heavy imports only when one runs."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli import (
    aandeel,
    backup,
    dekking,
    demo,
    doctor,
    dump,
    imports,
    individueel,
    kalender,
    kwalificatie,
    planning,
    proof,
    reason,
    serve,
    traject,
    uitleg,
    validate,
    vraag,
    waarom,
    watals,
)
from kwalificatiegraaf.cli.shell import Groep

HELP = """De Vlaamse kwalificaties en competenties als graaf.

Bouw een standaardtraject, controleer het aandeel op de werkplek tegen elke norm, en stel vragen.
Teksten in eigen woorden en aannames staan altijd zo gemerkt."""

app = typer.Typer(name="kwalificatiegraaf", help=HELP, cls=Groep, no_args_is_help=True, add_completion=False)
app.add_typer(kwalificatie.app)
app.add_typer(traject.app)
app.add_typer(aandeel.app)
app.add_typer(imports.app)
app.add_typer(planning.app)
for inner in (aandeel, uitleg, waarom, proof, watals, dekking, individueel):
    inner.register(traject.app)
for part in (kalender, vraag, validate, reason, dump, backup, demo, serve, doctor):
    part.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kwalificatiegraaf {version('kwalificatiegraaf')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Toon de versie en stop."),
    ] = False,
) -> None:
    """De Vlaamse kwalificaties en competenties als graaf."""
