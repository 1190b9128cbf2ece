"""Why a task has no answer although its frame could hold it: which kind of rule stands in the way.

Each kind is relaxed on its own; the ones without which an answer exists are named.
"""

from collections.abc import Iterator
from dataclasses import replace

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.errors import Unreachable
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.problem import Problem, problem_of
from kwalificatiegraaf.planning.search import Search


def explain_conflict(
    opdracht: Trajectopdracht, problem: Problem, impossible: bool, limit: float
) -> Unreachable:
    """Return the error to raise; `impossible` says that the absence of an answer was proved."""
    if not impossible:
        return Unreachable(
            "binnen de rekentijd is geen verdeling gevonden, en ook niet bewezen dat er geen is",
            place="grenzen",
            remedy="vergroot de tolerantie of de rekentijd, of verruim de grenzen",
        )
    causes = [
        name for name, easier in _relaxed(opdracht, problem) if Search(TrajectModel(easier)).find(limit)
    ]
    if not causes:
        return Unreachable(
            "geen enkele verdeling voldoet aan alle grenzen samen; een soort grens schrappen volstaat niet",
            place="grenzen",
            remedy="verruim meer dan een soort grens",
        )
    return Unreachable(
        f"geen enkele verdeling voldoet aan alle grenzen samen; het lukt wel zonder {join_nl(causes)}",
        place="grenzen",
        remedy=f"verruim {causes[0]}",
    )


def _relaxed(opdracht: Trajectopdracht, problem: Problem) -> Iterator[tuple[str, Problem]]:
    """Yield every kind of rule that the task has, with the problem that lacks it."""
    if problem.order:
        yield "de voorkennis en volgorde", replace(problem, order=())
    bare = tuple(
        replace(p, least_load=0, most_load=None, least_items=0, most_items=None) for p in problem.periods
    )
    if bare != problem.periods:
        yield "de grenzen per periode", replace(problem, periods=bare)
    grenzen = opdracht.grenzen
    for name, fields in (
        ("de vaste plaatsingen", ("vast",)),
        ("de verboden plaatsingen", ("verboden",)),
        ("de grenzen aan delen", ("delen",)),
    ):
        if any(getattr(grenzen, field) for field in fields):
            emptied = grenzen.model_copy(update=dict.fromkeys(fields, ()))
            yield name, problem_of(opdracht.model_copy(update={"grenzen": emptied}))
    loose = tuple(replace(supply, slack=supply.hours) for supply in problem.supplies)
    yield "de uren per periode en component (tolerantie)", replace(problem, supplies=loose)
