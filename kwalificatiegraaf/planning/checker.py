"""The independent check of a built trajectory (PLANNING: constraints 1-8).

It shares nothing with the solver but the domain: sizes, hours, order and norms are computed again,
in exact hours, from the task alone.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from kwalificatiegraaf.domain.bouwresultaat import NORMDOEL, Bevinding, Bouwresultaat, Urenafwijking
from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.checkrules import (
    check_contexts,
    check_fixings,
    check_order,
    check_parts,
    check_periods,
    check_places,
    check_run,
)
from kwalificatiegraaf.planning.checksums import check_components, check_general, check_sizes

UNREADABLE = ("kader", "verwijzing", "plaats")
"""Findings after which nothing else can be calculated."""


def check(opdracht: Trajectopdracht, traject: Traject) -> tuple[Bevinding, ...]:
    """Return what breaks a rule of the task, in the order of the constraints; empty when accepted."""
    known = tuple(_references(opdracht, traject))
    if known:
        return known
    rules = (
        check_sizes,
        check_places,
        check_parts,
        check_components,
        check_general,
        check_periods,
        check_order,
        check_run,
        check_contexts,
        check_fixings,
        _hard_norms,
    )
    return tuple(finding for rule in rules for finding in rule(opdracht, traject))


def check_result(opdracht: Trajectopdracht, result: Bouwresultaat) -> tuple[Bevinding, ...]:
    """Check the trajectory and what the builder says about it: shares, deviations, missed norms."""
    findings = check(opdracht, result.traject)
    return findings or (*_claimed_norms(opdracht, result), *check_said(opdracht, result))


def check_said(opdracht: Trajectopdracht, result: Bouwresultaat) -> tuple[Bevinding, ...]:
    """Check what a result says of a sound trajectory beside its objectives: deviations, missed norms."""
    return (*check_messages(opdracht, result), *check_deviations(opdracht, result))


def check_messages(opdracht: Trajectopdracht, result: Bouwresultaat) -> tuple[Bevinding, ...]:
    """Check that the messages name the norms that are missed, and no other."""
    return tuple(_claimed_messages(opdracht, result))


def check_deviations(opdracht: Trajectopdracht, result: Bouwresultaat) -> tuple[Bevinding, ...]:
    """Check that the list of deviations has each period and component once, with its hours."""
    return tuple(_claimed_deviations(opdracht, result))


def _references(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Yield what makes other checks meaningless: another frame, unknown codes, doubles."""
    if traject.kader != opdracht.kader or traject.onderdelen != opdracht.onderdelen:
        yield Bevinding(
            regel="kader", tekst="het traject heeft een ander kader of andere onderdelen dan de opdracht"
        )
    items = {item.code for item in opdracht.onderdelen}
    leaves = {leaf.code for leaf in opdracht.leerplaatsen.bladeren}
    periods = {period.nummer for period in opdracht.kader.perioden}
    seen: set[tuple[str, str, int]] = set()
    for row in traject.toewijzingen:
        key = (row.onderdeel, row.leerplaats, row.periode)
        if row.onderdeel not in items or row.leerplaats not in leaves or row.periode not in periods:
            yield Bevinding(
                regel="verwijzing",
                onderdeel=row.onderdeel,
                periode=row.periode,
                tekst=f"{row.onderdeel} op {row.leerplaats} in periode {row.periode} is onbekend",
            )
        if key in seen:
            yield Bevinding(
                regel="dubbel",
                onderdeel=row.onderdeel,
                periode=row.periode,
                tekst=f"{row.onderdeel} staat twee keer op {row.leerplaats} in periode {row.periode}",
            )
        seen.add(key)


def _norm_values(opdracht: Trajectopdracht, traject: Traject) -> Iterator[tuple[str, str, Fraction | None]]:
    """Yield code, verdict and value of every norm of the task."""
    for norm in opdracht.normen:
        toets = own_verdict(norm, traject, opdracht.leerplaatsen)
        yield norm.code, toets.oordeel, toets.waarde


def _hard_norms(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    for code, verdict, value in _norm_values(opdracht, traject):
        if code in opdracht.grenzen.harde_normen and verdict != "gehaald":
            reached = "onbepaald" if value is None else format_number(value, 4)
            yield Bevinding(regel="norm", tekst=f"de harde norm {code} is {verdict} ({reached})")


def _claimed_norms(opdracht: Trajectopdracht, result: Bouwresultaat) -> Iterator[Bevinding]:
    claimed = {goal.naam.removeprefix(NORMDOEL): goal for goal in result.doelen}
    for code, _, value in _norm_values(opdracht, result.traject):
        goal = claimed.get(code)
        if goal is not None and goal.waarde != value:
            yield Bevinding(regel="norm", tekst=f"{code}: gezegd {goal.waarde}, berekend {value}")


def _claimed_messages(opdracht: Trajectopdracht, result: Bouwresultaat) -> Iterator[Bevinding]:
    """Yield the missed norms that no message names, and the met ones that one calls missed."""
    for code, verdict, _ in _norm_values(opdracht, result.traject):
        is_said = any(f"({code}) vraagt" in text for text in result.meldingen)
        if verdict == "gehaald" and is_said:
            yield Bevinding(regel="norm", tekst=f"{code} is gehaald, maar een melding zegt van niet")
        if verdict != "gehaald" and not any(f"({code})" in text for text in result.meldingen):
            yield Bevinding(regel="norm", tekst=f"{code} is {verdict}, maar geen melding zegt het")


def _claimed_deviations(opdracht: Trajectopdracht, result: Bouwresultaat) -> Iterator[Bevinding]:
    """Yield the claimed deviations that are not there, and those that are left out."""
    expected = {(row.periode, row.component): row for row in _deviations(opdracht, result.traject)}
    claimed = {(row.periode, row.component): row for row in result.afwijkingen}
    for key in sorted(claimed.keys() | expected.keys()):
        said, counted = claimed.get(key), expected.get(key)
        if said != counted or [row for row in result.afwijkingen if key == (row.periode, row.component)][1:]:
            text = f"{key[1]}: gezegd {_hours(said)}, berekend {_hours(counted)}"
            yield Bevinding(regel="afwijking", periode=key[0], tekst=text)


def _hours(row: Urenafwijking | None) -> str:
    if row is None:
        return "niets"
    return f"{row.uren_verdeeld} van {row.uren_kader} uur ({row.verschil})"


def _deviations(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Urenafwijking]:
    components = {leaf.code: leaf.component for leaf in opdracht.leerplaatsen.bladeren}
    vocational = {item.code for item in opdracht.onderdelen if item.soort == "beroepsgericht"}
    spent: dict[tuple[int, str], Fraction] = {}
    for placed in traject.toewijzingen:
        if placed.onderdeel in vocational:
            key = (placed.periode, components[placed.leerplaats])
            spent[key] = spent.get(key, Fraction(0)) + placed.uren
    sides: tuple[Component, ...] = ("school", "werkplek")
    for period, side in product(opdracht.kader.perioden, sides):
        lines = [line for line in opdracht.kader.uurverdeling if not line.cluster and line.component == side]
        asked = sum((line.weekuren for line in lines), Fraction(0)) * period.weken
        found = spent.get((period.nummer, side), Fraction(0))
        yield Urenafwijking(
            periode=period.nummer,
            component=side,
            uren_kader=asked,
            uren_verdeeld=found,
            verschil=found - asked,
        )
