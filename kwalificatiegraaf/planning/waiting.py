"""How long the first codes must wait at least, counted from sizes, hours and precedence alone.

An item weighs more the earlier its code. Before a period, no more of the items can be finished than the
hours until then hold, and none that precedence keeps waiting; what is not finished waits one period more.
"""

from fractions import Fraction
from math import floor

from kwalificatiegraaf.planning.problem import Problem
from kwalificatiegraaf.planning.windows import windows


def least_waiting(problem: Problem) -> int:
    """Return a bound on the sum of period times weight over all pairs of item and period.

    Per period the hours before it go to the items with most weight an hour first, the last of them in
    part: no whole items weigh more.
    """
    count = len(problem.items)
    first = [start for start, _ in windows(problem)]
    whole = count * (count + 1) // 2
    room = least = 0
    for period in range(1, len(problem.periods)):
        room += sum(pot.hours[period - 1] + pot.slack[period - 1] for pot in problem.supplies)
        rows = [
            (count - n, item.size) for n, item in enumerate(problem.items) if first[n] < period and item.size
        ]
        least += whole - floor(_most_weight(rows, room))
    return least


def _most_weight(rows: list[tuple[int, int]], room: int) -> Fraction:
    """Return the most weight of rows (weight, size) that fit in the room, parts of them allowed."""
    weight = Fraction(0)
    for one, size in sorted(rows, key=lambda row: Fraction(row[1], row[0])):
        part = min(Fraction(1), Fraction(room, size))
        weight, room = weight + part * one, room - min(room, size)
    return weight
