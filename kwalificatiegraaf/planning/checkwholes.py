"""The checker's count of what whole competences cannot fill: sums of hours, written down one by one."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from kwalificatiegraaf.domain.bouwgrenzen import Plaatsing
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Periode, Traject
from kwalificatiegraaf.planning.checksums import expected_sizes, pots_of, step_of, vocational

COUNTABLE = 20_000
"""The most steps of hours in a pot for which the sums are written down."""


def least_divided(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Return how many competences must be at more than one place, given the periods that they run in.

    In a period that whole competences cannot fill there is one that is divided or runs on; a divided
    one is in one such period for each period it runs in, and one that runs on in at most two more for
    each period that is added.
    """
    items = vocational(opdracht)
    codes = {item.code for item in items}
    runs = {(row.onderdeel, row.periode) for row in traject.toewijzingen if row.onderdeel in codes}
    broken = [_broken_periods(opdracht, leaves, weekly) for _, leaves, weekly in pots_of(opdracht)]
    return Fraction(max(0, max(broken, default=0) - 2 * (len(runs) - len(items))))


def _broken_periods(opdracht: Trajectopdracht, leaves: set[str], weekly: Fraction) -> int:
    step, kader = step_of(opdracht), opdracht.kader
    total = weekly * kader.weken / step
    if total > COUNTABLE:
        return 0
    fewest: Mapping[int, int] = {0: 0}
    for period in kader.perioden:
        hours, room = weekly * period.weken / step, weekly * period.weken / step * opdracht.grenzen.tolerantie
        allowed = [n for n in range(int(hours - room), int(hours + room) + 1) if abs(n - hours) <= room]
        whole = _sums(_whole_sizes(opdracht, leaves, period, step), allowed[-1] if allowed else 0)
        fewest = _next(fewest, {n: n not in whole for n in allowed})
    return fewest.get(int(total), 0)


def _next(fewest: Mapping[int, int], allowed: Mapping[int, bool]) -> dict[int, int]:
    """Return per sum of hours the fewest periods with parts of competences, one period later."""
    later: dict[int, int] = {}
    for reached, count in fewest.items():
        for hours, is_broken in allowed.items():
            new = count + is_broken
            later[reached + hours] = min(new, later.get(reached + hours, new))
    return later


def _sums(sizes: Iterable[int], most: int) -> set[int]:
    found = {0}
    for size in sizes:
        found |= {old + size for old in found if old + size <= most}
    return found


def _whole_sizes(opdracht: Trajectopdracht, leaves: set[str], period: Periode, step: Fraction) -> list[int]:
    """Return the sizes, in steps, of the competences that may be whole in these places in a period."""
    sizes = expected_sizes(opdracht)
    return [
        int(sizes[item.code] / step)
        for item in vocational(opdracht)
        if any(_may_be_whole(opdracht, item, place, period.nummer) for place in leaves)
    ]


def _may_be_whole(opdracht: Trajectopdracht, item: Onderdeel, place: str, number: int) -> bool:
    grenzen = opdracht.grenzen
    parts = [part for part in grenzen.delen if part.onderdeel == item.code]
    fixed = [placing for placing in grenzen.vast if placing.onderdeel == item.code]
    forbidden = [placing for placing in grenzen.verboden if placing.onderdeel == item.code]
    return (
        place in item.leerplaatsen
        and all(part.hoogstens == 1 if part.leerplaats == place else not part.minstens for part in parts)
        and all(_covers(placing, place, number) for placing in fixed)
        and not any(_covers(placing, place, number) for placing in forbidden)
    )


def _covers(placing: Plaatsing, place: str, number: int) -> bool:
    return placing.leerplaats in (None, place) and placing.periode in (None, number)
