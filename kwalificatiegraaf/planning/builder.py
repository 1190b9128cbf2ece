"""The builder: a task in, a trajectory out, with its proof and what could not be met."""

from collections.abc import Sequence
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat, Urenafwijking
from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.errors import Unreachable
from kwalificatiegraaf.planning.conflict import explain_conflict
from kwalificatiegraaf.planning.frame import require_possible
from kwalificatiegraaf.planning.lexicographic import Plan, Task, solve
from kwalificatiegraaf.planning.norms import Form, form_of
from kwalificatiegraaf.planning.problem import Problem, problem_of
from kwalificatiegraaf.planning.progress import enter_phase
from kwalificatiegraaf.planning.proof import result_of
from kwalificatiegraaf.planning.reasons import Reasoner
from kwalificatiegraaf.planning.search import Outcome
from kwalificatiegraaf.planning.shortfall import explain_shortfall, explain_unsteered
from kwalificatiegraaf.planning.timetable import general_placements

LIMIT = 1.0
"""Deterministic time for one objective; about a second, but the same on every machine."""


def build(opdracht: Trajectopdracht, limit: float = LIMIT) -> Bouwresultaat:
    """Allocate the hours of every item over places and periods; the same task gives the same result.

    A norm that cannot be reached becomes a message with the most that can. Raises Unreachable, with
    the numbers, when the frame cannot hold the items, the bounds contradict each other or a hard
    norm cannot be met.
    """
    enter_phase("uren verdelen")
    general = general_placements(opdracht)
    problem = problem_of(opdracht)
    require_possible(opdracht, problem)
    forms = [form for norm in opdracht.normen if (form := form_of(opdracht, problem, norm))]
    plan = _plan(opdracht, problem, forms, limit)
    units = plan.answer.units if plan.answer else {}
    placed = [*general, *Reasoner(opdracht, problem, forms, units).placements()]
    traject = Traject(
        kader=opdracht.kader,
        onderdelen=opdracht.onderdelen,
        toewijzingen=tuple(sorted(placed, key=lambda p: (p.onderdeel, p.periode, p.leerplaats))),
    )
    return Bouwresultaat(
        traject=traject,
        doelen=tuple(result_of(opdracht, problem, traject, outcome) for outcome in plan.outcomes),
        afwijkingen=_deviations(opdracht, placed),
        meldingen=(*_dropped(opdracht), *_unmet(opdracht, problem, traject, plan.outcomes, limit)),
    )


def _plan(opdracht: Trajectopdracht, problem: Problem, forms: list[Form], limit: float) -> Plan:
    if not problem.items:
        return Plan()
    grenzen = opdracht.grenzen
    plan = solve(Task(problem, tuple(forms), grenzen.doelen, grenzen.harde_normen, grenzen.tolerantie, limit))
    if plan.answer is None:
        raise explain_conflict(opdracht, problem, plan.impossible, limit)
    return plan


def _deviations(opdracht: Trajectopdracht, placed: list[Toewijzing]) -> tuple[Urenafwijking, ...]:
    """Return the vocational hours of every component and period beside those of the timetable."""
    competences = {item.code for item in opdracht.competenties}
    components: tuple[Component, ...] = ("school", "werkplek")
    spent: dict[tuple[int, str], Fraction] = {}
    for row in placed:
        if row.onderdeel in competences:
            key = (row.periode, opdracht.leerplaatsen.get(row.leerplaats).component)
            spent[key] = spent.get(key, Fraction(0)) + row.uren
    rows = []
    for period in opdracht.kader.perioden:
        for component in components:
            hours = opdracht.kader.weekuren(component=component, soort="beroepsgericht") * period.weken
            found = spent.get((period.nummer, component), Fraction(0))
            rows.append(
                Urenafwijking(
                    periode=period.nummer,
                    component=component,
                    uren_kader=hours,
                    uren_verdeeld=found,
                    verschil=found - hours,
                )
            )
    return tuple(rows)


def _dropped(opdracht: Trajectopdracht) -> list[str]:
    """Return a message per item whose prerequisites are not part of the trajectory."""
    codes = {item.code for item in opdracht.onderdelen}
    return [
        f"voorkennis {join_nl(sorted(set(item.voorkennis) - codes))} van {item.code} zit niet in dit traject "
        "en legt dus geen volgorde op"
        for item in opdracht.competenties
        if set(item.voorkennis) - codes
    ]


def _unmet(
    opdracht: Trajectopdracht,
    problem: Problem,
    traject: Traject,
    outcomes: Sequence[Outcome],
    limit: float,
) -> list[str]:
    """Return a message per norm that the trajectory misses; a hard one raises Unreachable with it."""
    steered = {outcome.goal.form.norm.code: outcome for outcome in outcomes if outcome.goal.form}
    messages = []
    for norm in opdracht.normen:
        toets = own_verdict(norm, traject, opdracht.leerplaatsen)
        if toets.oordeel == "gehaald":
            continue
        if norm.code in steered:
            text = explain_shortfall(opdracht, problem, steered[norm.code], toets, limit)
        else:
            text = explain_unsteered(opdracht, problem, norm, toets)
        if norm.code in opdracht.grenzen.harde_normen:
            remedy = "maak van deze norm een doel, of wijzig het kader"
            raise Unreachable(text, place="grenzen.harde_normen", remedy=remedy)
        messages.append(text)
    return messages
