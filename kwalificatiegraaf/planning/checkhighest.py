"""The independent check of highest values: no solver, no code shared with what found them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from kwalificatiegraaf.domain.aandeel import measure
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.narekening import Grensoordeel
from kwalificatiegraaf.domain.nazicht import Hoogstecontrole
from kwalificatiegraaf.domain.norm import AANDEELGRONDSLAGEN, Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_percent
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.domain.uitleg import Hoogste
from kwalificatiegraaf.planning.checkcalendar import Effort, seek
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.checkframes import BY_HOURS, Frames
from kwalificatiegraaf.planning.explainwords import PROOFS


@dataclass(frozen=True)
class Witness:
    """An allocation that came with a claim, and what is wrong with it (None: it keeps all rules)."""

    traject: Traject
    fault: str | None


def witness_of(opdracht: Trajectopdracht, rows: Sequence[Toewijzing]) -> Witness:
    """Return the allocation of a claim, checked by all rules."""
    brought = Traject(kader=opdracht.kader, onderdelen=opdracht.onderdelen, toewijzingen=tuple(rows))
    return Witness(brought, next((finding.tekst for finding in check(opdracht, brought)), None))


def check_highest(
    opdracht: Trajectopdracht,
    norm: Norm,
    claim: Hoogste,
    facts: Collection[str],
    traject: Traject | None = None,
    brought: Witness | None = None,
) -> Hoogstecontrole:
    """Calculate again that no allocation passes the value, and that it is reached.

    It is reached by the allocation that the claim brings along (`brought` where it refers to another), by
    the trajectory as it is, or by any when the norm is on hours. `facts` are the codes of all facts of the
    task: nothing of it changes.
    """
    if brought is None and claim.bereikt_met:
        brought = witness_of(opdracht, claim.bereikt_met)
    top = norm.model_copy(
        update={
            "grondslag": claim.grondslag,
            "bereik": claim.bereik,
            "operator": "minstens",
            "drempel": Fraction(0),
            "bovengrens": None,
        }
    )
    frames = Frames(opdracht, top, Speelruimte(), frozenset(facts))
    verdict, reason = _check(frames, top, claim, traject, brought)
    return Hoogstecontrole(
        norm=norm.code, grondslag=claim.grondslag, bereik=claim.bereik, oordeel=verdict, reden=reason
    )


def highest_by_counting(opdracht: Trajectopdracht, norm: Norm, facts: Collection[str]) -> Fraction | None:
    """Return the most that a norm on a share can be as things are; None when counting does not tell."""
    if norm.operator not in ("minstens", "groter-dan") or norm.grondslag not in AANDEELGRONDSLAGEN:
        return None
    frames = Frames(opdracht, norm, Speelruimte(), frozenset(facts))
    return frames.highest(frames.kader) if frames.is_bounding else None


def has_allocation(opdracht: Trajectopdracht, facts: Collection[str]) -> bool:
    """Return whether the checker finds an allocation; that it finds none proves nothing."""
    frames = Frames(opdracht, None, Speelruimte(), frozenset(facts))
    return seek(frames, frames.kader, frames.meets, Effort()).antwoord == "ja"


def _check(
    frames: Frames, top: Norm, claim: Hoogste, traject: Traject | None, brought: Witness | None
) -> tuple[Grensoordeel, str]:
    task = frames.opdracht
    if brought is not None and brought.fault is not None:
        return "weerlegd", f"de verdeling die het zou bereiken, is fout: {brought.fault}"
    if brought is None and claim.bereikt_zoals:
        return "weerlegd", "de verdeling waarnaar verwezen wordt, staat er niet"
    if not frames.is_bounding:
        return "niet-nagerekend", "een regel van de lessentabel telt maar half"
    reached = None if brought is None else _value(task, brought.traject, top)
    stored = None if traject is None else _value(task, traject, top)
    own = max((value for value in (reached, stored) if value is not None), default=None)
    verdict, reason = _judge(claim, frames.highest(frames.kader), own, frames)
    if verdict != "weerlegd" and brought is not None and reached != claim.waarde:
        return "weerlegd", f"de verdeling die het zou bereiken, haalt {_told(claim, reached)}"
    return verdict, reason


def _value(opdracht: Trajectopdracht, traject: Traject, norm: Norm) -> Fraction | None:
    share = measure(traject, opdracht.leerplaatsen, norm.grondslag, norm.bereik, norm.telt)
    return share.teller if norm.grondslag == "weekuren" else share.aandeel


def _judge(
    claim: Hoogste, most: Fraction | None, own: Fraction | None, frames: Frames
) -> tuple[Grensoordeel, str]:
    """Return the verdict and why; `most` by counting without calendar, `own` the best allocation at hand."""
    value, bound, told = claim.waarde, claim.grens, partial(_told, claim)
    by_hours = claim.grondslag in BY_HOURS
    if most is None:
        if value is None and bound is None and own is None:
            return "nagerekend", "niet te meten: er ontbreekt een gewicht"
        return "weerlegd", "dit is niet te meten, of de uren komen niet uit"
    if bound is None or (value is not None and value > bound):
        return "weerlegd", f"het hoogste is {told(most)}, gezegd is {told(value)} met als grens {told(bound)}"
    if value is not None and value > most:
        return "weerlegd", f"meer dan {told(most)} laten grootte, plaatsen en uren niet toe"
    if own is not None and (value is None or own > value):
        return "weerlegd", f"een verdeling die er is, haalt al {told(own)}"
    if by_hours and value != most:
        return "weerlegd", f"de lessentabel legt {told(most)} vast"
    if bound < most and claim.bewijs in (PROOFS["sums"], PROOFS["timetable"]):
        return "weerlegd", f"grootte, plaatsen en uren laten wel meer toe: {told(most)}"
    if bound < most:
        return _judge_calendar(claim, bound, most, own, frames)
    if value == most and (by_hours or own == value):
        return "nagerekend", f"{told(most)} wordt bereikt, en meer laten grootte, plaatsen en uren niet toe"
    return "niet-nagerekend", f"meer dan {told(most)} kan niet; of het bereikt wordt, zei de oplosser"


def _judge_calendar(
    claim: Hoogste, bound: Fraction, most: Fraction, own: Fraction | None, frames: Frames
) -> tuple[Grensoordeel, str]:
    """Return the verdict on a bound that is lower than what sizes, places and hours allow."""
    told = partial(_told, claim)
    found = seek(frames, frames.kader, lambda value: value is not None and value > bound, Effort())
    if found.antwoord == "ja":
        return "weerlegd", f"er is een verdeling die {told(found.waarde)} haalt"
    if found.antwoord == "onbekend":
        return (
            "niet-nagerekend",
            f"de uren laten {told(most)} toe; dat de kalender minder toelaat, zei de oplosser",
        )
    if own == claim.waarde == bound:
        return "nagerekend", f"{told(bound)} wordt bereikt, en meer laat de kalender niet toe"
    return "niet-nagerekend", f"meer dan {told(bound)} kan niet; of het bereikt wordt, zei de oplosser"


def _told(claim: Hoogste, amount: Fraction | None) -> str:
    if amount is None:
        return "niets"
    return f"{amount} uur" if claim.grondslag == "weekuren" else f"{format_percent(amount)} ({amount})"
