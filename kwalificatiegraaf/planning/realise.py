"""A repair worked out: the facts that may change get the nearest values that reach the target."""

from collections.abc import Iterator
from fractions import Fraction

from kwalificatiegraaf.domain.herstel import Herstel, Kost, Wijziging
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.wijzigen import change_task
from kwalificatiegraaf.errors import KwalificatiegraafError
from kwalificatiegraaf.planning.assemble import assemble
from kwalificatiegraaf.planning.changes import change_for
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.oracle import SOLVES, Answer, Oracle, forms_of, solve
from kwalificatiegraaf.planning.problem import problem_of
from kwalificatiegraaf.planning.target import Codes
from kwalificatiegraaf.planning.timetables import Timetable

TOLERANCES = (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(1))
"""Tolerances that a repair may propose, smallest first."""

Places = dict[str, tuple[str, ...]]
"""Places to add, per item code."""


class Realiser:
    """Works out sets of facts of one target."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.target = oracle.target

    def realise(self, codes: Codes, tries: int = SOLVES) -> Herstel | Answer:
        """Return the repair that changes these facts with the fewest hours, `nee` when no values do it.

        `onbekend` after so many timetables, or when the solver did not finish one.
        """
        for tried, (timetable, _) in enumerate(self.oracle.candidates(codes, cheapest=True)):
            if tried == tries:
                return "onbekend"
            answer = self.oracle.search(codes, timetable)
            if answer == "onbekend":
                return answer
            found = self._nearest(codes, timetable) if answer == "ja" else None
            if found is not None:
                return found
        return "nee"

    def _nearest(self, codes: Codes, timetable: Timetable) -> Herstel | None:
        """Return the repair with this timetable and one place more per item, else with the places it uses."""
        for tolerance in self._tolerances(codes):
            for places in self._places(codes):
                found = self._attempt(codes, timetable, places, tolerance)
                if found is not None:
                    return found
        return None

    def _tolerances(self, codes: Codes) -> list[Fraction | None]:
        now = self.target.opdracht.grenzen.tolerantie
        return [t for t in TOLERANCES if t > now] if "tolerantie" in codes else [None]

    def _places(self, codes: Codes) -> Iterator[Places]:
        """Yield the same single place for all items, real workplaces first; at last all places."""
        items = [i for i in self.target.opdracht.competenties if f"plaatsen:{i.code}" in codes]
        if not items:
            yield {}
            return
        schema = self.target.opdracht.leerplaatsen
        leaves = sorted(
            self.oracle.timetables.places,
            key=lambda code: (
                code not in self.oracle.timetables.counted,
                not schema.get(code).telt_voor_twintig_uren,
            ),
        )
        for leaf in leaves:
            if all(leaf not in item.leerplaatsen for item in items):
                yield {item.code: (leaf,) for item in items}
        yield {item.code: tuple(leaf for leaf in leaves if leaf not in item.leerplaatsen) for item in items}

    def _attempt(
        self, codes: Codes, timetable: Timetable, places: Places, tolerance: Fraction | None
    ) -> Herstel | None:
        changes = tuple(
            change
            for code in self.target.ordered(codes)
            if (change := change_for(self.target, code, timetable, places, tolerance))
        )
        task = self._changed(changes)
        traject = self._build(task) if task else None
        if task is None or traject is None:
            return None
        used = _used(traject, places)
        if used != places:
            return self._attempt(codes, timetable, used, tolerance)
        return self._accepted(task, traject, changes, timetable)

    def _changed(self, changes: tuple[Wijziging, ...]) -> Trajectopdracht | None:
        try:
            return change_task(self.target.given, changes)
        except KwalificatiegraafError:
            return None

    def _build(self, task: Trajectopdracht) -> Traject | None:
        norm = self.target.norm
        hard = [one for one in task.normen if one.code in task.grenzen.harde_normen and one != norm]
        norms = (*hard, norm) if norm else tuple(hard)
        problem = problem_of(task)
        forms = forms_of(task.model_copy(update={"normen": norms}), problem)
        units, _ = solve(problem, forms, self.oracle.limit)
        return None if isinstance(units, str) else assemble(task, problem, forms, units)

    def _accepted(
        self, task: Trajectopdracht, traject: Traject, changes: tuple[Wijziging, ...], timetable: Timetable
    ) -> Herstel | None:
        """Return the repair when the checker has nothing against it, the norm is met and so are the laws."""
        norms = [norm for norm in (self.target.norm, *self.target.wetten) if norm]
        verdicts = [own_verdict(norm, traject, task.leerplaatsen) for norm in norms]
        if check(task, traject) or any(one.oordeel != "gehaald" for one in verdicts):
            return None
        own = verdicts[0] if self.target.norm else None
        return Herstel(
            wijzigingen=changes,
            kost=Kost(
                aantal=len(changes),
                uren=timetable.cost,
                codes=tuple(change.feit.code for change in changes),
            ),
            aandeel=own.waarde if own else None,
            oordeel=own.oordeel if own else None,
            traject=traject,
        )


def _used(traject: Traject, places: Places) -> Places:
    """Return the added places that the trajectory uses."""
    table = traject.hours_by_onderdeel()
    return {code: tuple(leaf for leaf in leaves if leaf in table[code]) for code, leaves in places.items()}
