"""An individual trajectory: what a person proves already, and what is left, when and where.

Computed from a request and never kept. There is no name, address or date of birth in it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from kwalificatiegraaf.domain.norm import Bereik, Grondslag
from kwalificatiegraaf.domain.opleiding import Zekerheid
from kwalificatiegraaf.domain.overeenkomst import Overeenkomst
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.waarde import Breuk, Code, Uren, Waarde

Bewijssoort = Literal["beroepskwalificatie", "deelkwalificatie", "competenties", "basisvorming"]
Begeleidingsstap = Literal["keuze", "advies", "intake"]
Advies = Literal["gunstig", "ongunstig"]

STAPPEN: tuple[Begeleidingsstap, ...] = ("keuze", "advies", "intake")
"""The steps of guidance in their order (code list begeleidingsstap)."""


class Bewijs(Waarde):
    """A proof that a person has: its kind, the qualification it is about, the competences it names.

    `evc` says that it was earned by recognition of prior learning. Which competences a partial
    qualification holds is not in the register: `competenties` gives them.
    """

    soort: Bewijssoort
    kwalificatie: Code | None = None
    competenties: tuple[Code, ...] = Field(default=(), max_length=200)
    evc: StrictBool = False


class Vrijstellingsregels(Waarde):
    """Choices that no verified rule makes: parameters of the school, not law.

    `evc_stelt_vrij`: a competence proved outside school need not be learned again. `basisvorming_stelt_vrij`:
    who passed general education is free of it. `andere_versie_telt`: a proof of another version of
    the qualification counts as one of this version. `kortere_duur`: what is left takes fewer weeks;
    else the weeks stay and the hours per week fall.
    """

    evc_stelt_vrij: StrictBool = True
    basisvorming_stelt_vrij: StrictBool = True
    andere_versie_telt: StrictBool = False
    kortere_duur: StrictBool = True


class Individuelevraag(Waarde):
    """What is known of the person and the wish; `opleiding` is a trajectory or the number of a course.

    `weekuren` and `werkplekuren` are the most hours a week that the person can give, in all and at
    the workplace. `begeleiding` holds the steps of guidance that were taken.
    """

    opleiding: Code
    startdatum: date
    bewijzen: tuple[Bewijs, ...] = Field(default=(), max_length=30)
    weekuren: Annotated[Uren, Field(gt=0, le=60)] | None = None
    werkplekuren: Annotated[Uren, Field(gt=0, le=60)] | None = None
    begeleiding: tuple[Begeleidingsstap, ...] = Field(default=(), max_length=3)
    advies: Advies | None = None
    arbeidsrijp: StrictBool | None = None
    arbeidsbereid: StrictBool | None = None
    buso: StrictBool = False
    vestiging: Code | None = None
    regels: Vrijstellingsregels = Vrijstellingsregels()


class Onderdeelrest(Waarde):
    """One item: what it takes in the standard trajectory, and whether and why it is left or not."""

    onderdeel: str
    titel: str
    uren: Uren
    werkplekuren: Uren
    bewezen: bool
    reden: str | None = None


class Individueleperiode(Waarde):
    """A shortened period: weeks of five training days, its dates, mean hours a week, what ends in it."""

    nummer: int
    label: str
    weken: int
    weken_standaard: int
    van: date
    tot_en_met: date
    weekuren_school: Uren
    weekuren_werkplek: Uren
    onderdelen: tuple[str, ...]
    afgerond: tuple[str, ...]


class Aandeelpaar(Waarde):
    """A share with both denominators: of what is left, and of the whole trajectory.

    `teller` counts only what is still learned at the workplace: where proved competences were
    learned is not known.
    """

    grondslag: Grondslag
    bereik: Bereik
    teller: Breuk | None
    noemer_resterend: Breuk | None
    aandeel_resterend: Breuk | None
    noemer_alle: Breuk | None
    aandeel_alle: Breuk | None


class Bereikbaarbewijs(Waarde):
    """A proof that the course can give, and the first day on which it can be reached.

    `vanaf` None with `al_bewezen` False: it cannot be said when; `toelichting` says why.
    """

    studiebewijs: str
    kwalificatie: str | None = None
    al_bewezen: bool = False
    vanaf: date | None = None
    periode: int | None = None
    zekerheid: Zekerheid = "bevestigd"
    toelichting: str


class Waarschuwing(Waarde):
    """What the person and the school must know, with the degree of certainty of the rule behind it.

    `norm` and `bron` name that rule by its code and where it was found, for a rule that is data.
    """

    onderwerp: str
    tekst: str
    zekerheid: Zekerheid = "bevestigd"
    datum: date | None = None
    norm: str | None = None
    bron: str | None = None


class IndividueelTraject(Waarde):
    """The answer: what is left, in which weeks, with which shares, proofs and warnings."""

    traject: str
    titel: str
    opleiding: str | None
    startdatum: date
    einddatum: date | None
    antwoord: str
    resterende_uren: Uren
    standaarduren: Uren
    onderdelen: tuple[Onderdeelrest, ...]
    perioden: tuple[Individueleperiode, ...]
    aandelen: tuple[Aandeelpaar, ...]
    toetsen: tuple[Toets, ...] = ()
    overeenkomst: Overeenkomst | None = None
    bewijzen: tuple[Bereikbaarbewijs, ...]
    waarschuwingen: tuple[Waarschuwing, ...]
    regels: Vrijstellingsregels
    niet_gedekt: tuple[str, ...] = ()
