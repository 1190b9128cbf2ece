"""The answer of the builder: a trajectory, what was optimised, and what the frame and the answer differ."""

from typing import Literal

from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

NORMDOEL = "norm "
"""How the name of an objective begins that is a norm; its code follows."""

Doelstatus = Literal["optimaal", "binnen-speelruimte", "haalbaar"]


class Doelresultaat(Waarde):
    """One objective: the value of the answer, the proven bound, and the proof in one Dutch sentence.

    `optimaal` says that no allocation does better with the earlier objectives kept. `binnen-speelruimte`
    says that the bound is the proven optimum, and that the value uses the tolerance above it (only the
    load has one).
    """

    naam: str
    waarde: Breuk
    grens: Breuk
    status: Doelstatus
    bewijs: str


class Urenafwijking(Waarde):
    """Vocational hours of a component in a period: of the timetable, as allocated, and the difference."""

    periode: int
    component: Component
    uren_kader: Uren
    uren_verdeeld: Uren
    verschil: Uren


class Bouwresultaat(Waarde):
    """A built trajectory with its proof; `meldingen` say in Dutch what could not be met."""

    traject: Traject
    doelen: tuple[Doelresultaat, ...]
    afwijkingen: tuple[Urenafwijking, ...]
    meldingen: tuple[str, ...] = ()


class Bevinding(Waarde):
    """What a checker holds against a trajectory: the rule that is broken, where, and how."""

    regel: str
    onderdeel: str | None = None
    periode: int | None = None
    tekst: str
