"""A built trajectory: what was optimised, what could not be met, and the verdict of the checker."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.aandeel import share_view
from kwalificatiegraaf.cli.views.marks import wording_of
from kwalificatiegraaf.cli.views.parts import count, note, table, text
from kwalificatiegraaf.cli.views.traject import trajectory_view
from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat, Doelresultaat
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole
from kwalificatiegraaf.domain.traject import Trajectkader
from kwalificatiegraaf.store.repository import Repository


def built_view(
    repository: Repository,
    result: Bouwresultaat,
    findings: Sequence[Bevinding],
    share: Aandeelcontrole,
    *,
    reasons: bool,
) -> Iterator[RenderableType]:
    """Yield the trajectory with its proof, the checker's verdict and the share check."""
    frame = result.traject.kader
    wording = wording_of(repository, frame.kwalificaties)
    yield from trajectory_view(result.traject, repository.places(), wording, reasons=reasons)
    yield _goals(result.doelen)
    for message in result.meldingen:
        yield note("Let op", message)
    yield from findings_view(frame, findings)
    yield from share_view(share, wording, parts=False)


def _goals(goals: Sequence[Doelresultaat]) -> RenderableType:
    rows = [(text(goal.naam), text(goal.status), text(goal.bewijs)) for goal in goals]
    return table("Doelen, in volgorde", ("doel", "status", "bewijs"), rows)


def findings_view(frame: Trajectkader, findings: Sequence[Bevinding]) -> Iterator[RenderableType]:
    """Yield what the independent checker holds against a trajectory."""
    yield from verdict_view(frame.code, len(findings))
    if findings:
        yield findings_table(findings)


def verdict_view(code: str, wrong: int, *, whole: bool = True) -> Iterator[RenderableType]:
    """Yield the line that says how many faults the checker found; a cross whenever there is one.

    `whole` says that nothing was left unchecked.
    """
    if wrong:
        faults = count(wrong, "fout", "fouten")
        yield Text(f"✘ {code}: de onafhankelijke controleur vindt {faults}.", style="red")
    else:
        where = "geen fouten" if whole else "geen fouten in wat hij kan narekenen"
        yield Text(f"✔ {code}: de onafhankelijke controleur vindt {where}.", style="green")


def findings_table(findings: Sequence[Bevinding]) -> RenderableType:
    """Return the findings, one a row."""
    rows = [(text(f.regel), text(f.onderdeel), text(f.periode), text(f.tekst)) for f in findings]
    return table("", ("regel", "onderdeel", "#periode", "wat er schort"), rows)
