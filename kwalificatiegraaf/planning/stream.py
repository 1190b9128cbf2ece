"""An instant allocation: every pot of hours is filled to the brim, period by period.

The places come from the task without calendar; an item that no longer fits runs on into the next period.
So every period gets exactly its hours, at the price of about one split per pot and period.
"""

from collections.abc import Iterator

from kwalificatiegraaf.planning.problem import Cell, Problem, Units
from kwalificatiegraaf.planning.windows import windows


def streamed(problem: Problem, places: Units) -> dict[Cell, int] | None:
    """Return units by cell for these places (of the collapsed task), or None when the stream gets stuck.

    Order and closed cells are kept; bounds on periods are not looked at, so it is a start and no answer.
    """
    stream = _Stream(problem, places)
    return stream.units if all(stream.fill(t) for t in range(len(problem.periods))) else None


class _Stream:
    """What is left of every item and pot while the periods pass."""

    def __init__(self, problem: Problem, places: Units) -> None:
        self.problem = problem
        self.units: dict[Cell, int] = {}
        self.left: list[dict[str, int]] = [{} for _ in problem.items]
        for (index, place, _), amount in places.items():
            self.left[index][place] = amount
        self.pot_of = {leaf: number for number, pot in enumerate(problem.supplies) for leaf in pot.leaves}
        self.before: list[list[tuple[int, int]]] = [[] for _ in problem.items]
        for earlier, later, strict in problem.order:
            self.before[later].append((earlier, strict))
        self.start: dict[int, int] = {}
        self.end: dict[int, int] = {}
        latest = [end for _, end in windows(problem)]
        self.ranked = sorted(range(len(latest)), key=lambda index: (latest[index], index))

    def fill(self, t: int) -> bool:
        """Fill one period, first with what runs; False when a pot cannot be filled or an item must stop."""
        room = [pot.hours[t] for pot in self.problem.supplies]
        for index in sorted(self.start, key=lambda index: (self.start[index], index)):
            if index not in self.end and not self._pour(index, t, room):
                return False
        while any(room):
            if not any(self._pour(index, t, room) for index in self._ready(t)):
                return False
        return True

    def _ready(self, t: int) -> Iterator[int]:
        """Yield the items that may start now, those with most after them first."""
        for index in self.ranked:
            if index not in self.start and all(self._is_past(*step, t) for step in self.before[index]):
                yield index

    def _is_past(self, earlier: int, strict: int, t: int) -> bool:
        return self.end.get(earlier, t) < t if strict else earlier in self.start

    def _pour(self, index: int, t: int, room: list[int]) -> bool:
        """Give an item what its pots still hold; False when it gets nothing."""
        found = False
        for place, amount in self.left[index].items():
            most = min(amount, room[self.pot_of[place]])
            if most and (place, t) not in self.problem.items[index].closed:
                self.units[index, place, t] = most
                self.left[index][place] -= most
                room[self.pot_of[place]] -= most
                found = True
        if found:
            self.start.setdefault(index, t)
        if not any(self.left[index].values()):
            self.end[index] = t
        return found
