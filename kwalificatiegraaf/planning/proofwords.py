"""The words of a proof: what an objective counts, what a norm asks, and why a bound holds (no solver)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.bouwresultaat import Doelresultaat
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toets import number_beside

Ground = Literal["speelruimte", "open", "zonder-kalender", "geteld", "opgelost"]
"""Why a bound holds: it leaves room, it is not met, or it is met and was counted or solved."""

_ASKED = {"groter-dan": "meer dan", "minstens": "minstens", "gelijk": "precies", "band": "minstens"}
_WHAT: Mapping[Doelnaam, str] = {
    "belasting": "uur per week in de zwaarste periode",
    "perioden": "perioden, voor elke competentie apart geteld",
    "verdeling": "competenties op meer dan één plaats",
    "voorkeur": "uur buiten de voorkeursplaats, maal de rang van de plaats",
    "volgorde": "perioden verschil met de volgorde van de codes, voor elke competentie apart geteld",
}
_WHY: Mapping[Ground, str] = {
    "speelruimte": (
        "het minste is {bound}, en het verschil blijft binnen de speelruimte die de volgende doelen krijgen"
    ),
    "open": "minder dan {bound} kan zeker niet; dat dit het minste is, is niet bewezen",
    "zonder-kalender": "minder kan niet: ook zonder kalender heeft de oplosser (CP-SAT) dat uitgesloten",
    "geteld": "minder kan niet: dat is de ondergrens die uit grootte, plaatsen en uren zelf volgt",
    "opgelost": "minder kan niet: de oplosser (CP-SAT) heeft alle andere verdelingen uitgesloten",
}


def amount(value: Fraction, unit: str, *bounds: Fraction) -> str:
    """Return a share as a percentage, hours with their unit; never rounded onto a bound."""
    number = number_beside(value, unit, *bounds)
    return number if unit == "aandeel" else f"{number} {unit}"


def asked(norm: Norm, unit: str) -> str:
    """Return what the norm asks: `meer dan 60 %`."""
    text = f"{_ASKED[norm.operator]} {amount(norm.drempel, unit)}"
    return text if norm.bovengrens is None else f"{text} en minder dan {amount(norm.bovengrens, unit)}"


def count_sentence(kind: Doelnaam, value: Fraction, bound: Fraction, ground: Ground) -> str:
    """Return the proof of an objective that counts or measures hours."""
    noun = _WHAT[kind]
    if value == 1:
        noun = noun.replace("competenties", "competentie").replace("perioden", "periode")
    return f"{format_number(value)} {noun}; {_why(ground, bound)}."


def _why(ground: Ground, bound: Fraction) -> str:
    return _WHY[ground].format(bound=format_number(bound))


def norm_sentence(norm: Norm, unit: str, value: Fraction, bound: Fraction, ground: Ground | None) -> str:
    """Return the proof of a norm; `ground` is None when it is met, and then there is nothing to prove."""
    said = f"{amount(value, unit)}; {norm.label} vraagt {asked(norm, unit)}"
    if ground is None:
        return f"{said}: gehaald."
    if ground == "open":
        return f"{said}; meer dan {amount(bound, unit)} kan niet."
    why = _why(ground, bound).replace("minder", "dichterbij")
    return f"{said}; {why}."


def grounds_of(goal: Doelresultaat) -> tuple[Ground, ...]:
    """Return the grounds that the status of a claim allows its sentence to give."""
    if goal.status == "optimaal":
        return ("zonder-kalender", "geteld", "opgelost")
    return ("speelruimte",) if goal.status == "binnen-speelruimte" else ("open",)
