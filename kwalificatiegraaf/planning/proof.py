"""The outcome of an objective in the reader's units, with its proof in one Dutch sentence."""

from fractions import Fraction

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.bouwresultaat import Doelresultaat, Doelstatus
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Problem
from kwalificatiegraaf.planning.proofwords import Ground, count_sentence, norm_sentence
from kwalificatiegraaf.planning.search import Outcome


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
    return Doelresultaat(
        naam=outcome.goal.name,
        waarde=value,
        grens=bound,
        status=status,
        bewijs=count_sentence(outcome.goal.kind, value, bound, _ground(outcome)),
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


def _ground(outcome: Outcome) -> Ground:
    if outcome.is_within_room and not outcome.is_optimal:
        return "speelruimte"
    if not outcome.is_optimal:
        return "open"
    return outcome.goal.ground if outcome.bound == outcome.goal.least else "opgelost"


def _norm_result(
    opdracht: Trajectopdracht, traject: Traject, outcome: Outcome, form: Form, status: Doelstatus
) -> Doelresultaat:
    norm = form.norm
    toets = own_verdict(norm, traject, opdracht.leerplaatsen)
    value = toets.waarde if toets.waarde is not None else Fraction(0)
    ground: Ground | None = _ground(outcome) if outcome.is_optimal else "open"
    bound = value if outcome.is_optimal else (form.low - outcome.bound) / form.scale
    if outcome.value == 0:
        status, bound, ground = "optimaal", norm.drempel, None
    return Doelresultaat(
        naam=outcome.goal.name,
        waarde=value,
        grens=bound,
        status=status,
        bewijs=norm_sentence(norm, toets.eenheid, value, bound, ground),
    )
