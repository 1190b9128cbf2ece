"""A course (structuuronderdeel) and its accreditations."""

from datetime import date
from typing import Literal

from kwalificatiegraaf.domain.waarde import Waarde

Contextregel = Literal["exact", "minstens"]
Zekerheid = Literal["bevestigd", "onbevestigd", "aanname"]
Overeenkomstsoort = Literal["OAO", "SAO", "deeltijds"]


class VerplichteContext(Waarde):
    """Contexts that a trajectory must cover: exactly or at least `aantal` of them."""

    regel: Contextregel
    aantal: int
    contexten: tuple[str, ...] = ()


class Studiebekrachtiging(Waarde):
    """A proof that the course can give; `onderwijskwalificatieniveau` is 3 for an OK of level 3."""

    studiebewijs: str
    onderwijskwalificatieniveau: int | None = None
    kwalificatie: str | None = None
    zekerheid: Zekerheid = "bevestigd"


class Opleidingserkenning(Waarde):
    """One accreditation (ADV-1702) of a course; `geldig_tot` is exclusive, None is open or not read.

    `contract` is the contract that the register designates (OAO or SAO), None when not read;
    `maribel` marks the exception that allows a part-time employment contract.
    """

    code: str
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None
    kwalificaties: tuple[str, ...] = ()
    contract: Overeenkomstsoort | None = None
    werkplekcomponenttype: str | None = None
    trajectcodes: tuple[str, ...] = ()
    trajecttypes: tuple[str, ...] = ()
    maribel: bool | None = None
    verplichte_context: VerplichteContext | None = None
    studiebekrachtigingen: tuple[Studiebekrachtiging, ...] = ()

    @property
    def beroepskwalificaties(self) -> tuple[str, ...]:
        """The full qualifications among `kwalificaties`, which also holds partial ones."""
        return tuple(code for code in self.kwalificaties if "-DBK-" not in code)

    @property
    def laat_afwijking_toe(self) -> bool:
        """Whether the Government deviated from the ordinary band of hours."""
        return (self.werkplekcomponenttype or "").startswith("Afwijkende")

    def is_valid_on(self, day: date) -> bool:
        """Whether the accreditation runs on `day`; an unread bound does not exclude."""
        return (self.geldig_vanaf or day) <= day and (self.geldig_tot is None or day < self.geldig_tot)


class Opleiding(Waarde):
    """A course of the register with all its accreditations, oldest first."""

    nummer: str
    titel: str
    groep: str | None = None
    graad: str | None = None
    finaliteit: str | None = None
    leerweg: str
    erkenningen: tuple[Opleidingserkenning, ...] = ()

    def erkenning_on(self, day: date) -> Opleidingserkenning | None:
        """Return the accreditation in force on `day`, the latest started first; else the last one."""
        valid = [e for e in self.erkenningen if e.is_valid_on(day)]
        ranked = sorted(valid or self.erkenningen, key=lambda e: (e.geldig_vanaf or date.min, e.code))
        return ranked[-1] if ranked else None
