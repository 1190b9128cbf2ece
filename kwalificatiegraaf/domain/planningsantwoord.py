"""The answer to a planning problem: status, value with proven bound per objective, and placements."""

from typing import Literal

from kwalificatiegraaf.domain.planningsprobleem import Planningsplaatsing
from kwalificatiegraaf.domain.waarde import Breuk, Waarde

Planningsstatus = Literal["optimaal", "toegelaten", "onmogelijk", "onbekend"]


class Planningsdoel(Waarde):
    """One objective: value of the answer, proven bound, and whether they meet.

    `max-load` in the unit of the problem, a share as a fraction, `fewest-splits` a number of pairs,
    `closest` the amount that moves.
    """

    naam: str
    waarde: Breuk
    grens: Breuk
    status: Literal["optimaal", "toegelaten"]
    bewijs: str


class Planningsreden(Waarde):
    """Why there is no answer: the JSON path of the data, the reason, and what to change."""

    plaats: str
    tekst: str
    remedie: str


class Periodebelasting(Waarde):
    """What a period holds: its load, what was there already included, and the number of items."""

    periode: str
    belasting: int
    items: int


class Planningsantwoord(Waarde):
    """`waarde` and `grens` are those of the first objective; `seconden` is the time of the clock.

    `herhaalbaar` says that no limit of the clock was reached: the same problem then gives the same answer.
    """

    status: Planningsstatus
    waarde: Breuk | None = None
    grens: Breuk | None = None
    doelen: tuple[Planningsdoel, ...] = ()
    plaatsingen: tuple[Planningsplaatsing, ...] = ()
    belasting: tuple[Periodebelasting, ...] = ()
    redenen: tuple[Planningsreden, ...] = ()
    herhaalbaar: bool = True
    seconden: float = 0
