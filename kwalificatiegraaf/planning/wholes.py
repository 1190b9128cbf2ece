"""What whole items cannot do: fill a pot of hours exactly enough in every period.

An item is whole when it runs in one period and at one place. Its size then counts in full in one pot
and one period. Where no whole items add up to hours that a period allows, or not in all periods
together to the hours of the pot, some items must be divided or run on; how many follows by counting.
"""

from collections.abc import Iterable, Iterator

from kwalificatiegraaf.planning.problem import Item, Problem, Supply

COUNTABLE = 100_000
"""The most units in a pot for which the sums are counted; beyond that nothing is claimed."""
JOINABLE = 20_000
"""The same for two periods that are joined."""


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
    reached = 1
    for size in _whole_sizes(problem, pot, periods):
        reached |= reached << size & (1 << allowed.stop) - 1
    return [hours for hours in allowed if reached >> hours & 1]


def allowed_hours(pot: Supply, period: int) -> range:
    """Return the hours that a pot may hold in a period."""
    hours, slack = pot.hours[period], pot.slack[period]
    return range(max(0, hours - slack), hours + slack + 1)


def _extended(sums: list[int], whole: list[int], broken: range) -> list[int]:
    """Return the sums by number of broken periods, one period later; a set bit is a sum that is reached."""
    longer = [0] * (len(sums) + 1)
    for count, reached in enumerate(sums):
        for hours in whole:
            longer[count] |= reached << hours
        for hours in broken:
            longer[count + 1] |= reached << hours
    return longer


def _whole_sizes(problem: Problem, pot: Supply, periods: tuple[int, ...]) -> Iterator[int]:
    for item in problem.items:
        open_places = {place for period in periods for place in item.open_places(period)}
        if any(place in pot.leaves and fits_whole(item, place) for place in open_places):
            yield item.size


def fits_whole(item: Item, place: str) -> bool:
    """Whether the whole item may be at a place."""
    bounds = zip(item.places, item.least, item.most, strict=True)
    return all(least <= item.size <= most if name == place else least <= 0 for name, least, most in bounds)
