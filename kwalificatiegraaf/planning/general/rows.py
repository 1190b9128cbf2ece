"""The rows of a planning problem that its user can change, and the problem with only some of them.

What is no row always holds: the items, that they are planned (unless `keuze`), in one period when nothing
else is said, the periods with their own load, and that an item runs without a gap. Leaving a row out only
ever allows more.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from re import findall, sub
from typing import TypeVar

from kwalificatiegraaf.domain.planningscontrole import scope_of
from kwalificatiegraaf.domain.planningsprobleem import (
    GREATEST,
    MOST_ROWS,
    Aandeelnorm,
    Capaciteit,
    Itemplaats,
    Planningsitem,
    Planningsperiode,
    Planningsprobleem,
)
from kwalificatiegraaf.planning.general.rowwords import (
    capacity_words,
    group_words,
    part_words,
    period_words,
    placing_words,
    share_words,
    size_words,
    step_words,
)

_Rule = TypeVar("_Rule")

_FREE: dict[str, int | None] = {
    "minste_belasting": 0,
    "meeste_belasting": None,
    "minste_items": 0,
    "meeste_items": None,
}
"""What a bound of a period is when its row is left out."""


_ITEM = "$.items["
"""How the path of a row of an item begins."""


@dataclass(frozen=True)
class Row:
    """One datum: its JSON path, what it says, what to change, and the codes of the items it is about."""

    path: str
    text: str
    remedy: str
    items: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the path: the order within a kind."""
        return tuple(map(int, findall(r"\d+", self.path)))

    @cached_property
    def kind(self) -> str:
        """The path without its numbers."""
        return sub(r"\d+", "", self.path)


def rows_of(problem: Planningsprobleem) -> tuple[Row, ...]:
    """Return every row that limits something, kind by kind, in the order of the file; sizes by size."""
    return (
        *_period_rows(problem),
        *_size_rows(problem),
        *_item_rows(problem),
        *_order_rows(problem),
        *_capacity_rows(problem),
        *_group_rows(problem),
        *_placing_rows(problem),
        *_share_rows(problem),
    )


def _period_rows(problem: Planningsprobleem) -> Iterator[Row]:
    for field, free in _FREE.items():
        for number, period in enumerate(problem.perioden):
            bound = getattr(period, field)
            if bound != free:
                words = period_words(problem, period, field, bound)
                yield Row(f"$.perioden[{number}].{field}", *words)


def _size_rows(problem: Planningsprobleem) -> Iterator[Row]:
    """The largest come last: what comes first is left out first, and few large items explain more."""
    numbered = sorted(enumerate(problem.items), key=lambda one: (one[1].least, one[1].code))
    for field in ("grootte", "minste_grootte", "meeste_grootte"):
        for number, item in numbered:
            size = getattr(item, field)
            if size is not None and (field, size) != ("minste_grootte", 1):
                words = size_words(problem, item, field, size)
                yield Row(f"$.items[{number}].{field}", *words, frozenset({item.code}))


def _item_rows(problem: Planningsprobleem) -> Iterator[Row]:
    for number, item in enumerate(problem.items):
        here, about = f"$.items[{number}]", frozenset({item.code})
        if _is_short(problem, item):
            text = f"{item.code} loopt in hoogstens {item.meeste_perioden} van de perioden"
            yield Row(f"{here}.meeste_perioden", text, "verhoog meeste_perioden", about)
    for number, item in enumerate(problem.items):
        here, about = f"$.items[{number}]", frozenset({item.code})
        if _widens(problem, item):
            text = f"{item.code} kan alleen op {', '.join(one.plaats for one in item.plaatsen)}"
            yield Row(f"{here}.plaatsen", text, "geef het item nog een plaats", about)
        for m, one in enumerate(item.plaatsen):
            for field, free in (("minstens", 0), ("hoogstens", 1)):
                part = getattr(one, field)
                if part is not None and part != free:
                    words = part_words(item, one, field, part)
                    yield Row(f"{here}.plaatsen[{m}].{field}", *words, about)


def _is_short(problem: Planningsprobleem, item: Planningsitem) -> bool:
    """Whether the problem itself says in how few periods an item runs; one, when it says nothing, stays."""
    return "meeste_perioden" in item.model_fields_set and item.meeste_perioden < len(problem.perioden)


def _widens(problem: Planningsprobleem, item: Planningsitem) -> bool:
    """Whether the possible places limit an item, in a problem that stays of a size to compute with."""
    most = len(problem.items) * len(problem.perioden) * len(problem.plaatsen)
    return len(item.plaatsen) < len(problem.plaatsen) and most <= MOST_ROWS


def _order_rows(problem: Planningsprobleem) -> Iterator[Row]:
    for number, step in enumerate(problem.volgorde):
        yield Row(f"$.volgorde[{number}]", *step_words(step), frozenset({step.eerst, step.dan}))


def _capacity_rows(problem: Planningsprobleem) -> Iterator[Row]:
    for number, row in enumerate(problem.capaciteiten):
        for field, free in (("minstens", 0), ("hoogstens", None)):
            bound = getattr(row, field)
            if bound != free:
                words = capacity_words(problem, row, field, bound)
                yield Row(f"$.capaciteiten[{number}].{field}", *words)


def _group_rows(problem: Planningsprobleem) -> Iterator[Row]:
    for number, group in enumerate(problem.groepen):
        yield Row(f"$.groepen[{number}]", *group_words(group), frozenset(group.items))


def _placing_rows(problem: Planningsprobleem) -> Iterator[Row]:
    for field, rows in (("vast", problem.vast), ("verboden", problem.verboden)):
        for number, row in enumerate(rows):
            yield Row(f"$.{field}[{number}]", *placing_words(row, field), frozenset({row.item}))


def _share_rows(problem: Planningsprobleem) -> Iterator[Row]:
    for number, norm in enumerate(problem.aandelen):
        for field in ("minstens", "hoogstens"):
            part = getattr(norm, field)
            if part is not None:
                yield Row(f"$.aandelen[{number}].{field}", *share_words(norm, field, part))


class Loosened:
    """A problem of which only some rows hold, asked for many times: items without rows are made once.

    An item whose size is left out may be of any size up to `largest`.
    """

    def __init__(self, problem: Planningsprobleem, largest: int = GREATEST) -> None:
        self.problem = problem
        self.largest = largest
        self.free = tuple(_item(problem, n, one, (), largest, ()) for n, one in enumerate(problem.items))

    def only(self, kept: Collection[str]) -> Planningsprobleem:
        """Return the problem in which of all rows only those with these paths hold.

        A share on another basis than hours counts parts of items: with it, the sizes of its items stay.
        """
        problem = self.problem
        return problem.model_copy(
            update={
                "perioden": tuple(_period(n, one, kept) for n, one in enumerate(problem.perioden)),
                "items": tuple(self._items(kept)),
                "volgorde": _listed(problem.volgorde, "volgorde", kept),
                "capaciteiten": tuple(_capacities(problem, kept)),
                "groepen": _listed(problem.groepen, "groepen", kept),
                "vast": _listed(problem.vast, "vast", kept),
                "verboden": _listed(problem.verboden, "verboden", kept),
                "aandelen": tuple(_shares(problem, kept)),
                "huidig": (),
                "doelen": ("max-load",),
            }
        )

    def _items(self, kept: Collection[str]) -> Iterator[Planningsitem]:
        problem = self.problem
        sized = {item.code for norm in _shares(problem, kept) for item in _sized(problem, norm)}
        bound = {int(path[len(_ITEM) : path.index("]")]) for path in kept if path.startswith(_ITEM)}
        for number, item in enumerate(problem.items):
            if number in bound or item.code in sized:
                yield _item(problem, number, item, kept, self.largest, sized)
            else:
                yield self.free[number]


def _listed(rows: tuple[_Rule, ...], field: str, kept: Collection[str]) -> tuple[_Rule, ...]:
    return tuple(row for number, row in enumerate(rows) if f"$.{field}[{number}]" in kept)


def _period(number: int, period: Planningsperiode, kept: Collection[str]) -> Planningsperiode:
    loose = {field: free for field, free in _FREE.items() if f"$.perioden[{number}].{field}" not in kept}
    return period.model_copy(update=loose)


def _item(
    problem: Planningsprobleem,
    number: int,
    item: Planningsitem,
    kept: Collection[str],
    largest: int,
    sized: Collection[str],
) -> Planningsitem:
    here = f"$.items[{number}]"
    update: dict[str, object] = {}
    if _is_short(problem, item) and f"{here}.meeste_perioden" not in kept:
        update["meeste_perioden"] = len(problem.perioden)
    if item.code not in sized and f"{here}.grootte" not in kept:
        least = item.least if f"{here}.minste_grootte" in kept else 1
        most = item.most if f"{here}.meeste_grootte" in kept else max(item.most, largest)
        update |= {"grootte": None, "minste_grootte": least, "meeste_grootte": most}
    places = [_place(f"{here}.plaatsen[{m}]", one, kept) for m, one in enumerate(item.plaatsen)]
    if _widens(problem, item) and f"{here}.plaatsen" not in kept:
        known = {one.plaats for one in places}
        places += [Itemplaats(plaats=p.code) for p in problem.plaatsen if p.code not in known]
    return item.model_copy(update=update | {"plaatsen": tuple(places)})


def _place(path: str, one: Itemplaats, kept: Collection[str]) -> Itemplaats:
    return one.model_copy(
        update={field: None for field in ("minstens", "hoogstens") if f"{path}.{field}" not in kept}
    )


def _capacities(problem: Planningsprobleem, kept: Collection[str]) -> Iterator[Capaciteit]:
    for number, row in enumerate(problem.capaciteiten):
        path = f"$.capaciteiten[{number}]"
        least = row.minstens if f"{path}.minstens" in kept else 0
        most = row.hoogstens if f"{path}.hoogstens" in kept else None
        if least or most is not None:
            yield row.model_copy(update={"minstens": least, "hoogstens": most})


def _shares(problem: Planningsprobleem, kept: Collection[str]) -> Iterator[Aandeelnorm]:
    for number, norm in enumerate(problem.aandelen):
        path = f"$.aandelen[{number}]"
        least = norm.minstens if f"{path}.minstens" in kept else None
        most = norm.hoogstens if f"{path}.hoogstens" in kept else None
        if least is not None or most is not None:
            yield norm.model_copy(update={"minstens": least, "hoogstens": most})


def _sized(problem: Planningsprobleem, norm: Aandeelnorm) -> tuple[Planningsitem, ...]:
    return () if norm.grondslag == "uren" else scope_of(problem, norm)
