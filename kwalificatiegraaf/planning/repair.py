"""Repairs: the fewest changes that reach a target, then those with the fewest hours, then by code.

Candidates come from arithmetic without calendar; each is worked out with the nearest values that do it,
solved with its calendar, and accepted by the checker. Laws are never touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby, islice

from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.herstel import Herstel, Herstelplan, Herstelstatus
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.planning.explain import has_allocation, require_few_facts
from kwalificatiegraaf.planning.explorer import STEPS, Explorer
from kwalificatiegraaf.planning.oracle import SOLVES, Oracle
from kwalificatiegraaf.planning.progress import enter_phase, tell
from kwalificatiegraaf.planning.realise import Realiser
from kwalificatiegraaf.planning.target import Codes, Target

ALTERNATIVES = 5
CANDIDATES = 40
"""Sets of facts of one size that are compared before the search says that it stopped early."""

EXTRA_STEPS = 40
"""Sets that are still tried for alternatives once there is a repair."""
FEW_SOLVES = 4
"""Timetables that are tried for an alternative with more changes than the least."""
EXTENDED = 2
"""Sets that the calendar refuses and to which a change is added."""
BUDGET = 40
"""Models that may be solved to find repairs in which facts on periods change."""

Key = tuple[int, Fraction, tuple[str, ...]]
"""The order of repairs: number of changes, hours, codes."""


def repair(target: Target, wanted: int = ALTERNATIVES, oracle: Oracle | None = None) -> Herstelplan:
    """Return at most `wanted` repairs of a target, cheapest first; the same target gives the same plan."""
    return Repairer(oracle or Oracle(target), wanted).plan()


def repair_all(
    opdracht: Trajectopdracht,
    normen: Sequence[Norm],
    wetten: Sequence[Norm] = (),
    ruimte: Speelruimte | None = None,
    wanted: int = ALTERNATIVES,
) -> tuple[Herstelplan, ...]:
    """Return the repairs per norm; first those of the frame when it has no allocation at all."""
    require_few_facts(opdracht)
    room, laws = ruimte or Speelruimte(), tuple(wetten)
    frame = Oracle(Target(opdracht, None, laws, room))
    oracles = [Oracle(Target(opdracht, norm, laws, room)) for norm in normen]
    enter_phase("nagaan of er een verdeling is")
    broken = () if has_allocation(frame, oracles) else (frame,)
    return tuple(Repairer(oracle, wanted).plan() for oracle in (*broken, *oracles))


@dataclass
class Repairer:
    """Works out the repairs of one target; `refused` sets have no values that do it, or none found.

    `settled` is the size under which every set is known not to be a repair.
    """

    oracle: Oracle
    wanted: int = ALTERNATIVES
    done: dict[Codes, Herstel] = field(default_factory=dict)
    refused: dict[Codes, str] = field(default_factory=dict)
    cut_short: bool = False
    settled: int = 0
    hopeless: bool = False

    @property
    def target(self) -> Target:
        """What is repaired."""
        return self.oracle.target

    def plan(self) -> Herstelplan:
        """Return the repairs; none when the target is reached or out of reach."""
        norm = self.target.norm
        enter_phase(f"{norm.code if norm else 'de lessentabel'} herstellen")
        if not self.oracle.is_measurable:
            return self._plan(
                "onbepaald",
                "De norm is onbepaald: er ontbreekt een gegeven, of haar grondslag is niet te herstellen.",
            )
        if self.oracle.can(frozenset()).answer == "ja":
            return self._plan("niet nodig", "Er is niets te herstellen: het doel is haalbaar.")
        self._fill()
        if not self.done:
            status: Herstelstatus = "niet bewezen" if self.cut_short else "onmogelijk"
            return self._plan(status, self._without())
        least = min(map(len, self.done))
        return self._plan("bewezen" if self.settled >= least else "niet bewezen", self._told(least))

    def _fill(self) -> None:
        """Fill `done` with the smallest sets: by arithmetic where that refuses, then with the calendar."""
        choices = frozenset(self.target.facts) - self.target.laws
        light = Explorer(self.oracle, calendar=False)
        if self.oracle.can(frozenset(), calendar=False).answer == "nee":
            self._explore(light, choices - self.target.calendar)
            self._extend(choices)
        least = min(map(len, self.done), default=None)
        if frozenset() not in light.blocking and (least is None or least > self.settled):
            budget = self.oracle.solved + BUDGET
            blocking = list(light.blocking)
            self._explore(Explorer(self.oracle, calendar=True, blocking=blocking, budget=budget), choices)

    def _extend(self, choices: Codes) -> None:
        """Try what the calendar refuses with one change more: a fact that the nearest timetable runs into."""
        for codes in sorted(self.refused, key=self._price)[:EXTENDED]:
            least = min(map(len, self.done), default=len(codes))
            nearest = self.oracle.can(codes, calendar=False, cheapest=True).timetable
            few = len(codes) <= least and len(self.done) < self.wanted
            if nearest and (few or len(codes) + 1 < least):
                core = self.oracle.core(codes, nearest) & choices
                more = [codes | {code} for code in self.target.ordered(core)]
                self._work_out([one for one in more if self._needs_all(one)])

    def _needs_all(self, codes: Codes) -> bool:
        """Whether no change of a set is superfluous."""
        return all(self.oracle.can(codes - {code}).answer != "ja" for code in codes)

    def _explore(self, explorer: Explorer, choices: Codes) -> None:
        """Work out sets of growing size until there are enough repairs, at most one size above the least."""
        for size, found in groupby(self._stream(explorer, choices), key=len):
            self.settled = max(self.settled, min([size, *(len(codes) + 1 for codes in self.refused)]))
            if explorer.calendar and not explorer.open_sets:
                self.settled = max(self.settled, size)
            some = list(islice(found, CANDIDATES))
            self.cut_short |= len(some) == CANDIDATES
            self._report()
            self._work_out(some)
            self._report()
            if len(self.done) >= self.wanted or (self.done and size > min(map(len, self.done))):
                return
        self.cut_short |= explorer.is_cut_short

    def _report(self) -> None:
        """Tell the fewest changes found and the fewest that are not excluded."""
        least = min(map(len, self.done), default=None)
        tell("wijzigingen", least, self.settled if least is None else min(least, self.settled))

    def _stream(self, explorer: Explorer, choices: Codes) -> Iterator[Codes]:
        """Yield sets by size, up to one above the least repair; for the alternatives a few steps suffice."""
        while True:
            least = min(map(len, self.done), default=None)
            if least is not None and explorer.limit == STEPS:
                explorer.limit = explorer.steps + EXTRA_STEPS
            found = explorer.next_repair(choices, None if least is None else least + 1)
            if found is None:
                return
            yield found

    def _work_out(self, found: list[Codes]) -> None:
        """Realise the sets by their least cost, until the rest can't be among the wanted ones."""
        realiser = Realiser(self.oracle)
        for price, codes in sorted((self._price(codes), codes) for codes in found):
            best = sorted(self._key(one) for one in self.done.values())[: self.wanted]
            if len(best) == self.wanted and best[-1] <= price:
                return
            extra = bool(best) and len(codes) > best[0][0]
            repaired = self.done.get(codes) or realiser.realise(codes, FEW_SOLVES if extra else SOLVES)
            if isinstance(repaired, Herstel):
                self.done[codes] = repaired
            else:
                self.refused[codes] = repaired
                self.cut_short |= repaired == "onbekend"

    def _price(self, codes: Codes) -> Key:
        timetable = self.oracle.can(codes, calendar=False, cheapest=True).timetable
        hours = timetable.cost if timetable else Fraction(0)
        return len(codes), hours, tuple(self.target.ordered(codes))

    def _key(self, repair: Herstel) -> Key:
        return repair.kost.aantal, repair.kost.uren, repair.kost.codes

    def _plan(self, status: Herstelstatus, zin: str) -> Herstelplan:
        norm = self.target.norm
        best = sorted(self.done.values(), key=self._key)[: self.wanted]
        more = self.cut_short or len(self.done) >= self.wanted
        return Herstelplan(
            norm=norm.code if norm else None,
            titel=norm.label if norm else "een mogelijke verdeling",
            grondslag=norm.grondslag if norm else None,
            drempel=norm.drempel if norm else None,
            status=status,
            ruimte=self.target.ruimte,
            herstellingen=tuple(best),
            begrensd=bool(best) and more,
            limiet=f"hoogstens {self.wanted} herstellingen, hoogstens een wijziging meer dan de kleinste",
            zin=zin,
        )

    def _told(self, least: int) -> str:
        proof = (
            "met minder kan het niet" if self.settled >= least else "of het met minder kan, is niet bewezen"
        )
        return f"1 wijziging volstaat; {proof}." if least == 1 else f"{least} wijzigingen volstaan; {proof}."

    def _without(self) -> str:
        room = self.target.ruimte
        inside = (
            f"hoogstens {room.uren} uur per week meer of minder per regel van de lessentabel, "
            f"hoogstens {room.perioden} periode meer, wetten ongemoeid"
        )
        if self.cut_short:
            return f"Geen herstelling gevonden binnen de rekentijd ({inside})."
        return f"Geen enkele wijziging volstaat binnen de speelruimte: {inside}."
