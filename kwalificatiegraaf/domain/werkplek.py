"""Workplaces: branches of training companies, recognised per course, and the activities that they offer."""

from datetime import date
from fractions import Fraction
from math import cos, hypot, radians
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from kwalificatiegraaf.domain.waarde import Waarde, hours_as_number, read_degrees

KM_PER_GRAAD = 111
"""Kilometres along a meridian for one degree, rounded: distances only break ties."""

Graad = Annotated[
    Fraction,
    BeforeValidator(read_degrees),
    PlainSerializer(hours_as_number, return_type=float | int, when_used="json"),
]
"""A coordinate in degrees (WGS84), to seven decimals."""


class Punt(Waarde):
    """A place on the map, in degrees."""

    breedte: Graad = Field(ge=-90, le=90)
    lengte: Graad = Field(ge=-180, le=180)


class Activiteit(Waarde):
    """What a company must be able to let pupils do for a course, by the list of the sector."""

    code: str
    titel: str
    opleidingen: tuple[str, ...]
    competenties: tuple[str, ...]


class Leeronderneming(Waarde):
    """A training company."""

    code: str
    titel: str


class Leerondernemingserkenning(Waarde):
    """The recognition of one branch for one course; `geldig_tot` is exclusive.

    `capaciteit` is the number of pupils of the course that the branch can train in the same period;
    None when it is not known, which counts as one.
    """

    code: str
    opleiding: str
    geldig_vanaf: date
    geldig_tot: date | None = None
    capaciteit: int | None = Field(default=None, ge=0)
    erkend_door: str | None = None

    def is_valid_on(self, day: date) -> bool:
        """Whether the recognition runs on `day`."""
        return self.geldig_vanaf <= day and (self.geldig_tot is None or day < self.geldig_tot)


class Vestiging(Waarde):
    """A branch of a training company: what it offers, which contexts it covers, where it is."""

    code: str
    titel: str
    onderneming: Leeronderneming
    is_sectorcentrum: bool = False
    activiteiten: tuple[str, ...] = ()
    contexten: tuple[str, ...] = ()
    breedte: Graad | None = None
    lengte: Graad | None = None
    erkenningen: tuple[Leerondernemingserkenning, ...] = ()

    @property
    def punt(self) -> Punt | None:
        """Where the branch is, None when that is not known."""
        if self.breedte is None or self.lengte is None:
            return None
        return Punt(breedte=self.breedte, lengte=self.lengte)

    def erkenning_for(self, course: str, day: date) -> Leerondernemingserkenning | None:
        """Return the recognition for a course on `day`, the latest started first."""
        valid = [e for e in self.erkenningen if e.opleiding == course and e.is_valid_on(day)]
        return max(valid, key=lambda e: (e.geldig_vanaf, e.code), default=None)


def distance_km(one: Punt | None, other: Punt | None) -> int:
    """Return whole kilometres as the crow flies, 0 where a place is unknown."""
    if one is None or other is None:
        return 0
    north = float(one.breedte - other.breedte)
    east = float(one.lengte - other.lengte) * cos(radians(float(one.breedte + other.breedte) / 2))
    return round(KM_PER_GRAAD * hypot(north, east))
