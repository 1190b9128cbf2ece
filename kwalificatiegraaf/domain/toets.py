"""One verdict: a norm on a basis and scope, with numerator, denominator and one Dutch sentence."""

from fractions import Fraction

from kwalificatiegraaf.domain.norm import Bereik, Grondslag, Oordeel, Telling
from kwalificatiegraaf.domain.opleiding import Zekerheid
from kwalificatiegraaf.domain.taal import format_number, format_percent
from kwalificatiegraaf.domain.waarde import Breuk, Waarde

_DREMPELWOORD = {"groter-dan": "meer dan", "minstens": "minstens", "gelijk": "precies", "band": "minstens"}


class Toets(Waarde):
    """One norm on one basis and scope.

    `waarde` is what the norm compares: the share, or hours where the norm speaks of hours
    (`eenheid` says which). `marge` is positive inside the norm and negative outside it.
    `eigen_grondslag` marks the basis and scope that the norm itself names; the other rows show the
    same threshold on another reading.
    """

    norm: str
    label: str
    grondslag: Grondslag
    bereik: Bereik
    eigen_grondslag: bool
    telt: Telling
    eenheid: str
    teller: Breuk | None
    noemer: Breuk | None
    aandeel: Breuk | None
    waarde: Breuk | None
    operator: str
    drempel: Breuk
    bovengrens: Breuk | None = None
    marge: Breuk | None
    oordeel: Oordeel
    ontbreekt: tuple[str, ...] = ()
    uitleg: str
    aard: str
    zekerheid: Zekerheid
    bron: str

    @property
    def grenzen(self) -> tuple[Fraction, ...]:
        """The threshold, and the upper bound where there is one."""
        return (self.drempel,) if self.bovengrens is None else (self.drempel, self.bovengrens)

    @property
    def getoond(self) -> str | None:
        """`waarde` as a reader sees it, told from its bounds: never `75 %` for what lies above 75 %."""
        return None if self.waarde is None else number_beside(self.waarde, self.eenheid, *self.grenzen)


DAGEN = "deel van de dagen"
MEEST_GENOEMD = 4
"""How many missing things the sentence names; the whole list stands in `ontbreekt`."""
MEESTE_DECIMALEN = 6


def _number(value: Fraction, unit: str, extra: int) -> str:
    if unit == DAGEN:
        return f"{value.numerator} van de {value.denominator} dagen"
    return format_percent(value, 1 + extra) if unit == "aandeel" else format_number(value, 2 + extra)


def _with_unit(number: str, unit: str) -> str:
    return number if unit in ("aandeel", DAGEN) else f"{number} {unit}"


def number_beside(value: Fraction, unit: str, *bounds: Fraction) -> str:
    """Return `value` with as many decimals as tell it from the bounds: never `60 %` for 59,98 %."""
    for extra in range(MEESTE_DECIMALEN):
        number = _number(value, unit, extra)
        if all(value == bound or number != _number(bound, unit, extra) for bound in bounds):
            break
    return number


def _threshold(toets: Toets) -> str:
    text = f"{_DREMPELWOORD[toets.operator]} {_number(toets.drempel, toets.eenheid, 0)}"
    if toets.bovengrens is not None:
        text += f" en minder dan {_number(toets.bovengrens, toets.eenheid, 0)}"
    return _with_unit(text, toets.eenheid)


_WAT = {
    ("competenties", "alle"): "onderdelen (competenties en algemene vorming)",
    ("competenties", "beroepsgericht"): "competenties",
    ("competenties-hoofdplaats", "alle"): "onderdelen (competenties en algemene vorming)",
    ("competenties-hoofdplaats", "beroepsgericht"): "competenties",
    ("gewicht", "alle"): "gewichtspunten",
    ("gewicht", "beroepsgericht"): "gewichtspunten van de competenties",
    ("uren", "alle"): "uren",
    ("uren", "beroepsgericht"): "beroepsgerichte uren",
    ("weekuren", "alle"): "uren per week",
    ("weekuren", "beroepsgericht"): "beroepsgerichte uren per week",
}
_WAAR = {
    "werkplek": "op de werkplek",
    "reele-werkplek": "op een reële werkplek",
    "totaal": "op school en werkplek samen",
    "begeleid": "onder begeleiding",
}


def _counted(toets: Toets, teller: Fraction, noemer: Fraction) -> str:
    """Return the share as counted: `Van de 24 competenties worden er 18 op de werkplek geleerd`."""
    basis, where, count = toets.grondslag, _WAAR[toets.telt], format_number(teller)
    of_all = f"Van de {format_number(noemer)} {_WAT[basis, toets.bereik]}"
    if basis == "competenties-hoofdplaats":
        return f"{of_all} worden er {count} voor meer dan de helft {where} geleerd"
    if basis == "competenties":
        divided = "" if teller.denominator == 1 else " (wat verdeeld is, telt naar zijn uren)"
        return f"{of_all} worden er {count} {where} geleerd{divided}"
    return f"{of_all} vallen er {count} {where}"


def explain(toets: Toets) -> str:
    """Return the verdict in plain Dutch, with numerator, denominator and threshold."""
    demand = f"Gevraagd is {_threshold(toets)}"
    if toets.waarde is None or toets.teller is None or toets.noemer is None:
        named = list(toets.ontbreekt[:MEEST_GENOEMD])
        rest = len(toets.ontbreekt) - len(named)
        return (
            f"Onbepaald, want dit ontbreekt: {'; '.join(named)}{f' en nog {rest}' if rest else ''}. {demand}."
        )
    value = _with_unit(toets.getoond or "", toets.eenheid)
    if toets.eenheid == "aandeel":
        return f"{_counted(toets, toets.teller, toets.noemer)}: {value}. {demand}: {toets.oordeel}."
    return f"{value} {_WAAR[toets.telt]}. {demand}: {toets.oordeel}."
