"""What a user asks to have explained or repaired: a stored trajectory with changes, or hours of his own."""

from typing import Annotated, Any, Self

from pydantic import Field, PlainSerializer, model_validator

from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.waarde import Code
from kwalificatiegraaf.domain.watals import Aanpassing
from kwalificatiegraaf.errors import InvalidInput

WIJZIGBAAR = frozenset(
    {
        "traject",
        "plaatsen",
        "werkplekuren",
        "schooluren_beroepsgericht",
        "algemene_vorming",
        "nastreeft",
        "ruimte",
    }
)
"""What may stand beside `traject`."""


class Uitlegvraag(Bouwvraag):
    """A request to build, or `traject` (a code, or the number of its course) with changes.

    `plaatsen` replaces the possible places of a competence. Beside `traject`, the hours are changes of its
    timetable and `nastreeft` the norms to explain; other fields have no meaning there.
    """

    traject: Code | None = None
    plaatsen: dict[Code, Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]] = Field(
        default_factory=dict, max_length=200
    )
    ruimte: Speelruimte = Speelruimte()

    @model_validator(mode="after")
    def _changes_only(self) -> Self:
        wrong = sorted((self.model_fields_set & set(Uitlegvraag.model_fields)) - WIJZIGBAAR)
        if self.traject is not None and wrong:
            raise InvalidInput(
                "dit hoort niet bij een opgeslagen traject",
                place=wrong[0],
                remedy=f"geef naast 'traject' enkel: {', '.join(sorted(WIJZIGBAAR - {'traject'}))}",
            )
        return self

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the stored trajectory."""
        return bool(
            self.model_fields_set
            & {"plaatsen", "werkplekuren", "schooluren_beroepsgericht", "algemene_vorming"}
        )

    def aanpassing(self) -> Aanpassing:
        """Return the changes of places, and of a stored timetable the hours."""
        hours = dict(self.algemene_vorming)
        if self.werkplekuren is not None:
            hours["werkplek"] = self.werkplekuren
        if self.schooluren_beroepsgericht is not None:
            hours["school"] = self.schooluren_beroepsgericht
        return Aanpassing(
            leerplaatsen=self.plaatsen, weekuren=hours if self.traject else {}, nastreeft=self.nastreeft
        )

    def field_of(self, place: str) -> str:
        """Return the field of this request for a place in its `aanpassing`: of all hours the first given."""
        part, _, rest = place.partition(".")
        if part == "leerplaatsen":
            return f"plaatsen.{rest}" if rest else "plaatsen"
        if part == "weekuren":
            names = (*_HOURS.values(), "algemene_vorming")
            given = next((name for name in names if getattr(self, name) not in (None, {})), place)
            return _HOURS.get(rest, f"algemene_vorming.{rest}") if rest else given
        return place


_HOURS = {"werkplek": "werkplekuren", "school": "schooluren_beroepsgericht"}
"""The fields of the hours of a component."""


def _as_asked(vraag: Uitlegvraag) -> dict[str, Any]:
    return vraag.model_dump(mode="json", exclude_unset=True)


Gesteld = Annotated[Uitlegvraag, PlainSerializer(_as_asked, return_type=dict[str, Any])]
"""The request as it was asked, without what was left out: so that the answer can be checked again."""
