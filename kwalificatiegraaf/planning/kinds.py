"""Finding an answer by kinds: first how many items of a kind go where, then which.

Items of a kind are the same to the rules of hours: only their order and their codes differ. Counted
together they make a small model, that finds in tenths of a second which sizes fill each pot in each period,
where the items one by one can take minutes.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.fillings import Fillings, fillings
from kwalificatiegraaf.planning.goals import Goal
from kwalificatiegraaf.planning.model import Linear, total
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.once import OnceModel
from kwalificatiegraaf.planning.problem import Item, Problem, Supply
from kwalificatiegraaf.planning.search import ANSWERED, Search
from kwalificatiegraaf.planning.wholes import allowed_hours

COUNTING = 0.8
"""The part of a limit for the counts; the rest is for the items."""
SUMS = ("normen", "belasting", "voorkeur")
"""Goals whose value is a sum of hours, and so the same of kinds as of items."""
MOST_WAYS = 100
"""How many ways to fill a pot in a period are told apart at most."""

Spot = tuple[Supply, int, int]
"""A pot, a period and a size of items that are whole there."""


class KindModel(OnceModel):
    """The first item of each kind stands for all: its variables count them.

    Without order between items, and without the norms that ask for the main place of each: what is proved
    here bounds `OnceModel`.
    """

    def __init__(self, problem: Problem, forms: Sequence[Form]) -> None:
        self.forms = [form for form in forms if not form.main]
        self.kinds = kinds_of(problem, self.forms)
        super().__init__(replace(problem, order=()), self.forms)

    def counts(self, goal: Goal) -> bool:
        """Whether a goal is the same for all items of a kind, and said of them here."""
        return goal.kind != "volgorde" and (goal.form is None or goal.form in self.forms)

    def sizes(self, values: Sequence[int]) -> Mapping[Spot, int]:
        """Return how many items fill the pots in an answer, from the values of its variables."""
        return {spot: sum(values[one.index] for one in whole) for spot, whole in self.spots.items()}

    @cached_property
    def spots(self) -> Mapping[Spot, list[cp_model.IntVar]]:
        """The same as `spots_of`, made once: all items are added before any pot."""
        return spots_of(self)

    def _add_item(self, index: int, item: Item) -> None:
        if index in self.kinds:
            super()._add_item(index, item)
        else:
            self.active |= {(index, t): total([]) for t in self.times}

    def _hold_parts(self, index: int, item: Item) -> None:
        if index in self.kinds:
            super()._hold_parts(index, item)

    def _new_way(self, index: int, name: str) -> cp_model.IntVar:
        return self.model.new_int_var(0, self.kinds[index], name)

    def _choose(self, index: int, ways: list[cp_model.IntVar]) -> None:
        self.model.add(total(ways) == self.kinds[index])

    def _count(self, index: int) -> int:
        return self.kinds[index]

    def _broken(self, pot: Supply, period: int, whole: list[int]) -> Linear | int:
        ways = fillings(self.problem, pot, period, MOST_WAYS)
        if ways is not None:
            self._fill(pot, period, ways)
        return super()._broken(pot, period, whole)

    def _fill(self, pot: Supply, period: int, ways: Fillings) -> None:
        """Choose the way in which whole items fill a pot; parts make up the rest."""
        allowed, hours = allowed_hours(pot, period), [ways.hours(way) for way in ways.ways]
        chosen = [self.model.new_bool_var("") for _ in ways.ways]
        self.model.add_exactly_one(chosen)
        for number, size in enumerate(ways.sizes):
            counts = [way[number] for way in ways.ways]
            whole = total(self.spots[pot, period, size])
            self.model.add(whole == cp_model.LinearExpr.weighted_sum(chosen, counts))
        parts = total(var for (_, place, t), var in self.part.items() if place in pot.leaves and t == period)
        least = [max(0, allowed.start - spent) for spent in hours]
        most = [allowed.stop - 1 - spent for spent in hours]
        self.model.add(parts >= cp_model.LinearExpr.weighted_sum(chosen, least))
        self.model.add(parts <= cp_model.LinearExpr.weighted_sum(chosen, most))


def kinds_of(problem: Problem, forms: Sequence[Form]) -> Mapping[int, int]:
    """Return how many items each kind has, by the first; one with bounds of its own is alone in its kind."""
    kinds: dict[Hashable, list[int]] = defaultdict(list)
    for index, item in enumerate(problem.items):
        own = any(item.least) or any(most not in (0, item.size) for most in item.most)
        weights = tuple(form.hours.get((index, place), 0) for form in forms for place in item.places)
        kinds[item.size, item.places, item.most, item.closed, weights, own and index].append(index)
    return {items[0]: len(items) for items in kinds.values()}


def spots_of(model: OnceModel) -> Mapping[Spot, list[cp_model.IntVar]]:
    """Return the variables that say which items are whole, by pot, period and size."""
    found: dict[Spot, list[cp_model.IntVar]] = defaultdict(list)
    for pot, ((index, place, t), var) in product(model.problem.supplies, model.whole.items()):
        if place in pot.leaves:
            found[pot, t, model.problem.items[index].size].append(var)
    return found


class KindSearch(Search):
    """A search of items in one period each, that counts them by kinds too.

    `counted` keeps what this keeps; what it proves holds here, and how it fills the pots is a start here.
    """

    model: OnceModel

    def __init__(self, model: OnceModel, forms: Sequence[Form], peak: int | None = None) -> None:
        super().__init__(model)
        self.kinds = KindModel(model.problem, forms)
        self.counted = Search(self.kinds)
        for one in (self.model, self.kinds):
            one.hold_loads(peak)

    def keep(self, goal: Goal, most: int) -> None:
        """Hold a goal at or under a value in all that follows."""
        super().keep(goal, most)
        if self.kinds.counts(goal):
            self.counted.keep(goal, most)
        if goal.kind == "verdeling":
            for model in (self.model, self.kinds):
                _tell_divided(model, model.model, most)

    def find_divided(self, most: int, limit: float) -> bool:
        """Look for an answer with at most so many divided items, by kinds; finding none says nothing."""
        counts = self.kinds.model.clone()
        _hold_divided(self.kinds, counts, most)
        _, status = self.counted.solve_copy(counts, limit * COUNTING, "relaxed")
        if status not in ANSWERED:
            return False
        items = self._arranged()
        _hold_divided(self.model, items, most)
        return self.solve_copy(items, limit * (1 - COUNTING), "plain")[1] in ANSWERED

    def _by_kinds(self, goal: Goal, limit: float) -> int:
        """Look for a better answer by kinds, and return the bound that they prove."""
        if goal.kind not in SUMS or not self.kinds.counts(goal):
            return goal.least
        outcome = self.counted.minimise(goal, limit * COUNTING, (("relaxed", 1),))
        if outcome is None:
            return goal.least
        if self.answer is None or outcome.value < goal.value(self.answer.units):
            self.solve_copy(self._arranged(), limit * (1 - COUNTING), "relaxed", goal)
        return outcome.bound

    def _arranged(self) -> cp_model.CpModel:
        """Return a copy of the model whose pots are filled with the sizes that were counted last."""
        values = self.counted.answer.values if self.counted.answer else ()
        return arranged(self.model, self.kinds.sizes(values))


def _hold_divided(model: OnceModel, copy: cp_model.CpModel, most: int) -> None:
    """Hold a copy of a model to so many divided items, and to what follows from that."""
    copy.add(total(model.divided.values()) <= most)
    _tell_divided(model, copy, most)


def _tell_divided(model: OnceModel, copy: cp_model.CpModel, most: int) -> None:
    """Add to a model, or a copy of it, what follows from so many divided items."""
    for expression, limit in model.divided_within(most):
        copy.add(expression <= limit)


def arranged(once: OnceModel, sizes: Mapping[Spot, int]) -> cp_model.CpModel:
    """Return a copy of a model whose pots are filled with these sizes, up to the order of like periods."""
    copy, problem = once.model.clone(), once.problem
    data = [_data(problem, t) for t in once.times]
    alike = [(t, u) for t, u in product(once.times, repeat=2) if data[t] == data[u]]
    takes = {pair: copy.new_bool_var("") for pair in alike}
    for t in once.times:
        copy.add_exactly_one(var for (one, _), var in takes.items() if one == t)
        copy.add_exactly_one(var for (_, one), var in takes.items() if one == t)
    for (pot, t, size), whole in spots_of(once).items():
        counted = total(sizes.get((pot, u, size), 0) * takes[t, u] for u in once.times if (t, u) in takes)
        copy.add(total(whole) == counted)
    return copy


def _data(problem: Problem, period: int) -> Hashable:
    """Return all that tells a period from others, but its number."""
    pots = tuple((pot.hours[period], pot.slack[period]) for pot in problem.supplies)
    places = tuple(item.open_places(period) for item in problem.items)
    return pots, places, replace(problem.periods[period], number=0)
