"""What the checker found when it calculated an explanation or a repair again."""

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.waarde import Waarde


class Nazicht(Waarde):
    """`nagerekend` is False when only a search could tell, and the claim rests on the solver's proof."""

    nagerekend: bool
    bevindingen: tuple[Bevinding, ...] = ()

    @property
    def is_aanvaard(self) -> bool:
        """Whether the claim was calculated again and nothing was found against it."""
        return self.nagerekend and not self.bevindingen
