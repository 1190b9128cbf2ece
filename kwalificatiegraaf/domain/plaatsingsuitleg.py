"""Why a placement is where it is: its rule and facts, and what every other place or period would cost."""

from typing import Literal

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

ZOEKTIJD = 0.5
"""Deterministic time for one question about one alternative; about half a second."""

Alternatiefsoort = Literal["plaats", "periode"]
Alternatiefstatus = Literal["onmogelijk", "slechter", "haalbaar", "gelijkwaardig", "onbekend", "open"]
Alternatiefreden = Literal["opdracht", "volgorde", "uren", "kalender", "norm"]
Grondsoort = Literal["regel", "norm", "gegeven"]
Diepte = Literal["zonder-kalender", "met-kalender"]


class Doelkost(Waarde):
    """One objective, to be made small: its value now, in the alternative found, and the least there.

    What would be better than now counts as now. Values are in the unit of the objective: hours a week,
    a count, hours times rank; for a norm what misses of its threshold. `dan` is None when no allocation
    was worked out.
    """

    doel: str
    soort: Doelnaam
    nu: Breuk
    dan: Breuk | None = None
    minstens: Breuk


class Alternatief(Waarde):
    """Another place for the hours of this place, or another run of periods for the item.

    `onmogelijk` and `slechter` are proved; `gelijkwaardig` costs no objective anything; `haalbaar`: an
    allocation was found that loses, and nothing proves that another one must; `onbekend`: the limit was
    reached without an allocation; `open`: nothing stands against it without the calendar, which was not
    asked. `reden` says what makes it impossible: the task closes it (`opdracht`), precedence alone
    (`volgorde`), the hours of the places without calendar (`uren`), with it (`kalender`), or a hard norm
    that would be lost (`norm`). `kosten` holds the objectives up to and with the first that loses
    (`beslissend`); for `open` those that were compared and kept.
    """

    soort: Alternatiefsoort
    leerplaats: str | None = None
    perioden: tuple[int, ...] = ()
    status: Alternatiefstatus
    diepte: Diepte
    reden: Alternatiefreden | None = None
    beslissend: str | None = None
    kosten: tuple[Doelkost, ...] = ()


class Grond(Waarde):
    """What a placement rests on, by its IRI in the graph: a rule, a norm or a datum."""

    soort: Grondsoort
    iri: str
    label: str


class Plaatsingsuitleg(Waarde):
    """One placement of an item; forced means that no allocation of the task does without it.

    `periode_gedwongen` is None when the calendar was not asked.
    """

    leerplaats: str
    periode: int
    uren: Uren
    regel: str
    plaats_gedwongen: bool
    periode_gedwongen: bool | None
    gronden: tuple[Grond, ...]
    alternatieven: tuple[Alternatief, ...]
    zin: str
    zin_en: str


class Onderdeeluitleg(Waarde):
    """All placements of one item of a trajectory, explained."""

    traject: str
    onderdeel: str
    titel: str
    plaatsingen: tuple[Plaatsingsuitleg, ...]
