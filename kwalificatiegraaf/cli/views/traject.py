"""A trajectory: its timetable, the hours of every item per place and period, and the reasons."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.marks import CERTAINTY, certainty, proposal
from kwalificatiegraaf.cli.views.parts import EMPTY, NUMBER, amount, count, heading, table, text
from kwalificatiegraaf.domain.leerplaats import Leerplaats, Leerplaatsschema
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.traject import Onderdeel, Traject, Trajectkader


def frames_view(frames: Sequence[Trajectkader]) -> Iterator[RenderableType]:
    """Yield the list of trajectories."""
    rows = [
        (
            text(frame.code),
            text(frame.titel),
            text(frame.leerweg),
            text(", ".join(frame.kwalificaties)),
            text(format_number(frame.weekuren(component="school"))),
            text(format_number(frame.weekuren(component="werkplek"))),
            text(CERTAINTY[frame.zekerheid]),
        )
        for frame in frames
    ]
    columns = ("traject", "titel", "leerweg", "leidt naar", "#school", "#werkplek", "zekerheid")
    yield table(f"{count(len(rows), 'traject', 'trajecten')}, met hun uren per week", columns, rows)


def trajectory_view(
    found: Traject, places: Leerplaatsschema, wording: Text | None, *, reasons: bool
) -> Iterator[RenderableType]:
    """Yield one trajectory; with `reasons` every placement with its rule and sentence."""
    yield from frame_view(found.kader)
    for mark in (wording, proposal(found)):
        if mark:
            yield mark
    yield allocation_table(found, places)
    if reasons:
        yield _reasons(found, places)


def frame_view(frame: Trajectkader) -> Iterator[RenderableType]:
    """Yield title, marks and timetable."""
    yield heading(frame.titel, frame.code, frame.leerweg, f"leidt naar {', '.join(frame.kwalificaties)}")
    assumption = certainty(frame.zekerheid, frame.toelichting)
    if assumption:
        yield assumption
    rows = [
        (
            text(line.vak),
            text(line.component),
            text(line.soort),
            text(format_number(line.weekuren)),
            text(CERTAINTY[line.zekerheid]),
        )
        for line in frame.uurverdeling
    ]
    total = format_number(frame.weekuren())
    weeks = ", ".join(f"{period.label} ({period.weken} weken)" for period in frame.perioden)
    yield table(
        f"Lessentabel: {total} uur per week", ("vak", "component", "soort", "#u/week", "zekerheid"), rows
    )
    yield Text(f"Periodes: {weeks}\n", style="dim")


def allocation_table(found: Traject, places: Leerplaatsschema) -> RenderableType:
    """Return the hours of every item: in all, per place, and the periods in which it runs."""
    used = [leaf for leaf in places.bladeren if any(p.leerplaats == leaf.code for p in found.toewijzingen)]
    hours = found.hours_by_onderdeel()
    periods: dict[str, set[int]] = defaultdict(set)
    for placed in found.toewijzingen:
        periods[placed.onderdeel].add(placed.periode)
    rows = [
        (
            text(item.code if item.soort == "beroepsgericht" else item.soort),
            text(item.titel),
            text(amount(sum(hours[item.code].values(), Fraction(0)))),
            *(text(amount(hours[item.code].get(leaf.code))) for leaf in used),
            text(_runs(periods[item.code])),
        )
        for item in found.onderdelen
    ]
    total: tuple[RenderableType, ...] = (
        "",
        Text("samen", style="bold"),
        *_totals(found.onderdelen, hours, [leaf.code for leaf in used]),
        "",
    )
    columns = ("onderdeel", "titel", "#uren", *(_column(leaf) for leaf in used), "#periodes")
    return table("Uren per onderdeel en leerplaats", columns, [*rows, total])


def _column(place: Leerplaats) -> str:
    """Return the heading of a place, one word per line to keep the column narrow."""
    return NUMBER + place.label.replace(" ", "\n")


def _totals(
    items: Iterable[Onderdeel], hours: dict[str, dict[str, Fraction]], places: Sequence[str]
) -> tuple[Text, ...]:
    per_place = {place: Fraction(0) for place in places}
    for item in items:
        for place, amount_there in hours[item.code].items():
            per_place[place] += amount_there
    shown = [sum(per_place.values(), Fraction(0)), *per_place.values()]
    return tuple(Text(format_number(value), style="bold") for value in shown)


def _runs(periods: set[int]) -> str:
    if not periods:
        return EMPTY
    first, last = min(periods), max(periods)
    if first == last:
        return str(first)
    whole = len(periods) == last - first + 1
    return f"{first}-{last}" if whole else ", ".join(map(str, sorted(periods)))


def _reasons(found: Traject, places: Leerplaatsschema) -> RenderableType:
    rows = [
        (
            text(placed.periode),
            text(placed.onderdeel),
            text(places.get(placed.leerplaats).label),
            text(format_number(placed.uren)),
            text(placed.regel),
            text(placed.motivering),
        )
        for placed in found.toewijzingen
    ]
    columns = ("#periode", "onderdeel", "leerplaats", "#uren", "regel", "waarom")
    return table("Elke plaatsing", columns, rows)
