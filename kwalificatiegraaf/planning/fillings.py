"""How whole items can fill a pot in a period, by their sizes: few ways when the pot is small.

A filling says how many items of each size are whole in the pot. Chosen one per period, fillings show the
relaxation at once what sums of sizes hide from it: that no item is whole for a fraction. All pots of a
period together, with at most one divided item, are filled in few ways too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from kwalificatiegraaf.planning.problem import Item, Problem, Supply
from kwalificatiegraaf.planning.wholes import allowed_hours, whole_sizes


class Fillings(NamedTuple):
    """The sizes of items that can be whole in a pot in a period, and the ways to fill it: items per size."""

    sizes: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...]

    def hours(self, way: Sequence[int]) -> int:
        """Return the units of a filling."""
        return sum(size * count for size, count in zip(self.sizes, way, strict=True))


class PotWay(NamedTuple):
    """A way to fill a pot beside part of a divided item: whole items per size, their units, that part.

    Of a pot whose fillings are many, nothing is known of the whole items (None).
    """

    whole: tuple[int, ...] | None
    hours: int
    part: range


class PeriodWay(NamedTuple):
    """A way to fill all pots of a period; `divided` is the item that is divided, by index, if any is."""

    pots: tuple[PotWay, ...]
    divided: int | None


def fillings(problem: Problem, pot: Supply, period: int, most: int) -> Fillings | None:
    """Return the ways in which whole items can fill a pot; None where there are more than `most`."""
    count = Counter(whole_sizes(problem, pot, (period,)))
    sizes = tuple(sorted(count, reverse=True))
    room = allowed_hours(pot, period).stop - 1
    ways = tuple(islice(_ways([(size, count[size]) for size in sizes], room), most + 1))
    return Fillings(sizes, ways) if len(ways) <= most else None


def period_ways(
    problem: Problem, pots: Sequence[Fillings | None], period: int, units: range, divisible: Iterable[int]
) -> Iterator[PeriodWay]:
    """Yield the ways to fill a period with so many units, and at most one of these items divided."""
    for divided in (None, *divisible):
        yield from _ways_beside(problem, pots, period, units, divided)


def _ways_beside(
    problem: Problem, pots: Sequence[Fillings | None], period: int, units: range, divided: int | None
) -> Iterator[PeriodWay]:
    """Yield the ways to fill a period in which this item is divided."""
    item = None if divided is None else problem.items[divided]
    size = item.size if item else 0
    told = None not in pots
    bounds = problem.periods[period]
    options = [
        list(_pot_ways(pot, ways, period, _most_part(item, pot, period)))
        for pot, ways in zip(problem.supplies, pots, strict=True)
    ]
    for ways in product(*options):
        hours = size + sum(way.hours for way in ways)
        if hours >= units.stop or (told and hours < units.start):
            continue
        count = (item is not None) + sum(sum(way.whole or ()) for way in ways)
        if bounds.most_items is not None and count > bounds.most_items:
            continue
        if told and count < bounds.least_items:
            continue
        least = sum(way.part.start for way in ways)
        most = sum(way.part.stop - 1 for way in ways)
        if least <= size <= most:
            yield PeriodWay(tuple(_tight(way, size - least, most - size) for way in ways), divided)


def _most_part(item: Item | None, pot: Supply, period: int) -> int:
    """Return the most units that a divided item may have in a pot."""
    if item is None:
        return 0
    places = [place for place in item.open_places(period) if place in pot.leaves]
    return min(item.size, (item.size - 1) * len(places))


def _pot_ways(pot: Supply, ways: Fillings | None, period: int, most: int) -> Iterator[PotWay]:
    """Yield the ways to fill a pot, with at most so many units of a divided item."""
    if ways is None:
        yield PotWay(None, 0, range(most + 1))
        return
    allowed = allowed_hours(pot, period)
    for way in ways.ways:
        hours = ways.hours(way)
        part = range(max(0, allowed.start - hours), min(most, allowed.stop - 1 - hours) + 1)
        if part:
            yield PotWay(way, hours, part)


def _tight(way: PotWay, more: int, less: int) -> PotWay:
    """Return the way with the part that is left when the other pots have as little or as much as they can."""
    least, most = way.part.start, way.part.stop - 1
    return way._replace(part=range(max(least, most - less), min(most, least + more) + 1))


def _ways(items: Sequence[tuple[int, int]], room: int) -> Iterator[tuple[int, ...]]:
    if not items:
        yield ()
        return
    (size, count), rest = items[0], items[1:]
    for number in range(min(count, room // size) + 1):
        for way in _ways(rest, room - number * size):
            yield number, *way
