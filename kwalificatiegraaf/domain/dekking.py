"""Which workplaces cover a trajectory: the question and the answer. Pupils are marks, never persons."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from kwalificatiegraaf.domain.opleiding import Contextregel
from kwalificatiegraaf.domain.waarde import Code, Uren, Waarde
from kwalificatiegraaf.domain.werkplek import Punt

Bezetting = Annotated[int, Field(ge=0, le=1000)]
Bewijsstatus = Literal["optimaal", "haalbaar"]

MEESTE_LEERLINGEN = 30


class Leerlingvraag(Waarde):
    """One pupil of an assignment by a mark (`1`, `A`), without anything personal.

    `contexten` are the obligatory contexts to choose from, all of them when none is named, and never
    fewer than the rule asks; `vanaf` is roughly where the pupil travels from.
    """

    merk: str = Field(min_length=1, max_length=20)
    contexten: tuple[Code, ...] = Field(default=(), max_length=20)
    vanaf: Punt | None = None


class Dekkingsvraag(Waarde):
    """A trajectory, the branches to look at, and pupils to place.

    Without `vestigingen` all recognised branches take part. `vanaf` breaks ties between combinations.
    `capaciteiten` overrides the pupils at once of a branch, one number per period. With
    `volgens_kalender` a competence counts only in the periods where the trajectory places it; else a
    pupil may learn it in any period.
    """

    traject: Code
    vestigingen: tuple[Code, ...] = Field(default=(), max_length=50)
    vanaf: Punt | None = None
    leerlingen: tuple[Leerlingvraag, ...] = Field(default=(), max_length=MEESTE_LEERLINGEN)
    capaciteiten: dict[Code, Annotated[tuple[Bezetting, ...], Field(max_length=24)]] = Field(
        default_factory=dict, max_length=50
    )
    volgens_kalender: StrictBool = False


class Competentiedekking(Waarde):
    """One competence of the trajectory with hours at a real workplace, and who can teach it.

    `gedekt_door` are the asked branches; `andere_vestigingen` and `sectorcentra` the others that are
    recognised; `andere_leerplaatsen` the places off the real workplace that the dossier allows.
    `enige_vestiging` is filled when only one recognised branch can teach it.
    """

    onderdeel: str
    titel: str
    uren: Uren
    gedekt_door: tuple[str, ...]
    andere_vestigingen: tuple[str, ...]
    sectorcentra: tuple[str, ...]
    andere_leerplaatsen: tuple[str, ...]
    enige_vestiging: str | None = None


class Contextdekking(Waarde):
    """The rule on contexts, and which of them the asked branches cover.

    `genoeg` says that as many can be chosen as the rule asks. When the rule is exact and more are
    covered, a pupil still chooses exactly so many.
    """

    regel: Contextregel
    aantal: int
    gedekt: tuple[str, ...]
    ontbreekt: tuple[str, ...]
    genoeg: bool


class Vestigingscombinatie(Waarde):
    """The fewest branches that cover all that can be covered; `grens` is what was proved to be least.

    No branch can teach what is `niet_te_dekken`. When the calendar is asked, the combination is that of a
    pupil who is at one branch in a period; `buiten_kalender` is what then stays uncovered, and
    `contexten_tekort` how many contexts are missing.
    """

    vestigingen: tuple[str, ...]
    grens: int
    status: Bewijsstatus
    kilometers: int | None = None
    niet_te_dekken: tuple[str, ...] = ()
    buiten_kalender: tuple[str, ...] = ()
    contexten_tekort: int = 0
    uitleg: str


class Leerlingplaatsing(Waarde):
    """A pupil's branch in every period (None: no place), what stays uncovered, and contexts covered.

    `contexten_tekort` is how many contexts are missing for the rule; `ontbrekende_contexten` are then
    those to choose from that none of the branches offers.
    """

    merk: str
    vestigingen: tuple[str | None, ...]
    niet_gedekt: tuple[str, ...]
    contexten: tuple[str, ...]
    contexten_tekort: int = 0
    ontbrekende_contexten: tuple[str, ...] = ()


class Verdelingsdoel(Waarde):
    """One objective of the assignment with its value and proven bound."""

    naam: str
    waarde: int
    grens: int
    status: Bewijsstatus


class Leerlingverdeling(Waarde):
    """The assignment of pupils to branches, with its objectives in order."""

    plaatsingen: tuple[Leerlingplaatsing, ...]
    doelen: tuple[Verdelingsdoel, ...]
    uitleg: str


class Dekking(Waarde):
    """The whole answer; `volledig` says that the asked branches cover every competence and context.

    `combinatie` is the smallest combination of all recognised branches, `aanvulling` the smallest
    that holds the asked ones. Nothing of it is kept.
    """

    traject: str
    titel: str
    opleiding: str
    vestigingen: tuple[str, ...]
    volledig: bool
    antwoord: str
    competenties: tuple[Competentiedekking, ...]
    contexten: Contextdekking | None = None
    combinatie: Vestigingscombinatie
    aanvulling: Vestigingscombinatie | None = None
    verdeling: Leerlingverdeling | None = None
    meldingen: tuple[str, ...] = ()
