"""What checking a trajectory and its proof again did and did not confirm."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.bouw import findings_table, verdict_view
from kwalificatiegraaf.cli.views.parts import note, table, text
from kwalificatiegraaf.domain.narekening import Narekening
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Trajectkader

WORDS = {"nagerekend": "✔ nagerekend", "niet-nagerekend": "? niet nagerekend", "weerlegd": "✘ weerlegd"}


def recheck_view(frame: Trajectkader, checked: Narekening) -> Iterator[RenderableType]:
    """Yield the verdict, the findings, every objective with what was computed again, and what stays open."""
    open_goals = [one.doel for one in checked.doelen if one.grens == "niet-nagerekend"]
    wrong = checked.aantal_fouten
    yield from verdict_view(frame.code, wrong)
    if checked.bevindingen:
        yield findings_table(checked.bevindingen)
    if checked.doelen:
        yield _goals(checked)
    else:
        yield note(
            "Bewijs",
            "er kwam geen bewijs van doelen mee; enkel de verdeling, met regels en zinnen, is nagerekend",
            "dim",
        )
    if open_goals:
        said = f"de grens van {join_nl(open_goals)}: enkel een oplosser kan die bevestigen"
        yield note("Niet nagerekend", said, "dim")
    for left_open in checked.niet_nagerekend:
        yield note("Niet nagerekend", left_open, "dim")


def _goals(checked: Narekening) -> RenderableType:
    rows = [
        (
            text(one.doel),
            text(one.gezegd),
            text(one.berekend),
            Text(WORDS[one.grens], style="red" if one.grens == "weerlegd" else ""),
            text(one.reden),
        )
        for one in checked.doelen
    ]
    return table("Bewijs, nagerekend zonder oplosser", ("doel", "gezegd", "berekend", "grens", "reden"), rows)
