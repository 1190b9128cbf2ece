"""How whole items can fill a pot in a period, by their sizes: few ways when the pot is small.

A filling says how many items of each size are whole in the pot. Chosen one per period, fillings show the
relaxation at once what sums of sizes hide from it: that no item is whole for a fraction.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kwalificatiegraaf.planning.problem import Problem, Supply
from kwalificatiegraaf.planning.wholes import allowed_hours, whole_sizes


class Fillings(NamedTuple):
    """The sizes of items that can be whole in a pot in a period, and the ways to fill it: items per size."""

    sizes: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...]

    def hours(self, way: Sequence[int]) -> int:
        """Return the units of a filling."""
        return sum(size * count for size, count in zip(self.sizes, way, strict=True))


def fillings(problem: Problem, pot: Supply, period: int, most: int) -> Fillings | None:
    """Return the ways in which whole items can fill a pot; None where there are more than `most`."""
    count = Counter(whole_sizes(problem, pot, (period,)))
    sizes = tuple(sorted(count, reverse=True))
    room = allowed_hours(pot, period).stop - 1
    ways = tuple(islice(_ways([(size, count[size]) for size in sizes], room), most + 1))
    return Fillings(sizes, ways) if len(ways) <= most else None


def _ways(items: Sequence[tuple[int, int]], room: int) -> Iterator[tuple[int, ...]]:
    if not items:
        yield ()
        return
    (size, count), rest = items[0], items[1:]
    for number in range(min(count, room // size) + 1):
        for way in _ways(rest, room - number * size):
            yield number, *way
