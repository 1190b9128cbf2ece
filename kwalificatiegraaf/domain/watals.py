"""What if: a change of a trajectory in the words of the domain, and the difference that it makes."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.norm import Bereik, Grondslag, Oordeel
from kwalificatiegraaf.domain.overeenkomst import Overeenkomst
from kwalificatiegraaf.domain.toets import number_beside
from kwalificatiegraaf.domain.waarde import Breuk, Code, Drempel, Uren, Waarde

Rekenwijze = Literal["toets", "verdeling", "geen"]
Wijziging = Literal["plaats", "periode", "uren", "nieuw", "vervallen"]


class Aanpassing(Waarde):
    """A change of one trajectory; what is not named stays as it is.

    `zonder_werkplek` holds competences that the company cannot offer: the real workplace is no
    possible place for them. `zonder_activiteit` says the same of all that an activity of the sector's
    list exercises (`115-kleuren`). `leerplaatsen` replaces the possible places of a competence, preferred
    first. `weekuren` gives weekly hours of a component (`werkplek`, `school`: all its lines together, of
    which that of the real workplace or the open one changes), of a place or of a cluster; 0 drops it.
    `weken` holds the weeks of every period, so also their number. `normen` gives norms another threshold:
    a share of at most 1, also written as `75%`, or a number of hours. `versies` puts another version of a
    qualification in its place. `alleen_toets` keeps the allocation as it is and redoes the check only.
    """

    naam: str | None = Field(default=None, max_length=200)
    zonder_werkplek: tuple[Code, ...] = Field(default=(), max_length=200)
    zonder_activiteit: tuple[Code, ...] = Field(default=(), max_length=100)
    leerplaatsen: dict[Code, tuple[Code, ...]] = Field(default_factory=dict, max_length=200)
    weekuren: dict[Code, Annotated[Uren, Field(ge=0, le=60)]] = Field(default_factory=dict, max_length=20)
    weken: tuple[Annotated[int, Field(ge=1, le=60)], ...] = Field(default=(), max_length=24)
    normen: dict[Code, Annotated[Drempel, Field(ge=0, le=2000)]] = Field(default_factory=dict, max_length=20)
    nastreeft: tuple[Code, ...] | None = Field(default=None, max_length=10)
    versies: dict[Code, Code] = Field(default_factory=dict, max_length=10)
    alleen_toets: StrictBool = False


class Toetsverschil(Waarde):
    """One norm on one basis and scope, before and after; `verschil` is after minus before.

    A side is None where the norm does not bind the trajectory there or the value is undetermined.
    `grenzen_voor` and `grenzen_na` hold the threshold, and the upper bound of a band.
    """

    norm: str
    label: str
    grondslag: Grondslag
    bereik: Bereik
    eigen_grondslag: bool
    eenheid: str
    voor: Breuk | None
    na: Breuk | None
    verschil: Breuk | None
    oordeel_voor: Oordeel | None
    oordeel_na: Oordeel | None
    grenzen_voor: tuple[Breuk, ...] = ()
    grenzen_na: tuple[Breuk, ...] = ()

    @property
    def getoond_voor(self) -> str | None:
        """The value before as a reader sees it, told from its bounds."""
        return None if self.voor is None else number_beside(self.voor, self.eenheid, *self.grenzen_voor)

    @property
    def getoond_na(self) -> str | None:
        """The value after as a reader sees it, told from its bounds."""
        return None if self.na is None else number_beside(self.na, self.eenheid, *self.grenzen_na)


class Deelplaats(Waarde):
    """Hours of one item at one place in one period."""

    leerplaats: str
    periode: int
    uren: Uren


class Verplaatsing(Waarde):
    """An item that is learned elsewhere, at another time or in other hours, and why."""

    onderdeel: str
    titel: str
    wijziging: Wijziging
    voor: tuple[Deelplaats, ...]
    na: tuple[Deelplaats, ...]
    reden: str


class Uitweg(Waarde):
    """The least shift of weekly hours from workplace to school with which the change can be made."""

    verschoven_uren: Uren
    weekuren_school: Uren
    weekuren_werkplek: Uren
    toetsen: tuple[Toetsverschil, ...]
    overeenkomst: Overeenkomst
    uitleg: str


class Verschil(Waarde):
    """What a change does; nothing of it is saved.

    `herrekend` says what was redone: only the check, the allocation too, or nothing because the
    change cannot be made (`haalbaar` False, with `redenen` and sometimes `uitweg`). `antwoord` says
    it in plain Dutch. `bevindingen` holds what the checker finds against an allocation that was kept,
    `verbroken_voorkennis` the part of it about order.
    """

    traject: str
    titel: str
    aanpassing: Aanpassing
    haalbaar: bool
    herrekend: Rekenwijze
    antwoord: str
    redenen: tuple[str, ...] = ()
    toetsen: tuple[Toetsverschil, ...] = ()
    overeenkomst_voor: Overeenkomst
    overeenkomst_na: Overeenkomst | None = None
    verplaatst: tuple[Verplaatsing, ...] = ()
    verbroken_voorkennis: tuple[Bevinding, ...] = ()
    bevindingen: tuple[Bevinding, ...] = ()
    meldingen: tuple[str, ...] = ()
    uitweg: Uitweg | None = None

    @property
    def verliest_overeenkomst(self) -> bool:
        """Whether a contract followed before, and none follows after the change."""
        after = self.overeenkomst_na
        return bool(self.overeenkomst_voor.soort and after and after.soort is None)
