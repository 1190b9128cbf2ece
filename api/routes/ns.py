"""`/ns`: the ontology as a page with an anchor per term, or whole as triples; `/ns/X` leads to `/ns#X`."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from rdflib import URIRef
from starlette.responses import RedirectResponse, Response

from api.adressen import asked_path, local_name, local_path
from api.antwoord import VARY, address, negotiate
from api.dependencies import SysteemDep
from api.errors import problems
from api.negotiation import HTML, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE
from api.pagina import render
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.description import exists, graphs_about, serialise
from kwalificatiegraaf.services.ontology import DOCUMENT, list_terms, read_ontology
from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE, graph_iri

router = APIRouter(tags=["Identificatie"])

OFFERED = (HTML, TURTLE, JSONLD, NTRIPLES, RDFXML, JSON)
FORMS: dict[int | str, dict[str, Any]] = {
    200: {"description": "De ontologie.", "content": {media: {} for media in OFFERED}}
}


@router.get("/ns", summary="De ontologie met al haar termen", responses={**FORMS, **problems(400, 406)})
def show_ontology(request: Request, systeem: SysteemDep) -> Response:
    """Return every term with its names, definition and source; a browser gets a page."""
    chosen = negotiate(request, *OFFERED)
    base = systeem.repository.base
    if chosen == HTML:
        terms = systeem.part("termen", lambda: list_terms(read_ontology(systeem.store, base)))
        shown = {"termen": terms, "namespace": NAMESPACE, "pad": lambda iri: local_path(iri, base)}
        return render(request, "ontologie.html", {**shown, "naam": local_name})
    kind = JSONLD if chosen == JSON else chosen
    body = systeem.part(f"ontologie {kind}", lambda: _written(systeem, kind))
    return Response(body, headers=VARY, media_type=chosen)


def _written(systeem: Systeem, kind: str) -> bytes:
    return serialise(read_ontology(systeem.store, systeem.repository.base), kind)


@router.get(
    "/ns/{term:path}",
    summary="Een term van de ontologie",
    status_code=HTTPStatus.SEE_OTHER,
    responses=problems(400, 404),
)
def identify_term(request: Request, systeem: SysteemDep, term: str) -> Response:
    """Lead to the place of a term in the ontology; a part or version of the ontology leads to the whole.

    A part that is kept apart, as the alignments are, leads to its named graph.
    """
    path = asked_path(request)
    if exists(systeem.store, URIRef(f"{NAMESPACE}{path}")):
        return RedirectResponse(f"{request.base_url}ns#{path}", HTTPStatus.SEE_OTHER)
    part, base = URIRef(f"{DOCUMENT}/{path}"), systeem.repository.base
    if exists(systeem.store, part):
        whole = str(graph_iri(base, "ontologie"))
        held = graphs_about(systeem.store, part) or [whole]
        place = "/ns" if whole in held else local_path(held[0], base) or "/ns"
        return RedirectResponse(address(request, *place.lstrip("/").split("/")), HTTPStatus.SEE_OTHER)
    raise NotFound("term", term, remedy="alle termen staan op /ns")
