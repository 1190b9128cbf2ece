"""What the whole graph is, for catalogues and for readers: VoID and DCAT-AP."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import VARY, negotiate
from api.dependencies import SysteemDep
from api.errors import problems
from api.negotiation import HTML
from api.pagina import render
from kwalificatiegraaf.services.dataset import ABOUT, describe_dataset, measure
from kwalificatiegraaf.services.description import arrange

router = APIRouter(tags=["Zoeken en vragen"])

RDF_FORMS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}
"""Form of a description that is asked → how rdflib calls it."""

FORMS: dict[int | str, dict[str, Any]] = {
    200: {"description": "De beschrijving.", "content": {media: {} for media in (*RDF_FORMS, HTML)}}
}


@router.get(
    "/dataset", summary="Wat de hele graaf is (DCAT-AP en VoID)", responses={**FORMS, **problems(400, 406)}
)
def show_dataset(request: Request, systeem: SysteemDep) -> Response:
    """Describe the graph with its size, licence and endpoint."""
    return _describe(request, systeem)


@router.get(
    "/.well-known/void",
    summary="Hetzelfde, waar VoID het verwacht",
    responses={**FORMS, **problems(400, 406)},
)
def show_void(request: Request, systeem: SysteemDep) -> Response:
    """Describe the graph at the address that VoID keeps for it."""
    return _describe(request, systeem)


def _describe(request: Request, systeem: SysteemDep) -> Response:
    chosen = negotiate(request, *RDF_FORMS, HTML)
    size = measure(systeem.store)
    if chosen == HTML:
        files = systeem.dump.dump.bestanden
        context = {"omvang": size, "tekst": ABOUT[0][0], "vormen": RDF_FORMS, "bestanden": files}
        return render(request, "dataset.html", context)
    graph = describe_dataset(size, systeem.dump.dump, systeem.settings.base, str(request.base_url))
    return Response(
        arrange(graph).serialize(format=RDF_FORMS[chosen], encoding="utf-8"), headers=VARY, media_type=chosen
    )
