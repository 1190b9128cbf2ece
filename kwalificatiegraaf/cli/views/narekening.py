"""What checking a trajectory and its proof again did and did not confirm."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.trajectbestand import Claim
from kwalificatiegraaf.cli.views.bouw import findings_table, verdict_view
from kwalificatiegraaf.cli.views.parts import note, table, text
from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.domain.narekening import Grensoordeel, Narekening
from kwalificatiegraaf.domain.nazicht import Setcontrole, Uitlegnazicht
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Trajectkader

WORDS = {"nagerekend": "✔ nagerekend", "niet-nagerekend": "? niet nagerekend", "weerlegd": "✘ weerlegd"}


def checked_view(claim: Claim, checked: Narekening | Uitlegnazicht) -> Iterator[RenderableType]:
    """Yield what was found, of a trajectory or of an explanation."""
    if isinstance(checked, Uitlegnazicht):
        yield from sets_view(checked)
    elif isinstance(claim, Bouwresultaat):
        yield from recheck_view(claim.traject.kader, checked)


def sets_view(checked: Uitlegnazicht) -> Iterator[RenderableType]:
    """Yield every blocking set or repair, and each of its facts, with what was calculated again."""
    yield from verdict_view(checked.traject, checked.aantal_fouten, whole=not checked.niet_nagerekend)
    findings = [*checked.bevindingen, *(f for one in checked.sets for f in one.nazicht.bevindingen)]
    if findings:
        yield findings_table(findings)
    if checked.hoogste:
        highest = [
            (text(one.norm), text(f"{one.grondslag}, {one.bereik}"), _verdict(one.oordeel), text(one.reden))
            for one in checked.hoogste
        ]
        columns = ("norm", "grondslag, bereik", "oordeel", "reden")
        yield table("Hoogste waarden, nagerekend zonder oplosser", columns, highest)
    rows = [row for one in checked.sets for row in _set_rows(one)]
    if rows:
        columns = ("wat", "feiten", "oordeel", "reden")
        yield table("Nagerekend zonder oplosser", columns, rows)
    for left_open in checked.niet_nagerekend:
        yield note("Niet nagerekend", left_open, "dim")


def _set_rows(one: Setcontrole) -> Iterator[tuple[RenderableType, ...]]:
    name = f"{one.soort} {one.nummer} ({one.norm or 'een mogelijke verdeling'})"
    yield text(name), text(", ".join(one.codes)), _verdict(one.nazicht.oordeel), text("")
    for fact in one.nazicht.feiten:
        yield text(""), text(f"zonder {fact.feit}"), _verdict(fact.oordeel), text(fact.reden)


def _verdict(verdict: Grensoordeel) -> Text:
    return Text(WORDS[verdict], style="red" if verdict == "weerlegd" else "")


def recheck_view(frame: Trajectkader, checked: Narekening) -> Iterator[RenderableType]:
    """Yield the verdict, the findings, every objective with what was computed again, and what stays open."""
    open_goals = [one.doel for one in checked.doelen if one.grens == "niet-nagerekend"]
    whole = not (open_goals or checked.niet_nagerekend)
    yield from verdict_view(frame.code, checked.aantal_fouten, whole=whole)
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
            _verdict(one.grens),
            text(one.reden),
        )
        for one in checked.doelen
    ]
    return table("Bewijs, nagerekend zonder oplosser", ("doel", "gezegd", "berekend", "grens", "reden"), rows)
