"""What a person and a school must know about an individual trajectory: guidance, workplace, deadlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kwalificatiegraaf.domain.dekking import Dekkingsvraag
from kwalificatiegraaf.domain.individueel import STAPPEN, Individuelevraag, Waarschuwing
from kwalificatiegraaf.domain.norm import Termijnnorm
from kwalificatiegraaf.domain.opdrachtcontrole import require_known
from kwalificatiegraaf.domain.taal import format_number, join_nl
from kwalificatiegraaf.domain.traject import Toewijzing
from kwalificatiegraaf.services.coverage import cover
from kwalificatiegraaf.store.repository import Repository

DUAAL, BUSO, AANLOOP = "duaal-so", "duaal-buso", "aanloopfase"
"""Codes of the list `toepassing`: ordinary and special secondary education, and the run-up phase."""


@dataclass(frozen=True)
class Company:
    """What a chosen branch cannot teach of what is left, and what must be said of it.

    `found` says that there is a branch, and that it may train for the course on the first day.
    """

    found: bool = False
    uncovered: tuple[str, ...] = ()
    warnings: tuple[Waarschuwing, ...] = ()


def warnings_for(
    repository: Repository, vraag: Individuelevraag, days: Iterator[date], *, at_work: bool, found: bool
) -> Iterator[Waarschuwing]:
    """Yield what holds for the request; `days` are the training days from the start.

    Without hours at a workplace there is none to look for, and who has `found` one looks no further.
    """
    if at_work:
        yield Waarschuwing(
            onderwerp="werkplek",
            tekst="een werkplek is nooit een voorwaarde om te starten; ze mag na de start gevonden worden",
        )
        if not found:
            yield from _deadlines(repository, vraag, days)
    yield from _guidance(vraag)
    yield from _screening(repository, vraag)


def _deadlines(
    repository: Repository, vraag: Individuelevraag, days: Iterator[date]
) -> Iterator[Waarschuwing]:
    application = BUSO if vraag.buso else DUAAL
    who = "de leerling van BuSO" if vraag.buso else "de leerling"
    norms = [
        norm
        for norm in repository.deadlines()
        if application in norm.toepassing and norm.is_valid_on(vraag.startdatum)
    ]
    ahead = list(islice(days, max((norm.langste for norm in norms), default=0)))
    for norm in norms:
        yield _deadline(
            norm, ahead, norm.opleidingsdagen, f"{who} heeft {norm.opleidingsdagen} opleidingsdagen"
        )
        if norm.verlengingsdagen:
            more = f"die termijn kan één keer met {norm.verlengingsdagen} opleidingsdagen verlengd worden"
            yield _deadline(norm, ahead, norm.langste, more)


def _deadline(norm: Termijnnorm, ahead: list[date], count: int, text: str) -> Waarschuwing:
    day = ahead[count - 1]
    return Waarschuwing(
        onderwerp="termijn",
        tekst=f"{text} om een werkplek te vinden: tot en met {day:%d-%m-%Y}",
        zekerheid=norm.zekerheid,
        datum=day,
        norm=norm.code,
        bron=norm.bron,
    )


def _guidance(vraag: Individuelevraag) -> Iterator[Waarschuwing]:
    taken = set(vraag.begeleiding)
    last = max((STAPPEN.index(step) for step in taken), default=-1)
    skipped: list[str] = [step for step in STAPPEN[: max(last, 0)] if step not in taken]
    if skipped:
        named = join_nl(skipped)
        one = len(skipped) == 1
        steps = f"{'stap' if one else 'stappen'} {named} van de begeleiding {'is' if one else 'zijn'}"
        yield Waarschuwing(
            onderwerp="begeleiding",
            tekst=f"{steps} overgeslagen; de volgorde is {', '.join(STAPPEN)}",
        )
    ahead = [step for step in STAPPEN if step not in taken and step not in skipped]
    if ahead:
        yield Waarschuwing(onderwerp="begeleiding", tekst=f"nog te zetten: {', '.join(ahead)}")
    what = " en mag dus geen weigering zijn" if vraag.advies == "ongunstig" else ""
    yield Waarschuwing(
        onderwerp="advies", tekst=f"het advies van klassenraad en trajectbegeleider bindt niet{what}"
    )


def _screening(repository: Repository, vraag: Individuelevraag) -> Iterator[Waarschuwing]:
    if vraag.arbeidsbereid is False:
        yield Waarschuwing(
            onderwerp="screening",
            tekst="wie niet arbeidsbereid is, start niet duaal en niet in de aanloopfase",
        )
    elif vraag.arbeidsrijp is False:
        yield Waarschuwing(
            onderwerp="screening",
            tekst="wie arbeidsbereid maar nog niet arbeidsrijp is, volgt de aanloopfase",
        )
        yield from _hours_asked(repository, vraag)


def _hours_asked(repository: Repository, vraag: Individuelevraag) -> Iterator[Waarschuwing]:
    """Yield the norms on all weekly hours of the run-up phase that the hours of the person miss."""
    given = vraag.weekuren
    if given is None:
        return
    for norm in repository.norms():
        asks = AANLOOP in norm.toepassing and norm.grondslag == "weekuren" and norm.telt == "totaal"
        if asks and norm.is_valid_on(vraag.startdatum) and not norm.is_met_by(given):
            yield Waarschuwing(
                onderwerp="weekuren",
                tekst=f"in de aanloopfase geldt: {norm.label}; gegeven zijn er {format_number(given)}",
                zekerheid=norm.zekerheid,
                norm=norm.code,
                bron=norm.bron,
            )


def company_of(repository: Repository, vraag: Individuelevraag, remaining: tuple[Toewijzing, ...]) -> Company:
    """Return what the chosen branch leaves uncovered; InvalidInput when it does not exist."""
    if vraag.vestiging is None:
        return Company()
    require_known(vraag.vestiging, (one.code for one in repository.branches()), "vestiging", "vestiging")
    left = {row.onderdeel for row in remaining}
    asked = Dekkingsvraag(traject=vraag.opleiding, vestigingen=(vraag.vestiging,))
    found = cover(repository, asked, vraag.startdatum)
    parts = [part for part in found.competenties if part.onderdeel in left and not part.gedekt_door]
    said = [Waarschuwing(onderwerp="vestiging", tekst=text) for text in found.meldingen]
    counts = vraag.vestiging in found.vestigingen
    if parts and counts:
        names = join_nl([f"{part.onderdeel} ({part.titel})" for part in parts])
        said.append(
            Waarschuwing(onderwerp="vestiging", tekst=f"deze vestiging kan niet alles aanleren: {names}")
        )
    return Company(counts, tuple(part.onderdeel for part in parts), tuple(said))
