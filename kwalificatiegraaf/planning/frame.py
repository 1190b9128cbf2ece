"""Whether a frame can hold its items at all, seen without a solver: hours per place, chains, sizes.

The test over places is exact (a cut of the transport of hours from items to pots): when it passes,
the hours come out apart from the calendar. What fails raises Unreachable with the numbers.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number, join_nl
from kwalificatiegraaf.errors import Unreachable
from kwalificatiegraaf.planning.problem import Item, Problem, Supply, problem_of

NAMED = 4
"""How many competences a message names before it counts the others."""


def require_possible(opdracht: Trajectopdracht, problem: Problem) -> None:
    """Raise Unreachable for sizes of nothing, contradictory parts, short pots and too long chains."""
    _require_sizes(problem)
    collapsed = problem.collapsed()
    for item in collapsed.items:
        _require_parts(opdracht, item, problem)
    _require_pots(opdracht, collapsed)
    _require_periods(problem)


def _hours(units: int, problem: Problem) -> str:
    return f"{format_number(units * problem.grain)} uur"


def name_items(items: Sequence[Item]) -> str:
    """Return the codes, the first few by name."""
    codes = [item.code for item in items]
    if len(codes) <= NAMED + 1:
        return join_nl(codes)
    return f"{', '.join(codes[:NAMED])} en {len(codes) - NAMED} andere"


def _require_sizes(problem: Problem) -> None:
    empty = [item for item in problem.items if item.size == 0]
    if empty:
        raise Unreachable(
            f"{_hours(problem.size, problem)} is te weinig voor {len(problem.items)} competenties: "
            f"voor {name_items(empty)} blijft niets over",
            place="kader.uurverdeling",
            remedy="verhoog de beroepsgerichte weekuren of het aantal weken, of neem minder competenties",
        )


def _require_parts(opdracht: Trajectopdracht, item: Item, problem: Problem) -> None:
    for place, least, most in zip(item.places, item.least, item.most, strict=True):
        if least > most:
            raise Unreachable(
                f"{item.code} moet minstens {_hours(least, problem)} krijgen in "
                f"{_name_places(opdracht, [place])}, "
                f"maar daar kunnen er hoogstens {_hours(most, problem)} zijn",
                place="grenzen.delen",
                remedy="verklein het minste deel, of geef die plaats beroepsgerichte uren",
            )
    if sum(item.most) < item.size:
        raise Unreachable(
            f"{item.code} kan alleen in {_name_places(opdracht, item.places)} en vraagt "
            f"{_hours(item.size, problem)}; daar is er hoogstens {_hours(sum(item.most), problem)}",
            place=f"onderdelen[{item.code}].leerplaatsen",
            remedy="geef de competentie ook een plaats waar het traject beroepsgerichte uren voor heeft",
        )


def _need(item: Item, inside: set[str]) -> int:
    """Return the least units that the item must have in the places `inside`."""
    pairs = list(zip(item.places, item.least, item.most, strict=True))
    least = sum(low for place, low, _ in pairs if place in inside)
    elsewhere = sum(high for place, _, high in pairs if place not in inside)
    return max(least, item.size - elsewhere)


def _name_places(opdracht: Trajectopdracht, leaves: Iterable[str]) -> str:
    return join_nl([opdracht.leerplaatsen.get(leaf).label for leaf in leaves])


def _require_pots(opdracht: Trajectopdracht, problem: Problem) -> None:
    pots = problem.supplies
    for chosen in chain.from_iterable(combinations(pots, size) for size in range(1, len(pots))):
        inside = {leaf for pot in chosen for leaf in pot.leaves}
        needy = [item for item in problem.items if _need(item, inside)]
        need = sum(_need(item, inside) for item in needy)
        have = sum(pot.total for pot in chosen)
        if need > have:
            raise Unreachable(
                _shortage(opdracht, problem, chosen, needy, need),
                place="onderdelen.leerplaatsen",
                remedy="geef een van deze competenties ook een andere plaats, verhoog daar de weekuren, "
                "of verklein hun gewicht",
            )


def _shortage(
    opdracht: Trajectopdracht, problem: Problem, chosen: Sequence[Supply], needy: Sequence[Item], need: int
) -> str:
    where = _name_places(opdracht, [leaf for pot in chosen for leaf in pot.leaves])
    have = sum(pot.total for pot in chosen)
    weeks = opdracht.kader.weken
    weekly = format_number(have * problem.grain / weeks)
    return (
        f"{_hours(need, problem)} van {name_items(needy)} kan alleen in {where}; er zijn daar maar "
        f"{_hours(have, problem)} beroepsgericht ({weekly} uur per week gedurende {weeks} weken)"
    )


def _require_periods(problem: Problem) -> None:
    longest = _longest_chain(problem)
    if len(longest) > len(problem.periods):
        codes = " → ".join(problem.items[index].code for index in longest)
        raise Unreachable(
            f"de keten van voorkennis {codes} vraagt {len(longest)} perioden na elkaar; "
            f"het kader heeft er {len(problem.periods)}",
            place="kader.perioden",
            remedy="verdeel het traject in meer perioden, of schrap een stap van de voorkennis",
        )


def _longest_chain(problem: Problem) -> list[int]:
    """Return the longest chain of strict steps, the first by code (the steps hold no circle)."""
    before: dict[int, list[int]] = {index: [] for index in range(len(problem.items))}
    for earlier, later, strict in problem.order:
        if strict:
            before[later].append(earlier)
    chains: dict[int, list[int]] = {}
    while len(chains) < len(before):
        for index, steps in before.items():
            if index not in chains and all(step in chains for step in steps):
                best = max((chains[step] for step in steps), key=len, default=[])
                chains[index] = [*best, index]
    return max(chains.values(), key=len, default=[])


def require_room(opdracht: Trajectopdracht) -> None:
    """Raise Unreachable when places, hours or periods cannot hold the items; no solver is asked."""
    require_possible(opdracht, problem_of(opdracht))
