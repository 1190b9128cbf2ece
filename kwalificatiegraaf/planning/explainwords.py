"""The sentences of an explanation, in the reader's Dutch."""

from fractions import Fraction

from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.taal import format_number, join_nl
from kwalificatiegraaf.domain.toets import Toets, number_beside
from kwalificatiegraaf.domain.uitleg import Hoogste, Uitlegstatus
from kwalificatiegraaf.planning.proofwords import asked

PROOFS = {
    "timetable": "ligt vast in de weekuren van de lessentabel",
    "sums": "bewezen: grootte, plaatsen en uren laten niet meer toe",
    "search": "bewezen: de oplosser (CP-SAT) sluit alle andere verdelingen uit",
    "open": "gevonden; bewezen is enkel dat meer dan de grens niet kan",
    "unknown": "niet te meten: er ontbreekt een gewicht",
}
"""What proves a highest value, by what found it."""


def unit_of(norm: Norm) -> str:
    """Return the unit in which a norm is compared."""
    return "uur per week" if norm.grondslag == "weekuren" else "aandeel"


def said(norm: Norm, value: Fraction) -> str:
    """Return a value of a norm, with as many decimals as tell it from the threshold."""
    unit = unit_of(norm)
    number = number_beside(value, unit, norm.drempel)
    return number if unit == "aandeel" else f"{number} {unit}"


def count_of(blocking: int) -> str:
    """Return how many blocking sets were found."""
    if not blocking:
        return "Geen blokkering gevonden."
    return "1 blokkering gevonden." if blocking == 1 else f"{blocking} blokkeringen gevonden."


def conclusion(
    norm: Norm, status: Uitlegstatus, reached: Fraction | None, highest: Hoogste, blocking: int
) -> str:
    """Return the explanation of a norm in one or two sentences."""
    name, demand = f"{norm.label} ({norm.code})", asked(norm, unit_of(norm))
    most = "" if highest.grens is None else f"hoogstens {said(norm, highest.grens)} is mogelijk, "
    if status == "haalbaar":
        now = "" if reached is None else f"; bereikt is {said(norm, reached)}"
        return f"{name} is haalbaar: {most}gevraagd is {demand}{now}."
    if status == "onbekend":
        return f"{name}: {most}gevraagd is {demand}; of het kan, is binnen de rekentijd niet bewezen."
    return f"{name} kan niet: {most}gevraagd is {demand}. {count_of(blocking)}"


def frame_conclusion(answer: str, blocking: int) -> str:
    """Return why there is no allocation at all."""
    if answer == "nee":
        return f"Geen enkele verdeling voldoet aan het kader en de grenzen. {count_of(blocking)}"
    return "Binnen de rekentijd is geen verdeling gevonden, en ook niet bewezen dat er geen is."


def unmeasured(norm: Norm, verdict: Toets | None) -> str:
    """Return why a norm has no value to explain."""
    missing = join_nl(list(verdict.ontbreekt)) if verdict and verdict.ontbreekt else ""
    why = (
        f"{missing} ontbreekt"
        if missing
        else f"een uitleg rekent niet in {norm.grondslag}; 'traject check' toetst de norm wel"
    )
    return f"{norm.label} ({norm.code}) is onbepaald: {why}."


def reasoning(norm: Norm | None, highest: Fraction | None, empty: bool, *, calendar: bool) -> str:
    """Return why a set of facts blocks."""
    held = "Binnen de speelruimte" if empty else "Met deze feiten samen"
    rest = "wat er ook verandert" if empty else "wat de andere feiten binnen de speelruimte ook zijn"
    if norm is None or highest is None:
        what = "komt geen enkele verdeling uit" if norm is None else "is de norm niet te halen"
        how = "met de perioden erbij" if calendar else "ook zonder kalender"
        return f"{held} {what}, {rest} ({how})."
    most = said(norm, highest)
    return f"{held} is hoogstens {most} mogelijk, {rest}; gevraagd is {asked(norm, unit_of(norm))}."


def limit_said(most: int, tried: int, *, calendar: bool) -> str:
    """Return where the search for blocking sets stops."""
    scope = (
        "ook met de perioden"
        if calendar
        else "zonder kalender (wat zonder kalender blokkeert, blokkeert altijd)"
    )
    tries = f"hoogstens {format_number(most)} blokkeringen na {format_number(tried)} geprobeerde sets"
    return f"{tries}, gezocht {scope}"
