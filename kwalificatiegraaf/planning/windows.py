"""In which periods precedence alone lets an item start: what lies outside needs no solver to be refused."""

from collections.abc import Sequence

from kwalificatiegraaf.planning.problem import Problem

Window = tuple[int, int]
"""First and last period index in which an item can start."""


def windows(problem: Problem) -> list[Window]:
    """Return the window of every item, by the longest chains before and after it.

    A strict step asks a later period; a weak one none. An item takes at least one period.
    """
    last = len(problem.periods) - 1
    found = [(0, last) for _ in problem.items]
    for _ in problem.items:
        before = list(found)
        for earlier, later, strict in problem.order:
            step = 1 if strict else 0
            first, end = found[later]
            found[later] = (max(first, found[earlier][0] + step), end)
            first, end = found[earlier]
            found[earlier] = (first, min(end, found[later][1] - step))
        if found == before:
            break
    return found


def fits(window: Window, run: Sequence[int]) -> bool:
    """Whether an item with this window can start within the run of periods."""
    return max(window[0], run[0]) <= min(window[1], run[-1])
