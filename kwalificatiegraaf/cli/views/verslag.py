"""Reports: an import, a validation, and the parts of the machine."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import count, heading, note, table, text
from kwalificatiegraaf.services.importing import Importverslag
from kwalificatiegraaf.services.quality import Validatieverslag


def import_view(report: Importverslag) -> Iterator[RenderableType]:
    """Yield what an import did and could not express."""
    yield heading(
        "Ingelezen",
        count(report.bestanden, "bestand", "bestanden"),
        count(report.gelezen, "versie", "versies"),
    )
    yield Text(f"{report.gewijzigd} gewijzigd, {report.ongewijzigd} ongewijzigd: {', '.join(report.versies)}")
    for warning in report.waarschuwingen:
        yield note("Let op", warning)
    if report.niet_uitgedrukt:
        rows = [(text(n.bestand), text(n.pad), text(n.waarde), text(n.reden)) for n in report.niet_uitgedrukt]
        yield table("Niet uit te drukken in de graaf", ("bestand", "plaats", "waarde", "reden"), rows)


def validation_view(report: Validatieverslag) -> Iterator[RenderableType]:
    """Yield the findings of a validation."""
    checked = report.gecontroleerd
    what = checked[0] if len(checked) == 1 else count(len(checked), "bestand", "bestanden")
    yield heading("Validatie", what, f"{report.triples} triples")
    if not report.bevindingen:
        yield Text("✔ Alles voldoet aan de vormen.", style="green")
        return
    rows = [(text(f.ernst), text(f.knoop), text(f.pad), text(f.boodschap)) for f in report.bevindingen]
    yield table(count(len(rows), "bevinding", "bevindingen"), ("ernst", "knoop", "pad", "boodschap"), rows)


def doctor_view(tools: Sequence[Mapping[str, Any]]) -> Iterator[RenderableType]:
    """Yield the parts of the machine; what the service cannot do without stands out where it refuses."""
    rows = [
        (
            text(tool["naam"]),
            _state(tool),
            text(tool["waarvoor"]),
            text(tool["gevonden"] or tool["hoe"]),
        )
        for tool in tools
    ]
    yield table(
        "Deze machine (alles is facultatief, behalve de opslag)",
        ("onderdeel", "", "waarvoor", "waar, of hoe te krijgen"),
        rows,
    )


def _state(tool: Mapping[str, Any]) -> Text:
    if tool["gevonden"]:
        return Text("✔ aanwezig", style="green")
    return Text("✘ WEIGERT", style="bold red") if tool["nodig"] else Text("✘ ontbreekt", style="yellow")
