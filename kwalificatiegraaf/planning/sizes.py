"""The size of every competence: given, or its share by weight of what the frame leaves (PLANNING: data)."""

from collections.abc import Mapping
from fractions import Fraction

from kwalificatiegraaf.domain.opdracht import Trajectopdracht

GRAINS = (Fraction(1), Fraction(1, 4))
"""Hours where all hours of the task are whole, else quarters."""


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Divide `total` in proportion to `weights` (all above 0) into integers that add up exactly.

    Every code gets its quota rounded down; the units that remain go to the largest remainders,
    ties to the first code.
    """
    whole = sum(weights.values())
    parts = {code: total * weight // whole for code, weight in weights.items()}
    remainders = {code: total * weight % whole for code, weight in weights.items()}
    left = total - sum(parts.values())
    for code in sorted(weights, key=lambda code: (-remainders[code], code))[:left]:
        parts[code] += 1
    return parts


def grain_of(opdracht: Trajectopdracht) -> Fraction:
    """Return the unit in which the task is solved: an hour, or a quarter of one."""
    kader = opdracht.kader
    hours: list[Fraction] = [item.uren for item in opdracht.competenties if item.uren is not None]
    hours += [line.weekuren * period.weken for line in kader.uurverdeling for period in kader.perioden]
    return next(grain for grain in GRAINS if all((amount / grain).denominator == 1 for amount in hours))


def sizes_of(opdracht: Trajectopdracht, grain: Fraction) -> dict[str, int]:
    """Return the size of every competence in units of `grain`; together they are the frame's hours."""
    kader = opdracht.kader
    total = kader.weekuren(soort="beroepsgericht") * kader.weken / grain
    given = {i.code: int(i.uren / grain) for i in opdracht.competenties if i.uren is not None}
    weights = {i.code: i.gewicht or 0 for i in opdracht.competenties if i.uren is None}
    left = int(total) - sum(given.values())
    return given | (largest_remainder(left, weights) if weights else {})
