"""`reason`: what follows from the ontology and the data, and what contradicts itself."""

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.system import open_system


def reason(ctx: typer.Context, json: Json = False) -> None:
    """Reason over the graph and exit 1 when it contradicts itself."""
    from kwalificatiegraaf.services.reasoning import reason_over

    repository = open_system(ctx).repository
    with stderr().status("HermiT redeneert over de graaf …"):
        outcome = reason_over(repository)
    if json:
        print_json(outcome)
    else:
        from kwalificatiegraaf.cli.views.redenering import reasoning_view

        show(reasoning_view(outcome))
    if not outcome.consistent:
        raise typer.Exit(FOUND)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "reason", reason, "Redeneer met HermiT: is alles consistent, en wat volgt eruit?")
