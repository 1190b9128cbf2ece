"""`/ldes`: the published versions as a Linked Data Event Stream; full pages never change."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.adressen import asked_iri, asked_path, local_name, local_path
from api.antwoord import VARY, negotiate
from api.dependencies import SysteemDep
from api.errors import problems
from api.negotiation import HTML, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE
from api.pagina import render
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.exporters.rdf import write_rdf
from kwalificatiegraaf.services.ldes import write_member, write_page, write_view
from kwalificatiegraaf.services.stream import Lid

router = APIRouter(tags=["Identificatie"])

GRAPHS = {"application/trig": True, "application/n-quads": True, JSONLD: True, JSON: True}
"""Forms that can hold a graph of its own for each member."""

OFFERED = (*GRAPHS, TURTLE, NTRIPLES, RDFXML, HTML)
FORMS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Een stuk van de stroom.", "content": {media: {} for media in OFFERED}}
}
FOREVER = "public, max-age=31536000, immutable"
CHANGING = "no-cache"
SHOWN: Mapping[str, Any] = {"titel": "Uitgaven", "bladzijden": (), "leden": (), "opvolger": None}
"""What a page shows, unless it says otherwise."""
Write = Callable[[bool], list[str]]
"""Gives the lines, with a graph for each member or without."""


@router.get("/ldes", summary="De stroom van uitgaven (LDES)", responses={**FORMS, **problems(400, 406)})
def show_stream(request: Request, systeem: SysteemDep) -> Response:
    """Return the stream with the links to its pages."""
    stream, root = systeem.stream, str(request.base_url)
    shown = {"bladzijden": stream.bladzijden, "aantal": len(stream.leden)}
    return _answer(request, systeem, shown, lambda _: write_view(stream, root), CHANGING)


@router.get(
    "/ldes/{bladzijde}",
    summary="Een bladzijde van de stroom",
    responses={**FORMS, **problems(400, 404, 406)},
)
def show_page(request: Request, systeem: SysteemDep, bladzijde: str) -> Response:
    """Return the members of a page."""
    stream, root = systeem.stream, str(request.base_url)
    page = stream.page(bladzijde)
    if page is None:
        raise NotFound("bladzijde", bladzijde, remedy="begin opnieuw bij /ldes")
    shown = {"leden": page.leden}
    return _answer(
        request,
        systeem,
        shown,
        lambda graphs: write_page(page, root, graphs=graphs),
        FOREVER if page.af else CHANGING,
    )


@router.get(
    "/id/uitgave/{uitgave:path}",
    summary="Identificator van een uitgave",
    status_code=HTTPStatus.SEE_OTHER,
    responses=problems(400, 404),
)
def identify_member(request: Request, systeem: SysteemDep, uitgave: str) -> Response:
    """Lead to the document of a member of the stream."""
    _member(request, systeem, uitgave)
    return RedirectResponse(f"{request.base_url}doc/{asked_path(request)}", HTTPStatus.SEE_OTHER)


@router.get(
    "/doc/uitgave/{uitgave:path}",
    summary="Wat een uitgave inhoudt",
    responses={**FORMS, **problems(400, 404, 406)},
)
def show_member(request: Request, systeem: SysteemDep, uitgave: str) -> Response:
    """Return one member of the stream, and what replaced it."""
    member = _member(request, systeem, uitgave)
    newer = systeem.stream.successor(member)
    shown = {"titel": f"Uitgave {uitgave}", "leden": [member], "opvolger": newer}

    def write(graphs: bool) -> list[str]:
        return write_member(member, graphs=graphs, successor=newer)

    return _answer(request, systeem, shown, write, CHANGING)


def _member(request: Request, systeem: Systeem, shown: str) -> Lid:
    found = systeem.stream.member(str(asked_iri(request, systeem.repository.base, "id")))
    if found is None:
        raise NotFound("uitgave", shown, remedy="alle uitgaven staan op /ldes")
    return found


def _answer(
    request: Request, systeem: Systeem, shown: Mapping[str, Any], write: Write, keep: str
) -> Response:
    chosen = negotiate(request, *OFFERED)
    if chosen == HTML:  # members never change, but how they are shown may
        base = systeem.repository.base
        more = {"pad": lambda iri: local_path(iri, base), "naam": local_name}
        headers = {**VARY, "Cache-Control": CHANGING}
        return render(request, "stroom.html", {**SHOWN, **shown, **more}, headers=headers)
    headers = {**VARY, "Cache-Control": keep}
    form = JSONLD if chosen == JSON else chosen
    return Response(write_rdf(write(chosen in GRAPHS), form), headers=headers, media_type=chosen)
