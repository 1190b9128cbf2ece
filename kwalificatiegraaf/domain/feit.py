"""Facts: every datum of a task that a person could change, and the laws that nobody can."""

from typing import Literal

from pydantic import Field

from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.waarde import Waarde

Feitsoort = Literal[
    "plaatsen",
    "deel",
    "uren",
    "algemene-uren",
    "looptijd",
    "voorkennis",
    "periodegrens",
    "vast",
    "verboden",
    "tolerantie",
    "context",
    "norm",
]

KALENDERSOORTEN: frozenset[Feitsoort] = frozenset({"voorkennis", "periodegrens", "tolerantie"})
"""Facts that say something about periods only; fixings and prohibitions do so when they name a period."""


class Feit(Waarde):
    """One fact: `code` is unique in its task, `zin` says its present value in Dutch.

    `wet` marks what cannot be changed. `nummer` is the position of the line of the timetable, or of the
    fixing or prohibition, in the task; `ander` is the item that must come after `onderdeel`.
    """

    code: str
    soort: Feitsoort
    zin: str
    wet: bool = False
    onderdeel: str | None = None
    ander: str | None = None
    strikt: bool | None = None
    leerplaats: str | None = None
    component: Component | None = None
    periode: int | None = None
    nummer: int | None = None

    @property
    def is_kalender(self) -> bool:
        """Whether the fact says nothing without periods."""
        return self.soort in KALENDERSOORTEN or (
            self.soort in ("vast", "verboden") and self.periode is not None
        )


class Speelruimte(Waarde):
    """How far facts may move: whole weekly hours up or down per line, and extra periods.

    Part of every claim: a blocking set blocks for all values inside the room, a repair stays inside it.
    Hours of general education only go down, to nothing.
    """

    uren: int = Field(default=12, ge=0, le=20)
    perioden: int = Field(default=1, ge=0, le=2)
