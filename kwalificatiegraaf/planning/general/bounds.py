"""Bounds that follow from the data alone, computed in the open: a value that meets one is proved by it."""

from kwalificatiegraaf.planning.general.frame import Frame, Work


def least_peak(frame: Frame) -> int:
    """Return a bound on the greatest load of a period.

    The average over every row of periods of what must be inside it (over all periods: the ceiling of
    total / periods; with a chain of prerequisites: the ends of the chain), and the largest item.
    """
    inside = _inside(frame)
    spans = (_average(frame, inside, a, b) for a in range(frame.count) for b in range(a, frame.count))
    return max([*spans, *(_alone(frame, work) for work in frame.works if not work.optional and work.times)])


def _inside(frame: Frame) -> list[list[int]]:
    """Return the least total of items by first and last possible period."""
    sizes = [[0] * frame.count for _ in range(frame.count)]
    for work in frame.works:
        if not work.optional and work.times:
            sizes[work.times[0]][work.times[-1]] += work.least
    return sizes


def _average(frame: Frame, inside: list[list[int]], first: int, last: int) -> int:
    load = sum(frame.base[first : last + 1])
    load += sum(inside[a][b] for a in range(first, last + 1) for b in range(a, last + 1))
    return -(-load // (last - first + 1))


def _alone(frame: Frame, work: Work) -> int:
    """Return the least peak that one item causes, spread over as many periods as it may."""
    share = -(-work.least // min(work.span, len(work.times)))
    return min(frame.base[t] for t in work.times) + share


def least_pairs(frame: Frame) -> int:
    """Return a bound on the pairs of item and period: one each, and more for what no period can hold."""
    return sum(_least_periods(frame, work) for work in frame.works if not work.optional)


def _least_periods(frame: Frame, work: Work) -> int:
    left, count = work.least, 0
    rooms = [frame.room(t) for t in work.times]
    for room in sorted((work.most if room is None else room for room in rooms), reverse=True):
        if left > 0:
            left, count = left - room, count + 1
    return count
