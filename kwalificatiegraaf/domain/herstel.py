"""Repairs: changes of facts that reach a target, as few as possible, then with as few hours as possible."""

from datetime import date
from typing import Literal

from kwalificatiegraaf.domain.feit import Feit, Speelruimte
from kwalificatiegraaf.domain.norm import Grondslag, Oordeel
from kwalificatiegraaf.domain.opleiding import Zekerheid
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitlegvraag import Gesteld
from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

Wijzigingsoort = Literal[
    "leerplaats-toelaten", "weekuren", "algemene-uren", "looptijd", "grens-schrappen", "tolerantie"
]
Herstelstatus = Literal["niet nodig", "bewezen", "niet bewezen", "onmogelijk", "onbepaald"]


class Wijziging(Waarde):
    """A fact with a new value: more places, other weekly hours, extra periods, a new tolerance, or none.

    `uren` are the hours of the whole trajectory that it adds or takes away.
    """

    feit: Feit
    soort: Wijzigingsoort
    zin: str
    uren: Uren
    leerplaatsen: tuple[str, ...] = ()
    weekuren: Uren | None = None
    perioden: int | None = None
    tolerantie: Breuk | None = None


class Kost(Waarde):
    """What a repair asks: number of changes, hours of the trajectory, and the codes of the facts."""

    aantal: int
    uren: Uren
    codes: tuple[str, ...]


class Herstel(Waarde):
    """Changes that reach the target together, none of them superfluous.

    `traject` is a trajectory of the changed task that the checker accepts, `aandeel` its value of the norm.
    """

    wijzigingen: tuple[Wijziging, ...]
    kost: Kost
    aandeel: Breuk | None
    oordeel: Oordeel | None
    traject: Traject


class Herstelplan(Waarde):
    """The repairs of one target, cheapest first; `norm` is None when the frame itself is impossible.

    `status` bewezen: no set of fewer changes inside `ruimte` reaches the target. `begrensd` says that
    other repairs may exist; `limiet` says in Dutch where the search stopped.
    """

    norm: str | None
    titel: str
    grondslag: Grondslag | None = None
    drempel: Breuk | None = None
    status: Herstelstatus
    ruimte: Speelruimte
    herstellingen: tuple[Herstel, ...] = ()
    begrensd: bool = False
    limiet: str = ""
    zin: str


class Trajectherstel(Waarde):
    """The repairs of one trajectory on one day, per norm; `wetten` are the norms of law that they respect."""

    traject: str
    titel: str
    datum: date
    zekerheid: Zekerheid
    vraag: Gesteld
    wetten: tuple[str, ...]
    meldingen: tuple[str, ...] = ()
    plannen: tuple[Herstelplan, ...]
