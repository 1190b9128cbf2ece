"""Figures about pupils and school leavers, as published."""

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer

from kwalificatiegraaf.domain.waarde import Waarde

Deel = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]
"""A published share between 0 and 1, in the digits of its source."""


class Leerlingental(Waarde):
    """The number of pupils of one form in one school year."""

    vorm: str
    label: str
    schooljaar: str
    aantal_leerlingen: int
    bron: str


class Schoolverlaters(Waarde):
    """School leavers of one form: how many, the share that seeks work, the share without experience."""

    vorm: str
    label: str
    aantal_schoolverlaters: int
    aandeel_werkzoekend: Deel
    aandeel_zonder_ervaring: Deel
    bron: str
