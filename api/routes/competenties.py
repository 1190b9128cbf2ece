"""Competences: the list with its filters, and one with knowledge, skills and places."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.antwoord import in_list, links_to, respond
from api.dependencies import PageDep, SysteemDep
from api.errors import as_input, problems
from api.lijstpagina import Filter, Lijstpagina, Rij, respond_list
from api.paging import Lijst, Stuk
from api.routes.kwalificaties import labels
from api.schemas import CompetentieInLijst
from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.overzicht import Competentiekort
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.catalogue import list_competences
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import entity_iri

router = APIRouter(tags=["Kwalificaties"])


@router.get(
    "/competenties",
    summary="Competenties, per kwalificatie of leerplaats",
    response_model=Lijst[CompetentieInLijst],
    responses=problems(400, 406, 422),
)
def list_competenties(
    request: Request,
    systeem: SysteemDep,
    page: PageDep,
    kwalificatie: Annotated[str | None, Query(description="Code van een versie, zoals BK-0090-2.")] = None,
    leerplaats: Annotated[
        str | None, Query(description="Code van een leerplaats, zoals reele-werkplek of klas.")
    ] = None,
) -> Response:
    """List competences in order of code."""
    repository = systeem.repository
    with as_input("kwalificatie"):
        known = [repository.find_version(kwalificatie)] if kwalificatie else None
    found = list_competences(repository)
    if known is not None:
        found = tuple(one for one in found if one.kwalificatie == kwalificatie)
    if leerplaats:
        found = _learned_at(repository, found, leerplaats)
    places = labels(systeem)
    shown = Lijstpagina(
        "Competenties",
        "Competenties uit de dossiers in de graaf, met hun relatieve omvang (gewicht 1 tot 5).",
        ("Titel", "Code", "Kwalificatie", "Gewicht"),
        (
            Filter("kwalificatie", "Kwalificatie", kwalificatie),
            Filter("leerplaats", "Te leren in", leerplaats, tuple(places.items())),
        ),
        "competenties",
    )
    return respond_list(
        request,
        page,
        found,
        shown,
        to_json=lambda one: in_list(
            one,
            links_to(
                request, "competenties", one.code, iri=entity_iri(repository.base, "competentie", one.code)
            ),
        ),
        to_row=_row,
    )


def _row(one: Competentiekort) -> Rij:
    marks = ("eigen woorden",) if one.tekststatus == "eigen-formulering" else ()
    cells = (one.titel, one.code, one.kwalificatie, "–" if one.gewicht is None else one.gewicht)
    return Rij(f"/competenties/{one.code}", cells, marks)


def _learned_at(
    repository: Repository, found: tuple[Competentiekort, ...], place: str
) -> tuple[Competentiekort, ...]:
    schema = repository.places()
    schema.get(place, "leerplaats")
    leaves = set(schema.leaves_of(place))
    kept = {
        competence.code
        for version in {one.kwalificatie for one in found}
        for competence in repository.find_version(version).competenties
        if any(leaves & set(schema.leaves_of(way.leerplaats)) for way in competence.leerplaatsen)
    }
    return tuple(one for one in found if one.code in kept)


def find_competence(repository: Repository, code: str) -> Competentie:
    """Return the competence with this code; else NotFound with the nearest of all."""
    version = code.rpartition(".")[0]
    if version in repository.version_codes():
        for competence in repository.find_version(version).competenties:
            if competence.code == code:
                return competence
    raise NotFound("competentie", code, [one.code for one in list_competences(repository)])


@router.get(
    "/competenties/{code}",
    summary="Eén competentie met kennis, vaardigheden en leerplaatsen",
    response_model=Stuk[Competentie],
    responses=problems(400, 404, 406),
)
def show_competentie(request: Request, systeem: SysteemDep, code: str) -> Response:
    """Return one competence."""
    repository = systeem.repository
    competence = find_competence(repository, code)
    iri = entity_iri(repository.base, "competentie", code)
    version = repository.find_version(competence.kwalificatie)
    return respond(
        request,
        {"gegevens": competence, "links": links_to(request, "competenties", code, iri=iri)},
        template="competentie.html",
        context={
            "competentie": competence,
            "kwalificatie": version,
            "titels": {one.code: one.titel for one in version.competenties},
            "plaatsen": labels(systeem),
            "iri": iri,
        },
        triples=(systeem, iri),
    )
