"""What makes a planning problem unsound: each finding with its JSON path and its remedy."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from kwalificatiegraaf.errors import InvalidInput, suggest

if TYPE_CHECKING:
    from kwalificatiegraaf.domain.planningsprobleem import (
        Aandeelnorm,
        Itemplaatsing,
        Planningsitem,
        Planningsprobleem,
    )

MOST_CELLS = 20_000
"""Items times periods times possible places that a problem may have."""


def check_problem(problem: "Planningsprobleem") -> None:
    """Raise InvalidInput for the first thing that is unsound."""
    steps: tuple[Callable[[Planningsprobleem], None], ...] = (
        _check_codes,
        _check_size,
        _check_periods,
        _check_items,
        _check_references,
        _check_placings,
        _check_shares,
        _check_goals,
        _check_cycles,
    )
    for step in steps:
        step(problem)


def refuse(message: str, path: str, remedy: str) -> InvalidInput:
    """Return the error for a value at a JSON path."""
    return InvalidInput(message, place=path, remedy=remedy)


def _check_codes(problem: "Planningsprobleem") -> None:
    for field in ("perioden", "plaatsen", "items", "groepen", "aandelen"):
        _require_unique(getattr(problem, field), field)
    if len(set(problem.doelen)) < len(problem.doelen):
        raise refuse("een doel staat er twee keer", "$.doelen", "noem elk doel hoogstens een keer")


def _require_unique(rows: Sequence[object], field: str) -> None:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows):
        code = str(getattr(row, "code"))  # noqa: B009
        if code in seen:
            raise refuse(
                f"de code '{code}' staat ook al bij $.{field}[{seen[code]}]",
                f"$.{field}[{number}].code",
                "geef elke regel een eigen code",
            )
        seen[code] = number


def _check_size(problem: "Planningsprobleem") -> None:
    cells = len(problem.perioden) * sum(max(1, len(item.plaatsen)) for item in problem.items)
    if cells > MOST_CELLS:
        raise refuse(
            f"{cells} combinaties van item, plaats en periode is te veel: hoogstens {MOST_CELLS}",
            "$.items",
            "splits het probleem in delen die los van elkaar staan, of neem minder perioden",
        )


def _check_periods(problem: "Planningsprobleem") -> None:
    last: date | None = None
    for number, period in enumerate(problem.perioden):
        path = f"$.perioden[{number}]"
        if period.begin and period.einde and period.begin > period.einde:
            raise refuse(
                f"begin {period.begin} valt na einde {period.einde}", path, "wissel begin en einde om"
            )
        if last and period.begin and period.begin <= last:
            raise refuse(
                f"begin {period.begin} valt voor het einde van een vorige periode ({last})",
                f"{path}.begin",
                "zet de perioden in volgorde van tijd, zonder overlapping",
            )
        last = period.einde or period.begin or last
        _require_range(period.minste_belasting, period.meeste_belasting, f"{path}.meeste_belasting")
        _require_range(period.minste_items, period.meeste_items, f"{path}.meeste_items")


def _require_range(least: int | Fraction | None, most: int | Fraction | None, path: str) -> None:
    if least is not None and most is not None and most < least:
        raise refuse(f"het meeste ({most}) is minder dan het minste ({least})", path, "wissel de grenzen om")


def _check_items(problem: "Planningsprobleem") -> None:
    for number, item in enumerate(problem.items):
        path = f"$.items[{number}]"
        _check_item_size(item, path)
        if problem.plaatsen and not item.plaatsen:
            raise refuse(
                f"item {item.code} heeft geen mogelijke plaats",
                f"{path}.plaatsen",
                "noem minstens een plaats uit $.plaatsen",
            )
        _check_parts(item, path)


def _check_item_size(item: "Planningsitem", path: str) -> None:
    has_range = item.minste_grootte is not None and item.meeste_grootte is not None
    some = item.minste_grootte is not None or item.meeste_grootte is not None
    if (item.grootte is None and not has_range) or (item.grootte is not None and some):
        raise refuse(
            f"item {item.code} heeft geen eenduidige grootte",
            path,
            "geef ofwel grootte, ofwel minste_grootte en meeste_grootte",
        )
    _require_range(item.minste_grootte, item.meeste_grootte, f"{path}.meeste_grootte")


def _check_parts(item: "Planningsitem", path: str) -> None:
    seen: set[str] = set()
    for number, one in enumerate(item.plaatsen):
        here = f"{path}.plaatsen[{number}]"
        if one.plaats in seen:
            raise refuse(f"plaats '{one.plaats}' staat er twee keer", here, "noem elke plaats een keer")
        seen.add(one.plaats)
        _check_part(one.minstens, one.hoogstens, here)
    least = sum((one.minstens or Fraction(0) for one in item.plaatsen), Fraction(0))
    most = sum((Fraction(1) if p.hoogstens is None else p.hoogstens for p in item.plaatsen), Fraction(0))
    if item.plaatsen and not least <= 1 <= most:
        raise refuse(
            f"de delen van {item.code} komen niet op een geheel uit (minstens {least}, hoogstens {most})",
            f"{path}.plaatsen",
            "laat de minste delen samen hoogstens 1 zijn, en de meeste delen minstens 1",
        )


def _check_part(least: Fraction | None, most: Fraction | None, path: str) -> None:
    for name, part in (("minstens", least), ("hoogstens", most)):
        if part is not None and not 0 <= part <= 1:
            raise refuse(f"{part} is geen deel van 0 tot 1", f"{path}.{name}", 'schrijf bijvoorbeeld "3/5"')
    _require_range(least, most, f"{path}.hoogstens")


def _check_references(problem: "Planningsprobleem") -> None:
    known: dict[str, dict[str, None]] = {
        "item": dict.fromkeys(one.code for one in problem.items),
        "plaats": dict.fromkeys(one.code for one in problem.plaatsen),
        "periode": dict.fromkeys(one.code for one in problem.perioden),
    }
    for kind, code, path in _references(problem):
        if code is not None and code not in known[kind]:
            where = {"item": "items", "plaats": "plaatsen", "periode": "perioden"}[kind]
            near = suggest(code, known[kind])
            raise refuse(f"{kind} '{code}' bestaat niet{near}", path, f"kies een code uit $.{where}")
    for number, group in enumerate(problem.groepen):
        if group.aantal > len(set(group.items)):
            raise refuse(
                f"groep {group.code} vraagt {group.aantal} van {len(set(group.items))} items",
                f"$.groepen[{number}].aantal",
                "vraag er niet meer dan de groep heeft",
            )
    for number, bound in enumerate(problem.capaciteiten):
        _require_range(bound.minstens, bound.hoogstens, f"$.capaciteiten[{number}].hoogstens")


def _references(problem: "Planningsprobleem") -> Iterator[tuple[str, str | None, str]]:
    """Yield the kind, the code and the path of everything that is named."""
    for n, item in enumerate(problem.items):
        for m, one in enumerate(item.plaatsen):
            yield "plaats", one.plaats, f"$.items[{n}].plaatsen[{m}].plaats"
    for n, step in enumerate(problem.volgorde):
        yield "item", step.eerst, f"$.volgorde[{n}].eerst"
        yield "item", step.dan, f"$.volgorde[{n}].dan"
    for n, capacity in enumerate(problem.capaciteiten):
        yield from (("plaats", code, f"$.capaciteiten[{n}].plaatsen") for code in capacity.plaatsen)
        yield "periode", capacity.periode, f"$.capaciteiten[{n}].periode"
    for n, group in enumerate(problem.groepen):
        yield from (("item", code, f"$.groepen[{n}].items") for code in group.items)
        yield "plaats", group.plaats, f"$.groepen[{n}].plaats"
    for n, norm in enumerate(problem.aandelen):
        yield from (("item", code, f"$.aandelen[{n}].items") for code in norm.items)
        yield from (("plaats", code, f"$.aandelen[{n}].plaatsen") for code in norm.plaatsen)
    for field in ("vast", "verboden", "huidig"):
        for n, row in enumerate(getattr(problem, field)):
            for kind in ("item", "plaats", "periode"):
                yield kind, getattr(row, kind), f"$.{field}[{n}].{kind}"


def _check_placings(problem: "Planningsprobleem") -> None:
    possible = {item.code: {one.plaats for one in item.plaatsen} for item in problem.items}
    fixed: dict[tuple[str, str], tuple[str, int]] = {}
    for field, rows in (("vast", problem.vast), ("verboden", problem.verboden)):
        for number, row in enumerate(rows):
            path = f"$.{field}[{number}]"
            if row.plaats is None and row.periode is None:
                raise refuse(
                    "hier ontbreekt een plaats of een periode", path, "geef een van beide, of allebei"
                )
            if field == "vast" and row.plaats is not None and row.plaats not in possible[row.item]:
                raise refuse(
                    f"{row.plaats} is geen mogelijke plaats van {row.item}",
                    f"{path}.plaats",
                    f"zet ze bij de plaatsen van {row.item}, of leg een andere plaats vast",
                )
    for number, row in enumerate(problem.vast):
        for kind, code in _named(row):
            known = fixed.setdefault((row.item, kind), (code, number))
            if known[0] != code:
                raise refuse(
                    f"{row.item} ligt al vast op {kind} {known[0]} ($.vast[{known[1]}])",
                    f"$.vast[{number}]",
                    "schrap een van beide",
                )
    _check_forbidden(problem, {key: code for key, (code, _) in fixed.items()})


def _named(row: "Itemplaatsing") -> Iterator[tuple[str, str]]:
    if row.plaats is not None:
        yield "plaats", row.plaats
    if row.periode is not None:
        yield "periode", row.periode


def _check_forbidden(problem: "Planningsprobleem", fixed: dict[tuple[str, str], str]) -> None:
    for number, row in enumerate(problem.verboden):
        if all(fixed.get((row.item, kind)) == code for kind, code in _named(row)):
            raise refuse(
                f"{row.item} ligt vast op wat hier verboden wordt",
                f"$.verboden[{number}]",
                "schrap het verbod of de vaste plaatsing in $.vast",
            )


def _check_shares(problem: "Planningsprobleem") -> None:
    for number, norm in enumerate(problem.aandelen):
        path = f"$.aandelen[{number}]"
        _check_part(norm.minstens, norm.hoogstens, path)
        sized = [item.code for item in scope_of(problem, norm) if item.least != item.most]
        if sized and norm.grondslag != "uren":
            raise refuse(
                f"{sized[0]} heeft geen vaste grootte; dat kan alleen met grondslag uren",
                f"{path}.grondslag",
                "geef het item een grootte, of neem grondslag uren",
            )


def scope_of(problem: "Planningsprobleem", norm: "Aandeelnorm") -> "tuple[Planningsitem, ...]":
    """Return the items over which a norm counts."""
    wanted: Collection[str] = set(norm.items)
    return tuple(item for item in problem.items if not wanted or item.code in wanted)


def _check_goals(problem: "Planningsprobleem") -> None:
    if "share" in problem.doelen and not problem.aandelen:
        raise refuse("het doel share vraagt een aandeel", "$.doelen", "voeg een regel toe aan $.aandelen")
    if "closest" in problem.doelen and not problem.huidig:
        raise refuse(
            "het doel closest vraagt een huidige verdeling", "$.doelen", "voeg regels toe aan $.huidig"
        )
    if "share" not in problem.goals:
        return
    for number, norm in enumerate(problem.aandelen):
        loose = [i.code for i in scope_of(problem, norm) if i.keuze or i.least != i.most]
        if loose:
            raise refuse(
                f"het doel share vraagt een vaste noemer; {loose[0]} heeft die niet",
                f"$.aandelen[{number}]",
                "noem bij het aandeel items met een vaste grootte, of geef minstens in plaats van een doel",
            )


def _check_cycles(problem: "Planningsprobleem") -> None:
    """Refuse a circle with a strict step; a circle of weak steps means that the items start together."""
    after: dict[str, list[str]] = {item.code: [] for item in problem.items}
    for step in problem.volgorde:
        after[step.eerst].append(step.dan)
    part = _components(after)
    for number, step in enumerate(problem.volgorde):
        if step.soort == "strikt" and part[step.eerst] == part[step.dan]:
            circle = " → ".join([step.eerst, *_path(after, step.dan, step.eerst)])
            raise refuse(
                f"de volgorde loopt in een kring: {circle}",
                f"$.volgorde[{number}]",
                "schrap een stap van de kring",
            )


def _components(after: dict[str, list[str]]) -> dict[str, int]:
    """Return the number of the strongly connected part of every node (Kosaraju, without recursion)."""
    before: dict[str, list[str]] = {code: [] for code in after}
    for code, nexts in after.items():
        for one in nexts:
            before[one].append(code)
    order = _finish_order(after)
    part: dict[str, int] = {}
    for number, root in enumerate(reversed(order)):
        waiting = [root]
        while waiting:
            code = waiting.pop()
            if code not in part:
                part[code] = number
                waiting += before[code]
    return part


def _finish_order(after: dict[str, list[str]]) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()
    for root in after:
        if root in seen:
            continue
        seen.add(root)
        stack: list[tuple[str, Iterator[str]]] = [(root, iter(after[root]))]
        while stack:
            code, rest = stack[-1]
            following = next((one for one in rest if one not in seen), None)
            if following is None:
                order.append(code)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(after[following])))
    return order


def _path(after: dict[str, list[str]], start: str, end: str) -> Iterable[str]:
    """Return a shortest path from `start` to `end`, both included."""
    came: dict[str, str | None] = {start: None}
    waiting = [start]
    for code in waiting:
        for one in after[code]:
            if one not in came:
                came[one] = code
                waiting.append(one)
    path: list[str] = []
    step: str | None = end
    while step is not None:
        path.append(step)
        step = came[step]
    return reversed(path)
