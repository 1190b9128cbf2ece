"""A trajectory: its frame (weeks, timetable), its parts, and where each part is learned."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from kwalificatiegraaf.domain.competentie import Tekststatus
from kwalificatiegraaf.domain.leerplaats import Component, Toewijzingsstatus
from kwalificatiegraaf.domain.opleiding import VerplichteContext, Zekerheid
from kwalificatiegraaf.domain.waarde import Uren, Waarde

Soort = Literal["beroepsgericht", "algemeen"]
Leerweg = Literal["duaal", "voltijds"]


Weken = Annotated[int, Field(ge=1, le=60)]
"""Weeks of a period."""


class Periode(Waarde):
    """A part of the trajectory in order, with its number of weeks."""

    nummer: int = Field(ge=1)
    label: str
    weken: Weken


class Uurverdeling(Waarde):
    """One line of the weekly timetable: a subject at school, or the hours at the workplace.

    `cluster` names the general education it teaches; without it the hours are vocational.
    `leerplaats` narrows the line to one place of its component.
    """

    vak: str
    component: Component
    weekuren: Uren = Field(ge=0, le=60)
    cluster: str | None = None
    leerplaats: str | None = None
    zekerheid: Zekerheid = "aanname"
    bron: str | None = None

    @property
    def soort(self) -> Soort:
        """Vocational, unless the line teaches a cluster of general education."""
        return "algemeen" if self.cluster else "beroepsgericht"


class Contextkeuze(Waarde):
    """An obligatory context and the competences that cover it."""

    context: str
    competenties: tuple[str, ...]


class Trajectkader(Waarde):
    """All that is known before hours are allocated: the question that the builder answers.

    `nastreeft` holds codes of the norms to reach. `zekerheid` is `aanname` when hours or weeks
    are assumptions and not facts of a real timetable; `toelichting` says which. `jaren` is the number
    of school years, needed for norms on hours a year.
    """

    code: str
    titel: str
    opleiding: str | None = None
    erkenning: str | None = None
    leerweg: Leerweg
    jaren: int | None = Field(default=None, ge=1, le=10)
    kwalificaties: tuple[str, ...]
    perioden: tuple[Periode, ...] = Field(min_length=1)
    uurverdeling: tuple[Uurverdeling, ...] = Field(min_length=1)
    nastreeft: tuple[str, ...] = ()
    verplichte_context: VerplichteContext | None = None
    contextkeuzes: tuple[Contextkeuze, ...] = ()
    zekerheid: Zekerheid = "aanname"
    toelichting: str | None = None
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None

    @property
    def weken(self) -> int:
        """Weeks over all periods."""
        return sum(period.weken for period in self.perioden)

    def weekuren(self, *, component: Component | None = None, soort: Soort | None = None) -> Fraction:
        """Return the weekly hours of the lines that match."""
        return sum(
            (
                line.weekuren
                for line in self.uurverdeling
                if component in (None, line.component) and soort in (None, line.soort)
            ),
            Fraction(0),
        )


class Onderdeel(Waarde):
    """An item of the trajectory: a competence, or a cluster of general education.

    `code` is the competence code or the cluster code; `leerplaatsen` are the leaf codes where it
    can be learned, preferred first; `voorkennis` the codes that must end before it starts;
    `tekststatus` tells whether the title is official or own wording.
    """

    code: str
    titel: str
    soort: Soort
    kwalificatie: str | None = None
    gewicht: int | None = None
    uren: Uren | None = None
    leerplaatsen: tuple[str, ...] = ()
    voorkennis: tuple[str, ...] = ()
    tekststatus: Tekststatus | None = None


class Toewijzing(Waarde):
    """Hours of one item at one place in one period, with the rule and the sentence that justify it."""

    onderdeel: str
    leerplaats: str
    periode: int
    uren: Uren = Field(gt=0)
    regel: str | None = None
    motivering: str | None = None
    status: Toewijzingsstatus = "voorgesteld"
    door_wie: str | None = None


class Traject(Waarde):
    """A frame with its items and their allocation (empty before it is built)."""

    kader: Trajectkader
    onderdelen: tuple[Onderdeel, ...]
    toewijzingen: tuple[Toewijzing, ...] = ()

    def hours_by_onderdeel(self) -> dict[str, dict[str, Fraction]]:
        """Return hours per item code and place code; items without allocation have an empty dict."""
        table: dict[str, dict[str, Fraction]] = {item.code: {} for item in self.onderdelen}
        for placed in self.toewijzingen:
            row = table.setdefault(placed.onderdeel, {})
            row[placed.leerplaats] = row.get(placed.leerplaats, Fraction(0)) + placed.uren
        return table
