"""Two trajectories side by side."""

from collections.abc import Iterator
from fractions import Fraction

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.marks import CERTAINTY, certainty
from kwalificatiegraaf.cli.views.parts import EMPTY, amount, heading, note, table, text, verdict
from kwalificatiegraaf.domain.aandeel import Bijdrage
from kwalificatiegraaf.domain.kalender import show_day
from kwalificatiegraaf.domain.taal import format_number, format_percent
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.vergelijking import Normpaar, Vergelijking, Zijde


def comparison_view(found: Vergelijking, wording: Text | None) -> Iterator[RenderableType]:
    """Yield hours, shares, norms and items of both."""
    yield heading(f"{found.eerste.titel} naast {found.tweede.titel}")
    for side in (found.eerste, found.tweede):
        yield from _side(side)
    if not found.zelfde_kwalificaties:
        shared = ", ".join(found.gedeelde_kwalificaties) or "geen"
        yield note("Andere kwalificaties", f"gedeeld: {shared}; vergelijk de uren met dat in gedachten")
    if wording:
        yield wording
    yield _hours(found)
    yield _shares(found)
    yield _norms(found)
    yield _items(found)


def _side(side: Zijde) -> Iterator[RenderableType]:
    yield Text(
        f"{side.traject}: {side.leerweg}, {format_number(side.weekuren)} uur per week, {side.weken} weken, "
        f"leidt naar {', '.join(side.kwalificaties)}"
    )
    mark = certainty(side.zekerheid, side.toelichting)
    if mark:
        yield mark


def _hours(found: Vergelijking) -> RenderableType:
    rows = [
        (
            text(one.component),
            text(one.soort),
            text(format_number(one.eerste_weekuren)),
            text(format_number(one.tweede_weekuren)),
            text(format_number(one.eerste_uren)),
            text(format_number(one.tweede_uren)),
        )
        for one in found.uren
    ]
    one, two = found.eerste.traject, found.tweede.traject
    columns = ("component", "soort", f"#{one}\nu/week", f"#{two}\nu/week", f"#{one}\nuren", f"#{two}\nuren")
    return table("Uren per component", columns, rows)


def _shares(found: Vergelijking) -> RenderableType:
    rows = [
        (
            text(one.grondslag),
            text(one.bereik),
            text(_percent(one.eerste.aandeel)),
            text(_percent(one.tweede.aandeel)),
            text(EMPTY if one.verschil is None else format_number(one.verschil * 100, 1)),
        )
        for one in found.aandelen
    ]
    columns = (
        "grondslag",
        "bereik",
        f"#{found.eerste.traject}",
        f"#{found.tweede.traject}",
        "#verschil in\nprocentpunt",
    )
    return table("Aandeel op de werkplek, op elke grondslag", columns, rows)


def _percent(share: Fraction | None) -> str:
    return EMPTY if share is None else format_percent(share)


def _norms(found: Vergelijking) -> RenderableType:
    rows = [
        (
            _norm(one),
            _value(one.eerste),
            _judged(one.eerste, one.geldt_eerste),
            _value(one.tweede),
            _judged(one.tweede, one.geldt_tweede),
        )
        for one in found.normen
    ]
    one, two = found.eerste.traject, found.tweede.traject
    columns = ("norm", f"#{one}", "oordeel", f"#{two}", "oordeel")
    return table(
        "Normen op hun eigen grondslag (grijs: geldt daar niet, enkel ter vergelijking)", columns, rows
    )


def _norm(one: Normpaar) -> Text:
    marks = [CERTAINTY[one.zekerheid], f"gold tot {show_day(one.geldig_tot)}" if one.geldig_tot else ""]
    remark = ", ".join(mark for mark in marks if mark)
    return Text.assemble(one.norm, (f"\n{one.label}", "dim"), (f"\n({remark})" if remark else "", "yellow"))


def _value(toets: Toets) -> Text:
    if toets.getoond is None:
        return text(None)
    return text(toets.getoond if toets.eenheid == "aandeel" else f"{toets.getoond} {toets.eenheid}")


def _judged(toets: Toets, binds: bool) -> Text:
    shown = verdict(toets.oordeel)
    return shown if binds else Text(f"{shown.plain}\n(geldt niet)", style="dim")


def _items(found: Vergelijking) -> RenderableType:
    rows = [
        (
            text(one.onderdeel if one.soort == "beroepsgericht" else one.soort),
            text(one.titel),
            *_item(one.eerste),
            *_item(one.tweede),
        )
        for one in found.onderdelen
    ]
    one, two = found.eerste.traject, found.tweede.traject
    columns = ("onderdeel", "titel", f"#{one}\nuren", "#werkplek", f"#{two}\nuren", "#werkplek")
    return table("Uren per onderdeel, en het deel op de werkplek", columns, rows)


def _item(one: Bijdrage | None) -> tuple[Text, Text]:
    if one is None:
        return text(None), text(None)
    return text(amount(one.uren)), text(_percent(one.deel))
