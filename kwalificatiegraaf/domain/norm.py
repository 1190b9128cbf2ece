"""Norms: dated, sourced thresholds and time limits. The numbers are data; here is what operators mean."""

from datetime import date
from fractions import Fraction
from typing import Literal

from pydantic import Field

from kwalificatiegraaf.domain.opleiding import Overeenkomstsoort, Zekerheid
from kwalificatiegraaf.domain.traject import Soort
from kwalificatiegraaf.domain.waarde import Breuk, Waarde

Grondslag = Literal[
    "competenties", "competenties-hoofdplaats", "gewicht", "uren", "weekuren", "dagen", "jaaruren"
]
Bereik = Literal["alle", "beroepsgericht"]
Operator = Literal["groter-dan", "minstens", "band", "gelijk"]
Telling = Literal["werkplek", "reele-werkplek", "totaal", "begeleid"]
Oordeel = Literal["gehaald", "niet gehaald", "onbepaald"]

AANDEELGRONDSLAGEN: tuple[Grondslag, ...] = (
    "competenties", "competenties-hoofdplaats", "gewicht", "uren", "weekuren"
)  # fmt: skip


class Norm(Waarde):
    """A norm of law, policy or practice, valid on half-open dates.

    `drempel` is a share for share bases and a number of hours for `weekuren` and `jaaruren`;
    `bovengrens` is exclusive and only there for a band. `toepassing` holds codes of the scheme
    of that name (duaal-so, nl-bbl …). `vereist_overeenkomst` limits the norm to accreditations that
    designate that contract; `bij_afwijking` to those where the Government deviated from the band.
    `noemeruren` is the total of hours that a norm of hours is written for (250 of 1000).
    """

    code: str
    label: str
    teller_tekst: str
    noemer_tekst: str | None = None
    grondslag: Grondslag
    bereik: Bereik = "alle"
    drempel: Breuk
    bovengrens: Breuk | None = None
    operator: Operator
    telt: Telling = "werkplek"
    toepassing: tuple[str, ...] = ()
    vereist_overeenkomst: Overeenkomstsoort | None = None
    bij_afwijking: bool = False
    noemeruren: int | None = None
    normfamilie: str | None = None
    aard: str
    zekerheid: Zekerheid = "bevestigd"
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None
    bron: str

    def is_valid_on(self, day: date) -> bool:
        """Whether the norm is in force on `day`."""
        return (self.geldig_vanaf or day) <= day and (self.geldig_tot is None or day < self.geldig_tot)

    @property
    def is_share(self) -> bool:
        """Whether the threshold is a share, and no number of hours or days."""
        return self.grondslag in AANDEELGRONDSLAGEN and self.grondslag != "weekuren"

    def is_met_by(self, value: Fraction) -> bool:
        """Whether `value` satisfies the operator and threshold, exactly."""
        if self.operator == "groter-dan":
            return value > self.drempel
        if self.operator == "minstens":
            return value >= self.drempel
        if self.operator == "gelijk":
            return value == self.drempel
        return value >= self.drempel and (self.bovengrens is None or value < self.bovengrens)


class Termijnnorm(Waarde):
    """A time limit of the law in training days from the start, and by how many it is extended once.

    `toepassing` holds codes of the scheme of that name (duaal-so, duaal-buso); dates are half-open.
    """

    code: str
    label: str
    opleidingsdagen: int = Field(ge=1)
    verlengingsdagen: int | None = Field(default=None, ge=1)
    toepassing: tuple[str, ...]
    aard: str
    zekerheid: Zekerheid = "bevestigd"
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None
    bron: str

    @property
    def langste(self) -> int:
        """The training days with the extension."""
        return self.opleidingsdagen + (self.verlengingsdagen or 0)

    def is_valid_on(self, day: date) -> bool:
        """Whether the time limit is in force on `day`."""
        return (self.geldig_vanaf or day) <= day and (self.geldig_tot is None or day < self.geldig_tot)


def soort_of(bereik: Bereik) -> Soort | None:
    """Return the kind of items that a scope keeps; None keeps all."""
    return "beroepsgericht" if bereik == "beroepsgericht" else None
