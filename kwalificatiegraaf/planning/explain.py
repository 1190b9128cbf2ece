"""Why a norm is not reached: the highest value that is possible, and the facts that forbid more.

Sizes, places and hours are looked at first, without calendar: what blocks there blocks for good. Only when
they allow the target do order, loads and periods enter.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitleg import (
    Blokkering,
    Certificaat,
    Opheffing,
    Uitleg,
    Uitlegstatus,
    Weekregel,
)
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.explainwords import (
    conclusion,
    frame_conclusion,
    limit_said,
    reasoning,
    unmeasured,
)
from kwalificatiegraaf.planning.explorer import Explorer
from kwalificatiegraaf.planning.highest import NOTHING, Heights
from kwalificatiegraaf.planning.oracle import Answer, Oracle
from kwalificatiegraaf.planning.progress import enter_phase
from kwalificatiegraaf.planning.target import Codes, Target

MOST_BLOCKING = 12
"""Blocking sets that are shown."""
MOST_ITEMS = 300
"""Competences of a task that is explained or repaired."""
STEPS = 60
STATUS: dict[Answer, Uitlegstatus] = {"ja": "haalbaar", "nee": "geblokkeerd", "onbekend": "onbekend"}
BUDGET = 60
"""Models that may be solved to find blocking sets in which facts on periods take part."""


def explain(
    opdracht: Trajectopdracht,
    normen: Sequence[Norm],
    wetten: Sequence[Norm] = (),
    ruimte: Speelruimte | None = None,
    traject: Traject | None = None,
    most: int = MOST_BLOCKING,
) -> tuple[Uitleg, ...]:
    """Return the explanation per norm; of the frame alone when it has no allocation at all.

    `traject` is the allocation whose values are the ones reached; the same task gives the same answer.
    """
    room = ruimte or Speelruimte()
    require_few_facts(opdracht)
    frame = Explainer(Target(opdracht, None, tuple(wetten), room), most)
    explainers = [(Explainer(Target(opdracht, norm, tuple(wetten), room), most), norm) for norm in normen]
    if not has_allocation(frame.oracle, [explainer.oracle for explainer, _ in explainers]):
        return (frame.frame(),)
    heights = Heights(opdracht)
    return tuple(explainer.norm(norm, heights, traject) for explainer, norm in explainers)


def has_allocation(frame: Oracle, norms: Iterable[Oracle]) -> bool:
    """Whether the task has any allocation: one that reaches a norm is one; else the frame alone is asked."""
    reached = any(one.is_measurable and one.can(NOTHING).answer == "ja" for one in norms)
    return reached or frame.can(NOTHING).answer == "ja"


def require_few_facts(opdracht: Trajectopdracht) -> None:
    """Raise InvalidInput for more competences than an explanation can go through."""
    count = len(opdracht.competenties)
    if count > MOST_ITEMS:
        raise InvalidInput(
            f"{count} competenties zijn te veel om uit te leggen",
            place="onderdelen",
            remedy=f"leg een traject van hoogstens {MOST_ITEMS} competenties uit, of splits het",
        )


class Explainer:
    """Explains one target, with at most so many blocking sets."""

    def __init__(self, target: Target, most: int = MOST_BLOCKING) -> None:
        self.target = target
        self.most = most
        self.oracle = Oracle(target)

    def frame(self) -> Uitleg:
        """Return why no allocation exists."""
        answer = self.oracle.can(NOTHING).answer
        calendar = self._needs_calendar()
        blocking, cut_short = self.blocking(calendar=calendar) if answer == "nee" else ((), True)
        return Uitleg(
            norm=None,
            titel="een mogelijke verdeling",
            status="onmogelijk" if answer == "nee" else "onbekend",
            ruimte=self.target.ruimte,
            blokkeringen=blocking,
            begrensd=cut_short,
            limiet=limit_said(self.most, STEPS, calendar=calendar),
            zin=frame_conclusion(answer, len(blocking)),
        )

    def norm(self, norm: Norm, heights: Heights, traject: Traject | None) -> Uitleg:
        """Return the explanation of a norm whose task has an allocation."""
        enter_phase(f"{norm.code} uitleggen")
        places = self.target.opdracht.leerplaatsen
        verdict = own_verdict(norm, traject, places) if traject else None
        reached = verdict.waarde if verdict else None
        told = {
            "norm": norm.code,
            "titel": norm.label,
            "grondslag": norm.grondslag,
            "bereik": norm.bereik,
            "drempel": norm.drempel,
            "bereikt": reached,
            "oordeel": verdict.oordeel if verdict else None,
            "ruimte": self.target.ruimte,
        }
        if not self.oracle.is_measurable:
            return Uitleg(**told, status="onbepaald", zin=unmeasured(norm, verdict))
        highest = heights.of(norm)
        answer = self.oracle.can(NOTHING).answer
        status = STATUS[answer]
        calendar = self._needs_calendar()
        blocking, cut_short = (
            self.blocking(calendar=calendar) if answer == "nee" else ((), answer == "onbekend")
        )
        return Uitleg(
            **told,
            status=status,
            hoogste=highest,
            blokkeringen=blocking,
            begrensd=cut_short,
            limiet=limit_said(self.most, STEPS, calendar=calendar) if answer == "nee" else "",
            zin=conclusion(norm, status, reached, highest[0], len(blocking)),
        )

    def _needs_calendar(self) -> bool:
        """Whether the target is only refused once periods enter."""
        return self.oracle.can(NOTHING, calendar=False).answer != "nee"

    def blocking(self, *, calendar: bool) -> tuple[tuple[Blokkering, ...], bool]:
        """Return the blocking sets, smallest first, and whether there may be more."""
        budget = self.oracle.solved + BUDGET
        explorer = Explorer(self.oracle, calendar=calendar, limit=STEPS, budget=budget)
        found = list(islice(explorer.all_blocking(self.most + 1), self.most + 1))
        whole = [explorer.with_laws(codes) for codes in found]
        whole.sort(key=lambda codes: (len(codes), [self.target.rank[c] for c in self.target.ordered(codes)]))
        shown = tuple(self._blocking_set(codes, explorer) for codes in whole[: self.most])
        return shown, explorer.is_cut_short or len(found) > self.most

    def _blocking_set(self, codes: Codes, explorer: Explorer) -> Blokkering:
        calendar = explorer.calendar
        highest = None if calendar else self.oracle.highest(frozenset(self.target.facts) - codes)
        return Blokkering(
            feiten=tuple(self.target.facts[code] for code in self.target.ordered(codes)),
            certificaat=Certificaat(
                wijze="met-kalender" if calendar else "zonder-kalender",
                hoogste=highest,
                redenering=reasoning(self.target.norm, highest, not codes, calendar=calendar),
                opheffingen=tuple(
                    self._lifted(code, self._freed(code, codes, explorer), calendar=calendar)
                    for code in self.target.ordered(codes)
                ),
            ),
        )

    def _freed(self, code: str, codes: Codes, explorer: Explorer) -> Codes:
        """Return what is free without one fact: no law, unless it is a law itself that is left out."""
        changeable = explorer.facts - (codes - {code})
        return changeable | (self.target.laws - codes) | {code} if code in self.target.laws else changeable

    def _lifted(self, code: str, relaxed: Codes, *, calendar: bool) -> Opheffing:
        """Return what is possible without one fact, under the first timetable that does it."""
        verdict = self.oracle.can(relaxed, calendar=calendar)
        broken = tuple(self.target.ordered(self.target.laws & {code}))
        if verdict.timetable is None:
            return Opheffing(feit=code, waarde=None, gevonden=False, breekt=broken)
        lines = zip(self.target.opdracht.kader.uurverdeling, verdict.timetable.hours, strict=True)
        return Opheffing(
            feit=code,
            waarde=None if calendar else verdict.value,
            breekt=broken,
            extra_perioden=verdict.timetable.extra,
            uurverdeling=tuple(
                Weekregel(nummer=number, vak=line.vak, weekuren=hours)
                for number, (line, hours) in enumerate(lines)
                if hours != line.weekuren
            ),
        )
