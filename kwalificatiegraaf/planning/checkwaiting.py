"""The checker's count of how long the first codes must wait, by hours, sizes and prerequisites."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.checkrules import steps_of
from kwalificatiegraaf.planning.checksums import expected_sizes, pots_of, step_of


def least_waiting(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Return the least that the competences wait, each period weighed by their place from the end.

    A competence that is not over before a period waits for it once more. What is over fits in the hours
    until then: at best those are spent on most weight an hour, and the last competence counts in part.
    """
    codes = [item.code for item in opdracht.competenties]
    weights = {code: len(codes) - place for place, code in enumerate(codes)}
    earliest, sizes = _earliest(opdracht), expected_sizes(opdracht)
    waiting = 0
    for passed, room in enumerate(accumulate(_rooms(opdracht)[:-1]), start=1):
        ready = {code: weight for code, weight in weights.items() if earliest[code] < passed}
        waiting += ceil(sum(weights.values()) - _finished(ready, sizes, room))
    return Fraction(waiting)


def _rooms(opdracht: Trajectopdracht) -> list[Fraction]:
    """Return the most vocational hours of every period, within the tolerance and in whole steps."""
    step, factor = step_of(opdracht), 1 + opdracht.grenzen.tolerantie
    weekly = [hours for _, _, hours in pots_of(opdracht)]
    return [
        sum((floor(hours * period.weken * factor / step) * step for hours in weekly), Fraction(0))
        for period in opdracht.kader.perioden
    ]


def _earliest(opdracht: Trajectopdracht) -> dict[str, int]:
    """Return how many periods must pass before a competence can start: the longest chain before it."""
    steps = list(steps_of(opdracht))
    found = {item.code: 0 for item in opdracht.competenties}
    for _ in found:
        for earlier, later, strict in steps:
            found[later] = max(found[later], found[earlier] + strict)
    return found


def _finished(weights: Mapping[str, int], sizes: Mapping[str, Fraction], room: Fraction) -> Fraction:
    """Return the most weight of competences that fit in the hours."""
    weight = Fraction(0)
    for code in sorted(weights, key=lambda code: weights[code] / sizes[code], reverse=True):
        spent = min(room, sizes[code])
        weight += weights[code] * spent / sizes[code]
        room -= spent
    return weight
