"""`traject proof`: a trajectory with its proof as a graph."""

import sys
from typing import Annotated, Literal

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.output import stderr
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.cli.traject import Code

Vorm = Annotated[
    Literal["turtle", "json-ld"], typer.Option("--format", help="Hoe de graaf geschreven wordt.")
]
MEDIA_TYPES = {"turtle": "text/turtle", "json-ld": "application/ld+json"}


def proof(ctx: typer.Context, code: Code, format: Vorm = "turtle") -> None:
    """Write the trajectory, its placements and its objectives with what they rest on."""
    from kwalificatiegraaf.exporters.proof import proof_graph
    from kwalificatiegraaf.services.description import arrange, serialise
    from kwalificatiegraaf.services.proof import prove_with_grounds

    repository = open_system(ctx).repository
    with stderr().status("Het bewijs wordt gemaakt …"):
        found, grounds = prove_with_grounds(repository, code)
        graph = arrange(proof_graph(found, repository.base, grounds))
    sys.stdout.write(serialise(graph, MEDIA_TYPES[format]).decode() + "\n")


def register(app: typer.Typer) -> None:
    """Add the command to the group of trajectories."""
    add(
        app,
        "proof",
        proof,
        "Schrijf een traject met zijn bewijs als graaf (PROV), om te bewaren of na te rekenen.",
    )
