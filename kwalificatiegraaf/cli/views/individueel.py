"""An individual trajectory: the answer, periods, shares with both denominators, proofs, warnings."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import RenderableType
from rich.panel import Panel
from rich.text import Text

from kwalificatiegraaf.cli.views.marks import CERTAINTY
from kwalificatiegraaf.cli.views.parts import EMPTY, amount, heading, note, table, text
from kwalificatiegraaf.domain.individueel import (
    Aandeelpaar,
    Bereikbaarbewijs,
    IndividueelTraject,
    Individueleperiode,
    Onderdeelrest,
)
from kwalificatiegraaf.domain.taal import format_percent


def individual_view(found: IndividueelTraject) -> Iterator[RenderableType]:
    """Yield the whole answer."""
    yield heading(f"Individueel traject: {found.titel}", found.traject, f"start {found.startdatum:%d-%m-%Y}")
    yield Panel(Text(found.antwoord), border_style="cyan", padding=(0, 1))
    yield _periods(found.perioden)
    yield _items(found.onderdelen)
    if found.overeenkomst:
        yield note(f"Overeenkomst: {found.overeenkomst.soort or 'geen'}", found.overeenkomst.reden, "cyan")
    yield _shares(found.aandelen)
    yield _proofs(found.bewijzen)
    for one in found.waarschuwingen:
        mark = f" ({CERTAINTY[one.zekerheid]})" if CERTAINTY[one.zekerheid] else ""
        source = f"\n{one.norm}: {one.bron}" if one.bron else ""
        yield note(f"Let op, {one.onderwerp}", f"{one.tekst}{mark}{source}")
    yield Text("Niets van deze vraag wordt bewaard.", style="dim")


def _periods(periods: Iterable[Individueleperiode]) -> RenderableType:
    rows = [
        (
            text(one.label),
            text(f"{one.weken} (was {one.weken_standaard})"),
            text(f"{one.van:%d-%m-%Y}"),
            text(f"{one.tot_en_met:%d-%m-%Y}"),
            text(amount(one.weekuren_school)),
            text(amount(one.weekuren_werkplek)),
            text(", ".join(one.afgerond) or EMPTY),
        )
        for one in periods
    ]
    columns = ("periode", "#weken", "van", "tot en met", "#school u/week", "#werkplek u/week", "afgerond")
    return table("Perioden", columns, rows)


def _items(items: Iterable[Onderdeelrest]) -> RenderableType:
    rows = [
        (
            text(one.onderdeel),
            text(one.titel),
            text(amount(one.uren)),
            Text("✔ bewezen", style="green") if one.bewezen else text("te leren"),
            text(one.reden),
        )
        for one in items
    ]
    return table("Onderdelen", ("onderdeel", "titel", "#uren", "stand", "waarom"), rows)


def _shares(shares: Iterable[Aandeelpaar]) -> RenderableType:
    rows = [
        (
            text(one.grondslag),
            text(one.bereik),
            text(amount(one.teller)),
            text(_share(one.noemer_resterend, one.aandeel_resterend)),
            text(_share(one.noemer_alle, one.aandeel_alle)),
        )
        for one in shares
    ]
    columns = ("grondslag", "bereik", "#op de werkplek", "#van wat rest", "#van het hele traject")
    return table("Aandeel op de werkplek, met beide noemers", columns, rows)


def _share(whole: Fraction | None, share: Fraction | None) -> str:
    if whole is None:
        return EMPTY
    return f"van {amount(whole)}: {EMPTY if share is None else format_percent(share)}"


def _proofs(proofs: Iterable[Bereikbaarbewijs]) -> RenderableType:
    rows = [
        (
            text(one.studiebewijs),
            text(one.kwalificatie),
            text("al bewezen" if one.al_bewezen else f"{one.vanaf:%d-%m-%Y}" if one.vanaf else "onbepaald"),
            text(one.toelichting),
            text(CERTAINTY[one.zekerheid]),
        )
        for one in proofs
    ]
    columns = ("studiebewijs", "kwalificatie", "vanaf", "toelichting", "zekerheid")
    return table("Bereikbare bewijzen", columns, rows)
