"""`demo`: the standard trajectory of Haarverzorging duaal, built for real, with its checks and contract."""

from datetime import date

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.output import show, stderr, stdout
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.cli.system import open_system

COURSE = "115"
"""Haarverzorging duaal: the course whose weekly hours are known facts."""


def demo(ctx: typer.Context) -> None:
    """Build the trajectory, verify it and check its share."""
    with stderr().status("De graaf wordt geladen en het traject gebouwd …"):
        from kwalificatiegraaf.cli.views.bouw import built_view
        from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
        from kwalificatiegraaf.services.share_check import check_trajectory
        from kwalificatiegraaf.services.trajectory import build_frame, frame_for, verify

        repository, today = open_system(ctx).repository, date.today()
        result = build_frame(repository, frame_for(repository, Bouwvraag(opleiding=COURSE), today))
        findings = verify(repository, result.traject)
        share = check_trajectory(repository, result.traject, today)
    show(built_view(repository, result, findings, share, reasons=False))
    stdout().print("\n[bold]Verder:[/] kwalificatiegraaf serve, kwalificatiegraaf vraag --lijst\n")
    if findings:
        raise typer.Exit(FOUND)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(
        app, "demo", demo, "Bouw het traject van Haarverzorging duaal en toon zijn controles en overeenkomst."
    )
