"""The checker's arithmetic: sizes by weight, hours per component, general education (no solver)."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.traject import Onderdeel, Traject

QUARTER = Fraction(1, 4)


def vocational(opdracht: Trajectopdracht) -> list[Onderdeel]:
    """Return the competences of the task."""
    return [item for item in opdracht.onderdelen if item.soort == "beroepsgericht"]


def step_of(opdracht: Trajectopdracht) -> Fraction:
    """Return one hour when every given number of hours is whole, else a quarter."""
    kader = opdracht.kader
    given = [item.uren for item in vocational(opdracht) if item.uren is not None]
    lines = [line.weekuren * period.weken for line in kader.uurverdeling for period in kader.perioden]
    return Fraction(1) if all(Fraction(hours).denominator == 1 for hours in [*given, *lines]) else QUARTER


def expected_sizes(opdracht: Trajectopdracht) -> dict[str, Fraction]:
    """Return the hours that every competence must have: given, or by largest remainder of weight."""
    kader, step = opdracht.kader, step_of(opdracht)
    sizes = {item.code: item.uren for item in vocational(opdracht) if item.uren is not None}
    weighted = {item.code: item.gewicht or 0 for item in vocational(opdracht) if item.uren is None}
    hours = sum(
        (line.weekuren * kader.weken for line in kader.uurverdeling if line.cluster is None), Fraction(0)
    )
    left = hours - sum(sizes.values(), Fraction(0))
    quotas = {code: left * weight / sum(weighted.values()) for code, weight in weighted.items()}
    for code, quota in quotas.items():
        sizes[code] = floor(quota / step) * step
    short = left - sum((sizes[code] for code in quotas), Fraction(0))
    by_rest = sorted(quotas, key=lambda code: (sizes[code] - quotas[code], code))
    for code in by_rest[: int(short / step)]:
        sizes[code] += step
    return sizes


def check_sizes(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 1: every competence has exactly its hours, in whole steps."""
    step = step_of(opdracht)
    for row in traject.toewijzingen:
        if (row.uren / step).denominator != 1:
            text = f"{row.onderdeel}: {format_number(row.uren, 4)} uur is geen veelvoud van {step}"
            yield Bevinding(regel="grootte", onderdeel=row.onderdeel, periode=row.periode, tekst=text)
    table = traject.hours_by_onderdeel()
    for code, size in sorted(expected_sizes(opdracht).items()):
        found = sum(table[code].values(), Fraction(0))
        if found != size:
            text = f"{code} heeft {format_number(found)} uur in plaats van {format_number(size)}"
            yield Bevinding(regel="grootte", onderdeel=code, tekst=text)


def pots_of(opdracht: Trajectopdracht) -> list[tuple[str, set[str], Fraction]]:
    """Return name, leaf places and weekly vocational hours of every pot of the timetable."""
    schema = opdracht.leerplaatsen
    pots: list[tuple[str, set[str], Fraction]] = []
    for component in ("school", "werkplek"):
        free = set(schema.leaves_in(component))
        lines = [r for r in opdracht.kader.uurverdeling if r.component == component and r.cluster is None]
        named = [(line, schema.leaves_of(line.leerplaats)) for line in lines if line.leerplaats]
        narrow = {leaves[0] for _, leaves in named if len(leaves) == 1}
        for leaf in sorted(narrow):
            weekly = sum((line.weekuren for line, leaves in named if leaves == (leaf,)), Fraction(0))
            pots.append((leaf, {leaf}, weekly))
        total = sum((line.weekuren for line in lines), Fraction(0))
        inside = sum((weekly for _, leaves, weekly in pots if leaves & free), Fraction(0))
        pots.append((component, free - narrow, total - inside))
    return pots


def check_components(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 3: exact over the trajectory, within the tolerance per period."""
    codes = {item.code for item in vocational(opdracht)}
    kader, tolerance = opdracht.kader, opdracht.grenzen.tolerantie
    for name, leaves, weekly in pots_of(opdracht):
        rows = [r for r in traject.toewijzingen if r.onderdeel in codes and r.leerplaats in leaves]
        total = sum((row.uren for row in rows), Fraction(0))
        if total != weekly * kader.weken:
            text = f"{name} heeft {format_number(total)} uur, het kader {format_number(weekly * kader.weken)}"
            yield Bevinding(regel="componenturen", tekst=text)
        for period in kader.perioden:
            found = sum((row.uren for row in rows if row.periode == period.nummer), Fraction(0))
            hours = weekly * period.weken
            if abs(found - hours) > tolerance * hours:
                text = f"{name} heeft {format_number(found)} uur, het kader {format_number(hours)}"
                yield Bevinding(regel="componenturen", periode=period.nummer, tekst=text)


def check_general(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """General education: every line of the timetable that teaches it, in every period, at its place."""
    schema = opdracht.leerplaatsen
    for item in opdracht.onderdelen:
        if item.soort != "algemeen":
            continue
        lines = [line for line in opdracht.kader.uurverdeling if line.cluster == item.code]
        for period in opdracht.kader.perioden:
            rows = [r for r in traject.toewijzingen if (r.onderdeel, r.periode) == (item.code, period.nummer)]
            for component in ("school", "werkplek"):
                weekly = sum((r.weekuren for r in lines if r.component == component), Fraction(0))
                found = [r for r in rows if schema.get(r.leerplaats).component == component]
                if sum((row.uren for row in found), Fraction(0)) != weekly * period.weken:
                    text = f"{item.code} volgt de lessentabel niet in {component}"
                    yield Bevinding(
                        regel="lessentabel", onderdeel=item.code, periode=period.nummer, tekst=text
                    )
            for place in sorted({line.leerplaats for line in lines if line.leerplaats}):
                weekly = sum((r.weekuren for r in lines if r.leerplaats == place), Fraction(0))
                leaves = schema.leaves_of(place)
                hours = sum((row.uren for row in rows if row.leerplaats in leaves), Fraction(0))
                if hours < weekly * period.weken:
                    text = f"{item.code} heeft te weinig uren op {place}"
                    yield Bevinding(
                        regel="lessentabel", onderdeel=item.code, periode=period.nummer, tekst=text
                    )
