"""The task of the builder: a frame, its items, the places, the norms to reach and the bounds.

A task that exists is sound: every code is known, no prerequisite runs in a circle, sums can come
out. Whether it can be *solved* is for the planning floor to say.
"""

from typing import Self

from pydantic import model_validator

from kwalificatiegraaf.domain.bouwgrenzen import (
    Bouwgrenzen,
    Deelgrens,
    Periodegrens,
    Plaatsing,
    Volgorde,
)
from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat, Doelresultaat, Urenafwijking
from kwalificatiegraaf.domain.grenscontrole import check_bounds, check_order
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdrachtcontrole import check_frame, check_items
from kwalificatiegraaf.domain.traject import Onderdeel, Trajectkader
from kwalificatiegraaf.domain.waarde import Waarde

__all__ = [
    "Bevinding",
    "Bouwgrenzen",
    "Bouwresultaat",
    "Deelgrens",
    "Doelresultaat",
    "Periodegrens",
    "Plaatsing",
    "Trajectopdracht",
    "Urenafwijking",
    "Volgorde",
]


class Trajectopdracht(Waarde):
    """What the builder is asked; `normen` are the norms to reach, in order of weight.

    Construction raises InvalidInput with place and remedy. The items may come in any order: the
    builder works in order of code.
    """

    kader: Trajectkader
    onderdelen: tuple[Onderdeel, ...]
    leerplaatsen: Leerplaatsschema
    normen: tuple[Norm, ...] = ()
    grenzen: Bouwgrenzen = Bouwgrenzen()

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_frame(self.kader, self.onderdelen, self.leerplaatsen)
        check_items(self.kader, self.onderdelen, self.leerplaatsen)
        check_bounds(self.kader, self.onderdelen, self.normen, self.grenzen)
        check_order(self.onderdelen, self.grenzen.volgorde)
        return self

    @property
    def competenties(self) -> tuple[Onderdeel, ...]:
        """The vocational items, in order of code."""
        items = (item for item in self.onderdelen if item.soort == "beroepsgericht")
        return tuple(sorted(items, key=lambda item: item.code))

    @property
    def clusters(self) -> tuple[Onderdeel, ...]:
        """The items of general education, in order of code."""
        return tuple(sorted((i for i in self.onderdelen if i.soort == "algemeen"), key=lambda i: i.code))
