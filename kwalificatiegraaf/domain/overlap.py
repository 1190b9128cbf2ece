"""What two qualifications have in common, and what remains of the second for who has the first."""

from fractions import Fraction
from typing import Literal

from kwalificatiegraaf.domain.competentie import Tekststatus
from kwalificatiegraaf.domain.traject import Leerweg
from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

GELIJK = "gelijk"
"""The kind of relation that makes a competence count as learned already."""

ONDERGRENS = Fraction(2, 5)
"""Least score of a proposal that is shown, where the user gives none."""

Grond = Literal["bevestigd verband", "voorstel"]


class Competentiepaar(Waarde):
    """A competence of the first qualification beside one of the second.

    A confirmed relation has its `verbandtype`. A proposal has the `score` of its titles (twice the
    shared word stems, divided by all of both) and the stems that they share.
    """

    eerste: str
    eerste_titel: str
    eerste_tekststatus: Tekststatus | None = None
    tweede: str
    tweede_titel: str
    tweede_tekststatus: Tekststatus | None = None
    grond: Grond
    verbandtype: str | None = None
    score: Breuk | None = None
    gedeeld: tuple[str, ...] = ()


class Restcompetentie(Waarde):
    """A competence of the second qualification that is still to be learned.

    `deel` is its weight as a part of the weights of the whole qualification, None when one is missing.
    """

    competentie: str
    titel: str
    gewicht: int | None = None
    deel: Breuk | None = None
    tekststatus: Tekststatus | None = None


class Verkorting(Waarde):
    """A shortened trajectory to the second qualification: its vocational hours in proportion to weight.

    `traject` is the standard trajectory that is shortened, None when the user gave the hours. Its weeks are
    those of an individual trajectory: with general education, without what it has of the first
    qualification, and every period at the pace that it has.
    """

    traject: str | None
    titel: str
    leerweg: Leerweg | None
    uren: Uren
    resterende_uren: Uren | None
    weken: int | None
    resterende_weken: int | None


class Overlap(Waarde):
    """The overlap of two versions, seen by who has the first.

    `gelijk` are confirmed as equal and count as learned; `verwant` are confirmed as another kind of
    relation and do not; `voorstellen` rest on likeness of words and count only when
    `voorstellen_geteld` says so. `resterend_deel` is the part of the weight that remains, None when
    `ontbreekt` names competences without weight.
    """

    eerste: str
    eerste_titel: str
    tweede: str
    tweede_titel: str
    aantal: int
    gelijk: tuple[Competentiepaar, ...]
    verwant: tuple[Competentiepaar, ...]
    voorstellen: tuple[Competentiepaar, ...]
    ondergrens: Breuk
    voorstellen_geteld: bool
    resterend: tuple[Restcompetentie, ...]
    resterend_deel: Breuk | None
    ontbreekt: tuple[str, ...] = ()
    verkortingen: tuple[Verkorting, ...] = ()
