"""What the laws on weekly hours allow, before any allocation is known.

A line whose place the allocation decides counts in full: what is refused here can't be lawful.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import compress
from math import ceil

from kwalificatiegraaf.domain.aandeel import places_that_count
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Uurverdeling
from kwalificatiegraaf.planning.target import Codes, Target

Allows = Callable[[Sequence[int], Sequence[int]], bool]


@dataclass(frozen=True)
class Weeklaw:
    """A law: which lines of the timetable it speaks of, and whether so many units a week meet it."""

    norm: Norm
    lines: tuple[bool, ...]
    met: Callable[[int], bool]


class Weeklaws:
    """The laws of a target, over weekly hours in units (`unit` in an hour)."""

    def __init__(self, target: Target, unit: int) -> None:
        self.target = target
        self.unit = unit

    @cached_property
    def _every(self) -> dict[str, Weeklaw]:
        task = self.target.opdracht
        return {
            f"norm:{norm.code}": Weeklaw(
                norm, tuple(_speaks_of(norm, line, task) for line in task.kader.uurverdeling), self._met(norm)
            )
            for norm in self.target.wetten
        }

    def _met(self, norm: Norm) -> Callable[[int], bool]:
        return cache(lambda units: norm.is_met_by(Fraction(units, self.unit)))

    def _kept(self, relaxed: Codes) -> list[Weeklaw]:
        return [law for code, law in self._every.items() if code not in relaxed]

    def least(self, relaxed: Codes) -> int:
        """Return the units a week that a timetable must have in all; 0 without such a law."""
        whole = (law.norm for law in self._kept(relaxed) if law.norm.telt == "totaal" and all(law.lines))
        return ceil(max((norm.drempel * self.unit for norm in whole), default=Fraction(0)))

    def on_lines(self, relaxed: Codes) -> Callable[[Sequence[int]], bool]:
        """Return whether the laws that are kept allow the hours of all lines."""
        kept = self._kept(relaxed)
        return lambda hours: all(law.met(sum(compress(hours, law.lines))) for law in kept)

    def on_sums(
        self, relaxed: Codes, sides: Sequence[Sequence[int]], general: Sequence[int], *, taught: bool
    ) -> Allows:
        """Return whether the laws that are kept allow the sums of groups of lines, and the general lines.

        Of the laws those that speak of general education (`taught`), or the others. One that speaks of
        some lines of a group only is for `on_lines` to decide.
        """
        found = []
        for law in self._kept(relaxed):
            spoken_of = [{law.lines[number] for number in side} for side in sides]
            lessons = [law.lines[number] for number in general]
            if any(lessons) == taught and all(len(answers) < 2 for answers in spoken_of):
                found.append((law.met, [True in answers for answers in spoken_of], lessons))
        return lambda sums, hours: all(
            met(sum(compress(sums, worked)) + sum(compress(hours, lessons))) for met, worked, lessons in found
        )


def _speaks_of(norm: Norm, line: Uurverdeling, opdracht: Trajectopdracht) -> bool:
    if norm.bereik == "beroepsgericht" and line.soort == "algemeen":
        return False
    if norm.telt == "totaal":
        return True
    if norm.telt == "werkplek" or line.leerplaats is None:
        return line.component == "werkplek"
    return line.leerplaats in places_that_count(opdracht.leerplaatsen, norm.telt)
