"""An allocation in a user's words: hours, or the part of a competence that is learned at a place."""

from pydantic import Field

from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde


class Plaatsvraag(Waarde):
    """One item at one place: `uren`, or `deel` of its hours (0 to 1); the first period when none is given."""

    onderdeel: str = Field(min_length=1, max_length=100)
    leerplaats: str = Field(min_length=1, max_length=100)
    periode: int | None = None
    uren: Uren | None = None
    deel: Breuk | None = None
