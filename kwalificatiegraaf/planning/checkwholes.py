"""The checker's count of the periods that competences need, and of what whole ones cannot fill."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import floor

from kwalificatiegraaf.domain.bouwgrenzen import Deelgrens
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Periode, Traject
from kwalificatiegraaf.planning.checkrules import may_be_at
from kwalificatiegraaf.planning.checksums import expected_sizes, pots_of, step_of, vocational

Pots = Sequence[tuple[str, set[str], Fraction]]
Blocks = Sequence[tuple[Periode, ...]]
COUNTABLE = 20_000
"""The most steps of hours in a pot for which the sums are written down."""
PATIENCE = 5_000_000
"""The most sums that are tried for one bound (seconds); beyond that nothing is counted."""


def least_divided(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Return how many competences must be at more than one place, given the periods that they run in.

    In a period that whole competences cannot fill there is one that is divided or runs on; a divided
    one is in one such period for each period it runs in, and one that runs on in at most two more for
    each period that is added.
    """
    items = vocational(opdracht)
    codes = {item.code for item in items}
    runs = {(row.onderdeel, row.periode) for row in traject.toewijzingen if row.onderdeel in codes}
    added = len(runs) - len(items)
    alone = [(period,) for period in opdracht.kader.perioden]
    pots = pots_of(opdracht)
    broken = [_broken_blocks(opdracht, leaves, weekly, alone) for _, leaves, weekly in pots]
    if added != 1 or not any(broken):
        return Fraction(max(0, max(broken, default=0) - 2 * added))
    ways = [max(1, max(broken) - 1)]
    joinings = _joinings(opdracht)
    for number, (_, leaves, weekly) in enumerate(pots):
        patience = PATIENCE // (len(joinings) or 1)
        joined = min(_broken_blocks(opdracht, leaves, weekly, one, patience) for one in joinings)
        ways.append(max(joined, *(count for other, count in enumerate(broken) if other != number), 0))
    return Fraction(min(ways))


def _joinings(opdracht: Trajectopdracht) -> list[Blocks]:
    """Return the periods with two that follow each other taken together, in every way.

    The one competence that runs on, and is not divided, is whole in the two together.
    """
    periods = opdracht.kader.perioden
    alone = [(period,) for period in periods]
    return [[*alone[:n], (periods[n], periods[n + 1]), *alone[n + 2 :]] for n in range(len(periods) - 1)]


def least_periods(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Return how many pairs of competence and period there must be.

    By what the fullest periods can hold, and by the competences that must run on from one period into the
    next because no whole ones fill each period apart.
    """
    alone = len(vocational(opdracht)) + _least_shared(opdracht)
    return Fraction(max(_least_by_room(opdracht), alone))


def _least_by_room(opdracht: Trajectopdracht) -> int:
    """Return the pairs that sizes ask for, when a period holds no more than its places have."""
    sizes, step = expected_sizes(opdracht), step_of(opdracht)
    pots = pots_of(opdracht)
    count = 0
    for item in vocational(opdracht):
        left = sizes[item.code]
        parts = _parts_of(opdracht, item)
        none = {part.leerplaats for part in parts if part.hoogstens * left < step}
        places = set(item.leerplaatsen) - none
        rooms = (_room(opdracht, item, places, one, pots, step) for one in opdracht.kader.perioden)
        for room in sorted(rooms, reverse=True):
            if left > 0:
                left, count = left - room, count + 1
    return count


def _least_shared(opdracht: Trajectopdracht) -> int:
    """Return how often, at least, a competence runs on from a period into the next.

    At a moment where none does, whole competences add up to all hours since the last such moment.
    """
    step, count = step_of(opdracht), len(opdracht.kader.perioden)
    sizes = [int(size / step) for size in expected_sizes(opdracht).values()]
    total = sum(sizes)
    if total > COUNTABLE or total * len(sizes) > PATIENCE:
        return 0
    whole = _sums(sizes, total)
    pots = pots_of(opdracht)
    hours = [[_allowed(opdracht, weekly, one) for _, _, weekly in pots] for one in opdracht.kader.perioden]
    least, most = ([sum(end(one) for one in each) for each in hours] for end in (min, max))
    apart = [(n, n + 1) for n in range(count)]
    if _fewest_joins(apart, least, most, whole, total) == 0:
        return 0
    return _fewest_joins(list(combinations(range(count + 1), 2)), least, most, whole, total) or 0


def _fewest_joins(
    spans: Sequence[tuple[int, int]], least: Sequence[int], most: Sequence[int], whole: set[int], total: int
) -> int | None:
    """Return the fewest joins of periods with which spans hold whole hours, `total` in all; None if unknown.

    A span goes from one period up to another; its hours are between the sums of `least` and `most`.
    """
    fewest: list[dict[int, int]] = [{0: 0}, *({} for _ in least)]
    patience = PATIENCE
    for first, last in spans:
        hours = range(sum(least[first:last]), sum(most[first:last]) + 1)
        block = {n: last - first - 1 for n in hours if n in whole}
        patience -= len(block) * len(fewest[first])
        if patience < 0:
            return None
        for reached, joins in _next(fewest[first], block).items():
            if reached <= total:
                fewest[last][reached] = min(joins, fewest[last].get(reached, joins))
    return fewest[-1].get(total)


def _room(
    opdracht: Trajectopdracht, item: Onderdeel, places: set[str], period: Periode, pots: Pots, step: Fraction
) -> Fraction:
    """Return the most hours that a period has, within the tolerance, at those places where it may be."""
    open_at = {place for place in places if may_be_at(opdracht, item, place, period.nummer)}
    hours = (weekly * period.weken for _, leaves, weekly in pots if leaves & open_at)
    return sum((floor(h * (1 + opdracht.grenzen.tolerantie) / step) * step for h in hours), Fraction(0))


def _broken_blocks(
    opdracht: Trajectopdracht, leaves: set[str], weekly: Fraction, blocks: Blocks, patience: int = PATIENCE
) -> int:
    """Return in how many blocks of periods, at least, the places hold part of a competence."""
    step, kader = step_of(opdracht), opdracht.kader
    total = weekly * kader.weken / step
    if total > COUNTABLE:
        return 0
    fewest: Mapping[int, int] = {0: 0}
    for block in blocks:
        allowed = {0}
        for period in block:
            allowed = {n + more for n in allowed for more in _allowed(opdracht, weekly, period)}
        patience -= len(fewest) * len(allowed)
        if patience < 0:
            return 0
        whole = _sums(_whole_sizes(opdracht, leaves, block, step), max(allowed, default=0))
        fewest = _next(fewest, {n: n not in whole for n in allowed})
    return fewest.get(int(total), 0)


def _allowed(opdracht: Trajectopdracht, weekly: Fraction, period: Periode) -> list[int]:
    """Return the steps of hours that a period may have, within the tolerance."""
    hours = weekly * period.weken / step_of(opdracht)
    room = hours * opdracht.grenzen.tolerantie
    return [n for n in range(int(hours - room), int(hours + room) + 1) if abs(n - hours) <= room]


def _next(fewest: Mapping[int, int], allowed: Mapping[int, int]) -> dict[int, int]:
    """Return the fewest counts per sum of hours, after hours that are allowed and count so much each."""
    later: dict[int, int] = {}
    for reached, count in fewest.items():
        for hours, more in allowed.items():
            new = count + more
            later[reached + hours] = min(new, later.get(reached + hours, new))
    return later


def _sums(sizes: Iterable[int], most: int) -> set[int]:
    found = {0}
    for size in sizes:
        found |= {old + size for old in found if old + size <= most}
    return found


def _whole_sizes(
    opdracht: Trajectopdracht, leaves: set[str], block: Sequence[Periode], step: Fraction
) -> list[int]:
    """Return the sizes, in steps, of the competences that may be whole in these places in a period."""
    sizes = expected_sizes(opdracht)
    return [
        int(sizes[item.code] / step)
        for item in vocational(opdracht)
        if any(_may_be_whole(opdracht, item, place, one.nummer) for place in leaves for one in block)
    ]


def _may_be_whole(opdracht: Trajectopdracht, item: Onderdeel, place: str, number: int) -> bool:
    parts = _parts_of(opdracht, item)
    return (
        place in item.leerplaatsen
        and all(part.hoogstens == 1 if part.leerplaats == place else not part.minstens for part in parts)
        and may_be_at(opdracht, item, place, number)
    )


def _parts_of(opdracht: Trajectopdracht, item: Onderdeel) -> list[Deelgrens]:
    return [part for part in opdracht.grenzen.delen if part.onderdeel == item.code]
