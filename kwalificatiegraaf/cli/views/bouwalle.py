"""All built trajectories beside each other: what is proved, what is missed, and what failed."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import note, table, text
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.services.building import Built


def all_view(
    found: Mapping[str, Built], without_timetable: Sequence[str], folder: Path | None
) -> Iterator[RenderableType]:
    """Yield a line per trajectory, then what failed with its remedy, and what could not be built."""
    columns = ("traject", "titel", "competenties", "doelen bewezen", "controle")
    yield table("Trajecten, gebouwd en nagerekend", columns, [_row(code, one) for code, one in found.items()])
    for code, one in found.items():
        for message in one.resultaat.meldingen if one.resultaat else ():
            yield note(code, message)
        for finding in one.bevindingen:
            yield note(code, finding.tekst)
        if one.fout:
            yield note(code, "; ".join(part for part in (one.fout.detail, one.fout.remedie) if part))
    if without_timetable:
        courses = "opleiding" if len(without_timetable) == 1 else "opleidingen"
        yield note(
            "Niet gebouwd",
            f"van {courses} {join_nl(list(without_timetable))} staat geen lessentabel in de graaf",
        )
    if folder is not None:
        yield note("Bewaard", f"een JSON-bestand per traject in {folder}")


def _row(code: str, built: Built) -> tuple[Text, ...]:
    if built.resultaat is None:
        return text(code), text(""), text(""), text(""), text("niet gebouwd")
    goals = built.resultaat.doelen
    proved = sum(goal.status == "optimaal" for goal in goals)
    count = sum(item.soort == "beroepsgericht" for item in built.resultaat.traject.onderdelen)
    verdict = "geen fouten" if built.is_sound else f"{len(built.bevindingen)} fouten"
    title = built.resultaat.traject.kader.titel
    return text(code), text(title), text(str(count)), text(f"{proved} van {len(goals)}"), text(verdict)
