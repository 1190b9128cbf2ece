"""What cannot be met, said plainly: the most that can be reached and the main cause."""

from dataclasses import replace

from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number, join_nl
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.planning.frame import name_items
from kwalificatiegraaf.planning.goals import norm_goal
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.norms import Form, form_of
from kwalificatiegraaf.planning.problem import Item, Problem
from kwalificatiegraaf.planning.proofwords import amount, asked
from kwalificatiegraaf.planning.search import Outcome, Search


def explain_shortfall(
    opdracht: Trajectopdracht, problem: Problem, outcome: Outcome, toets: Toets, limit: float
) -> str:
    """Return `hoogstens 54 %: …` with what is asked and the main cause; limit as in Search."""
    form = outcome.goal.form
    if form is None or toets.waarde is None:
        raise ValueError("only a measured norm has a shortfall")
    norm, unit, reached = form.norm, toets.eenheid, toets.waarde
    demand = f"{norm.label} ({norm.code}) vraagt {asked(norm, unit)}"
    if form.high is not None and reached >= norm.drempel:
        return f"minstens {amount(reached, unit, norm.drempel)}: {demand}."
    exact = f" ({reached})" if unit == "aandeel" else ""
    if outcome.is_optimal and form.exact:
        most = f"hoogstens {amount(reached, unit, norm.drempel)}{exact}"
    else:
        bound = (form.low - outcome.bound) / form.scale
        possible = amount(bound, unit, norm.drempel)
        most = f"{amount(reached, unit, norm.drempel)}{exact} gevonden, hoogstens {possible} mogelijk"
    return f"{most}: {demand}. {main_cause(opdracht, problem, form, limit)}"


def explain_unsteered(opdracht: Trajectopdracht, problem: Problem, norm: Norm, toets: Toets) -> str:
    """Return why a norm is missed that placing hours cannot change, or was not asked to."""
    name = f"{norm.label} ({norm.code})"
    if toets.waarde is None:
        return f"{name} is onbepaald: {join_nl(toets.ontbreekt)} ontbreekt."
    exact = f" ({toets.waarde})" if toets.eenheid == "aandeel" else ""
    reached = amount(toets.waarde, toets.eenheid, toets.drempel)
    said = f"{reached}{exact}: {name} vraagt {asked(norm, toets.eenheid)}"
    if form_of(opdracht, problem, norm) is not None:
        return f"{said}. De opdracht vroeg niet om normen na te streven."
    fixed = "Dat ligt vast in de weekuren van het kader; verdelen over plaatsen verandert het niet."
    return f"{'hoogstens' if norm.bovengrens is None else 'altijd'} {said}. {fixed}"


def main_cause(opdracht: Trajectopdracht, problem: Problem, form: Form, limit: float) -> str:
    """Return the first cause that explains the shortfall: places, weekly hours, both, or the calendar."""
    collapsed = problem.collapsed()
    if form.missing(_reach_by_places(collapsed, form)):
        return _places_cause(collapsed, form)
    hours_alone = _least_missing(opdracht, _everywhere(collapsed), form.norm, limit)
    hours = _hours_sentence(opdracht, collapsed, form)
    if hours_alone:
        return f"Oorzaak: de weekuren; {hours}."
    if _least_missing(opdracht, collapsed, form.norm, limit):
        return f"Oorzaak: de mogelijke plaatsen en de weekuren samen; {hours}."
    return "Oorzaak: de kalender; zonder perioden, voorkennis en grenzen per periode lukt het wel."


def _reach_by_places(problem: Problem, form: Form) -> int:
    """Return the expression when every item has all hours in W that its places allow."""
    units = {}
    for index, item in enumerate(problem.items):
        pairs = list(zip(item.places, item.least, item.most, strict=True))
        left = item.size - sum(least for place, least, _ in pairs if place not in form.counted)
        for place, _, most in pairs:
            if place in form.counted:
                units[index, place, 0] = min(left, most)
                left -= units[index, place, 0]
    return form.evaluate(problem, units)


def _places_cause(problem: Problem, form: Form) -> str:
    outside = [item for item in problem.items if not _can_count(item, form)]
    if not outside:
        return "Oorzaak: de grenzen aan de delen per plaats."
    return (
        f"Oorzaak: de mogelijke plaatsen; {len(outside)} van de {len(problem.items)} competenties "
        f"kunnen niet op een plaats die meetelt ({name_items(outside)})."
    )


def _can_count(item: Item, form: Form) -> bool:
    return any(most and place in form.counted for place, most in zip(item.places, item.most, strict=True))


def _everywhere(problem: Problem) -> Problem:
    """Return the task without calendar in which every item can be learned at every place with hours."""
    places = tuple(leaf for supply in problem.supplies for leaf in supply.leaves)
    return replace(problem, items=tuple(_open(item, places) for item in problem.items))


def _open(item: Item, places: tuple[str, ...]) -> Item:
    return replace(item, places=places, least=(0,) * len(places), most=(item.size,) * len(places))


def _least_missing(opdracht: Trajectopdracht, problem: Problem, norm: Norm, limit: float) -> int:
    """Return the proven least shortfall of the norm alone over a task without calendar."""
    form = form_of(opdracht, problem, norm)
    if form is None:
        return 0
    outcome = Search(TrajectModel(problem, (form,))).minimise(norm_goal(problem, form), limit)
    return outcome.bound if outcome else 0


def _hours_sentence(opdracht: Trajectopdracht, problem: Problem, form: Form) -> str:
    counted = [s for s in problem.supplies if set(s.leaves) & form.counted]
    weeks = opdracht.kader.weken
    inside = sum(supply.total for supply in counted) * problem.grain / weeks
    total = problem.load * problem.grain / weeks
    general = (problem.load - problem.size) * problem.grain / weeks
    where = join_nl([supply.name for supply in counted]) or "een plaats die meetelt"
    text = f"{where} heeft {format_number(inside)} van de {format_number(total)} uur per week"
    if form.norm.bereik == "alle" and general:
        text += f", waarvan {format_number(general)} uur algemene vorming"
    return text
