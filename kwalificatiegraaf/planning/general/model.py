"""The constraint model in CP-SAT of a general planning problem (PLANNING: unknowns and constraints)."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cached_property
from math import lcm

from ortools.sat.python import cp_model

from kwalificatiegraaf.domain.planningsprobleem import Itemgroep
from kwalificatiegraaf.planning.general.frame import Cell, Frame, Units, Work
from kwalificatiegraaf.planning.general.shares import LARGEST, Share
from kwalificatiegraaf.planning.model import TOP, Linear, total

Var = cp_model.IntVar


class GeneralModel:
    """Variables and constraints of one frame.

    `amount[cell]` is what an item has at a place in a period; `active[i, t]` whether it runs there;
    `taken[i]` whether it is planned at all. `alive` is called now and then while building: it may raise.
    """

    def __init__(self, frame: Frame, shares: Iterable[Share], alive: Callable[[], None]) -> None:
        self.frame = frame
        self.alive = alive
        self.model = cp_model.CpModel()
        self.amount: dict[Cell, Linear] = {}
        self.active: dict[tuple[int, int], Var] = {}
        self.taken: list[Var] = []
        self._begun: dict[tuple[int, int], Var] = {}
        self._done: dict[tuple[int, int], Var] = {}
        self._free: dict[Cell, Var] = {}
        self._used: dict[tuple[int, str], Var] = {}
        self._main: dict[tuple[int, str], Var] = {}
        for index, work in enumerate(frame.works):
            alive()
            self._add_run(index, work)
            self._add_amounts(index, work)
        self._by_period: list[list[tuple[str, Linear]]] = [[] for _ in range(frame.count)]
        for (_, place, t), amount in self.amount.items():
            self._by_period[t].append((place, amount))
        for step in frame.order:
            alive()
            self._add_order(*step)
        for t in range(frame.count):
            alive()
            self._add_period(t)
        for places, periods, least, most, _ in frame.capacities():
            self._add_capacity(places, periods, least, most)
            alive()
        for group in frame.problem.groepen:
            alive()
            self._add_group(group)
        for share in shares:
            alive()
            self._add_share(share)

    def _add_run(self, index: int, work: Work) -> None:
        """Consecutive periods: active = begun and not done before; both only ever switch on."""
        add, last = self.model.add, self.frame.count - 1
        self.taken.append(self.model.new_bool_var("") if work.optional else self.model.new_constant(1))
        for t in range(self.frame.count):
            self.active[index, t] = self.model.new_bool_var(f"active {work.code} {t}")
            self._begun[index, t] = self.model.new_bool_var("") if t < last else self.taken[index]
            if work.whole:
                self._done[index, t] = self._begun[index, t]
            else:
                self._done[index, t] = self.model.new_bool_var("") if t < last else self.taken[index]
            before = self._done[index, t - 1] if t else 0
            add(self.active[index, t] == self._begun[index, t] - before)
            if t:
                self.model.add_implication(self._begun[index, t - 1], self._begun[index, t])
                self.model.add_implication(self._done[index, t - 1], self._done[index, t])
            if t not in work.times:
                add(self.active[index, t] == 0)
        if 1 < work.span < self.frame.count:
            add(total(self.active[index, t] for t in work.times) <= work.span)

    def _add_amounts(self, index: int, work: Work) -> None:
        single = work.whole and work.fixed
        for t in work.times:
            open_places = [place for place in work.places if (place, t) in work.cells]
            active = self.active[index, t]
            if single and len(open_places) == 1:
                self.amount[index, open_places[0], t] = work.least * active
                continue
            for place in open_places:
                self._free[index, place, t] = self.model.new_int_var(0, work.most, "")
                self.amount[index, place, t] = self._free[index, place, t] + 0
            spent = total(self.amount[index, place, t] for place in open_places)
            if single:
                self.model.add(spent == work.least * active)
            else:
                self.model.add(spent <= work.most * active)
                self.model.add(spent >= active)
        if not single:
            everywhere = total(self.at(index, place) for place in work.places)
            self.model.add(everywhere >= work.least * self.taken[index])
            self.model.add(everywhere <= work.most * self.taken[index])
        for place, (least, most) in work.parts.items():
            here = self.at(index, place)
            if least > 0:
                self.model.add(least.denominator * here >= least.numerator * self.size(index))
            if most < 1:
                self.model.add(most.denominator * here <= most.numerator * self.size(index))

    def at(self, index: int, place: str) -> Linear:
        """Return what an item has at a place over all periods."""
        times = self.frame.works[index].times
        return total(self.amount[index, place, t] for t in times if (index, place, t) in self.amount)

    def size(self, index: int) -> Linear | int:
        """Return the size of an item; an expression when it is a range or the item is optional."""
        work = self.frame.works[index]
        if work.fixed:
            return work.least * self.taken[index]
        return total(self.at(index, place) for place in work.places)

    def load(self, t: int) -> Linear:
        """Return the load of a period, its own load included."""
        return total(amount for _, amount in self._by_period[t]) + self.frame.base[t]

    def _add_order(self, earlier: int, later: int, strict: bool) -> None:
        """A step holds when both items are taken; only where their windows do not say it already."""
        skipped = 1 - self.taken[earlier]
        for t in range(self.frame.earliest[later], self.frame.latest[earlier] + strict):
            if not strict:
                self.model.add(self._begun[later, t] <= self._begun[earlier, t] + skipped)
            else:
                before = self._done[earlier, t - 1] if t else 0
                self.model.add(self._begun[later, t] <= before + skipped)

    def _add_period(self, t: int) -> None:
        period = self.frame.problem.perioden[t]
        if period.minste_belasting or period.meeste_belasting is not None:
            most = TOP if period.meeste_belasting is None else period.meeste_belasting
            self.model.add_linear_constraint(self.load(t), period.minste_belasting, most)
        if period.minste_items or period.meeste_items is not None:
            number = len(self.frame.works)
            most = number if period.meeste_items is None else min(number, period.meeste_items)
            count = total(self.active[i, t] for i in range(number))
            self.model.add(count >= period.minste_items)
            self.model.add(count <= most)

    def _add_capacity(
        self, places: frozenset[str], periods: tuple[int, ...], least: int, most: int | None
    ) -> None:
        spent = total(x for t in periods for place, x in self._by_period[t] if place in places)
        self.model.add_linear_constraint(spent, least, TOP if most is None else most)

    def _add_group(self, group: Itemgroep) -> None:
        members = sorted({self.frame.index[code] for code in group.items})
        if group.plaats is None:
            count = total(self.taken[i] for i in members)
        else:
            count = total(self.used(i, group.plaats) for i in members)
        self.model.add(count == group.aantal if group.regel == "exact" else count >= group.aantal)

    def used(self, index: int, place: str) -> Var:
        """Return whether an item has anything at a place."""
        if (index, place) not in self._used:
            var = self.model.new_bool_var("")
            here = self.at(index, place)
            self.model.add(here <= self.frame.works[index].most * var)
            self.model.add(here >= var)
            self._used[index, place] = var
        return self._used[index, place]

    @cached_property
    def divided(self) -> list[Var]:
        """Return, for every item with more than one place, whether it uses more than one."""
        found = []
        for index, work in enumerate(self.frame.works):
            if len(work.places) > 1:
                var = self.model.new_bool_var("")
                used = total(self.used(index, place) for place in work.places)
                self.model.add(used <= 1 + (len(work.places) - 1) * var)
                found.append(var)
        return found

    def numerator(self, share: Share) -> Linear:
        """Return what a share counts, in its own scale."""
        terms: list[Linear | int] = [
            weight * self.at(i, place) for (i, place), weight in share.amounts.items()
        ]
        terms += [weight * self._mostly(i, share) for i, weight in share.mains.items()]
        return total(terms)

    def denominator(self, share: Share) -> Linear:
        """Return what a share counts over."""
        terms = [weight * self.size(i) for i, weight in share.sizes.items()]
        return total([*terms, *(weight * self.taken[i] for i, weight in share.counts.items())])

    def _mostly(self, index: int, share: Share) -> Var:
        """Return whether more than half of an item is at the places that count."""
        key = (index, share.norm.code)
        if key not in self._main:
            inside = total(self.at(index, place) for place in share.norm.plaatsen)
            var = self.model.new_bool_var("")
            size = self.frame.works[index].least
            self.model.add(2 * inside >= size + 1).only_enforce_if(var)
            self.model.add(2 * inside <= size).only_enforce_if(var.negated())
            self._main[key] = var
        return self._main[key]

    def _add_share(self, share: Share) -> None:
        for part, sign in ((share.norm.minstens, 1), (share.norm.hoogstens, -1)):
            if part is not None:
                have = part.denominator * self.numerator(share)
                want = part.numerator * self.denominator(share)
                self.model.add(sign * (have - want) >= 0)
                self._add_reach(share, part, sign)

    def _add_reach(self, share: Share, part: Fraction, sign: int) -> None:
        """Say of a share over sizes that are a range what their parts alone imply.

        The solver would find it too, one unit of size at a time.
        """
        works = self.frame.works
        if all(works[i].fixed for i in share.sizes):
            return
        reach = {i: share.reach(works[i])[sign > 0] for i in share.sizes}
        unit = lcm(part.denominator, *(one.denominator for one in reach.values()))
        if unit * sum(works[i].most * len(works[i].cells) for i in share.sizes) <= LARGEST:
            room = [int(sign * (one - part) * unit) * self.size(i) for i, one in reach.items()]
            self.model.add(total(room) >= 0)

    def hint(self, units: Units) -> None:
        """Offer an answer as a start."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for cell, var in self._free.items():
            self.model.add_hint(var, units.get(cell, 0))
        runs: dict[int, list[int]] = {}
        for index, _, t in units:
            runs.setdefault(index, []).append(t)
        for (index, t), var in self.active.items():
            self.alive()
            run = runs.get(index, [])
            self.model.add_hint(var, bool(run) and min(run) <= t <= max(run))
            if t < self.frame.count - 1:
                self.model.add_hint(self._begun[index, t], bool(run) and min(run) <= t)
                if not self.frame.works[index].whole:
                    self.model.add_hint(self._done[index, t], bool(run) and max(run) <= t)
        for index, var in enumerate(self.taken):
            if self.frame.works[index].optional:
                self.model.add_hint(var, index in runs)
