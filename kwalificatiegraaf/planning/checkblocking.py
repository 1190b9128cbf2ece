"""The independent check of a blocking set and of a repair: no solver, no code shared with what found them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.herstel import Herstel, Wijziging
from kwalificatiegraaf.domain.narekening import Grensoordeel
from kwalificatiegraaf.domain.nazicht import Feitcontrole, Nazicht
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Trajectkader
from kwalificatiegraaf.domain.uitleg import Blokkering, Certificaat, Opheffing
from kwalificatiegraaf.domain.wijzigen import change_task, extended, with_both_components, with_hours
from kwalificatiegraaf.errors import KwalificatiegraafError
from kwalificatiegraaf.planning.checkcalendar import Effort, seek
from kwalificatiegraaf.planning.checkchanges import check_changes, check_facts
from kwalificatiegraaf.planning.checker import UNREADABLE, check
from kwalificatiegraaf.planning.checkframes import Frames
from kwalificatiegraaf.planning.checkreasons import check_reasons


def check_blocking(
    opdracht: Trajectopdracht,
    norm: Norm | None,
    ruimte: Speelruimte,
    blokkering: Blokkering,
    wetten: Sequence[Norm] = (),
) -> Nazicht:
    """Calculate again that the facts block whatever the others are, and that none of them can be missed."""
    codes = frozenset(fact.code for fact in blokkering.feiten)
    findings = list(_unlifted(codes, blokkering.certificaat))
    frames = Frames(opdracht, norm, ruimte, codes, tuple(wetten))
    certificate = blokkering.certificaat
    effort = Effort() if certificate.wijze == "met-kalender" else None
    blocks = _blocks(frames, certificate) if effort is None else _blocks_in_time(frames, certificate, effort)
    if blocks is None:
        return Nazicht(nagerekend=False, bevindingen=tuple(findings))
    facts = tuple(_lifted(frames, one, effort) for one in certificate.opheffingen)
    findings += blocks
    for one in facts:
        if one.oordeel == "weerlegd":
            findings.append(Bevinding(regel="overbodig-feit", tekst=f"{one.feit}: {one.reden}"))
    return Nazicht(nagerekend=True, bevindingen=tuple(findings), feiten=facts)


def _unlifted(codes: frozenset[str], certificate: Certificaat) -> Iterator[Bevinding]:
    lifted = [one.feit for one in certificate.opheffingen]
    if len(lifted) != len(codes) or set(lifted) != codes:
        yield Bevinding(regel="certificaat", tekst="niet elk feit heeft zijn opheffing")


def _lifted(frames: Frames, lifted: Opheffing, effort: Effort | None) -> Feitcontrole:
    """Judge whether the block lifts without one fact, with every law kept but for the fact when it is one.

    With `effort` the periods count too, and an allocation is sought.
    """
    if not lifted.gevonden:
        reason = "de uitleg zelf vond niet of het zonder dit feit kan"
        return Feitcontrole(feit=lifted.feit, oordeel="niet-nagerekend", reden=reason)
    laws = frozenset(f"norm:{law.code}" for law in frames.wetten)
    kept = frames.kept - {lifted.feit}
    looser = replace(frames, kept=kept if lifted.feit in laws else kept | laws)
    hours = {line.nummer: line.weekuren for line in lifted.uurverdeling}
    kader = with_hours(extended(frames.kader, lifted.extra_perioden), hours)
    verdict, reason = _freed(looser, kader, lifted, effort)
    return Feitcontrole(feit=lifted.feit, oordeel=verdict, reden=reason)


def _freed(
    looser: Frames, kader: Trajectkader, lifted: Opheffing, effort: Effort | None
) -> tuple[Grensoordeel, str]:
    if not looser.allows(kader):
        return "weerlegd", "wat zonder dit feit zou kunnen, breekt een wet"
    highest = looser.highest(kader)
    value = highest if looser.norm and effort is None else None
    if not looser.meets(highest):
        return "weerlegd", "ook zonder dit feit blijft het doel buiten bereik: het is overbodig"
    if lifted.waarde != value:
        return "weerlegd", f"zonder dit feit is het hoogste {value}, gezegd is {lifted.waarde}"
    found = seek(looser, kader, looser.meets, effort).antwoord if effort else "ja"
    if found == "nee":
        return "weerlegd", "ook zonder dit feit blijft het doel buiten bereik: het is overbodig"
    if found == "onbekend":
        return "niet-nagerekend", "of het zonder dit feit met de perioden uitkomt, zei de oplosser"
    return "nagerekend", "zonder dit feit kan het wel"


def _blocks_in_time(frames: Frames, certificate: Certificaat, effort: Effort) -> list[Bevinding] | None:
    """Return what is wrong with a block in which periods take part; None when that is not to be told."""
    if not (frames.is_finite and frames.is_bounding):
        return None
    for kader in frames.every():
        found = seek(frames, kader, frames.meets, effort).antwoord
        if found == "onbekend":
            return None
        if found == "ja":
            return [_reachable(kader)]
    if certificate.hoogste is None:
        return []
    return [
        Bevinding(regel="hoogste", tekst="een hoogste zonder kalender past niet bij een blokkering ermee")
    ]


def _reachable(kader: Trajectkader) -> Bevinding:
    hours = ", ".join(f"{line.vak} {line.weekuren}" for line in kader.uurverdeling)
    return Bevinding(regel="geen-blokkering", tekst=f"met deze uren is het doel wel haalbaar: {hours}")


def _blocks(frames: Frames, certificate: Certificaat) -> list[Bevinding] | None:
    """Return a timetable that reaches the target all the same; else another highest value than was said."""
    if not frames.is_countable:
        return None
    best: Fraction | None = None
    for kader in frames.every():
        found = frames.highest(kader)
        if frames.meets(found):
            return [_reachable(kader)]
        if found is not None and (best is None or found > best):
            best = found
    if frames.norm is None and certificate.hoogste is not None:
        return [Bevinding(regel="hoogste", tekst="zonder norm is er geen hoogste waarde")]
    if not frames.counts_highest or certificate.hoogste == best:
        return []
    said = f"het hoogste dat deze feiten toelaten is {best}, gezegd is {certificate.hoogste}"
    return [Bevinding(regel="hoogste", tekst=said)]


def check_repair(
    opdracht: Trajectopdracht, norm: Norm | None, wetten: Sequence[Norm], herstel: Herstel
) -> tuple[Bevinding, ...]:
    """Apply a repair and return what is wrong: a law touched, an unsound task, a missed norm, its cost.

    Also a change that does not follow from its fact, and a placement whose rule does not hold. When a fact
    is not of the task, nothing else can be calculated.
    """
    unknown = tuple(check_facts(opdracht, wetten, herstel.wijzigingen))
    return unknown or tuple(_repair_findings(opdracht, norm, wetten, herstel))


def _repair_findings(
    opdracht: Trajectopdracht, norm: Norm | None, wetten: Sequence[Norm], herstel: Herstel
) -> Iterator[Bevinding]:
    yield from check_changes(opdracht, herstel.wijzigingen)
    try:
        task = change_task(opdracht, herstel.wijzigingen)
    except KwalificatiegraafError as error:
        yield Bevinding(regel="wijziging", tekst=f"de wijzigingen gaan niet samen: {error.message}")
        return
    faults = check(task, herstel.traject)
    yield from faults or _reason_findings(task, norm, herstel)
    if any(fault.regel in UNREADABLE for fault in faults):
        return
    for one in (norm, *wetten):
        if one is not None:
            yield from _verdict_findings(task, herstel, one, is_target=one is norm)
    if norm is None and (herstel.aandeel, herstel.oordeel) != (None, None):
        yield Bevinding(regel="bereikt", tekst="zonder norm is er geen aandeel en geen oordeel")
    yield from _cost_findings(opdracht, task, herstel)


def _reason_findings(task: Trajectopdracht, norm: Norm | None, herstel: Herstel) -> Iterator[Bevinding]:
    """Yield the rules of placements that do not hold; a repair aims at its norm and the hard ones alone."""
    hard = [one for one in task.normen if one.code in task.grenzen.harde_normen]
    others = tuple(one for one in hard if norm is None or one.code != norm.code)
    aimed = task.model_copy(update={"normen": (*others, norm) if norm else others})
    yield from check_reasons(aimed, herstel.traject, bounds_known=True)


def _verdict_findings(
    task: Trajectopdracht, herstel: Herstel, norm: Norm, *, is_target: bool
) -> Iterator[Bevinding]:
    found = own_verdict(norm, herstel.traject, task.leerplaatsen)
    if found.oordeel != "gehaald":
        yield Bevinding(regel="norm", tekst=f"{norm.code} is niet gehaald")
    elif is_target and (herstel.aandeel, herstel.oordeel) != (found.waarde, found.oordeel):
        yield Bevinding(
            regel="bereikt",
            tekst=f"de herstelling bereikt {found.waarde} voor {norm.code} ({found.oordeel}), "
            f"gezegd is {herstel.aandeel} ({herstel.oordeel})",
        )


def _cost_findings(opdracht: Trajectopdracht, task: Trajectopdracht, herstel: Herstel) -> Iterator[Bevinding]:
    """Yield where the hours of a change, their sum, the number or the codes are not what the changes ask."""
    for change in herstel.wijzigingen:
        hours = _hours(opdracht, task, change)
        if change.uren != hours:
            said = f"{change.feit.code}: gezegd {change.uren} uur, berekend {hours}"
            yield Bevinding(regel="kost", tekst=said)
    codes = tuple(change.feit.code for change in herstel.wijzigingen)
    total = sum((change.uren for change in herstel.wijzigingen), Fraction(0))
    cost = herstel.kost
    for what, said, counted in (
        ("uren", str(cost.uren), str(total)),
        ("wijzigingen", str(cost.aantal), str(len(codes))),
        ("feiten", ", ".join(cost.codes), ", ".join(codes)),
    ):
        if said != counted:
            yield Bevinding(regel="kost", tekst=f"{what}: gezegd {said}, berekend {counted}")


def _hours(opdracht: Trajectopdracht, task: Trajectopdracht, change: Wijziging) -> Fraction:
    """Return the hours that a change adds to the trajectory or takes away, each counted by itself."""
    if change.weekuren is not None:
        kader = with_both_components(opdracht.kader)
        now = kader.uurverdeling[change.feit.nummer or 0].weekuren
        return abs(change.weekuren - now) * kader.weken
    weekly = sum((line.weekuren for line in task.kader.uurverdeling), Fraction(0))
    return weekly * opdracht.kader.perioden[-1].weken * (change.perioden or 0)
