"""How long what remains of a trajectory takes, period by period, at the hours a week of its timetable."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.traject import Periode, Toewijzing, Traject


@dataclass(frozen=True)
class Pace:
    """A trajectory and the placements of it that remain; `at_work` are the leaf places of the workplace."""

    standard: Traject
    remaining: tuple[Toewijzing, ...]
    at_work: frozenset[str]

    def hours(self, period: int, *, work: bool) -> Fraction:
        """Return the remaining hours of a component in a period."""
        mine = (r for r in self.remaining if r.periode == period and (r.leerplaats in self.at_work) == work)
        return sum((row.uren for row in mine), Fraction(0))

    def weeks(
        self, period: Periode, most: Fraction | None = None, most_at_work: Fraction | None = None
    ) -> int:
        """Return the weeks that the rest of a period needs, with at most so many hours a week.

        A limit counts only where the timetable asks more of a week.
        """
        school, work = (self.hours(period.nummer, work=place) for place in (False, True))
        kader = self.standard.kader
        at_school, at_work = kader.weekuren(component="school"), kader.weekuren(component="werkplek")
        needed = [_at_pace(school, at_school, period), _at_pace(work, at_work, period)]
        if most is not None and most < at_school + at_work:
            needed.append(ceil((school + work) / most))
        if most_at_work is not None and most_at_work < at_work:
            needed.append(ceil(work / most_at_work))
        return max(needed)


def _at_pace(hours: Fraction, weekly: Fraction, period: Periode) -> int:
    """Return the weeks of some hours of a period at the pace of the timetable, never more than it has.

    A period may hold somewhat more than its weeks times those hours: the tolerance of the builder.
    """
    return min(ceil(hours / weekly), period.weken) if weekly else 0


def pace_without(standard: Traject, done: Collection[str], places: Leerplaatsschema) -> Pace:
    """Return the pace of a trajectory for who has these items already."""
    at_work = frozenset(places.leaves_in("werkplek"))
    remaining = tuple(row for row in standard.toewijzingen if row.onderdeel not in done)
    return Pace(standard, remaining, at_work)
