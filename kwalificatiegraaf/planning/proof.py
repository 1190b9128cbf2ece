"""The outcome of an objective in the reader's units, with its proof in one Dutch sentence."""

from fractions import Fraction

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.bouwresultaat import Doelresultaat, Doelstatus
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Problem
from kwalificatiegraaf.planning.search import Outcome
from kwalificatiegraaf.planning.shortfall import amount, asked, own_verdict

_WHAT: dict[Doelnaam, str] = {
    "belasting": "uur per week in de zwaarste periode",
    "perioden": "perioden, voor elke competentie apart geteld",
    "verdeling": "competenties op meer dan één plaats",
    "voorkeur": "uur buiten de voorkeursplaats, maal de rang van de plaats",
    "volgorde": "perioden dat de eerste codes wachten, naar hun plaats in de rij",
}


def result_of(
    opdracht: Trajectopdracht, problem: Problem, traject: Traject, outcome: Outcome
) -> Doelresultaat:
    """Return value and bound: a share or hours for a norm, hours a week for the load, else counts.

    The bound of a norm is its threshold when it is met, and the most that is possible when it is not.
    """
    status = _status(outcome)
    if outcome.goal.form is not None:
        return _norm_result(opdracht, traject, outcome, outcome.goal.form, status)
    unit = unit_of(problem, outcome.goal.kind)
    value, bound = outcome.value * unit, outcome.bound * unit
    noun = _WHAT[outcome.goal.kind]
    what = f"{format_number(value)} {noun.replace('competenties', 'competentie') if value == 1 else noun}"
    return Doelresultaat(
        naam=outcome.goal.name,
        waarde=value,
        grens=bound,
        status=status,
        bewijs=f"{what}; {_proof(outcome, bound)}.",
    )


def _status(outcome: Outcome) -> Doelstatus:
    if outcome.is_optimal:
        return "optimaal"
    return "binnen-speelruimte" if outcome.is_within_room else "haalbaar"


def unit_of(problem: Problem, kind: Doelnaam) -> Fraction:
    """Return what one point of an objective is for the reader: hours a week, hours, or one."""
    if kind == "belasting":
        return problem.grain / problem.weekscale
    return problem.grain if kind == "voorkeur" else Fraction(1)


def _proof(outcome: Outcome, bound: Fraction) -> str:
    if outcome.is_within_room and not outcome.is_optimal:
        return (
            f"het minste is {format_number(bound)}, en het verschil blijft binnen de speelruimte die de "
            "volgende doelen krijgen"
        )
    if not outcome.is_optimal:
        return f"minder dan {format_number(bound)} kan zeker niet; dat dit het minste is, is niet bewezen"
    if outcome.bound == outcome.goal.least and outcome.goal.solved:
        return "minder kan niet: ook zonder kalender heeft de oplosser (CP-SAT) dat uitgesloten"
    if outcome.bound == outcome.goal.least:
        return "minder kan niet: dat is de ondergrens die uit grootte, plaatsen en uren zelf volgt"
    return "minder kan niet: de oplosser (CP-SAT) heeft alle andere verdelingen uitgesloten"


def _norm_result(
    opdracht: Trajectopdracht, traject: Traject, outcome: Outcome, form: Form, status: Doelstatus
) -> Doelresultaat:
    norm = form.norm
    toets = own_verdict(opdracht, traject, norm)
    value = toets.waarde if toets.waarde is not None else Fraction(0)
    said = f"{amount(value, toets.eenheid)}; {norm.label} vraagt {asked(norm, toets.eenheid)}"
    if outcome.value == 0:
        return _result(outcome, value, norm.drempel, "optimaal", f"{said}: gehaald.")
    bound = value if outcome.is_optimal else (form.low - outcome.bound) / form.scale
    if outcome.is_optimal:
        return _result(
            outcome,
            value,
            bound,
            status,
            f"{said}; {_proof(outcome, bound)}.".replace("minder", "dichterbij"),
        )
    return _result(
        outcome, value, bound, status, f"{said}; meer dan {amount(bound, toets.eenheid)} kan niet."
    )


def _result(
    outcome: Outcome, value: Fraction, bound: Fraction, status: Doelstatus, proof: str
) -> Doelresultaat:
    return Doelresultaat(naam=outcome.goal.name, waarde=value, grens=bound, status=status, bewijs=proof)
