"""How long what remains of a trajectory takes, period by period, at the hours a week that it has."""

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
        return self._hours(self.remaining, period, work=work)

    def _hours(self, rows: tuple[Toewijzing, ...], period: int, *, work: bool) -> Fraction:
        mine = (r for r in rows if r.periode == period and (r.leerplaats in self.at_work) == work)
        return sum((row.uren for row in mine), Fraction(0))

    def _rate(self, period: Periode, *, work: bool) -> Fraction:
        """Return the hours a week of a component in a period of the whole trajectory."""
        return self._hours(self.standard.toewijzingen, period.nummer, work=work) / period.weken

    def weeks(
        self, period: Periode, most: Fraction | None = None, most_at_work: Fraction | None = None
    ) -> int:
        """Return the weeks that the rest of a period needs, with at most so many hours a week."""
        school, work = (self.hours(period.nummer, work=place) for place in (False, True))
        at_school, at_work = (self._rate(period, work=place) for place in (False, True))
        pairs = (
            (school, at_school),
            (work, at_work if most_at_work is None else min(at_work, most_at_work)),
            (school + work, at_school + at_work if most is None else most),
        )
        return max((ceil(hours / rate) for hours, rate in pairs if hours), default=0)


def pace_without(standard: Traject, done: Collection[str], places: Leerplaatsschema) -> Pace:
    """Return the pace of a trajectory for who has these items already."""
    at_work = frozenset(leaf.code for leaf in places.bladeren if leaf.component == "werkplek")
    remaining = tuple(row for row in standard.toewijzingen if row.onderdeel not in done)
    return Pace(standard, remaining, at_work)
