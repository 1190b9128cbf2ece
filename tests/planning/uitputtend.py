"""The explanation of a tiny task by trying everything: every world, every allocation, every set of facts.

A world gives each fact its present value or another one of the room. It shares nothing with the planner but
the sizes that the checker computes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import lcm
from operator import add

from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Periode, Trajectkader
from kwalificatiegraaf.planning.checksums import expected_sizes
from tests.planning.opdrachten import WERK

Sets = set[frozenset[str]]


@dataclass(frozen=True)
class Wereld:
    """The facts that differ from now, the frame, the items free of their places, and the cost in hours."""

    anders: frozenset[str]
    kader: Trajectkader
    vrij: frozenset[str]
    kost: Fraction


@dataclass(frozen=True)
class Uitputtend:
    """A task of one or two periods without bounds on parts or loads, with one place of each component."""

    opdracht: Trajectopdracht
    norm: Norm | None
    uren: int = 1
    perioden: int = 0

    @cached_property
    def items(self) -> list[Onderdeel]:
        return sorted(
            (i for i in self.opdracht.onderdelen if i.soort == "beroepsgericht"), key=lambda i: i.code
        )

    @cached_property
    def order(self) -> list[tuple[str, str]]:
        return [(earlier, item.code) for item in self.items for earlier in item.voorkennis]

    @cached_property
    def facts(self) -> list[str]:
        lines = self.opdracht.kader.uurverdeling
        hours = [f"algemeen:{n}" if line.cluster else f"uren:{n}" for n, line in enumerate(lines)]
        places = [f"plaatsen:{item.code}" for item in self.items]
        steps = [f"voorkennis:{a}>{b}:strikt" for a, b in self.order]
        more = ["looptijd", "tolerantie"] if len(self.opdracht.kader.perioden) > 1 else ["looptijd"]
        return [*hours, *places, *steps, *more]

    def worlds(self) -> Iterator[Wereld]:
        """Yield every world, without regard to the calendar facts."""
        kader = self.opdracht.kader
        values = [self._values(n) for n in range(len(kader.uurverdeling))]
        codes = [item.code for item in self.items]
        for extra, hours in product(range(self.perioden + 1), product(*values)):
            frame = self._frame(extra, hours)
            moved = sum(abs(h - line.weekuren) for h, line in zip(hours, kader.uurverdeling, strict=True))
            cost = moved * kader.weken + sum(hours) * (frame.weken - kader.weken)
            changed = {
                f
                for f, h, line in zip(self.facts, hours, kader.uurverdeling, strict=False)
                if h != line.weekuren
            }
            changed |= {"looptijd"} if extra else set()
            for free in _subsets(codes):
                yield Wereld(
                    frozenset(changed | {f"plaatsen:{c}" for c in free}), frame, free, Fraction(cost)
                )

    def _values(self, number: int) -> list[Fraction]:
        line = self.opdracht.kader.uurverdeling[number]
        if line.cluster:
            return [line.weekuren - step for step in range(int(line.weekuren) + 1)]
        return [line.weekuren + s for s in range(-self.uren, self.uren + 1) if line.weekuren + s >= 0]

    def _frame(self, extra: int, hours: tuple[Fraction, ...]) -> Trajectkader:
        kader = self.opdracht.kader
        lines = tuple(
            line.model_copy(update={"weekuren": h}) for line, h in zip(kader.uurverdeling, hours, strict=True)
        )
        last = kader.perioden[-1]
        more = [Periode(nummer=last.nummer + n, label="extra", weken=last.weken) for n in range(1, extra + 1)]
        return kader.model_copy(update={"uurverdeling": lines, "perioden": (*kader.perioden, *more)})

    def values(self, wereld: Wereld, *, order: bool, tight: bool) -> set[Fraction]:
        """Return the values of the norm (or 0) of all allocations, with or without order and tolerance."""
        sizes = self._sizes(wereld)
        if not sizes:
            return set()
        found: set[Fraction] = set()
        for runs in product(
            self._runs(len(wereld.kader.perioden), calendar=order or tight), repeat=len(self.items)
        ):
            if order and not self._in_order(runs):
                continue
            found |= self._with_runs(wereld, sizes, runs, tight=tight)
        return found

    def _sizes(self, wereld: Wereld) -> list[int] | None:
        hours = wereld.kader.weekuren(soort="beroepsgericht") * wereld.kader.weken
        if hours < len(self.items):
            return None
        sizes = expected_sizes(self.opdracht.model_copy(update={"kader": wereld.kader}))
        found = [int(sizes[item.code]) for item in self.items]
        return found if all(found) else None

    def _runs(self, periods: int, *, calendar: bool) -> list[range]:
        """Return the runs of consecutive periods; without calendar one for everything."""
        if not calendar:
            return [range(1)]
        return [range(a, b) for a in range(periods) for b in range(a + 1, periods + 1)]

    def _in_order(self, runs: tuple[range, ...]) -> bool:
        index = {item.code: n for n, item in enumerate(self.items)}
        return all(runs[index[a]][-1] < runs[index[b]][0] for a, b in self.order)

    def _with_runs(
        self, wereld: Wereld, sizes: list[int], runs: tuple[range, ...], *, tight: bool
    ) -> set[Fraction]:
        """Return the values with these runs; a state is hours per period and component, and the gain.

        Gains are whole numbers of the smallest part of any item.
        """
        periods, unit = len(wereld.kader.perioden), lcm(*sizes)
        states: set[tuple[tuple[int, ...], int]] = {((0,) * (2 * periods), 0)}
        for item, size, run in zip(self.items, sizes, runs, strict=True):
            options = self._options(item, size, unit, run, periods, free=item.code in wereld.vrij)
            states = {
                (tuple(map(add, state, cells)), gained + gain)
                for state, gained in states
                for cells, gain in options
            }
        comes_out = self._comes_out(wereld, tight)
        gains = {gained for state, gained in states if comes_out(state)}
        return {self._share(wereld, Fraction(gained, unit)) for gained in gains}

    def _options(
        self, item: Onderdeel, size: int, unit: int, run: range, periods: int, *, free: bool
    ) -> set[tuple[tuple[int, ...], int]]:
        at_work, at_school = WERK in item.leerplaatsen or free, item.leerplaatsen != (WERK,) or free
        cells = [c for t in run for c, may in ((2 * t, at_school), (2 * t + 1, at_work)) if may]
        found = set()
        for amounts in _compositions(size, len(cells)):
            row = [0] * (2 * periods)
            for cell, amount in zip(cells, amounts, strict=True):
                row[cell] = amount
            if all(row[2 * t] + row[2 * t + 1] for t in run):
                gain = self._gain(item, sum(row[1::2]), size) * unit
                assert gain.denominator == 1
                found.add((tuple(row), int(gain)))
        return found

    def _gain(self, item: Onderdeel, at_work: int, size: int) -> Fraction:
        if self.norm is None:
            return Fraction(0)
        if self.norm.grondslag == "competenties-hoofdplaats":
            return Fraction(2 * at_work > size)
        if self.norm.grondslag == "gewicht":
            return Fraction((item.gewicht or 0) * at_work, size)
        return Fraction(at_work) if self.norm.grondslag == "uren" else Fraction(at_work, size)

    def _comes_out(self, wereld: Wereld, tight: bool) -> Callable[[tuple[int, ...]], bool]:
        """Return whether a state has the hours of each component, over all and in every period."""
        kader, slack = wereld.kader, self.opdracht.grenzen.tolerantie
        wanted: list[Fraction] = []
        for component in ("school", "werkplek"):
            weekly = kader.weekuren(component=component, soort="beroepsgericht")  # type: ignore[arg-type]
            wanted.append(weekly * kader.weken)
        hours = [total * period.weken / kader.weken for period in kader.perioden for total in wanted]

        def right(state: tuple[int, ...]) -> bool:
            if any(sum(state[place::2]) != total for place, total in enumerate(wanted)):
                return False
            return not tight or all(
                abs(spent - meant) <= slack * meant for spent, meant in zip(state, hours, strict=True)
            )

        return right

    def _share(self, wereld: Wereld, gained: Fraction) -> Fraction:
        if self.norm is None:
            return gained
        general = [line for line in wereld.kader.uurverdeling if line.cluster and line.weekuren]
        general = general if self.norm.bereik == "alle" else []
        if self.norm.grondslag == "gewicht":
            return gained / sum(item.gewicht or 0 for item in self.items)
        if self.norm.grondslag == "uren":
            hours = wereld.kader.weekuren(soort="beroepsgericht") + sum(line.weekuren for line in general)
            return gained / (hours * wereld.kader.weken)
        return gained / (len(self.items) + len(general))

    def is_met(self, wereld: Wereld, *, order: bool = True, tight: bool = True) -> bool:
        found = self.values(wereld, order=order, tight=tight)
        return bool(found) if self.norm is None else any(map(self.norm.is_met_by, found))

    @cached_property
    def prices(self) -> dict[frozenset[str], Fraction]:
        """The sets of facts that some world changes with success, each with the fewest hours."""
        found: dict[frozenset[str], Fraction] = {}
        steps = frozenset(fact for fact in self.facts if fact.startswith("voorkennis"))
        calendar = [(False, False), (True, False), (False, True), (True, True)]
        for wereld in self.worlds():
            for order, tight in calendar:
                if (order and not steps) or (tight and "tolerantie" not in self.facts):
                    continue
                gone = (frozenset() if order else steps) | (
                    frozenset() if tight or "tolerantie" not in self.facts else {"tolerantie"}
                )
                if self.is_met(wereld, order=order, tight=tight):
                    key = wereld.anders | gone
                    found[key] = min(wereld.kost, found.get(key, wereld.kost))
        return found

    @property
    def repairs(self) -> Sets:
        """The smallest changes that reach the target: none holds another."""
        return {one for one in self.prices if not any(other < one for other in self.prices)}

    @property
    def blocking(self) -> Sets:
        """The smallest sets that every repair changes something of."""
        repairs = self.repairs
        useful = sorted(frozenset().union(*repairs)) if repairs else []
        hitting = [chosen for chosen in _subsets(useful) if all(chosen & one for one in repairs)]
        return {one for one in hitting if not any(other < one for other in hitting)}


def _subsets(codes: list[str]) -> list[frozenset[str]]:
    return [frozenset(c) for size in range(len(codes) + 1) for c in combinations(codes, size)]


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 0:
        return
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)
