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
    """What the checker holds against the claim, and every objective that a proof came with.

    `bevindingen`: of the allocation, its rules and sentences, and what the claim says beside them.
    `niet_nagerekend`: in Dutch, what was claimed and could not be calculated again.
    """

    bevindingen: tuple[Bevinding, ...] = ()
    doelen: tuple[Doelcontrole, ...] = ()
    niet_nagerekend: tuple[str, ...] = ()

    @property
    def klopt(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.aantal_fouten

    @property
    def aantal_fouten(self) -> int:
        """The number of findings and of refuted objectives."""
        return len(self.bevindingen) + sum(not goal.klopt for goal in self.doelen)
