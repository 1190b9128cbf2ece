"""The named objectives: each as an expression to make small, a value of an answer, and an own bound."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from kwalificatiegraaf.domain.planningsprobleem import Planningsdoelnaam
from kwalificatiegraaf.planning.general.bounds import least_pairs, least_peak
from kwalificatiegraaf.planning.general.frame import NOWHERE, Cell, Frame, Units
from kwalificatiegraaf.planning.general.model import GeneralModel
from kwalificatiegraaf.planning.general.shares import Share
from kwalificatiegraaf.planning.model import TOP, Linear, total


@dataclass(frozen=True)
class Goal:
    """One objective, to be made small: `least` is a bound that no answer can pass.

    `shown` gives the reader's value; `bound` does the same for a proven bound, with room for rounding.
    """

    name: str
    expression: Callable[[GeneralModel], Linear]
    value: Callable[[Units], int]
    least: int
    shown: Callable[[int], Fraction] = Fraction
    bound: Callable[[int], Fraction] = Fraction


def goals_of(frame: Frame, names: tuple[Planningsdoelnaam, ...], shares: list[Share]) -> list[Goal]:
    """Return the objectives of these names in order; one per share."""
    goals: list[Goal] = []
    for name in names:
        if name == "share":
            goals += [_share(frame, share) for share in shares]
        else:
            goals.append({"max-load": _load, "fewest-splits": _splits, "closest": _closest}[name](frame))
    return goals


def loads(frame: Frame, units: Units) -> list[int]:
    """Return the load of every period, its own load included."""
    found = list(frame.base)
    for (_, _, t), amount in units.items():
        found[t] += amount
    return found


def _load(frame: Frame) -> Goal:
    def expression(model: GeneralModel) -> Linear:
        peak = model.model.new_int_var(0, TOP, "peak")
        for t in range(frame.count):
            model.model.add(model.load(t) <= peak)
        return peak + 0

    return Goal("max-load", expression, lambda units: max(loads(frame, units)), least_peak(frame))


def _splits(frame: Frame) -> Goal:
    """Pairs of item and period, plus items at more than one place."""

    def value(units: Units) -> int:
        places: dict[int, set[str]] = {}
        for i, place, _ in units:
            places.setdefault(i, set()).add(place)
        return len({(i, t) for i, _, t in units}) + sum(len(found) > 1 for found in places.values())

    return Goal(
        "fewest-splits",
        lambda model: total([*model.active.values(), *model.divided]),
        value,
        least_pairs(frame),
    )


def _share(frame: Frame, share: Share) -> Goal:
    """What a share lacks to be the whole; its denominator is a constant here."""
    whole = share.whole(frame)
    return Goal(
        f"share {share.norm.code}",
        lambda model: whole - model.numerator(share),
        lambda units: whole - share.counted(frame, units),
        max(0, whole - share.greatest(frame)),
        lambda value: Fraction(whole - value, whole),
        lambda value: min(Fraction(1), Fraction(whole - value + share.slack, whole)),
    )


def current_of(frame: Frame) -> dict[Cell, int]:
    """Return the given trajectory by cell; rows of one cell add up."""
    kept: dict[Cell, int] = {}
    for row in frame.problem.huidig:
        cell = (frame.index[row.item], row.plaats or NOWHERE, frame.period[row.periode])
        kept[cell] = kept.get(cell, 0) + row.hoeveelheid
    return kept


def _closest(frame: Frame) -> Goal:
    """What stands in a cell beyond what the given trajectory has there: the amount that moves."""
    kept = current_of(frame)

    def expression(model: GeneralModel) -> Linear:
        beyond: list[Linear] = []
        for cell, amount in model.amount.items():
            if cell not in kept:
                beyond.append(amount)
                continue
            more = model.model.new_int_var(0, frame.works[cell[0]].most, "")
            model.model.add(more >= amount - kept[cell])
            beyond.append(more + 0)
        return total(beyond)

    def value(units: Units) -> int:
        return sum(max(0, amount - kept.get(cell, 0)) for cell, amount in units.items())

    return Goal("closest", expression, value, 0)
