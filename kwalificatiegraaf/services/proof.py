"""The proof of a stored trajectory, and checking a trajectory with its proof again without a solver."""

from collections.abc import Iterator
from functools import lru_cache

from rdflib import Graph

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen
from kwalificatiegraaf.domain.bouwresultaat import NORMDOEL, Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.narekening import Narekening
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.plaatsingsuitleg import Onderdeeluitleg
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.checker import UNREADABLE, check, check_deviations, check_messages
from kwalificatiegraaf.planning.checkframes import BY_HOURS
from kwalificatiegraaf.planning.checkreasons import check_reasons, is_recounted
from kwalificatiegraaf.planning.recount import recount
from kwalificatiegraaf.planning.retell import Retold, retell
from kwalificatiegraaf.services.placements import explain_items
from kwalificatiegraaf.services.proofgraph import Vergeleken, check_graph, unseen
from kwalificatiegraaf.services.provenance import check_provenance, open_provenance
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


def recheck(
    repository: Repository,
    claim: Bouwresultaat,
    bounds: Bouwgrenzen | None = None,
    graph: Graph | None = None,
) -> Narekening:
    """Check a trajectory and all that its proof claims, without a solver.

    The task is the one that the frame states; `bounds` are those of the request, when they are known.
    `graph` is the proof graph that the claim was read from: it has no list of deviations, and says more.
    """
    opdracht = make_task(repository, claim.traject.kader, bounds)
    origin = tuple(check_provenance(repository, claim.traject.kader))
    findings = check(opdracht, claim.traject)
    if any(finding.regel in UNREADABLE for finding in findings):
        return Narekening(bevindingen=(*origin, *findings), niet_nagerekend=unseen(graph))
    reasons = tuple(check_reasons(opdracht, claim.traject))
    told = Retold((), 0) if findings or reasons else retell(opdracht, claim.traject)
    said = check_messages(opdracht, claim) if claim.doelen else ()
    if (claim.doelen and graph is None) or claim.afwijkingen:
        said = (*said, *check_deviations(opdracht, claim))
    false = (*origin, *findings, *reasons, *told.bevindingen, *said, *_doubled(claim))
    beside = Vergeleken((), unseen(graph))
    if graph is not None and not false:
        beside = check_graph(repository, opdracht, claim, graph)
    left_open = _left_open(repository, opdracht, claim, told.niet_nagerekend)
    return Narekening(
        bevindingen=(*false, *beside.bevindingen),
        doelen=recount(opdracht, claim.traject, claim.doelen),
        niet_nagerekend=(*left_open, *beside.niet_nagerekend),
    )


def _doubled(claim: Bouwresultaat) -> Iterator[Bevinding]:
    names = [goal.naam for goal in claim.doelen]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Bevinding(regel="doel", tekst=f"het doel {name} staat er {names.count(name)} keer")


def _unproved(opdracht: Trajectopdracht, claim: Bouwresultaat) -> list[str]:
    """Return the objectives of the task that the proof says nothing of; a norm on hours is none of them."""
    told = {goal.naam for goal in claim.doelen}
    open_norms = (
        norm.code
        for norm in opdracht.normen
        if norm.grondslag not in BY_HOURS and norm.code not in opdracht.grenzen.harde_normen
    )
    others = (name for name in opdracht.grenzen.doelen if name != "normen")
    return [name for name in (*(f"{NORMDOEL}{code}" for code in open_norms), *others) if name not in told]


def _left_open(
    repository: Repository, opdracht: Trajectopdracht, claim: Bouwresultaat, sentences: int
) -> Iterator[str]:
    missing = _unproved(opdracht, claim) if claim.doelen else []
    if missing:
        yield f"er kwam geen bewijs mee van: {join_nl(missing)}"
    yield from open_provenance(repository, claim.traject.kader)
    rules = sum(not is_recounted(opdracht, row) for row in claim.traject.toewijzingen)
    if rules:
        yield (
            f"{rules} keer zegt een regel dat de opdracht het zo vraagt; "
            "de grenzen van de opdracht staan niet in een traject"
        )
    if sentences > rules:
        yield f"{sentences - rules} zinnen komen van een persoon of van een grens van de opdracht"
