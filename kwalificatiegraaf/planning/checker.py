"""The independent check of a built trajectory (PLANNING: constraints 1-8).

It shares nothing with the solver but the domain: sizes, hours, order and norms are computed again,
in exact hours, from the task alone.
"""

from collections.abc import Iterator
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toetsing import verdicts_of
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
    return findings or (*_claimed_norms(opdracht, result), *_claimed_deviations(opdracht, result))


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
        own = [t for t in verdicts_of(norm, traject, opdracht.leerplaatsen) if t.eigen_grondslag]
        for toets in own:
            yield norm.code, toets.oordeel, toets.waarde


def _hard_norms(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    for code, verdict, value in _norm_values(opdracht, traject):
        if code in opdracht.grenzen.harde_normen and verdict != "gehaald":
            reached = "onbepaald" if value is None else format_number(value, 4)
            yield Bevinding(regel="norm", tekst=f"de harde norm {code} is {verdict} ({reached})")


def _claimed_norms(opdracht: Trajectopdracht, result: Bouwresultaat) -> Iterator[Bevinding]:
    claimed = {goal.naam.removeprefix("norm "): goal for goal in result.doelen}
    for code, verdict, value in _norm_values(opdracht, result.traject):
        goal = claimed.get(code)
        if goal is not None and goal.waarde != value:
            yield Bevinding(regel="norm", tekst=f"{code}: gezegd {goal.waarde}, berekend {value}")
        if verdict != "gehaald" and not any(f"({code})" in text for text in result.meldingen):
            yield Bevinding(regel="norm", tekst=f"{code} is {verdict}, maar geen melding zegt het")


def _claimed_deviations(opdracht: Trajectopdracht, result: Bouwresultaat) -> Iterator[Bevinding]:
    components = {leaf.code: leaf.component for leaf in opdracht.leerplaatsen.bladeren}
    vocational = {item.code for item in opdracht.onderdelen if item.soort == "beroepsgericht"}
    for row in result.afwijkingen:
        spent = sum(
            (
                placed.uren
                for placed in result.traject.toewijzingen
                if placed.onderdeel in vocational
                and placed.periode == row.periode
                and components[placed.leerplaats] == row.component
            ),
            Fraction(0),
        )
        if row.uren_verdeeld != spent or row.verschil != spent - row.uren_kader:
            yield Bevinding(
                regel="afwijking",
                periode=row.periode,
                tekst=f"{row.component}: gezegd {row.uren_verdeeld}, berekend {spent}",
            )
