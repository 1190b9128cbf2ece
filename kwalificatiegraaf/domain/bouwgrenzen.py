"""The bounds that a user may set on a trajectory, beside what its frame and its items say."""

from fractions import Fraction
from typing import Literal

from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

Doelnaam = Literal["normen", "belasting", "perioden", "verdeling", "voorkeur", "volgorde"]
Volgordesoort = Literal["strikt", "zwak"]

DOELEN: tuple[Doelnaam, ...] = ("normen", "belasting", "perioden", "verdeling", "voorkeur", "volgorde")
"""The objectives in their usual order (PLANNING: objectives)."""

STANDAARDTOLERANTIE = Fraction(1, 20)


class Periodegrens(Waarde):
    """Least and greatest load of a period (hours, general education included) and number of competences."""

    periode: int
    minste_uren: Uren | None = None
    meeste_uren: Uren | None = None
    minste_competenties: int | None = None
    meeste_competenties: int | None = None


class Deelgrens(Waarde):
    """Least and greatest part of the hours of one competence at one place (shares from 0 to 1)."""

    onderdeel: str
    leerplaats: str
    minstens: Breuk = Fraction(0)
    hoogstens: Breuk = Fraction(1)


class Plaatsing(Waarde):
    """A competence with a place, a period, or both: to fix (all its hours there) or to forbid (none)."""

    onderdeel: str
    leerplaats: str | None = None
    periode: int | None = None


class Volgorde(Waarde):
    """`dan` starts after the last period of `eerst` (strikt), or not before `eerst` starts (zwak)."""

    eerst: str
    dan: str
    soort: Volgordesoort = "strikt"


class Bouwgrenzen(Waarde):
    """All bounds of one task; the empty value has only the usual tolerance.

    `tolerantie` is the part of a period's component hours by which the allocation may differ;
    over the whole trajectory the hours are exact. `harde_normen` holds codes of norms that must be
    met; the other norms of the task are goals. `doelen` are the objectives in order of weight.
    """

    tolerantie: Breuk = STANDAARDTOLERANTIE
    perioden: tuple[Periodegrens, ...] = ()
    delen: tuple[Deelgrens, ...] = ()
    vast: tuple[Plaatsing, ...] = ()
    verboden: tuple[Plaatsing, ...] = ()
    volgorde: tuple[Volgorde, ...] = ()
    harde_normen: tuple[str, ...] = ()
    doelen: tuple[Doelnaam, ...] = DOELEN
