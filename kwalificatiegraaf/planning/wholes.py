"""What whole items cannot do: fill a pot of hours exactly enough in every period.

An item is whole when it runs in one period and at one place. Its size then counts in full in one pot
and one period. Where no whole items add up to hours that a period allows, or not in all periods
together to the hours of the pot, some items must be divided or run on; how many follows by counting.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from kwalificatiegraaf.planning.problem import Item, Problem, Supply

COUNTABLE = 100_000
"""The most units in a pot for which the sums are counted; beyond that nothing is claimed."""
JOINABLE = 20_000
"""The same for periods that are taken together, and for the sums of all items."""
PATIENCE = 300_000
"""The most rows of sums that are shifted for one bound (some tenths of a second)."""


def least_divided(problem: Problem, pairs: int) -> int:
    """Return how many items must be divided at least when items run in at most `pairs` periods in all.

    A divided item mends one period of a pot, and each period that an item runs on mends at most two.
    """
    needed = [broken_periods(problem, pot) for pot in problem.supplies]
    extra = pairs - len(problem.items)
    if extra == 1 and any(needed):
        return _least_beside_one(problem, needed)
    return max(0, max(needed, default=0) - 2 * extra)


def _least_beside_one(problem: Problem, needed: list[int]) -> int:
    """Return the least when one item may run on, into one more period.

    Divided itself, it mends two periods. Else it is in one pot alone, of which it joins two periods: what
    whole items cannot add up to in both together is still broken, and the other pots are as they were.
    """
    least = max(1, max(needed) - 1)
    for number, pot in enumerate(problem.supplies):
        others = needed[:number] + needed[number + 1 :]
        least = min(least, max(_broken_when_joined(problem, pot), *others, 0))
    return least


def _broken_when_joined(problem: Problem, pot: Supply) -> int:
    """Return how many periods hold part of an item when the best two that follow each other count as one."""
    count = len(problem.periods)
    if pot.total > JOINABLE or count == 1:
        return 0
    whole = [(one, allowed_hours(pot, t)) for t, one in enumerate(whole_hours(problem, pot))]
    found = []
    for t in range(count - 1):
        first, second = allowed_hours(pot, t), allowed_hours(pot, t + 1)
        both = range(first.start + second.start, first.stop + second.stop - 1)
        joined = (_reached(problem, pot, (t, t + 1), both), both)
        found.append(_fewest(pot.total, [*whole[:t], joined, *whole[t + 2 :]]))
    return min(found)


def fewest_periods(problem: Problem) -> list[int]:
    """Return per item how many periods it needs, in those that have most hours at its places."""
    return [_fewest_periods(problem, index) for index in range(len(problem.items))]


def _fewest_periods(problem: Problem, index: int) -> int:
    item = problem.items[index]
    room = sorted((_room(problem, index, t) for t in range(len(problem.periods))), reverse=True)
    left, count = item.size, 0
    while left > 0 and count < len(room):
        left -= room[count]
        count += 1
    return count


def _room(problem: Problem, index: int, period: int) -> int:
    open_places = set(problem.items[index].open_places(period))
    pots = [pot for pot in problem.supplies if open_places & set(pot.leaves)]
    return sum(pot.hours[period] + pot.slack[period] for pot in pots)


def least_shared(problem: Problem) -> int:
    """Return how many times, at least, two periods that follow each other share an item.

    Between two that share none stands a cut, and from one cut to the next whole items add up to all hours
    of the periods between: the most cuts with such sums leave the fewest that share. An item of k periods
    is shared k - 1 times, so each time costs a period of an item. Of much to count nothing is claimed.
    """
    if problem.size > JOINABLE:
        return 0
    patience = PATIENCE
    count = len(problem.periods)
    sums, allowed = whole_sums(problem), periods_hours(problem)
    if _fewest(problem.size, [(hours_between([one], sums), one) for one in allowed]) == 0:
        return 0
    cuts: list[dict[int, int]] = [{} for _ in range(count + 1)]
    cuts[0][0] = 1
    for start, stop in combinations(range(count + 1), 2):
        whole = hours_between(allowed[start:stop], sums)
        patience -= len(whole) * len(cuts[start])
        if patience < 0:
            return 0
        for shared, past in cuts[start].items():
            more = shared + stop - start - 1
            cuts[stop][more] = cuts[stop].get(more, 0) | _shifted(past, whole)
    return min((shared for shared, past in cuts[count].items() if past >> problem.size & 1), default=0)


def shared_periods(problem: Problem, most: int) -> Iterator[frozenset[int]]:
    """Yield the sets of at most so many periods that can share an item with the next, while others do not.

    From cut to cut whole items add up to the hours, and all of them together to all hours.
    """
    count = len(problem.periods)
    sums, allowed = whole_sums(problem), periods_hours(problem)
    hours = cache(lambda start, stop: hours_between(allowed[start:stop], sums))

    def further(start: int, past: int, shared: frozenset[int]) -> Iterator[frozenset[int]]:
        if start == count and past >> problem.size & 1:
            yield shared
        for stop in range(start + 1, min(count, start + 1 + most - len(shared)) + 1):
            reached = _shifted(past, hours(start, stop))
            if reached:
                yield from further(stop, reached, shared | frozenset(range(start, stop - 1)))

    return further(0, 1, frozenset())


def whole_sums(problem: Problem) -> int:
    """Return what items add up to, each whole, as bits."""
    return _sums(problem.size, (item.size for item in problem.items))


def periods_hours(problem: Problem) -> list[range]:
    """Return per period the hours that all pots together may hold."""
    return [total_hours(problem, t) for t in range(len(problem.periods))]


def periods_units(problem: Problem, peak: int | None) -> list[range]:
    """Return per period the units of items that the pots and the greatest load, if there is one, leave it.

    No period has so few that the others cannot hold the rest.
    """
    periods, allowed = problem.periods, periods_hours(problem)
    least, most = [one.start for one in allowed], [one.stop - 1 for one in allowed]
    if peak is not None:
        scales = [problem.weekscale // period.weeks for period in periods]
        room = [peak // scale - period.general for scale, period in zip(scales, periods, strict=True)]
        most = [min(pair) for pair in zip(most, room, strict=True)]
    spare = sum(most) - problem.size
    return [range(max(low, high - spare), high + 1) for low, high in zip(least, most, strict=True)]


def hours_between(allowed: Sequence[range], sums: int) -> list[int]:
    """Return the hours that periods, from one cut to the next, may hold and that are among the sums."""
    return _among(range(sum(one.start for one in allowed), sum(one.stop - 1 for one in allowed) + 1), sums)


def total_hours(problem: Problem, period: int) -> range:
    """Return the hours that all pots together may hold in a period."""
    pots = [allowed_hours(pot, period) for pot in problem.supplies]
    return range(sum(pot.start for pot in pots), sum(pot.stop - 1 for pot in pots) + 1)


def broken_periods(problem: Problem, pot: Supply) -> int:
    """Return in how many periods, at least, the pot holds part of an item; 0 when that is not counted."""
    return 0 if pot.total > COUNTABLE else fewest_broken(pot, whole_hours(problem, pot))


def fewest_broken(pot: Supply, whole: list[list[int]]) -> int:
    """Return the same from the hours per period that whole items add up to (`whole_hours`)."""
    return _fewest(pot.total, [(hours, allowed_hours(pot, t)) for t, hours in enumerate(whole)])


def _fewest(goal: int, periods: Iterable[tuple[list[int], range]]) -> int:
    """Return the fewest periods with other hours than those of whole items, for `goal` hours in all."""
    sums = [1]
    for whole, allowed in periods:
        sums = _extended(sums, whole, allowed)
    return next((count for count, reached in enumerate(sums) if reached >> goal & 1), 0)


def whole_hours(problem: Problem, pot: Supply) -> list[list[int]]:
    """Return per period the hours that a pot may hold and that whole items add up to, rising."""
    return [_reached(problem, pot, (t,), allowed_hours(pot, t)) for t in range(len(problem.periods))]


def _reached(problem: Problem, pot: Supply, periods: tuple[int, ...], allowed: range) -> list[int]:
    """Return the allowed hours that items add up to that can be whole in the pot in one of the periods."""
    return _among(allowed, _sums(allowed.stop - 1, whole_sizes(problem, pot, periods)))


def _among(hours: Iterable[int], sums: int) -> list[int]:
    return [one for one in hours if sums >> one & 1]


def _sums(most: int, sizes: Iterable[int]) -> int:
    """Return what sizes add up to, up to `most`: a set bit is a sum that is reached."""
    found = 1
    for size in sizes:
        found |= found << size & (1 << most + 1) - 1
    return found


def _shifted(sums: int, by: Iterable[int]) -> int:
    """Return all sums of one of the set bits and one of `by`, as bits."""
    found = 0
    for hours in by:
        found |= sums << hours
    return found


def allowed_hours(pot: Supply, period: int) -> range:
    """Return the hours that a pot may hold in a period."""
    hours, slack = pot.hours[period], pot.slack[period]
    return range(max(0, hours - slack), hours + slack + 1)


def _extended(sums: list[int], whole: list[int], broken: range) -> list[int]:
    """Return the sums by number of broken periods, one period later; a set bit is a sum that is reached."""
    longer = [0] * (len(sums) + 1)
    for count, bits in enumerate(sums):
        longer[count] |= _shifted(bits, whole)
        longer[count + 1] |= _shifted(bits, broken)
    return longer


def whole_sizes(problem: Problem, pot: Supply, periods: tuple[int, ...]) -> Iterator[int]:
    """Yield the sizes of the items that can be whole in a pot in one of the periods."""
    for item in problem.items:
        open_places = {place for period in periods for place in item.open_places(period)}
        if any(place in pot.leaves and fits_whole(item, place) for place in open_places):
            yield item.size


def fits_whole(item: Item, place: str) -> bool:
    """Whether the whole item may be at a place."""
    bounds = zip(item.places, item.least, item.most, strict=True)
    return all(least <= item.size <= most if name == place else least <= 0 for name, least, most in bounds)
