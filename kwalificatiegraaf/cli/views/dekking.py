"""Coverage: the answer, every competence with who can teach it, combinations, and pupils."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.panel import Panel
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import EMPTY, amount, heading, note, table, text
from kwalificatiegraaf.domain.dekking import (
    Competentiedekking,
    Contextdekking,
    Dekking,
    Leerlingplaatsing,
    Leerlingverdeling,
)


def coverage_view(found: Dekking) -> Iterator[RenderableType]:
    """Yield the whole answer."""
    yield heading(f"Werkplekken: {found.titel}", found.traject, f"opleiding {found.opleiding}")
    for message in found.meldingen:
        yield note("Let op", message)
    sign, style = ("✔ alles gedekt", "green") if found.volledig else ("✘ niet alles gedekt", "red")
    yield Panel(Text(found.antwoord), title=sign, title_align="left", border_style=style, padding=(0, 1))
    yield _competences(found.competenties)
    if found.contexten:
        yield _contexts(found.contexten)
    yield note("Combinatie", found.combinatie.uitleg, "cyan")
    if found.aanvulling:
        yield note("Aanvulling", found.aanvulling.uitleg, "cyan")
    if found.verdeling:
        yield from _pupils(found.verdeling)


def _competences(parts: Iterable[Competentiedekking]) -> RenderableType:
    rows = [
        (
            text(part.onderdeel),
            text(part.titel),
            text(amount(part.uren)),
            Text("✔ gedekt", style="green") if part.gedekt_door else Text("✘ niet gedekt", style="red"),
            text(_names(part.gedekt_door)),
            text(_names((*part.andere_vestigingen, *part.sectorcentra, *part.andere_leerplaatsen))),
            text("enkel daar" if part.enige_vestiging else ""),
        )
        for part in parts
    ]
    columns = ("onderdeel", "titel", "#uren", "dekking", "door", "ook mogelijk", "")
    return table("Competenties op een reële werkplek", columns, rows)


def _names(codes: Iterable[str]) -> str:
    return "\n".join(codes) or EMPTY


def _contexts(found: Contextdekking) -> RenderableType:
    rows = [
        *((text(one), Text("✔ gedekt", style="green")) for one in found.gedekt),
        *((text(one), Text("✘ ontbreekt", style="red")) for one in found.ontbreekt),
    ]
    how = "precies" if found.regel == "exact" else "minstens"
    return table(f"Verplichte contexten: {how} {found.aantal}", ("context", "dekking"), rows)


def _contexts_of(one: Leerlingplaatsing) -> str:
    missing = ", ".join(one.ontbrekende_contexten)
    short = (f"✘ {one.contexten_tekort} tekort; te kiezen: {missing}",) if one.contexten_tekort else ()
    return _names((*one.contexten, *short))


def _pupils(found: Leerlingverdeling) -> Iterator[RenderableType]:
    rows = [
        (
            text(one.merk),
            text("\n".join(f"{number}: {code or EMPTY}" for number, code in enumerate(one.vestigingen, 1))),
            text(_names(one.niet_gedekt)),
            text(_contexts_of(one)),
        )
        for one in found.plaatsingen
    ]
    yield table("Leerlingen over vestigingen", ("leerling", "periode", "niet gedekt", "contexten"), rows)
    goals = [(text(g.naam), text(g.waarde), text(g.grens), text(g.status)) for g in found.doelen]
    yield table("Doelen, in volgorde", ("doel", "#waarde", "#grens", "status"), goals)
    yield note("Verdeling", found.uitleg, "cyan")
