"""The proof of a stored trajectory, and checking a trajectory with its proof again without a solver."""

from collections.abc import Iterator
from functools import lru_cache

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen
from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.domain.narekening import Narekening
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.plaatsingsuitleg import Onderdeeluitleg
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.checker import check, check_said
from kwalificatiegraaf.planning.checkreasons import check_reasons, is_recounted
from kwalificatiegraaf.planning.recount import recount
from kwalificatiegraaf.planning.retell import Retold, retell
from kwalificatiegraaf.services.placements import explain_items
from kwalificatiegraaf.services.trajectory import load_trajectory, make_task
from kwalificatiegraaf.store.repository import Repository

UNREADABLE = ("kader", "verwijzing", "plaats")
"""Findings after which nothing else can be calculated."""
ZONDER_BEWIJS = "De bewaarde verdeling is niet die van de bouwer: van de doelen is geen grens bewezen."


def prove(repository: Repository, code: str) -> Bouwresultaat:
    """Return a stored trajectory with its proof, found again by the builder; seconds.

    The builder gives the same answer every time. When another allocation is stored, the trajectory comes
    without objectives, and a message says so.
    """
    stored = load_trajectory(repository, code)
    built = _build(make_task(repository, stored.kader))
    if _cells(built.traject) == _cells(stored):
        return built.model_copy(update={"traject": stored})
    return Bouwresultaat(traject=stored, doelen=(), afwijkingen=(), meldingen=(ZONDER_BEWIJS,))


def prove_with_grounds(
    repository: Repository, code: str
) -> tuple[Bouwresultaat, tuple[Onderdeeluitleg, ...]]:
    """Return the proof and why each placement is there; no grounds when the checker refuses it."""
    found = prove(repository, code)
    codes = [item.code for item in found.traject.onderdelen]
    try:
        return found, explain_items(repository, found.traject, codes, calendar=False)
    except InvalidInput:
        return found, ()


@lru_cache(maxsize=32)
def _build(opdracht: Trajectopdracht) -> Bouwresultaat:
    """Build once: the same task gives the same result."""
    from kwalificatiegraaf.planning.builder import build

    return build(opdracht)


def _cells(traject: Traject) -> set[tuple[str, str, int, object]]:
    return {_cell(row) for row in traject.toewijzingen}


def _cell(row: Toewijzing) -> tuple[str, str, int, object]:
    return row.onderdeel, row.leerplaats, row.periode, row.uren


def recheck(repository: Repository, claim: Bouwresultaat, bounds: Bouwgrenzen | None = None) -> Narekening:
    """Check a trajectory and all that its proof claims, without a solver.

    The task is the one that the frame states; `bounds` are those of the request, when they are known.
    """
    opdracht = make_task(repository, claim.traject.kader, bounds)
    findings = check(opdracht, claim.traject)
    if any(finding.regel in UNREADABLE for finding in findings):
        return Narekening(bevindingen=findings)
    reasons = tuple(check_reasons(opdracht, claim.traject))
    told = Retold((), 0) if findings or reasons else retell(opdracht, claim.traject)
    said = check_said(opdracht, claim) if claim.doelen else ()
    return Narekening(
        bevindingen=(*findings, *reasons, *told.bevindingen, *said),
        doelen=recount(opdracht, claim.traject, claim.doelen),
        niet_nagerekend=tuple(_left_open(opdracht, claim, told.niet_nagerekend)),
    )


def _left_open(opdracht: Trajectopdracht, claim: Bouwresultaat, sentences: int) -> Iterator[str]:
    rules = sum(not is_recounted(opdracht, row) for row in claim.traject.toewijzingen)
    if rules:
        yield (
            f"{rules} keer zegt een regel dat de opdracht het zo vraagt; "
            "de grenzen van de opdracht staan niet in een traject"
        )
    if sentences > rules:
        yield f"{sentences - rules} zinnen komen van een persoon of van een grens van de opdracht"
