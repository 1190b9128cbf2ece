"""The proof of a stored trajectory, and checking a trajectory with its proof again without a solver."""

from functools import lru_cache

from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat, Doelresultaat
from kwalificatiegraaf.domain.narekening import Narekening
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.recount import recount
from kwalificatiegraaf.services.trajectory import load_trajectory, make_task
from kwalificatiegraaf.store.repository import Repository

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


@lru_cache(maxsize=32)
def _build(opdracht: Trajectopdracht) -> Bouwresultaat:
    """Build once: the same task gives the same result."""
    from kwalificatiegraaf.planning.builder import build

    return build(opdracht)


def _cells(traject: Traject) -> set[tuple[str, str, int, object]]:
    return {_cell(row) for row in traject.toewijzingen}


def _cell(row: Toewijzing) -> tuple[str, str, int, object]:
    return row.onderdeel, row.leerplaats, row.periode, row.uren


def recheck(repository: Repository, traject: Traject, doelen: tuple[Doelresultaat, ...] = ()) -> Narekening:
    """Check a trajectory and the objectives that its proof claims, without a solver."""
    opdracht = make_task(repository, traject.kader)
    findings = check(opdracht, traject)
    known = not any(finding.regel in ("kader", "verwijzing", "plaats") for finding in findings)
    return Narekening(bevindingen=findings, doelen=recount(opdracht, traject, doelen) if known else ())
