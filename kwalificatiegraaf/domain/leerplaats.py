"""Places where a competence can be learned: the scheme `leerplaats` (DOMAIN: class or workplace)."""

from typing import Literal

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import InvalidInput, suggest

Component = Literal["school", "werkplek"]
Toewijzingsstatus = Literal["voorgesteld", "overeengekomen"]


class Leerplaats(Waarde):
    """A concept of the scheme; what counts for which rule is data of the concept."""

    code: str
    label: str
    breder: str | None = None
    component: Component
    telt_als_werkplek: bool
    telt_voor_twintig_uren: bool


class Leerplaatsschema(Waarde):
    """The whole scheme, in order of code."""

    leerplaatsen: tuple[Leerplaats, ...]

    @property
    def bladeren(self) -> tuple[Leerplaats, ...]:
        """The places without narrower ones: the only ones that hours are allocated to."""
        wider = {place.breder for place in self.leerplaatsen}
        return tuple(place for place in self.leerplaatsen if place.code not in wider)

    def get(self, code: str, place: str | None = None) -> Leerplaats:
        """Return the concept; an unknown code raises InvalidInput with the nearest one."""
        for found in self.leerplaatsen:
            if found.code == code:
                return found
        codes = [found.code for found in self.leerplaatsen]
        raise InvalidInput(
            f"leerplaats '{code}' bestaat niet{suggest(code, codes)}",
            place=place,
            remedy=f"kies uit: {', '.join(codes)}",
        )

    def leaves_in(self, component: Component) -> tuple[str, ...]:
        """Return the leaf codes of a component."""
        return tuple(leaf.code for leaf in self.bladeren if leaf.component == component)

    def leaves_for(self, code: str | None, component: Component) -> tuple[str, ...]:
        """Return the leaf codes at or under `code`; those of the component where no place is named."""
        return self.leaves_of(code) if code else self.leaves_in(component)

    def leaves_of(self, code: str) -> tuple[str, ...]:
        """Return the leaf codes at or under `code`."""
        found = self.get(code)
        under = [p.code for p in self.leerplaatsen if p.breder == found.code]
        return tuple(leaf for narrower in under for leaf in self.leaves_of(narrower)) or (found.code,)
