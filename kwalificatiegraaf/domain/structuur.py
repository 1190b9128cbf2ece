"""The structure of a qualification: what must come before what, and where few places make it fragile.

The terms are those of curricular analytics: the blocking factor of a competence is the number of
competences that wait for it, its delay factor the length of the longest chain through it.
"""

from pydantic import Field

from kwalificatiegraaf.domain.competentie import Tekststatus
from kwalificatiegraaf.domain.kwalificatie import VksNiveau
from kwalificatiegraaf.domain.waarde import Waarde


class Structuurpunt(Waarde):
    """A competence in the structure.

    `laag` is 1 without prerequisites, else one more than the highest layer that it needs. `voorkennis`
    and `volgt_erop` are the direct neighbours, `blokkeringsfactor` counts all that wait for it,
    `vertragingsfactor` the competences of the longest chain through it, itself included; `complexiteit`
    is their sum. `leerplaatsen` are the leaf places; with only one it is `schaars`.
    """

    competentie: str
    titel: str
    gewicht: int | None = None
    laag: int = Field(ge=1)
    voorkennis: tuple[str, ...] = ()
    volgt_erop: tuple[str, ...] = ()
    blokkeringsfactor: int = Field(ge=0)
    vertragingsfactor: int = Field(ge=1)
    complexiteit: int
    leerplaatsen: tuple[str, ...] = ()
    schaars: bool
    tekststatus: Tekststatus | None = None


class Structuur(Waarde):
    """The structure of one version.

    `langste_ketting` runs from the first to the last competence (of equals the first by code);
    `lagen` hold codes by layer; `kwetsbaar` are codes that others wait for and that are scarce, those
    that block most first; `zonder_leerplaats` are codes without any possible place; `voorkennis_elders`
    are prerequisites in other versions, which do not count here.
    """

    kwalificatie: str
    titel: str
    vks_niveau: VksNiveau
    competenties: tuple[Structuurpunt, ...]
    lagen: tuple[tuple[str, ...], ...]
    langste_ketting: tuple[str, ...]
    complexiteit: int
    kwetsbaar: tuple[str, ...] = ()
    zonder_leerplaats: tuple[str, ...] = ()
    voorkennis_elders: tuple[str, ...] = ()
