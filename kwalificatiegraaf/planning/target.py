"""What an explanation is about: a task, the norm to reach (or the frame alone), the laws and the room."""

from dataclasses import dataclass, field
from functools import cached_property

from kwalificatiegraaf.domain.feit import Feit, Speelruimte
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.wijzigen import with_both_components
from kwalificatiegraaf.planning.facts import facts_of

Codes = frozenset[str]
"""Codes of facts."""


@dataclass(frozen=True)
class Target:
    """A task with a norm to reach; without a norm, that any allocation exists.

    `wetten` are norms of law on weekly hours that every change must respect.
    """

    given: Trajectopdracht
    norm: Norm | None
    wetten: tuple[Norm, ...] = ()
    ruimte: Speelruimte = field(default_factory=Speelruimte)

    @cached_property
    def opdracht(self) -> Trajectopdracht:
        """The task with a line of the timetable for both components."""
        return self.given.model_copy(update={"kader": with_both_components(self.given.kader)})

    @cached_property
    def facts(self) -> dict[str, Feit]:
        """The facts by code, in their fixed order."""
        return {fact.code: fact for fact in facts_of(self.opdracht, self.wetten)}

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of every fact in that order."""
        return {code: number for number, code in enumerate(self.facts)}

    @cached_property
    def calendar(self) -> Codes:
        """The facts that only speak of periods."""
        return frozenset(code for code, fact in self.facts.items() if fact.is_kalender)

    @cached_property
    def hourly(self) -> Codes:
        """The facts on weekly hours and on the number of periods."""
        kinds = ("uren", "algemene-uren", "looptijd")
        return frozenset(code for code, fact in self.facts.items() if fact.soort in kinds)

    @cached_property
    def laws(self) -> Codes:
        """The facts that nobody can change."""
        return frozenset(code for code, fact in self.facts.items() if fact.wet)

    def ordered(self, codes: Codes) -> list[str]:
        """Return the codes in the fixed order."""
        return sorted(codes, key=self.rank.__getitem__)
