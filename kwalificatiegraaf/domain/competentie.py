"""A competence with its knowledge, skills and possible places."""

from typing import Literal

from pydantic import Field

from kwalificatiegraaf.domain.leerplaats import Toewijzingsstatus
from kwalificatiegraaf.domain.waarde import Waarde

Kennistype = Literal["basiskennis", "kennis", "grondige-kennis"]
Vaardigheidstype = Literal["cognitief", "probleemoplossend", "motorisch"]
Tekststatus = Literal["eigen-formulering", "officieel"]


class Kennis(Waarde):
    """One piece of knowledge; the register sometimes gives no kind."""

    kennistype: Kennistype | None = None
    tekst: str


class Vaardigheid(Waarde):
    """One skill; the register sometimes gives no kind."""

    vaardigheidstype: Vaardigheidstype | None = None
    tekst: str


class Leerplaatsmogelijkheid(Waarde):
    """A place where the competence can be learned, and why."""

    leerplaats: str
    argument: str | None = None
    bron: str | None = None
    status: Toewijzingsstatus = "voorgesteld"


class Competentie(Waarde):
    """A competence of one version of a qualification; `code` is `BK-0090-2.07`.

    `competentiecode` is the register's own (`bkc0004469`). `gewicht` is a relative size, 1 to 5,
    because no official hours per competence exist. `voorkennis` holds codes of competences. `leeg`
    names the lists that the register gives as empty.
    """

    code: str
    volgnummer: int | None = None
    titel: str = Field(min_length=1)
    competentiecode: str | None = None
    competentietype: str | None = None
    voetnoot: str | None = None
    kennis: tuple[Kennis, ...] = ()
    vaardigheden: tuple[Vaardigheid, ...] = ()
    referenties: tuple[str, ...] = ()
    leeg: tuple[str, ...] = ()
    tekststatus: Tekststatus = "eigen-formulering"
    gewicht: int | None = Field(default=None, ge=1, le=5)
    voorkennis: tuple[str, ...] = ()
    leerplaatsen: tuple[Leerplaatsmogelijkheid, ...] = ()

    @property
    def kwalificatie(self) -> str:
        """The code of the version it belongs to."""
        return self.code.rpartition(".")[0]
