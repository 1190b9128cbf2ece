"""What whole items cannot do: fill a pot of hours exactly enough in every period.

An item is whole when it runs in one period and at one place. Its size then counts in full in one pot
and one period. Where no whole items add up to hours that a period allows, or not in all periods
together to the hours of the pot, some items must be divided or run on; how many follows by counting.
"""

from collections.abc import Iterator

from kwalificatiegraaf.planning.problem import Item, Problem, Supply

COUNTABLE = 100_000
"""The most units in a pot for which the sums are counted; beyond that nothing is claimed."""


def least_divided(problem: Problem, pairs: int) -> int:
    """Return how many items must be divided at least when items run in at most `pairs` periods in all.

    A divided item mends one period of a pot, and each period that an item runs on mends at most two.
    """
    needed = max((broken_periods(problem, pot) for pot in problem.supplies), default=0)
    return max(0, needed - 2 * (pairs - len(problem.items)))


def broken_periods(problem: Problem, pot: Supply) -> int:
    """Return in how many periods, at least, the pot holds part of an item; 0 when that is not counted."""
    return 0 if pot.total > COUNTABLE else fewest_broken(pot, whole_hours(problem, pot))


def fewest_broken(pot: Supply, whole: list[list[int]]) -> int:
    """Return the same from the hours per period that whole items add up to (`whole_hours`)."""
    sums = [1]
    for period, hours in enumerate(whole):
        sums = _extended(sums, hours, allowed_hours(pot, period))
    return next((count for count, reached in enumerate(sums) if reached >> pot.total & 1), 0)


def whole_hours(problem: Problem, pot: Supply) -> list[list[int]]:
    """Return per period the hours that a pot may hold and that whole items add up to, rising."""
    found = []
    for period in range(len(problem.periods)):
        allowed = allowed_hours(pot, period)
        reached = _sums(problem, pot, period, allowed.stop)
        found.append([hours for hours in allowed if reached >> hours & 1])
    return found


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


def _sums(problem: Problem, pot: Supply, period: int, stop: int) -> int:
    """Return the sums under `stop` of items that can be whole in the pot in a period, as set bits."""
    reached = 1
    for size in _whole_sizes(problem, pot, period):
        reached |= reached << size & (1 << stop) - 1
    return reached


def _whole_sizes(problem: Problem, pot: Supply, period: int) -> Iterator[int]:
    for item in problem.items:
        if any(place in pot.leaves and fits_whole(item, place) for place in item.open_places(period)):
            yield item.size


def fits_whole(item: Item, place: str) -> bool:
    """Whether the whole item may be at a place."""
    bounds = zip(item.places, item.least, item.most, strict=True)
    return all(least <= item.size <= most if name == place else least <= 0 for name, least, most in bounds)
