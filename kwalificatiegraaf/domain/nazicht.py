"""What the checker found when it calculated an explanation or a repair again."""

from typing import Literal

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.narekening import Grensoordeel
from kwalificatiegraaf.domain.norm import Bereik, Grondslag
from kwalificatiegraaf.domain.waarde import Waarde


class Feitcontrole(Waarde):
    """One fact of a blocking set: whether the block was seen to be lifted without it."""

    feit: str
    oordeel: Grensoordeel
    reden: str


class Nazicht(Waarde):
    """`nagerekend` is False when only a search could tell, and the claim rests on the solver's proof."""

    nagerekend: bool
    bevindingen: tuple[Bevinding, ...] = ()
    feiten: tuple[Feitcontrole, ...] = ()

    @property
    def is_aanvaard(self) -> bool:
        """Whether the claim was calculated again and nothing was found against it."""
        return self.nagerekend and not self.bevindingen

    @property
    def oordeel(self) -> Grensoordeel:
        """The verdict in one word."""
        if self.bevindingen:
            return "weerlegd"
        return "nagerekend" if self.nagerekend else "niet-nagerekend"


class Setcontrole(Waarde):
    """The check of one blocking set, or of the changes of one repair, by its number for one norm."""

    soort: Literal["blokkering", "herstelling"]
    norm: str | None
    nummer: int
    codes: tuple[str, ...]
    nazicht: Nazicht


class Hoogstecontrole(Waarde):
    """The check of a highest value: that no allocation passes it, and that one reaches it.

    `niet-nagerekend`: the bound or that it is reached rests on the solver; `reden` says which.
    """

    norm: str
    grondslag: Grondslag
    bereik: Bereik
    oordeel: Grensoordeel
    reden: str


class Uitlegnazicht(Waarde):
    """What was calculated again of an explanation or of repairs; `bevindingen` are of the whole."""

    traject: str
    bevindingen: tuple[Bevinding, ...] = ()
    hoogste: tuple[Hoogstecontrole, ...] = ()
    sets: tuple[Setcontrole, ...] = ()
    niet_nagerekend: tuple[str, ...] = ()

    @property
    def aantal_fouten(self) -> int:
        """The number of findings."""
        false = sum(one.oordeel == "weerlegd" for one in self.hoogste)
        return len(self.bevindingen) + false + sum(len(one.nazicht.bevindingen) for one in self.sets)

    @property
    def klopt(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.aantal_fouten
