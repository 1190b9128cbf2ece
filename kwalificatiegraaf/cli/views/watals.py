"""The difference that a change makes: the answer, the norms, what moves and why."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.panel import Panel
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import EMPTY, heading, note, table, text, verdict
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.watals import Deelplaats, Toetsverschil, Verplaatsing, Verschil


def differences_view(found: Sequence[Verschil], places: Leerplaatsschema) -> Iterator[RenderableType]:
    """Yield every variant below the other."""
    for number, one in enumerate(found, start=1):
        name = one.aanpassing.naam or (f"variant {number}" if len(found) > 1 else "wat als")
        yield heading(f"Wat als: {one.titel}", one.traject, name)
        yield from _difference(one, places)


def _difference(found: Verschil, places: Leerplaatsschema) -> Iterator[RenderableType]:
    sign, style = _verdict(found)
    yield Panel(Text(found.antwoord), title=sign, title_align="left", border_style=style, padding=(0, 1))
    if found.toetsen:
        yield _norms("Normen op hun eigen grondslag", found.toetsen)
    if found.verplaatst:
        yield _moves(found.verplaatst, places)
    if found.uitweg:
        yield _norms("Normen met die verschuiving", found.uitweg.toetsen)
    for finding in found.bevindingen:
        yield note("Fout", finding.tekst, "red")
    for message in found.meldingen:
        yield note("Let op", message)


def _verdict(found: Verschil) -> tuple[str, str]:
    """Return the heading and its colour: also where the hours fit and no contract is left."""
    if not found.haalbaar:
        return "✘ dit kan niet", "red"
    if found.verliest_overeenkomst:
        return "! de uren kloppen, maar er volgt geen overeenkomst meer", "yellow"
    return "✔ dit kan", "green"


def _norms(title: str, checks: Iterable[Toetsverschil]) -> RenderableType:
    rows = [
        (
            text(one.norm),
            text(one.label),
            text(one.getoond_voor or EMPTY),
            text(one.getoond_na or EMPTY),
            verdict(one.oordeel_voor) if one.oordeel_voor else text(None),
            verdict(one.oordeel_na) if one.oordeel_na else text(None),
        )
        for one in checks
        if one.eigen_grondslag
    ]
    return table(title, ("norm", "wat", "#voor", "#na", "oordeel voor", "oordeel na"), rows)


def _moves(moves: Iterable[Verplaatsing], places: Leerplaatsschema) -> RenderableType:
    rows = [
        (
            text(one.onderdeel),
            text(one.titel),
            text(one.wijziging),
            text(_where(one.voor, places)),
            text(_where(one.na, places)),
            text(one.reden),
        )
        for one in moves
    ]
    return table("Wat verandert", ("onderdeel", "titel", "wat", "voor", "na", "waarom"), rows)


def _where(parts: Iterable[Deelplaats], places: Leerplaatsschema) -> str:
    return (
        "\n".join(
            f"{places.get(part.leerplaats).label}, periode {part.periode}: {format_number(part.uren)} u"
            for part in parts
        )
        or EMPTY
    )
