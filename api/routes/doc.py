"""Lasting identifiers: `/id/…` leads (303) to `/doc/…`, which tells what the graph says of the thing."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from rdflib import URIRef
from starlette.responses import RedirectResponse, Response

from api.adressen import asked_iri, asked_path
from api.antwoord import negotiate, rdf_answer
from api.dependencies import SysteemDep
from api.dingpagina import shown
from api.errors import problems
from api.negotiation import HTML, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE
from api.pagina import render
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.description import exists, has_own_words
from kwalificatiegraaf.services.versions import latest_version

router = APIRouter(tags=["Identificatie"])

PAGES = {
    "beroepskwalificatie": "kwalificaties",
    "competentie": "competenties",
    "opleiding": "opleidingen",
    "traject": "trajecten",
    "norm": "normen",
    "concept/vks-niveau": "niveaus",
}
"""Concept in the identifier → the route that shows it with everything around it."""

OFFERED = (JSON, JSONLD, TURTLE, NTRIPLES, RDFXML, HTML)
RefDep = Annotated[str, Path(description="Verwijzing, zoals BK-0090-2.")]
FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Wat de graaf zegt.",
        "content": {media: {} for media in OFFERED},
    }
}


def _find(systeem: Systeem, iri: URIRef) -> URIRef:
    if exists(systeem.store, iri):
        return iri
    shown = str(iri).removeprefix(f"{systeem.repository.base}/id/")
    raise NotFound("identificator", shown, remedy="zoek op /zoek, of begin bij /kwalificaties")


def _see_other(request: Request, systeem: Systeem) -> Response:
    path = asked_path(request)
    concept, _, ref = path.partition("/")
    latest = latest_version(systeem.repository, ref) if concept == "beroepskwalificatie" else None
    found = f"{concept}/{latest}" if latest else path
    _find(systeem, URIRef(f"{systeem.repository.base}/id/{found}"))
    return RedirectResponse(f"{request.base_url}doc/{found}", HTTPStatus.SEE_OTHER)


def _document(request: Request, systeem: Systeem) -> Response:
    iri = _find(systeem, asked_iri(request, systeem.repository.base, "id"))
    chosen = negotiate(request, *OFFERED)
    if chosen != HTML:
        return rdf_answer(systeem, iri, chosen)
    concept, _, ref = asked_path(request).rpartition("/")
    context = shown(systeem, iri) | {"eigen_woorden": has_own_words(systeem.store, iri)}
    context["bladzijde"] = f"/{PAGES[concept]}/{ref}" if concept in PAGES else None
    return render(request, "ding.html", context)


@router.get(
    "/id/concept/{schema}/{code}",
    summary="Identificator van een begrip uit een codelijst",
    status_code=HTTPStatus.SEE_OTHER,
    responses=problems(400, 404),
)
def identify_concept(request: Request, systeem: SysteemDep, schema: str, code: str) -> Response:
    """Lead to the document of a concept."""
    return _see_other(request, systeem)


@router.get(
    "/id/{concept}/{ref:path}",
    summary="Identificator van een ding",
    status_code=HTTPStatus.SEE_OTHER,
    responses=problems(400, 404),
)
def identify(request: Request, systeem: SysteemDep, concept: str, ref: RefDep) -> Response:
    """Lead to the document of a thing; a number without version to that of the latest recognised one."""
    return _see_other(request, systeem)


@router.get(
    "/doc/concept/{schema}/{code}",
    summary="Wat de graaf zegt van een begrip",
    responses={**FORMS, **problems(400, 404, 406)},
)
def document_concept(request: Request, systeem: SysteemDep, schema: str, code: str) -> Response:
    """Return the triples of a concept."""
    return _document(request, systeem)


@router.get(
    "/doc/{concept}/{ref:path}",
    summary="Wat de graaf zegt van een ding",
    responses={**FORMS, **problems(400, 404, 406)},
)
def document(request: Request, systeem: SysteemDep, concept: str, ref: RefDep) -> Response:
    """Return the triples of a thing and of its direct parts."""
    return _document(request, systeem)
