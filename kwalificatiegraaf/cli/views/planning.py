"""The answer to a planning problem: objectives with their proof, and what every period holds."""

from collections.abc import Iterator
from fractions import Fraction

from rich.console import RenderableType

from kwalificatiegraaf.cli.views.parts import EMPTY, heading, note, table, text
from kwalificatiegraaf.domain.planningsantwoord import Planningsantwoord, Planningsdoel
from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toets import number_beside


def answer_view(problem: Planningsprobleem, answer: Planningsantwoord) -> Iterator[RenderableType]:
    """Yield the status, the reasons or the objectives, and the placements by period."""
    seconds = f"{format_number(Fraction(answer.seconden), 1)} s"
    yield heading(problem.titel or "Planningsprobleem", answer.status, seconds)
    for reason in answer.redenen:
        yield note(reason.plaats, f"{reason.tekst}; {reason.remedie}", "red")
    if not answer.herhaalbaar:
        yield note("Tijd", "de klok besliste; een volgende keer kan de verdeling anders zijn")
    if answer.plaatsingen:
        rows = [
            (
                text(g.naam),
                text(_shown(g, g.waarde, g.grens)),
                text(_shown(g, g.grens, g.waarde)),
                text(g.status),
                text(g.bewijs),
            )
            for g in answer.doelen
        ]
        yield table("Doelen", ("doel", "#waarde", "#grens", "status", "bewijs"), rows)
        yield _periods(problem, answer)


def _shown(goal: Planningsdoel, value: Fraction, beside: Fraction) -> str:
    """Return a value with as many decimals as tell it from the one beside it."""
    return number_beside(value, "aandeel" if goal.naam.startswith("share") else "", beside)


def _periods(problem: Planningsprobleem, answer: Planningsantwoord) -> RenderableType:
    rows = []
    for load in answer.belasting:
        items = [
            f"{row.item} {row.hoeveelheid}" + (f" ({row.plaats})" if row.plaats else "")
            for row in answer.plaatsingen
            if row.periode == load.periode
        ]
        rows.append(
            (
                text(load.periode),
                text(str(load.belasting)),
                text(str(load.items)),
                text(", ".join(items) or EMPTY),
            )
        )
    return table("Perioden", ("periode", f"#{problem.eenheid}", "#items", "verdeling"), rows)
