"""The checker's view of justifications: the rule of every placement, from the task and the hours alone.

No solver, and none of the code that chose the rule: which rule holds follows from places, pots, parts and
norms, in the order in which the rules are tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kwalificatiegraaf.domain.aandeel import places_that_count
from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Traject
from kwalificatiegraaf.planning.checksums import pots_of, vocational
from kwalificatiegraaf.planning.reasonwords import REGELS

VAN_DE_OPDRACHT = ("vastgelegd", "deelgrens")
"""Rules that rest on bounds of the request, which a trajectory does not hold."""


def check_reasons(
    opdracht: Trajectopdracht, traject: Traject, *, bounds_known: bool = False
) -> Iterator[Bevinding]:
    """Yield the placements whose rule is not on the code list, or is not the one that holds for them.

    `bounds_known` says that the task has all bounds of its request, also when these are none.
    """
    rules = Rules(opdracht, traject)
    for row in traject.toewijzingen:
        if row.regel is None or not (bounds_known or is_recounted(opdracht, row)):
            continue
        where = f"{row.onderdeel} op {row.leerplaats}"
        if row.regel not in REGELS:
            text = f"{where}: '{row.regel}' staat niet op de codelijst bouwregel"
        elif (holds := rules.rule(row)) is None:
            text = f"{where}: geen enkele plaats van {row.onderdeel} heeft uren in dit kader"
        elif row.regel != holds:
            text = f"{where}: gezegd '{row.regel}', maar uit de gegevens volgt '{holds}'"
        else:
            continue
        yield Bevinding(regel="bouwregel", onderdeel=row.onderdeel, periode=row.periode, tekst=text)


def is_recounted(opdracht: Trajectopdracht, row: Toewijzing) -> bool:
    """Whether the data that the rule of a placement rests on are known: not when bounds are left out."""
    grenzen = opdracht.grenzen
    return row.regel not in VAN_DE_OPDRACHT or bool(grenzen.vast or grenzen.delen)


@dataclass(frozen=True)
class Rules:
    """The rule that holds for each placement of one allocation."""

    opdracht: Trajectopdracht
    traject: Traject

    def rule(self, row: Toewijzing) -> str | None:
        """Return the code of the first rule that holds for a placement; None when no place of it is open."""
        if row.onderdeel not in self._competences:
            return "lessentabel"
        item, grenzen = self._competences[row.onderdeel], self.opdracht.grenzen
        here = (row.onderdeel, row.leerplaats)
        if here in {(one.onderdeel, one.leerplaats) for one in grenzen.vast}:
            return "vastgelegd"
        open_places = self._open_places(item)
        if not open_places:
            return None
        if len(open_places) == 1:
            return "enige-plaats"
        if any(part.minstens > 0 and here == (part.onderdeel, part.leerplaats) for part in grenzen.delen):
            return "deelgrens"
        if row.leerplaats == open_places[0]:
            return "voorkeursplaats"
        if any(self._is_needed_by(norm, row, open_places[0]) for norm in self.opdracht.normen):
            return "streefnorm"
        is_divided = len(self.traject.hours_by_onderdeel()[row.onderdeel]) > 1
        return "verdeling" if is_divided else "componenturen"

    @cached_property
    def _competences(self) -> dict[str, Onderdeel]:
        return {item.code: item for item in vocational(self.opdracht)}

    @cached_property
    def _components(self) -> set[frozenset[str]]:
        """Return the places of each component, and of both."""
        leaves = self.opdracht.leerplaatsen.bladeren
        school = frozenset(leaf.code for leaf in leaves if leaf.component == "school")
        every = frozenset(leaf.code for leaf in leaves)
        return {school, every - school, every}

    @cached_property
    def _with_hours(self) -> set[str]:
        return {leaf for _, leaves, weekly in pots_of(self.opdracht) if weekly for leaf in leaves}

    def _open_places(self, item: Onderdeel) -> list[str]:
        """Return the places of an item that have hours and that no bound closes, preferred first."""
        grenzen = self.opdracht.grenzen
        fixed = {p.leerplaats for p in grenzen.vast if p.onderdeel == item.code and p.leerplaats}
        shut = {p.leerplaats for p in grenzen.delen if p.onderdeel == item.code and not p.hoogstens}
        return [
            place
            for place in item.leerplaatsen
            if place in self._with_hours and place not in shut and fixed <= {place}
        ]

    def _is_needed_by(self, norm: Norm, row: Toewijzing, preferred: str) -> bool:
        """Whether all hours of the item at this place would cost the norm if they were at `preferred`."""
        counted = places_that_count(self.opdracht.leerplaatsen, norm.telt)
        by_hours = norm.grondslag not in ("competenties", "competenties-hoofdplaats", "gewicht")
        is_settled = by_hours and counted in self._components  # the timetable gives those hours
        if is_settled or row.leerplaats not in counted or preferred in counted:
            return False
        rows = tuple(
            one.model_copy(update={"leerplaats": preferred})
            if (one.onderdeel, one.leerplaats) == (row.onderdeel, row.leerplaats)
            else one
            for one in self.traject.toewijzingen
        )
        moved = self.traject.model_copy(update={"toewijzingen": rows})
        return self._missing(norm, moved) > self._missing(norm, self.traject)

    def _missing(self, norm: Norm, traject: Traject) -> Fraction:
        """Return how far a norm is from being met; 0 when it is met or has no value."""
        own = own_verdict(norm, traject, self.opdracht.leerplaatsen)
        if own.marge is None or own.oordeel == "gehaald":
            return Fraction(0)
        return max(-own.marge, Fraction(1, 10**12))
