"""Shares as a numerator and a denominator over whole numbers, so that the solver decides them exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from kwalificatiegraaf.domain.planningsprobleem import Aandeelnorm
from kwalificatiegraaf.planning.general.frame import Frame, Units, Work

LARGEST = 10**15
"""Numbers of the model stay under this; a finer scale is rounded down."""


@dataclass(frozen=True)
class Share:
    """`amounts` weigh what stands at (item, place), `mains` items mostly there; the others the whole.

    `slack` is by how much rounding may have lowered the numerator (0 when it is exact).
    """

    norm: Aandeelnorm
    amounts: Mapping[tuple[int, str], int] = field(default_factory=dict)
    mains: Mapping[int, int] = field(default_factory=dict)
    sizes: Mapping[int, int] = field(default_factory=dict)
    counts: Mapping[int, int] = field(default_factory=dict)
    slack: int = 0

    def counted(self, frame: Frame, units: Units) -> int:
        """Return the numerator of an answer."""
        inside = dict.fromkeys(self.mains, 0)
        found = 0
        for (i, place, _), amount in units.items():
            found += self.amounts.get((i, place), 0) * amount
            if i in inside and place in self.norm.plaatsen:
                inside[i] += amount
        return found + sum(self.mains[i] for i, amount in inside.items() if 2 * amount > frame.works[i].least)

    def whole(self, frame: Frame) -> int:
        """Return the denominator when every item is taken at its size."""
        sizes = sum(weight * frame.works[i].least for i, weight in self.sizes.items())
        return sizes + sum(self.counts.values())

    def greatest(self, frame: Frame) -> int:
        """Return a bound on the numerator: every item as far there as its places and parts allow."""
        found = 0
        for i in {i for i, _ in self.amounts} | set(self.mains):
            _, most = self.reach(frame.works[i])
            if i in self.mains:
                found += self.mains[i] if most > Fraction(1, 2) else 0
            else:
                weight = max(self.amounts[i, p] for p in self.norm.plaatsen if (i, p) in self.amounts)
                found += weight * int(most * frame.works[i].most)
        return found

    def reach(self, work: Work) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest part of an item that can stand at the places of the norm."""
        inside = [work.parts[place] for place in work.places if place in self.norm.plaatsen]
        outside = [work.parts[place] for place in work.places if place not in self.norm.plaatsen]
        least, most = _sum_of_parts(inside)
        least_else, most_else = _sum_of_parts(outside)
        return max(least, 1 - most_else), min(most, 1 - least_else)


def _sum_of_parts(parts: Iterable[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    """Return how much of an item these places hold together, at least and at most."""
    found = list(parts)
    return sum((low for low, _ in found), Fraction(0)), sum((high for _, high in found), Fraction(0))


def share_of(frame: Frame, norm: Aandeelnorm) -> Share:
    """Return a share over the items of the norm, or over all items when it names none."""
    scope = sorted({frame.index[code] for code in norm.items} or range(len(frame.works)))
    here = [(i, p) for i in scope for p in frame.works[i].places if p in norm.plaatsen]
    if norm.grondslag == "uren":
        return Share(norm, dict.fromkeys(here, 1), sizes=dict.fromkeys(scope, 1))
    if norm.grondslag == "competenties-hoofdplaats":
        return Share(norm, mains=dict.fromkeys(scope, 1), counts=dict.fromkeys(scope, 1))
    weights = {i: frame.works[i].weight if norm.grondslag == "gewicht" else 1 for i in scope}
    parts = [part.denominator for part in (norm.minstens, norm.hoogstens) if part is not None]
    most = LARGEST // (sum(weights.values()) * max([1, *parts]))
    unit = lcm(*(frame.works[i].least for i in scope))
    exact = unit <= most
    if not exact:
        unit = most
    amounts = {(i, p): unit * weights[i] // frame.works[i].least for i, p in here}
    slack = 0 if exact else sum(frame.works[i].least for i in scope)
    return Share(norm, amounts, counts={i: unit * weights[i] for i in scope}, slack=slack)
