"""The overlap of two qualifications: what is equal, what is only proposed, and what remains."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import EMPTY, amount, count, heading, note, table, text
from kwalificatiegraaf.domain.overlap import Competentiepaar, Overlap, Verkorting
from kwalificatiegraaf.domain.taal import format_number, format_percent


def overlap_view(found: Overlap, wording: Text | None) -> Iterator[RenderableType]:
    """Yield the overlap, seen by who has the first qualification."""
    yield heading(
        f"Wie {found.eerste_titel} ({found.eerste}) heeft, en {found.tweede_titel} ({found.tweede}) wil"
    )
    if wording:
        yield wording
    yield Text(summary(found))
    yield from _pairs("Bevestigd als gelijk: telt als geleerd", found.gelijk)
    yield from _pairs("Bevestigd als verwant: telt niet", found.verwant)
    counts = "tellen mee, zoals gevraagd" if found.voorstellen_geteld else "tellen niet mee"
    yield from _pairs(f"Voorgesteld op de woorden van de titel: {counts}", found.voorstellen)
    yield _rest(found)
    if found.ontbreekt:
        yield note("Onbepaald", f"zonder gewicht: {', '.join(found.ontbreekt)}")
    yield from _shortened(found.verkortingen)


def summary(found: Overlap) -> str:
    """Return the answer in one Dutch sentence."""
    done = found.aantal - len(found.resterend)
    basis = "bevestigde verbanden en voorstellen" if found.voorstellen_geteld else "bevestigde verbanden"
    part = "" if found.resterend_deel is None else f", {format_percent(found.resterend_deel)} van het gewicht"
    return (
        f"{done} van {count(found.aantal, 'competentie', 'competenties')} zijn al geleerd "
        f"op grond van {basis}; "
        f"er blijven er {len(found.resterend)}{part}."
    )


def _pairs(title: str, pairs: Sequence[Competentiepaar]) -> Iterator[RenderableType]:
    if not pairs:
        return
    rows = [
        (
            text(one.eerste),
            text(one.eerste_titel),
            text(one.tweede),
            text(one.tweede_titel),
            text(one.verbandtype if one.score is None else format_number(one.score)),
            text(", ".join(one.gedeeld) or None),
        )
        for one in pairs
    ]
    columns = ("van", "eerste", "naar", "tweede", "verband of score", "gedeelde woordstammen")
    yield table(title, columns, rows)


def _rest(found: Overlap) -> RenderableType:
    rows = [
        (
            text(one.competentie),
            text(one.titel),
            text(one.gewicht),
            text(EMPTY if one.deel is None else format_percent(one.deel)),
        )
        for one in found.resterend
    ]
    return table("Wat nog te leren is", ("code", "titel", "#gewicht", "#deel van het geheel"), rows)


def _shortened(found: Iterable[Verkorting]) -> Iterator[RenderableType]:
    rows = [
        (
            text(one.traject),
            text(one.titel),
            text(amount(one.uren)),
            text(amount(one.resterende_uren)),
            text(one.weken),
            text(one.resterende_weken),
        )
        for one in found
    ]
    if rows:
        columns = ("traject", "titel", "#uren", "#resterend", "#weken", "#resterende weken")
        yield table("Verkort traject: beroepsgerichte uren naar gewicht", columns, rows)
        said = "met algemene vorming, in het tempo van het traject, zonder wat het van de eerste al inhoudt"
        yield note("De weken", said, "dim")
