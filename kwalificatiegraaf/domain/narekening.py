"""What checking a trajectory and its proof again, without a solver, did and did not confirm."""

from typing import Literal

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.waarde import Breuk, Waarde

Grensoordeel = Literal["nagerekend", "niet-nagerekend", "weerlegd"]


class Doelcontrole(Waarde):
    """One objective: the value that was claimed and the one computed, and whether the bound is confirmed.

    `niet-nagerekend`: only a solver can confirm the bound; `berekend` None: the objective is unknown.
    """

    doel: str
    gezegd: Breuk
    berekend: Breuk | None
    grens: Grensoordeel
    reden: str

    @property
    def klopt(self) -> bool:
        """Whether nothing about the claim is wrong."""
        return self.gezegd == self.berekend and self.grens != "weerlegd"


class Narekening(Waarde):
    """What the checker holds against the allocation, and every objective that a proof came with."""

    bevindingen: tuple[Bevinding, ...] = ()
    doelen: tuple[Doelcontrole, ...] = ()

    @property
    def klopt(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.bevindingen and all(goal.klopt for goal in self.doelen)
