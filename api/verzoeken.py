"""Request bodies about one trajectory in use: what if, coverage, individual; and their answers."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.dependencies import Datum
from kwalificatiegraaf.domain.dekking import Dekkingsvraag
from kwalificatiegraaf.domain.individueel import Individuelevraag
from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag
from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.domain.watals import Aanpassing, Verschil

MEESTE_VARIANTEN = 20


class Watalsverzoek(Waarde):
    """Variants of a trajectory (its code, or the number of its course), each on its own."""

    traject: Annotated[str, Field(min_length=1, max_length=100, examples=["115"])]
    varianten: Annotated[
        tuple[Aanpassing, ...],
        Field(min_length=1, max_length=MEESTE_VARIANTEN, examples=[[{"zonder_werkplek": ["BK-0090-2.15"]}]]),
    ]
    datum: Datum | None = None


class Watalsantwoord(Waarde):
    """The differences, in the order of the variants."""

    traject: str
    datum: date
    verschillen: tuple[Verschil, ...]


class Dekkingsverzoek(Dekkingsvraag):
    """The question about workplaces, with the day on which recognitions must be valid."""

    datum: Datum | None = None

    def vraag(self) -> Dekkingsvraag:
        """Return the question without the day."""
        return Dekkingsvraag.model_validate(_given(self))


class Individueelverzoek(Individuelevraag):
    """The request for an individual trajectory; the first day is written as jjjj-mm-dd."""

    startdatum: Datum


class Uitlegverzoek(Uitlegvraag):
    """What to explain or repair: `traject` with changes, or own hours as for building; and the day."""

    datum: Datum | None = None

    def vraag(self) -> Uitlegvraag:
        """Return the request without the day."""
        return Uitlegvraag.model_validate(_given(self))


def _given(asked: Waarde) -> dict[str, object]:
    """Return the values that a request gives, without its day; not as text, so that they stay exact."""
    return {name: getattr(asked, name) for name in asked.model_fields_set - {"datum"}}
