"""What is asked of branches and what comes of it: the data of the covering problem, without its solver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Offer:
    """What a branch can do: items and contexts by code; room per period (pupils at once)."""

    code: str
    items: frozenset[str]
    contexts: frozenset[str] = frozenset()
    room: tuple[int, ...] = ()


@dataclass(frozen=True)
class Need:
    """What must be covered: items with the periods (from 0) that count for them, and the context rule.

    `contexts` counts how many of `choices` must be chosen, each of them offered; `exact` says that no
    more are chosen. A branch may offer more than are chosen.
    """

    items: Mapping[str, tuple[int, ...]]
    contexts: int = 0
    choices: frozenset[str] = frozenset()
    exact: bool = False
    periods: int = 1


@dataclass(frozen=True)
class Score:
    """One objective: its value, its proven bound."""

    name: str
    value: int
    bound: int

    @property
    def is_optimal(self) -> bool:
        """Whether the value meets the bound."""
        return self.value == self.bound


@dataclass(frozen=True)
class Cover:
    """The branches chosen, in order of code, with the scores; nothing chosen when nothing can be covered.

    `missed` are items that some branch offers, but none at the time when the calendar asks them; `short` is
    how many contexts are missing then.
    """

    codes: tuple[str, ...]
    scores: tuple[Score, ...]
    missed: tuple[str, ...] = ()
    short: int = 0

    @property
    def count(self) -> Score:
        """The number of branches, with its proven bound."""
        return next((score for score in self.scores if score.name == "aantal"), Score("aantal", 0, 0))

    @property
    def is_optimal(self) -> bool:
        """Whether no fewer branches cover as much, and no others cover more."""
        return all(score.is_optimal for score in self.scores if score.name in ("aantal", "niet-gedekt"))


@dataclass(frozen=True)
class Pupil:
    """One pupil, by a mark: contexts asked for, and kilometres to each branch by code."""

    mark: str
    contexts: frozenset[str] = frozenset()
    distances: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Placing:
    """Where a pupil is in every period (None: nowhere), what stays uncovered, contexts that count.

    `short` is how many contexts are missing for the rule.
    """

    mark: str
    branches: tuple[str | None, ...]
    uncovered: tuple[str, ...]
    contexts: tuple[str, ...]
    short: int = 0


@dataclass(frozen=True)
class Assignment:
    """The placings in the order of the pupils, with the scores of the objectives."""

    placings: tuple[Placing, ...]
    scores: tuple[Score, ...]


def coverable(need: Need, offers: Sequence[Offer]) -> frozenset[str]:
    """Return the items that at least one offer has."""
    return frozenset(item for item in need.items if any(item in offer.items for offer in offers))
