"""Blocking sets and repairs of one target, each found through the other (hitting-set duality).

A smallest set of facts that hits every blocking set found so far is tried as a repair: it works, or what
stays fixed holds a blocking set that is new. So the first repairs are as small as can be, and proved so.
Laws hold throughout: nothing that is tried breaks one, and which of them a blocking set needs is found last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kwalificatiegraaf.planning.hitting import irreducible, smallest_hitting_set
from kwalificatiegraaf.planning.oracle import Oracle
from kwalificatiegraaf.planning.target import Codes

STEPS = 160
"""Sets that are tried before the search says that it stopped early."""


@dataclass
class Explorer:
    """What is known so far; `open_sets` were neither shown to block nor to be free of it.

    The search stops after `limit` sets, or when the oracle has solved more than `budget` models.
    """

    oracle: Oracle
    calendar: bool
    blocking: list[Codes] = field(default_factory=list)
    repairs: list[Codes] = field(default_factory=list)
    open_sets: list[Codes] = field(default_factory=list)
    steps: int = 0
    limit: int = STEPS
    budget: int | None = None

    @property
    def facts(self) -> Codes:
        """All facts that count and that someone can change; without the calendar not those on periods."""
        target = self.oracle.target
        changeable = frozenset(target.facts) - target.laws
        return changeable if self.calendar else changeable - target.calendar

    def with_laws(self, codes: Codes) -> Codes:
        """Return a blocking set with the laws without which it would not block."""
        laws = self.oracle.target.laws
        free = self.facts - codes

        def blocks(kept: Sequence[str]) -> bool:
            return self.reachable(free | (laws - frozenset(kept))) == "nee"

        return codes | irreducible(self.oracle.target.ordered(laws), blocks)

    def reachable(self, relaxed: Codes) -> str:
        """Return whether the target can be reached with these facts free."""
        return self.oracle.reachable(relaxed, calendar=self.calendar)

    def next_repair(self, choices: Codes, most: int | None = None) -> Codes | None:
        """Return the next smallest repair among `choices`, learning blocking sets on the way."""
        ordered = self.oracle.target.ordered(choices)
        while not self._is_spent:
            tried = smallest_hitting_set(ordered, [*self.blocking, *self.open_sets], self.repairs, most)
            if tried is None:
                return None
            self.steps += 1
            answer = self.reachable(tried)
            if answer == "ja":
                self.repairs.append(tried)
                return tried
            kept = self.facts - tried
            if answer == "nee":
                self.blocking.append(self.shrink(kept))
            else:
                self.open_sets.append(kept)
        return None

    @property
    def is_cut_short(self) -> bool:
        """Whether the search stopped before it was done."""
        return self._is_spent or bool(self.open_sets)

    @property
    def _is_spent(self) -> bool:
        solved = self.budget is not None and self.oracle.solved >= self.budget
        return solved or self.steps >= self.limit

    def shrink(self, kept: Codes) -> Codes:
        """Return a subset of these blocking facts from which none can be missed as long as laws hold."""
        left = self._order(kept)
        timeless = [code for code in left if code not in self.oracle.target.calendar]
        if len(timeless) < len(left) and self.reachable(self.facts - frozenset(timeless)) == "nee":
            left = timeless
        return irreducible(left, lambda rest: self.reachable(self.facts - frozenset(rest)) == "nee")

    def _order(self, kept: Codes) -> list[str]:
        """Return the facts, those first that are best missed: the calendar, then places, then hours."""
        facts = self.oracle.target.facts
        rank = {"looptijd": 2, "uren": 3, "algemene-uren": 2}
        ordered = self.oracle.target.ordered(kept)
        return sorted(
            ordered, key=lambda code: (0 if facts[code].is_kalender else 1, rank.get(facts[code].soort, 1))
        )

    def all_blocking(self, limit: int) -> Iterator[Codes]:
        """Yield blocking sets, each once; all of them unless the limit or the search stops it."""
        yield from self.blocking[:limit]
        shown = min(len(self.blocking), limit)
        while shown < limit:
            before = len(self.blocking)
            if self.next_repair(self.facts) is None and len(self.blocking) == before:
                break
            for one in self.blocking[before : before + limit - shown]:
                shown += 1
                yield one
        if shown < limit and not self.is_cut_short:
            yield from self._remaining(limit - shown)

    def _remaining(self, limit: int) -> Iterator[Codes]:
        """Yield what the repairs, all known now, imply: their smallest hitting sets are blocking sets."""
        ordered = self.oracle.target.ordered(self.facts)
        for _ in range(limit):
            found = smallest_hitting_set(ordered, self.repairs, self.blocking)
            if found is None:
                return
            self.blocking.append(found)
            yield found
