"""Smaller problems that tell of a larger one: without its calendar, or without its free items."""

from collections.abc import Iterable, Iterator

from kwalificatiegraaf.domain.planningsprobleem import (
    Capaciteit,
    Itemplaats,
    Itemplaatsing,
    Planningsperiode,
    Planningsprobleem,
)


def without_calendar(problem: Planningsprobleem) -> Planningsprobleem:
    """Return the problem in one period: loads, numbers and capacities are those of all periods together.

    Whoever solves a problem also solves this one; so what is impossible here is impossible there.
    """
    period = Planningsperiode(
        code=problem.perioden[0].code,
        eigen_belasting=sum(one.eigen_belasting for one in problem.perioden),
    ).model_copy(
        update={
            "minste_belasting": sum(one.minste_belasting for one in problem.perioden),
            "meeste_belasting": _total(one.meeste_belasting for one in problem.perioden),
            "meeste_items": _total(one.meeste_items for one in problem.perioden),
        }
    )
    return problem.model_copy(
        update={
            "perioden": (period,),
            "items": tuple(item.model_copy(update={"meeste_perioden": 1}) for item in problem.items),
            "volgorde": (),
            "capaciteiten": tuple(_capacity(problem, row) for row in problem.capaciteiten),
            "vast": tuple(_timeless(problem.vast)),
            "verboden": tuple(row for row in problem.verboden if row.periode is None),
            "huidig": (),
        }
    )


def _total(bounds: Iterable[int | None]) -> int | None:
    """Return the sum of bounds; None when one of them is not there."""
    found = list(bounds)
    known = [bound for bound in found if bound is not None]
    return sum(known) if len(known) == len(found) else None


def _capacity(problem: Planningsprobleem, row: Capaciteit) -> Capaciteit:
    times = len(problem.perioden) if row.over == "elke-periode" and row.periode is None else 1
    most = None if row.periode is not None or row.hoogstens is None else row.hoogstens * times
    return row.model_copy(
        update={"over": "geheel", "periode": None, "minstens": row.minstens * times, "hoogstens": most}
    )


def _timeless(rows: Iterable[Itemplaatsing]) -> Iterator[Itemplaatsing]:
    """A fixed item is planned, also when only its period is fixed."""
    return (row.model_copy(update={"periode": None}) for row in rows)


def without_free_items(problem: Planningsprobleem) -> Planningsprobleem:
    """Return the problem without the items that no rule is about: it is possible when the whole is.

    The whole problem when a rule is about all items together; of free items one stays.
    """
    if problem.capaciteiten or problem.aandelen or any(map(_limits, problem.perioden)):
        return problem
    named = {row.item for row in (*problem.vast, *problem.verboden)}
    named.update(code for step in problem.volgorde for code in (step.eerst, step.dan))
    named.update(code for group in problem.groepen for code in group.items)
    bound = [item for item in problem.items if item.code in named or any(map(_divides, item.plaatsen))]
    return problem.model_copy(update={"items": tuple(bound) or problem.items[:1]})


def _limits(period: Planningsperiode) -> bool:
    least = period.minste_belasting or period.minste_items
    return bool(least) or (period.meeste_belasting, period.meeste_items) != (None, None)


def _divides(place: Itemplaats) -> bool:
    return (place.minstens, place.hoogstens) != (None, None)
