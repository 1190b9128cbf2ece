"""The smallest part that cannot be true: QuickXplain (Junker, 2004) over any kind of units."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Unit = TypeVar("Unit")


def minimal_conflict(
    units: Sequence[Unit], is_conflict: Callable[[Sequence[Unit]], bool]
) -> tuple[Unit, ...]:
    """Return units that conflict together and no longer do when any one of them is left out.

    `is_conflict(units)` must hold and `is_conflict(())` must not. About `2 k log2(n / k)` questions
    for a conflict of k among n; earlier units are preferred.
    """

    def search(background: list[Unit], added: bool, candidates: list[Unit]) -> list[Unit]:
        if added and is_conflict(background):
            return []
        if len(candidates) <= 1:
            return candidates
        middle = len(candidates) // 2
        first, second = candidates[:middle], candidates[middle:]
        from_second = search(background + first, bool(first), second)
        from_first = search(background + from_second, bool(from_second), first)
        return from_first + from_second

    return tuple(search([], False, list(units)))
