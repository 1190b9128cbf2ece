"""The share check: contract, norms in hours, every share against every norm, and what each item brings."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import RenderableType
from rich.panel import Panel
from rich.text import Text

from kwalificatiegraaf.cli.views.marks import CERTAINTY, certainty
from kwalificatiegraaf.cli.views.parts import (
    EMPTY,
    VERDICTS,
    amount,
    count,
    heading,
    note,
    table,
    text,
    verdict,
)
from kwalificatiegraaf.domain.aandeel import Aandeel, Bijdrage
from kwalificatiegraaf.domain.overeenkomst import Overeenkomst
from kwalificatiegraaf.domain.taal import format_percent, format_points, format_value
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole


def share_view(
    found: Aandeelcontrole, wording: Text | None, *, parts: bool = True
) -> Iterator[RenderableType]:
    """Yield the check of one trajectory; `parts` adds what each item brings."""
    yield heading(f"Aandeel op de werkplek: {found.titel}", found.traject, f"op {found.datum:%d-%m-%Y}")
    assumption = certainty(found.zekerheid, found.toelichting)
    if assumption:
        yield assumption
    yield _contract(found.overeenkomst)
    yield norms_table(found.toetsen)
    yield shares_table(found)
    if parts:
        if wording:
            yield wording
        yield _contributions(found.bijdragen)


def shares_view(found: Iterable[Aandeelcontrole]) -> Iterator[RenderableType]:
    """Yield one line per trajectory."""
    rows = [_line(one) for one in found]
    columns = ("traject", "opleiding", "overeenkomst", "norm op eigen grondslag", "uren", "zekerheid")
    yield table(count(len(rows), "traject", "trajecten"), columns, rows)
    yield note("Aanname", "de uren en weken zijn een aanname waar dat zo gemerkt is")


def _line(found: Aandeelcontrole) -> tuple[RenderableType, ...]:
    shares = {(one.grondslag, one.bereik): one for one in found.aandelen}
    own = [toets for toets in found.toetsen if toets.eigen_grondslag]
    verdicts = Text("\n").join(Text.assemble(f"{toets.norm} ", verdict(toets.oordeel)) for toets in own)
    return (
        text(found.traject),
        text(found.titel),
        text(found.overeenkomst.soort or "geen"),
        verdicts if own else text(None),
        text(_share(shares["uren", "alle"])),
        text(CERTAINTY[found.zekerheid]),
    )


def _share(share: Aandeel) -> str:
    return EMPTY if share.aandeel is None else f"{share.aandeel} = {format_percent(share.aandeel)}"


def _contract(contract: Overeenkomst) -> Panel:
    title = f"Overeenkomst: {contract.soort or 'geen'}"
    return Panel(Text(contract.reden), title=title, title_align="left", border_style="cyan", padding=(0, 1))


def _value(value: Fraction | None, unit: str) -> str:
    return EMPTY if value is None else format_value(value, share=unit == "aandeel")


def _margin(toets: Toets) -> str:
    if toets.marge is None or toets.eenheid != "aandeel":
        return _value(toets.marge, toets.eenheid)
    return format_points(toets.marge)


def _asked(toets: Toets) -> str:
    sign = {"groter-dan": ">", "minstens": "≥", "gelijk": "=", "band": "≥"}[toets.operator]
    top = f" en < {_value(toets.bovengrens, toets.eenheid)}" if toets.bovengrens is not None else ""
    return f"{sign} {_value(toets.drempel, toets.eenheid)}{top}"


def norms_table(toetsen: Iterable[Toets]) -> RenderableType:
    """Return every norm on its own basis and scope, with margin, verdict and sentence."""
    rows = [
        (
            Text.assemble(toets.norm, (f"\n{toets.label}", "dim"), (_marks(toets), "yellow")),
            text(f"{toets.grondslag}, {toets.bereik}"),
            text(toets.getoond or EMPTY),
            text(_asked(toets)),
            text(_margin(toets)),
            verdict(toets.oordeel),
            text(toets.uitleg),
        )
        for toets in toetsen
        if toets.eigen_grondslag
    ]
    columns = ("norm", "grondslag, bereik", "#waarde", "#gevraagd", "#marge", "oordeel", "uitleg")
    return table("Normen op hun eigen grondslag", columns, rows)


def _marks(toets: Toets) -> str:
    return f"\n({CERTAINTY[toets.zekerheid]})" if CERTAINTY[toets.zekerheid] else ""


def shares_table(found: Aandeelcontrole) -> RenderableType:
    """Return the share on every basis and scope, with the verdict of every share norm on it."""
    by_norm = {
        (toets.norm, toets.grondslag, toets.bereik): toets
        for toets in found.toetsen
        if toets.eenheid == "aandeel"
    }
    norms = list(dict.fromkeys(norm for norm, _, _ in by_norm))
    rows = [
        (
            text(share.grondslag),
            text(share.bereik),
            text(f"{amount(share.teller)} / {amount(share.noemer)}"),
            text(share.aandeel),
            text(EMPTY if share.aandeel is None else format_percent(share.aandeel)),
            *(_cell(by_norm.get((norm, share.grondslag, share.bereik))) for norm in norms),
        )
        for share in found.aandelen
    ]
    columns = ("grondslag", "bereik", "#teller / noemer", "#breuk", "#aandeel", *norms)
    return table("Het aandeel op elke grondslag (vet: de grondslag van de norm zelf)", columns, rows)


def _cell(toets: Toets | None) -> Text:
    if toets is None:
        return text(None)
    sign, style = VERDICTS[toets.oordeel]
    return Text(f"{sign} {toets.oordeel}", style=f"bold {style}" if toets.eigen_grondslag else style)


def _contributions(found: Iterable[Bijdrage]) -> RenderableType:
    rows = [
        (
            text(one.onderdeel if one.soort == "beroepsgericht" else one.soort),
            text(one.titel),
            text(one.gewicht),
            text(amount(one.uren)),
            text(amount(one.werkplekuren)),
            text(EMPTY if one.deel is None else format_percent(one.deel)),
        )
        for one in found
    ]
    columns = ("onderdeel", "titel", "#gewicht", "#uren", "#op de werkplek", "#deel")
    return table("Wat elk onderdeel bijdraagt", columns, rows)
