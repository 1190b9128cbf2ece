"""The independent check of an answer to a general planning problem: no solver, only the data classes.

It counts sizes, places, loads, order, groups, fixings and shares again from the problem itself, and
compares what the answer claims.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.planningsantwoord import Planningsantwoord
from kwalificatiegraaf.domain.planningsprobleem import (
    Aandeelnorm,
    Capaciteit,
    Planningsitem,
    Planningsplaatsing,
    Planningsprobleem,
)

HALF = Fraction(1, 2)


def check_answer(problem: Planningsprobleem, answer: Planningsantwoord) -> tuple[Bevinding, ...]:
    """Return what breaks a rule of the problem or is claimed wrongly; empty when the answer is accepted.

    An answer without placements is accepted only when its status says that there is none. That a bound
    is right is not checked here, only that no value passes it.
    """
    if answer.status in ("onmogelijk", "onbekend"):
        wrong = bool(answer.plaatsingen or answer.doelen)
        return (_finding("status", f"{answer.status}, maar met een verdeling"),) if wrong else ()
    return check_placements(problem, answer.plaatsingen) or tuple(_claims(problem, answer))


def check_placements(problem: Planningsprobleem, rows: Sequence[Planningsplaatsing]) -> tuple[Bevinding, ...]:
    """Return what breaks a rule of the problem, in the order of the rules."""
    known = tuple(_references(problem, rows))
    if known:
        return known
    table = _Table(problem, rows)
    rules = (_sizes, _parts, _runs, _periods, _order, _capacities, _groups, _fixings, _shares)
    return tuple(finding for rule in rules for finding in rule(table))


def _finding(rule: str, text: str, item: str | None = None, period: int | None = None) -> Bevinding:
    return Bevinding(regel=rule, onderdeel=item, periode=period, tekst=text)


def _references(problem: Planningsprobleem, rows: Sequence[Planningsplaatsing]) -> Iterator[Bevinding]:
    places: dict[str, set[str | None]] = {
        item.code: {None} if not item.plaatsen else {p.plaats for p in item.plaatsen}
        for item in problem.items
    }
    periods = {period.code for period in problem.perioden}
    seen: set[tuple[str, str | None, str]] = set()
    for row in rows:
        key = (row.item, row.plaats, row.periode)
        if row.periode not in periods or row.plaats not in places.get(row.item, ()):
            yield _finding("verwijzing", f"{row.item} kan niet op {row.plaats} in {row.periode}", row.item)
        if key in seen:
            yield _finding("dubbel", f"{row.item} staat twee keer op {row.plaats} in {row.periode}", row.item)
        seen.add(key)


class _Table:
    """The rows, added up per item."""

    def __init__(self, problem: Planningsprobleem, rows: Sequence[Planningsplaatsing]) -> None:
        self.problem = problem
        self.rows = rows
        self.number = {period.code: n for n, period in enumerate(problem.perioden)}
        self.items = {item.code: item for item in problem.items}
        self.size: Counter[str] = Counter()
        self.at: Counter[tuple[str, str | None]] = Counter()
        self.times: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            self.size[row.item] += row.hoeveelheid
            self.at[row.item, row.plaats] += row.hoeveelheid
            self.times[row.item].add(self.number[row.periode])

    def inside(self, code: str, places: Sequence[str]) -> int:
        """Return what an item has at these places."""
        return sum(self.at[code, place] for place in set(places))

    def taken(self, items: Sequence[str]) -> list[str]:
        """Return which of these items are planned."""
        return [code for code in dict.fromkeys(items) if self.size[code]]

    def load(self, number: int) -> int:
        """Return the load of a period."""
        period = self.problem.perioden[number]
        return period.eigen_belasting + sum(r.hoeveelheid for r in self.rows if r.periode == period.code)

    def count(self, number: int) -> int:
        """Return the number of items that run in a period."""
        return sum(number in times for times in self.times.values())


def _sizes(table: _Table) -> Iterator[Bevinding]:
    for item in table.problem.items:
        size = table.size[item.code]
        if size == 0 and item.keuze:
            continue
        if not item.least <= size <= item.most:
            wanted = item.least if item.least == item.most else f"{item.least} tot {item.most}"
            yield _finding("grootte", f"{item.code} heeft {size}; gevraagd: {wanted}", item.code)


def _parts(table: _Table) -> Iterator[Bevinding]:
    for item in table.problem.items:
        for one in item.plaatsen:
            size = table.size[item.code]
            if size:
                part = Fraction(table.at[item.code, one.plaats], size)
                most = Fraction(1) if one.hoogstens is None else one.hoogstens
                if not (one.minstens or 0) <= part <= most:
                    yield _finding("deel", f"{item.code} heeft {part} op {one.plaats}", item.code)


def _runs(table: _Table) -> Iterator[Bevinding]:
    for code, times in table.times.items():
        span = max(times) - min(times) + 1
        if span != len(times):
            yield _finding("aaneensluitend", f"{code} loopt niet in opeenvolgende perioden", code)
        if span > table.items[code].meeste_perioden:
            yield _finding("meeste-perioden", f"{code} loopt in {span} perioden", code)


def _periods(table: _Table) -> Iterator[Bevinding]:
    for number, period in enumerate(table.problem.perioden):
        load, count = table.load(number), table.count(number)
        bounds = (
            ("belasting", load, period.minste_belasting, period.meeste_belasting),
            ("aantal", count, period.minste_items, period.meeste_items),
        )
        for rule, value, least, most in bounds:
            if value < least or (most is not None and value > most):
                yield _finding(rule, f"{period.code}: {value}, grenzen {least} en {most}", period=number + 1)


def _order(table: _Table) -> Iterator[Bevinding]:
    for step in table.problem.volgorde:
        first, then = table.times.get(step.eerst), table.times.get(step.dan)
        if step.eerst == step.dan or not first or not then:
            continue
        kept = min(then) > max(first) if step.soort == "strikt" else min(then) >= min(first)
        if not kept:
            yield _finding("volgorde", f"{step.dan} begint te vroeg na {step.eerst} ({step.soort})", step.dan)


def _capacities(table: _Table) -> Iterator[Bevinding]:
    for bound in table.problem.capaciteiten:
        for name, spent in _spent(table, bound):
            if spent < bound.minstens or (bound.hoogstens is not None and spent > bound.hoogstens):
                where = ", ".join(bound.plaatsen)
                yield _finding("capaciteit", f"{where} in {name}: {spent}, niet binnen de grenzen")


def _spent(table: _Table, bound: Capaciteit) -> Iterator[tuple[str, int]]:
    spent: Counter[str] = Counter()
    for row in table.rows:
        if row.plaats in bound.plaatsen:
            spent[row.periode] += row.hoeveelheid
    if bound.periode is not None:
        yield bound.periode, spent[bound.periode]
    elif bound.over == "geheel":
        yield "het geheel", spent.total()
    else:
        yield from ((period.code, spent[period.code]) for period in table.problem.perioden)


def _groups(table: _Table) -> Iterator[Bevinding]:
    for group in table.problem.groepen:
        members = table.taken(group.items)
        if group.plaats is not None:
            members = [code for code in members if table.at[code, group.plaats]]
        wrong = len(members) != group.aantal if group.regel == "exact" else len(members) < group.aantal
        if wrong:
            yield _finding("groep", f"{group.code}: {len(members)}; gevraagd: {group.regel} {group.aantal}")


def _fixings(table: _Table) -> Iterator[Bevinding]:
    for placing in table.problem.vast:
        if not table.size[placing.item]:
            yield _finding("vast", f"{placing.item} ligt vast, maar staat er niet", placing.item)
    for row in table.rows:
        for placing in table.problem.vast:
            if placing.item == row.item and not _covers(placing, row):
                yield _finding("vast", f"{row.item} ligt elders vast", row.item)
        for placing in table.problem.verboden:
            if placing.item == row.item and _covers(placing, row):
                yield _finding("verboden", f"{row.item} is daar verboden", row.item)


def _covers(placing: object, row: Planningsplaatsing) -> bool:
    return all(getattr(placing, kind) in (None, getattr(row, kind)) for kind in ("plaats", "periode"))


def _shares(table: _Table) -> Iterator[Bevinding]:
    for norm in table.problem.aandelen:
        share = _share(table, norm)
        low = norm.minstens is not None and (share is not None and share < norm.minstens)
        high = norm.hoogstens is not None and (share is not None and share > norm.hoogstens)
        if low or high:
            yield _finding("aandeel", f"{norm.code} is {share}")


def _share(table: _Table, norm: Aandeelnorm) -> Fraction | None:
    """Return a share on its basis over the planned items; None when there are none."""
    items = [table.items[code] for code in table.taken(norm.items or tuple(table.items))]
    weights = [_weight(table, norm, item) for item in items]
    parts = (
        weight * _part(norm, Fraction(table.inside(item.code, norm.plaatsen), table.size[item.code]))
        for weight, item in zip(weights, items, strict=True)
    )
    return sum(parts, Fraction(0)) / sum(weights) if items else None


def _weight(table: _Table, norm: Aandeelnorm, item: Planningsitem) -> int:
    if norm.grondslag == "uren":
        return table.size[item.code]
    return item.gewicht if norm.grondslag == "gewicht" else 1


def _part(norm: Aandeelnorm, part: Fraction) -> Fraction:
    return Fraction(part > HALF) if norm.grondslag == "competenties-hoofdplaats" else part


def _claims(problem: Planningsprobleem, answer: Planningsantwoord) -> Iterator[Bevinding]:
    table = _Table(problem, answer.plaatsingen)
    for goal in answer.doelen:
        value = _value(table, goal.naam)
        if value != goal.waarde:
            yield _finding("doel", f"{goal.naam}: gezegd {goal.waarde}, geteld {value}")
        better = goal.waarde > goal.grens if goal.naam.startswith("share") else goal.waarde < goal.grens
        if better or (goal.status == "optimaal") != (goal.waarde == goal.grens):
            yield _finding("grens", f"{goal.naam}: {goal.waarde} en grens {goal.grens} ({goal.status})")
    proved = all(goal.status == "optimaal" for goal in answer.doelen)
    if (answer.status == "optimaal") != proved:
        yield _finding("status", f"{answer.status}, maar niet volgens de doelen")
    for number, row in enumerate(answer.belasting):
        if (row.belasting, row.items) != (table.load(number), table.count(number)):
            yield _finding("belasting", f"{row.periode}: geteld {table.load(number)}", period=number + 1)


def _value(table: _Table, name: str) -> Fraction | int | None:
    if name == "max-load":
        return max(table.load(number) for number in range(len(table.problem.perioden)))
    if name == "fewest-splits":
        places = Counter(code for code, _ in table.at)
        return sum(map(len, table.times.values())) + sum(number > 1 for number in places.values())
    if name == "closest":
        return _moved(table)
    code = name.removeprefix("share ")
    return next((_share(table, norm) for norm in table.problem.aandelen if norm.code == code), None)


def _moved(table: _Table) -> int:
    kept: Counter[tuple[str, str | None, str]] = Counter()
    for row in table.problem.huidig:
        kept[row.item, row.plaats, row.periode] += row.hoeveelheid
    return sum(max(0, r.hoeveelheid - kept[r.item, r.plaats, r.periode]) for r in table.rows)
