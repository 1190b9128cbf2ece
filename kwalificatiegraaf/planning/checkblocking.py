"""The independent check of a blocking set and of a repair: no solver, no code shared with what found them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.herstel import Herstel, Wijziging
from kwalificatiegraaf.domain.nazicht import Feitcontrole, Nazicht
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.uitleg import Blokkering, Certificaat, Opheffing
from kwalificatiegraaf.domain.wijzigen import change_task, extended, with_both_components, with_hours
from kwalificatiegraaf.errors import KwalificatiegraafError
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.checkframes import Frames


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
    if blokkering.certificaat.wijze == "met-kalender" or not frames.is_countable:
        return Nazicht(nagerekend=False, bevindingen=tuple(findings))
    facts = tuple(_lifted(frames, one) for one in blokkering.certificaat.opheffingen)
    findings += _blocks(frames, blokkering.certificaat)
    for one in facts:
        if one.oordeel == "weerlegd":
            findings.append(Bevinding(regel="overbodig-feit", tekst=f"{one.feit}: {one.reden}"))
    return Nazicht(nagerekend=True, bevindingen=tuple(findings), feiten=facts)


def _unlifted(codes: frozenset[str], certificate: Certificaat) -> Iterator[Bevinding]:
    lifted = [one.feit for one in certificate.opheffingen]
    if len(lifted) != len(codes) or set(lifted) != codes:
        yield Bevinding(regel="certificaat", tekst="niet elk feit heeft zijn opheffing")


def _lifted(frames: Frames, lifted: Opheffing) -> Feitcontrole:
    """Judge whether the block lifts without one fact, with every law kept but for the fact when it is one."""
    if not lifted.gevonden:
        reason = "de uitleg zelf vond niet of het zonder dit feit kan"
        return Feitcontrole(feit=lifted.feit, oordeel="niet-nagerekend", reden=reason)
    laws = frozenset(f"norm:{law.code}" for law in frames.wetten)
    kept = frames.kept - {lifted.feit}
    looser = replace(frames, kept=kept if lifted.feit in laws else kept | laws)
    hours = {line.nummer: line.weekuren for line in lifted.uurverdeling}
    kader = with_hours(extended(frames.kader, lifted.extra_perioden), hours)
    highest = looser.highest(kader) if looser.allows(kader) else None
    if not looser.allows(kader):
        reason = "wat zonder dit feit zou kunnen, breekt een wet"
    elif not looser.meets(highest):
        reason = "ook zonder dit feit blijft het doel buiten bereik: het is overbodig"
    elif looser.norm and lifted.waarde != highest:
        reason = f"zonder dit feit is het hoogste {highest}, gezegd is {lifted.waarde}"
    else:
        return Feitcontrole(feit=lifted.feit, oordeel="nagerekend", reden="zonder dit feit kan het wel")
    return Feitcontrole(feit=lifted.feit, oordeel="weerlegd", reden=reason)


def _blocks(frames: Frames, certificate: Certificaat) -> Iterator[Bevinding]:
    """Yield a timetable that reaches the target all the same; else another highest value than was said."""
    best: Fraction | None = None
    for kader in frames.every():
        found = frames.highest(kader)
        if frames.meets(found):
            hours = ", ".join(f"{line.vak} {line.weekuren}" for line in kader.uurverdeling)
            yield Bevinding(regel="geen-blokkering", tekst=f"met deze uren is het doel wel haalbaar: {hours}")
            return
        if found is not None and (best is None or found > best):
            best = found
    if frames.counts_highest and certificate.hoogste != best:
        said = f"het hoogste dat deze feiten toelaten is {best}, gezegd is {certificate.hoogste}"
        yield Bevinding(regel="hoogste", tekst=said)


def check_repair(
    opdracht: Trajectopdracht, norm: Norm | None, wetten: Sequence[Norm], herstel: Herstel
) -> tuple[Bevinding, ...]:
    """Apply a repair and return what is wrong: a law touched, an unsound task, a missed norm, its cost."""
    return tuple(_repair_findings(opdracht, norm, wetten, herstel))


def _repair_findings(
    opdracht: Trajectopdracht, norm: Norm | None, wetten: Sequence[Norm], herstel: Herstel
) -> Iterator[Bevinding]:
    for change in herstel.wijzigingen:
        if change.feit.wet:
            yield Bevinding(regel="wet", tekst=f"{change.feit.code} is een wet en kan niet wijzigen")
    try:
        task = change_task(opdracht, herstel.wijzigingen)
    except KwalificatiegraafError as error:
        yield Bevinding(regel="wijziging", tekst=f"de wijzigingen gaan niet samen: {error.message}")
        return
    yield from check(task, herstel.traject)
    for one in (norm, *wetten):
        if one is not None:
            yield from _verdict_findings(task, herstel, one, is_target=one is norm)
    yield from _cost_findings(opdracht, task, herstel)


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
