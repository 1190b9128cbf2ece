"""The explanation of one norm: what is reached, the most that can be, and what stands in the way."""

from datetime import date
from typing import Literal

from kwalificatiegraaf.domain.bouwresultaat import Doelstatus
from kwalificatiegraaf.domain.feit import Feit, Speelruimte
from kwalificatiegraaf.domain.norm import Bereik, Grondslag, Oordeel
from kwalificatiegraaf.domain.opleiding import Zekerheid
from kwalificatiegraaf.domain.traject import Toewijzing
from kwalificatiegraaf.domain.uitlegvraag import Gesteld
from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

Uitlegstatus = Literal["haalbaar", "geblokkeerd", "onmogelijk", "onbekend", "onbepaald"]


class Hoogsteplaats(Waarde):
    """Where in the same answer a highest value stands: by norm, basis and scope."""

    norm: str
    grondslag: Grondslag
    bereik: Bereik


class Hoogste(Waarde):
    """The highest value on one basis and scope; no allocation passes `grens`, and `optimaal` reaches it.

    Where hours do not fix the value, `bereikt_met` is an allocation that has it, or `bereikt_zoals` says
    which other highest value of the answer brings that allocation.
    """

    grondslag: Grondslag
    bereik: Bereik
    eigen_grondslag: bool
    waarde: Breuk | None
    grens: Breuk | None
    status: Doelstatus
    bewijs: str
    bereikt_met: tuple[Toewijzing, ...] = ()
    bereikt_zoals: Hoogsteplaats | None = None


class Weekregel(Waarde):
    """Weekly hours of one line of the timetable."""

    nummer: int
    vak: str
    weekuren: Uren


class Opheffing(Waarde):
    """What dropping one fact from a blocking set allows: the value, and the timetable that gives it.

    Every law holds, unless the fact is a law itself: then `breekt` names it, and what follows is no way out.
    `gevonden` is False when no timetable was found within the limits: that the fact is needed is not proved.
    """

    feit: str
    waarde: Breuk | None
    gevonden: bool = True
    breekt: tuple[str, ...] = ()
    extra_perioden: int = 0
    uurverdeling: tuple[Weekregel, ...] = ()


class Certificaat(Waarde):
    """Why the facts block: the most they allow together, and what lifts the block when a fact is dropped.

    `zonder-kalender`: sizes, places and hours alone, so that the checker can calculate it again.
    """

    wijze: Literal["zonder-kalender", "met-kalender"]
    hoogste: Breuk | None
    redenering: str
    opheffingen: tuple[Opheffing, ...]


class Blokkering(Waarde):
    """Facts that forbid the target together, whatever the values of all others; none can be missed.

    Dropping one that is no law lifts the block with all laws kept, also those that are not among the facts.
    """

    feiten: tuple[Feit, ...]
    certificaat: Certificaat


class Uitleg(Waarde):
    """One norm, or the frame itself (`norm` None) when no allocation exists at all.

    `begrensd` says that there may be more blocking sets; `limiet` says in Dutch where the search stopped.
    """

    norm: str | None
    titel: str
    grondslag: Grondslag | None = None
    bereik: Bereik | None = None
    drempel: Breuk | None = None
    bereikt: Breuk | None = None
    oordeel: Oordeel | None = None
    status: Uitlegstatus
    hoogste: tuple[Hoogste, ...] = ()
    ruimte: Speelruimte
    blokkeringen: tuple[Blokkering, ...] = ()
    begrensd: bool = False
    limiet: str = ""
    zin: str

    @property
    def hoogst_mogelijk(self) -> Hoogste | None:
        """The highest value on the basis and scope that the norm itself names."""
        return next((one for one in self.hoogste if one.eigen_grondslag), None)


class Trajectuitleg(Waarde):
    """The explanations of one trajectory on one day; `wetten` are norms of law that every change respects."""

    traject: str
    titel: str
    datum: date
    zekerheid: Zekerheid
    vraag: Gesteld
    wetten: tuple[str, ...]
    meldingen: tuple[str, ...] = ()
    uitleg: tuple[Uitleg, ...]
