"""The independent check of a blocking set and of a repair: no solver, no code shared with what found them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.herstel import Herstel
from kwalificatiegraaf.domain.nazicht import Nazicht
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import verdicts_of
from kwalificatiegraaf.domain.uitleg import Blokkering
from kwalificatiegraaf.domain.wijzigen import change_task, extended, with_hours
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
    laws = tuple(wetten)
    frames = Frames(opdracht, norm, ruimte, codes, laws)
    if blokkering.certificaat.wijze == "met-kalender":
        return Nazicht(nagerekend=False)
    if not frames.is_countable:
        return Nazicht(nagerekend=False)
    findings = list(_blocks(frames))
    for lifted in blokkering.certificaat.opheffingen:
        looser = Frames(opdracht, norm, ruimte, codes - {lifted.feit}, laws)
        hours = {line.nummer: line.weekuren for line in lifted.uurverdeling}
        if not looser.reaches(with_hours(extended(frames.kader, lifted.extra_perioden), hours)):
            text = f"ook zonder {lifted.feit} blijft het doel buiten bereik: dat feit is overbodig"
            findings.append(Bevinding(regel="overbodig-feit", tekst=text))
    if {one.feit for one in blokkering.certificaat.opheffingen} != codes:
        findings.append(Bevinding(regel="certificaat", tekst="niet elk feit heeft zijn opheffing"))
    return Nazicht(nagerekend=True, bevindingen=tuple(findings))


def _blocks(frames: "Frames") -> Iterator[Bevinding]:
    for kader in frames.every():
        if frames.reaches(kader):
            hours = ", ".join(f"{line.vak} {line.weekuren}" for line in kader.uurverdeling)
            yield Bevinding(regel="geen-blokkering", tekst=f"met deze uren is het doel wel haalbaar: {hours}")
            return


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
        if one is not None and not _is_met(task, herstel, one):
            yield Bevinding(regel="norm", tekst=f"{one.code} is niet gehaald")
    hours = sum((change.uren for change in herstel.wijzigingen), Fraction(0))
    codes = tuple(change.feit.code for change in herstel.wijzigingen)
    if (herstel.kost.aantal, herstel.kost.uren, herstel.kost.codes) != (len(codes), hours, codes):
        yield Bevinding(regel="kost", tekst=f"gezegd {herstel.kost.uren} uur, berekend {hours}")


def _is_met(task: Trajectopdracht, herstel: Herstel, norm: Norm) -> bool:
    found = [t for t in verdicts_of(norm, herstel.traject, task.leerplaatsen) if t.eigen_grondslag]
    return all(toets.oordeel == "gehaald" for toets in found)
