"""What the weekly timetable fixes before anything is chosen: general education, and hours per place."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.traject import Onderdeel, Periode, Toewijzing, Uurverdeling
from kwalificatiegraaf.errors import InvalidInput


@dataclass(frozen=True)
class Pot:
    """Leaf places that share vocational hours: a component, or the place that a timetable line names."""

    name: str
    component: Component
    leaves: tuple[str, ...]
    weekly: Fraction


class Lesson(NamedTuple):
    """General education at a leaf place in a period: hours a week, and hours in all."""

    onderdeel: Onderdeel
    leerplaats: str
    periode: Periode
    weekuren: Fraction
    uren: Fraction


def pots_of(opdracht: Trajectopdracht) -> tuple[Pot, ...]:
    """Return the pots, disjoint, school first; a leaf of no pot has no vocational hours."""
    components: tuple[Component, ...] = ("school", "werkplek")
    return tuple(pot for component in components for pot in _pots(opdracht, component))


def _pots(opdracht: Trajectopdracht, component: Component) -> list[Pot]:
    schema = opdracht.leerplaatsen
    leaves = schema.leaves_in(component)
    named: dict[str, Fraction] = {}
    open_hours = Fraction(0)
    for line in opdracht.kader.uurverdeling:
        if line.component == component and line.soort == "beroepsgericht":
            narrow = schema.leaves_of(line.leerplaats) if line.leerplaats else ()
            if len(narrow) == 1:
                named[narrow[0]] = named.get(narrow[0], Fraction(0)) + line.weekuren
            else:
                open_hours += line.weekuren
    rest = tuple(leaf for leaf in leaves if leaf not in named)
    if open_hours and not rest:
        raise InvalidInput(
            f"{format_number(open_hours)} uur per week van {component} heeft geen plaats meer over",
            place="kader.uurverdeling",
            remedy="noem bij elke regel een plaats, of laat er een vrij",
        )
    pots = [Pot(schema.get(leaf).label, component, (leaf,), named[leaf]) for leaf in sorted(named)]
    return [*pots, Pot(component, component, rest, open_hours)] if open_hours else pots


def general_placements(opdracht: Trajectopdracht) -> tuple[Toewijzing, ...]:
    """Return the hours of general education: every period, weekly hours times weeks, rule `lessentabel`."""
    return tuple(_lesson(opdracht, *lesson) for lesson in lessons(opdracht))


def lessons(opdracht: Trajectopdracht) -> Iterator[Lesson]:
    """Yield the lessons of general education per cluster, period and place, in that order."""
    for item in opdracht.clusters:
        weekly: dict[str, Fraction] = {}
        for line in opdracht.kader.uurverdeling:
            if line.cluster == item.code and line.weekuren:
                place = lesson_place(opdracht, item, line)
                weekly[place] = weekly.get(place, Fraction(0)) + line.weekuren
        for period in opdracht.kader.perioden:
            for place in sorted(weekly):
                yield Lesson(item, place, period, weekly[place], weekly[place] * period.weken)


def lesson_place(opdracht: Trajectopdracht, item: Onderdeel, line: Uurverdeling) -> str:
    """Return the leaf: of the line, else the item's first of the component, else the scheme's first."""
    schema = opdracht.leerplaatsen
    narrow = schema.leaves_for(line.leerplaats, line.component)
    if not narrow:
        raise InvalidInput(
            f"het schema heeft geen plaats van {line.component} voor {item.titel}",
            place="leerplaatsen",
            remedy="voeg een leerplaats toe",
        )
    return next((code for code in item.leerplaatsen if code in narrow), narrow[0])


def _lesson(
    opdracht: Trajectopdracht, item: Onderdeel, place: str, period: Periode, weekly: Fraction, hours: Fraction
) -> Toewijzing:
    label = opdracht.leerplaatsen.get(place).label
    return Toewijzing(
        onderdeel=item.code,
        leerplaats=place,
        periode=period.nummer,
        uren=hours,
        regel="lessentabel",
        motivering=(
            f"{item.titel} krijgt {format_number(hours)} uur in periode {period.nummer} ({label}), want "
            f"de lessentabel voorziet er {format_number(weekly)} uur per week gedurende {period.weken} weken."
        ),
    )
