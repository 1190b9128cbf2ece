"""Short values for lists: what a list of qualifications, competences or levels shows of each."""

from kwalificatiegraaf.domain.competentie import Tekststatus
from kwalificatiegraaf.domain.kwalificatie import VksNiveau
from kwalificatiegraaf.domain.waarde import Waarde

DESCRIPTORELEMENTEN = ("kennis", "vaardigheden", "context", "autonomie", "verantwoordelijkheid")
"""The five elements by which the structure describes a level (decree of 30 April 2009)."""


class Kwalificatiekort(Waarde):
    """A version in a list; `heeft_dossier` tells whether its competences are in the graph."""

    code: str
    titel: str
    vks_niveau: VksNiveau
    status: str | None = None
    aantal_competenties: int | None = None
    nieuwste_versie: bool | None = None
    tekststatus: Tekststatus | None = None

    @property
    def heeft_dossier(self) -> bool:
        """Whether the graph holds more than the register's facts."""
        return self.tekststatus is not None


class Competentiekort(Waarde):
    """A competence in a list."""

    code: str
    titel: str
    kwalificatie: str
    gewicht: int | None = None
    tekststatus: Tekststatus | None = None


class Niveau(Waarde):
    """A level of the structure with its EQF counterpart and the number of versions at it.

    The literal descriptor texts are unverified and therefore absent: `descriptorelementen` names
    the elements only.
    """

    niveau: VksNiveau
    label: str
    eqf: str | None = None
    aantal_kwalificaties: int = 0
    descriptorelementen: tuple[str, ...] = DESCRIPTORELEMENTEN
