"""What checking a trajectory and its proof again did and did not confirm."""

from collections.abc import Iterator

from rich.console import RenderableType

from kwalificatiegraaf.cli.views.bouw import findings_view
from kwalificatiegraaf.cli.views.parts import note, table, text
from kwalificatiegraaf.domain.narekening import Narekening
from kwalificatiegraaf.domain.traject import Trajectkader


def recheck_view(frame: Trajectkader, checked: Narekening) -> Iterator[RenderableType]:
    """Yield the findings, and every objective with what was computed again."""
    yield from findings_view(frame, checked.bevindingen)
    if not checked.doelen:
        yield note("Bewijs", "er kwam geen bewijs van doelen mee; enkel de verdeling is nagerekend", "dim")
        return
    rows = [
        (text(one.doel), text(one.gezegd), text(one.berekend), text(one.grens), text(one.reden))
        for one in checked.doelen
    ]
    yield table("Bewijs, nagerekend zonder oplosser", ("doel", "gezegd", "berekend", "grens", "reden"), rows)
