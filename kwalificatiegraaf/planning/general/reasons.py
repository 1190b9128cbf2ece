"""What shows that a problem has no answer without a solver: sums, windows and cells of the data alone."""

from collections.abc import Iterator
from itertools import accumulate

from kwalificatiegraaf.planning.general.frame import Frame, Work


def plain_reasons(frame: Frame) -> Iterator[str]:
    """Yield why the problem cannot have an answer, as sentences; none when nothing is seen."""
    yield from reasons_of_form(frame)
    yield from reasons_of_size(frame)


def reasons_of_form(frame: Frame) -> Iterator[str]:
    """Yield what is impossible whatever the sizes: cells, order and numbers of items."""
    yield from _nowhere(frame)
    yield from _too_long(frame)
    yield from _counts(frame)
    bounds = [period.meeste_items for period in frame.problem.perioden]
    yield from _crowded(frame, [0 if work.optional else 1 for work in frame.works], bounds, "items")


def reasons_of_size(frame: Frame) -> Iterator[str]:
    """Yield what is too large or too small: for one item, for all periods, for some places."""
    yield from _too_large(frame)
    yield from _totals(frame)
    sizes = [0 if work.optional else work.least for work in frame.works]
    rooms = [frame.room(t) for t in range(frame.count)]
    yield from _crowded(frame, sizes, rooms, frame.problem.eenheid)
    yield from _places(frame)


def concerned(frame: Frame) -> frozenset[str]:
    """Return the items that a chain, a lack of cells or their own size makes impossible; empty when none."""
    if frame.blocked:
        return frozenset(frame.works[index].code for index in frame.blocked)
    alone = (work.code for i, work in enumerate(frame.works) if _is_nowhere(frame, i) or _beyond(frame, work))
    return frozenset(code for code, _ in zip(alone, range(1), strict=False))


def _is_nowhere(frame: Frame, index: int) -> bool:
    work = frame.works[index]
    shut = index in frame.closed or frame.earliest[index] <= frame.latest[index]
    return not work.times and not work.optional and shut


def _nowhere(frame: Frame) -> Iterator[str]:
    for index, work in enumerate(frame.works):
        if _is_nowhere(frame, index):
            yield f"{work.code} heeft geen plaats en periode over"


def _too_long(frame: Frame) -> Iterator[str]:
    codes = " → ".join(frame.works[index].code for index in frame.blocked)
    if len(frame.blocked) == 1:
        yield f"{codes} past niet in de perioden die vrij zijn"
    elif codes:
        yield f"de keten {codes} past niet na elkaar in de perioden die vrij zijn"


def _room_for(frame: Frame, work: Work) -> int | None:
    """Return the most that the roomiest periods of an item hold; None without a bound."""
    rooms = [frame.room(t) for t in work.times]
    if not rooms or None in rooms:
        return None
    return sum(sorted((room for room in rooms if room is not None), reverse=True)[: work.span])


def _beyond(frame: Frame, work: Work) -> bool:
    """Whether an item that must be planned is larger than its periods."""
    room = _room_for(frame, work)
    return not work.optional and room is not None and room < work.least


def _too_large(frame: Frame) -> Iterator[str]:
    for t, period in enumerate(frame.problem.perioden):
        if (frame.room(t) or 0) < 0:
            yield f"{period.code} is al te vol door zijn eigen belasting ({frame.base[t]})"
    for work in frame.works:
        if _beyond(frame, work):
            yield f"{work.code} vraagt {work.least}; zijn perioden bieden hoogstens {_room_for(frame, work)}"


def _totals(frame: Frame) -> Iterator[str]:
    least = sum(work.least for work in frame.works if not work.optional)
    most = sum(work.most for work in frame.works) + sum(frame.base)
    rooms = [frame.room(t) for t in range(frame.count)]
    have = sum(room for room in rooms if room is not None)
    asked = sum(period.minste_belasting for period in frame.problem.perioden)
    if None not in rooms and least > have:
        yield f"de items vragen samen minstens {least}; de perioden bieden hoogstens {have}"
    if asked > most:
        yield f"de perioden vragen samen minstens {asked}; de items geven hoogstens {most}"


def _counts(frame: Frame) -> Iterator[str]:
    needed = sum(not work.optional for work in frame.works)
    bounds = [period.meeste_items for period in frame.problem.perioden]
    most = sum(bound for bound in bounds if bound is not None)
    if None not in bounds and needed > most:
        yield f"er zijn {needed} items; de perioden laten er samen hoogstens {most} toe"
    asked = sum(period.minste_items for period in frame.problem.perioden)
    possible = sum(min(work.span, len(work.times)) for work in frame.works)
    if asked > possible:
        yield f"de perioden vragen samen minstens {asked} items; er zijn er {possible} te zetten"


def _crowded(frame: Frame, needs: list[int], rooms: list[int | None], unit: str) -> Iterator[str]:
    """Compare, for every row of periods but the whole, what can only be inside it with what it holds."""
    inside = [[0] * frame.count for _ in range(frame.count)]
    for work, need in zip(frame.works, needs, strict=True):
        if work.times:
            inside[work.times[0]][work.times[-1]] += need
    total = [0] * frame.count
    for first in reversed(range(frame.count)):
        total = [one + more for one, more in zip(total, accumulate(inside[first]), strict=True)]
        have = 0
        for last in range(first, frame.count):
            room = rooms[last]
            if room is None:
                break
            have += room
            if total[last] > have and last - first + 1 < frame.count:
                yield f"{_range(frame, first, last)} vraagt minstens {total[last]} {unit} en biedt er {have}"


def _range(frame: Frame, first: int, last: int) -> str:
    """Return the codes of the first and the last period."""
    codes = [frame.problem.perioden[t].code for t in (first, last)]
    return codes[0] if first == last else f"{codes[0]} tot {codes[1]}"


def _places(frame: Frame) -> Iterator[str]:
    """Compare what must and what can be at some places, in some periods, with their capacity."""
    sums: dict[frozenset[str], tuple[list[int], list[int]]] = {}
    for places, times, least, most, _ in frame.capacities():
        if places not in sums:
            sums[places] = _demand(frame, places)
        needs, cans = sums[places]
        key = times[0] if len(times) == 1 else frame.count
        need, can = needs[key], cans[key]
        where = ", ".join(sorted(places))
        if most is not None and need > most:
            yield f"{need} kan alleen op {where}; daar is er {most}"
        if least > can:
            yield f"op {where} is minstens {least} gevraagd; er kan hoogstens {can} zijn"


def _demand(frame: Frame, places: frozenset[str]) -> tuple[list[int], list[int]]:
    """Return what must and what can be at the places: per period, and last over all periods."""
    need, can = [0] * (frame.count + 1), [0] * (frame.count + 1)
    for work in frame.works:
        times = {t for place, t in work.cells if place in places}
        for t in [*times, frame.count] if times else ():
            can[t] += work.most
        if work.times and not work.optional and set(work.places) <= places:
            need[frame.count] += work.least
            if len(times) == 1:
                need[min(times)] += work.least
    return need, can
