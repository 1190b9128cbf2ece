"""The shape of the official API "Beroepskwalificaties v2", as its detail and list answers come.

Lenient where the real data is: numbers and booleans may be text, a field may be null or absent. Unknown
fields are kept in `model_extra`, so that they can be reported. Field names are the API's.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _no_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("moet een geheel getal zijn, niet waar of onwaar")
    return value


Getal = Annotated[int, BeforeValidator(_no_boolean)]
Titel = Annotated[str, Field(pattern=r"\S")]
Versienummer = Annotated[str, Field(pattern=r"^BK-\d{3,6}-\d{1,4}$")]
Niveau = Annotated[Getal, Field(ge=1, le=8)]


class Officieel(BaseModel):
    """Base: frozen, unknown fields kept apart."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Link(Officieel):
    """An address."""

    href: str


class Links(Officieel):
    """The addresses of an item."""

    self: Link | None = None
    website: Link | None = None


class Tekst(Officieel):
    """A text in an object of its own."""

    waarde: str


class Vaardigheidstekst(Tekst):
    """A skill; its kind is sometimes absent."""

    vaardigheid_type: str | None = None


class Kennistekst(Tekst):
    """A piece of knowledge."""

    kennis_type: str | None = None


class Autonomietekst(Tekst):
    """A line about autonomy."""

    autonomie_type: str | None = None


class Referentie(Officieel):
    """A reference to another standard."""

    referentie_nr: str


class Competentievorm(Officieel):
    """A competence of the dossier."""

    competentie_type: str | None = None
    nr: Annotated[Getal, Field(ge=1, le=999)] | None = None
    competentie_code: str | None = None
    waarde: Titel
    voetnoot: str | None = None
    referenties: list[Referentie] | None = None
    vaardigheden: list[Vaardigheidstekst] | None = None
    kennis: list[Kennistekst] | None = None


class LedOnderwerpvorm(Officieel):
    """The subject in the database of proofs."""

    code: str | None = None
    led_onderwerp_nummer: str | None = None
    omschrijving: str | None = None


class Studiegebied(Officieel):
    """A field of ISCED-F."""

    code: Annotated[str, Field(pattern=r"\S")]
    omschrijving: str | None = None


class Studiegebieden(Officieel):
    """The field on three depths."""

    broad: Studiegebied | None = None
    narrow: Studiegebied | None = None
    detail: Studiegebied | None = None


class Isced(Officieel):
    """The place in ISCED-F."""

    studiegebieden: Studiegebieden | None = None


class Padstap(Officieel):
    """A step of a domain path."""

    domein: str
    level: Getal


class Domeinvorm(Officieel):
    """A domain with its path."""

    domein: str
    pad: list[Padstap] | None = None
    pad_tekst: str | None = None


class Attestvorm(Officieel):
    """A certificate that the law demands."""

    type: str
    omschrijving: Titel
    regelgeving: str | None = None


class Deelkwalificatievorm(Officieel):
    """A partial qualification."""

    deelkwalificatie_nr_kort: str | None = None
    deelkwalificatie_nr_lang: Annotated[str, Field(pattern=r"^BK-\d{3,6}-\d{1,4}-DBK-\d{1,4}$")]
    titel: str | None = None
    links: Links | None = None


class Versiekop(Officieel):
    """What list and detail both say of a version."""

    versie_nr_lang: Versienummer
    versie_nr_kort: Getal | None = None
    titel: Titel
    titel_toelichting: str | None = None
    definitie: str | None = None
    status: str | None = None
    statuscode: str | None = None
    vks_niveau: Niveau | None = None
    nieuwste_versie: bool | None = None
    erkenningsdatum: str | None = None
    einddatum: str | None = None
    laatste_wijzigingsdatum: str | None = None
    domeinen: list[Domeinvorm] | None = None
    links: Links | None = None


class Detail(Versiekop):
    """A whole dossier."""

    vks_niveau: Niveau
    omschrijving_kort: str | None = None
    extra_info: str | None = None
    erkenningsjaar: Getal | None = None
    led_onderwerp: LedOnderwerpvorm | None = None
    isced: Isced | None = None
    synoniemen: list[Tekst] | None = None
    competenties: list[Competentievorm] | None = None
    omgevingscontext: list[Tekst] | None = None
    handelingscontext: list[Tekst] | None = None
    autonomie: list[Autonomietekst] | None = None
    verantwoordelijkheid: list[Tekst] | None = None
    attesten: list[Attestvorm] | None = None
    deelkwalificaties: list[Deelkwalificatievorm] | None = None


class Detailantwoord(Officieel):
    """The answer of `GET /beroepskwalificatie/{versie_nr_lang}`."""

    beroepskwalificatie: Detail
    totalItems: Getal | None = None


class LaatsteVersie(Officieel):
    """The latest recognised version, as the list repeats it."""

    versie_nr_kort: Getal | None = None
    versie_nr_lang: Versienummer
    titel: str | None = None
    erkenningsdatum: str | None = None
    laatste_wijzigingsdatum: str | None = None
    links: Links | None = None


class Lijstitem(Officieel):
    """A number with its versions."""

    beroepskwalificatie_nr: str
    laatst_erkende_versie: LaatsteVersie | None = None
    versies: list[Versiekop] | None = None
    geschrapt: bool | None = None
    synoniemen: list[Tekst] | None = None


class Lijstantwoord(Officieel):
    """The answer of `GET /beroepskwalificatie`; `meta` and `links` speak of paging only."""

    gegevens: list[Lijstitem]
    meta: dict[str, Any] | None = None
    links: dict[str, Any] | None = None
