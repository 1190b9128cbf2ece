"""Professional qualifications: what the Government recognises is the version."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kwalificatiegraaf.domain.competentie import Competentie, Tekststatus
from kwalificatiegraaf.domain.waarde import Waarde

Autonomietype = Literal["is-zelfstandig-in", "is-gebonden-aan", "doet-beroep-op"]
VksNiveau = Annotated[int, Field(ge=1, le=8)]


class Autonomie(Waarde):
    """What the practitioner decides alone, is bound to, or calls on."""

    autonomietype: Autonomietype | None = None
    tekst: str


class Attest(Waarde):
    """A certificate that the law demands beside the qualification."""

    attesttype: str
    omschrijving: str
    regelgeving: str | None = None


class Domeinstap(Waarde):
    """One step of a domain path: its name and depth, the broadest first."""

    domein: str
    level: int


class Domein(Waarde):
    """A domain of the register with its path."""

    domein: str
    pad: tuple[Domeinstap, ...] = ()
    pad_tekst: str | None = None


class LedOnderwerp(Waarde):
    """The subject in the register of proofs (LED)."""

    code: str | None = None
    led_onderwerp_nummer: str | None = None
    omschrijving: str | None = None


class IscedCode(Waarde):
    """A field of education by ISCED-F."""

    code: str
    omschrijving: str | None = None


class DeelkwalificatieRef(Waarde):
    """A partial qualification of this version."""

    code: str
    titel: str | None = None
    api_link: str | None = None


class Beroepskwalificatie(Waarde):
    """One version of a professional qualification (BK-0090-2), with all that a dossier holds.

    `aantal_competenties` is the figure of the register and may stand without `competenties`
    when no dossier was read. `geldig_tot` is exclusive (the register's `einddatum` + 1 day).
    `statuscode` is the register's own word for `status`; `geschrapt` says that the number was struck.
    `leeg` names the lists that the register gives as empty, which differs from not giving them.
    """

    code: str = Field(pattern=r"^BK-\d{3,6}-\d{1,4}$")
    titel: str = Field(min_length=1)
    vks_niveau: VksNiveau
    status: str | None = None
    statuscode: str | None = None
    geschrapt: bool | None = None
    tekststatus: Tekststatus | None = None
    titel_toelichting: str | None = None
    definitie: str | None = None
    omschrijving_kort: str | None = None
    extra_info: str | None = None
    erkenningsdatum: date | None = None
    erkenningsjaar: int | None = None
    laatste_wijzigingsdatum: date | None = None
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None
    nieuwste_versie: bool | None = None
    aantal_competenties: int | None = None
    synoniemen: tuple[str, ...] = ()
    domeinen: tuple[Domein, ...] = ()
    led_onderwerp: LedOnderwerp | None = None
    isced_breed: IscedCode | None = None
    isced_smal: IscedCode | None = None
    isced_detail: IscedCode | None = None
    omgevingscontext: tuple[str, ...] = ()
    handelingscontext: tuple[str, ...] = ()
    autonomie: tuple[Autonomie, ...] = ()
    verantwoordelijkheid: tuple[str, ...] = ()
    attesten: tuple[Attest, ...] = ()
    deelkwalificaties: tuple[DeelkwalificatieRef, ...] = ()
    competenties: tuple[Competentie, ...] = ()
    leeg: tuple[str, ...] = ()
    api_link: str | None = None
    officiele_pagina: str | None = None

    @property
    def reeks(self) -> str:
        """The number without version: BK-0090."""
        return self.code.rpartition("-")[0]

    @property
    def versienummer(self) -> int:
        """The number of the version: 2 in BK-0090-2."""
        return int(self.code.rpartition("-")[2])
