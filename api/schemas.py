"""Request bodies, and the shapes of answers that are more than one domain value."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from api.dependencies import Datum
from api.paging import Link, Meta
from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen
from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
from kwalificatiegraaf.domain.competentie import Tekststatus
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opleiding import Opleiding, Zekerheid
from kwalificatiegraaf.domain.overzicht import Competentiekort, Kwalificatiekort, Niveau
from kwalificatiegraaf.domain.statistiek import Leerlingental, Schoolverlaters
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole
from kwalificatiegraaf.domain.traject import Leerweg, Trajectkader
from kwalificatiegraaf.domain.verdelingsvraag import Plaatsvraag
from kwalificatiegraaf.domain.waarde import Uren, Waarde
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.naming import Term
from kwalificatiegraaf.store.queries import Kolom, Parameter
from kwalificatiegraaf.store.search import Treffer

Links = dict[str, Link]


class Bouwverzoek(Bouwvraag):
    """A request to build: the timetable or the course, the day, and bounds on the answer."""

    datum: Datum | None = None
    grenzen: Bouwgrenzen | None = None

    def vraag(self) -> Bouwvraag:
        """Return the request without day and bounds."""
        return Bouwvraag.model_validate(self.model_dump(exclude={"datum", "grenzen"}))


class Aandeelverzoek(Waarde):
    """A share check of a stored trajectory (`traject`), or of a frame with an own allocation."""

    traject: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    kader: Trajectkader | None = None
    toewijzingen: tuple[Plaatsvraag, ...] = Field(default=(), max_length=5000)
    datum: Datum | None = None
    vergelijk: tuple[str, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.traject is None) == (self.kader is None):
            raise InvalidInput(
                "geef de code van een traject, of een kader met eigen toewijzingen",
                place="traject",
                remedy="geef 'traject' of 'kader', niet beide",
            )
        if self.traject is not None and self.toewijzingen:
            raise InvalidInput(
                "een opgeslagen traject heeft zijn eigen toewijzingen",
                place="toewijzingen",
                remedy="geef 'kader' in plaats van 'traject'",
            )
        return self


class Bouwantwoord(Bouwresultaat):
    """A built trajectory with its proof, the findings of the checker (none when sound) and its shares."""

    bevindingen: tuple[Bevinding, ...]
    aandeel: Aandeelcontrole


class Aandeelantwoord(Aandeelcontrole):
    """A share check with the findings of the checker on the allocation."""

    bevindingen: tuple[Bevinding, ...] = ()


class KwalificatieInLijst(Kwalificatiekort):
    """A qualification in a list."""

    links: Links


class CompetentieInLijst(Competentiekort):
    """A competence in a list."""

    links: Links


class OpleidingInLijst(Opleiding):
    """A course in a list."""

    links: Links


class NormInLijst(Norm):
    """A norm in a list."""

    links: Links


class NiveauInLijst(Niveau):
    """A level in a list."""

    links: Links


class TrefferInLijst(Treffer):
    """A find in a list; `tekststatus` tells whether the words of a competence are our own."""

    tekststatus: Tekststatus | None = None
    links: Links


class Trajectkort(Waarde):
    """A trajectory in short; hours are weekly, `werkplekuren` of the workplace component."""

    code: str
    titel: str
    opleiding: str | None
    leerweg: Leerweg
    kwalificaties: tuple[str, ...]
    weken: int
    weekuren: Uren
    werkplekuren: Uren
    zekerheid: Zekerheid
    toelichting: str | None


class TrajectInLijst(Trajectkort):
    """A trajectory in a list."""

    links: Links


class VraagInLijst(Waarde):
    """A saved question: name, group, summary (nl, en), number, parameters, kind of answer, its columns.

    `controle` says how bad a row is, for a question that looks for mistakes in the data.
    """

    naam: str
    groep: str
    samenvatting: str
    samenvatting_en: str
    nummer: int | None
    parameters: dict[str, Parameter]
    antwoord: str
    kolommen: dict[str, Kolom]
    controle: str | None
    links: Links


class Vraagmeta(Meta):
    """Where a page of rows stands, with the question and its columns."""

    vraag: str
    samenvatting: str
    kolommen: tuple[str, ...]


class Vraagantwoord(Waarde):
    """The rows of a question, or true or false where it asks whether."""

    gegevens: list[dict[str, Any]] | bool
    meta: Vraagmeta
    links: Links


class Statistieken(Waarde):
    """Both tables of figures."""

    leerlingen: tuple[Leerlingental, ...]
    schoolverlaters: tuple[Schoolverlaters, ...]


class Gezondheid(Waarde):
    """Whether the service works, and what is in it."""

    status: str
    versie: str
    opslag: str
    kwalificaties: int
    trajecten: int
    vragen: int
    datum: date


class Termenlijst(Waarde):
    """What an editor of queries completes: prefixes with their namespace, classes and properties."""

    voorvoegsels: dict[str, str]
    termen: tuple[Term, ...]
