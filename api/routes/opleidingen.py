"""Courses of the register with their accreditations."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.antwoord import in_list, links_to, respond
from api.dependencies import EMPTY, PageDep, SysteemDep
from api.errors import problems
from api.lijstpagina import Filter, Lijstpagina, Rij, respond_list
from api.paging import Lijst, Stuk
from api.schemas import OpleidingInLijst
from kwalificatiegraaf.domain.opleiding import Opleiding
from kwalificatiegraaf.services.trajectory import find_course
from kwalificatiegraaf.vocabulary.prefixes import entity_iri

LEERWEGEN = (("duaal", "duaal"), ("voltijds", "voltijds"))
LeerwegDep = Annotated[Literal["duaal", "voltijds"] | None, EMPTY, Query(description="Duaal of voltijds.")]

router = APIRouter(tags=["Opleidingen en trajecten"])


@router.get(
    "/opleidingen",
    summary="Opleidingen uit het register",
    response_model=Lijst[OpleidingInLijst],
    responses=problems(400, 406, 422),
)
def list_opleidingen(
    request: Request,
    systeem: SysteemDep,
    page: PageDep,
    leerweg: LeerwegDep = None,
) -> Response:
    """List courses in order of number."""
    base = systeem.repository.base
    found = [one for one in systeem.repository.courses() if leerweg in (None, one.leerweg)]
    shown = Lijstpagina(
        "Opleidingen",
        "Structuuronderdelen uit het register, met hun erkenningen, overeenkomst en studiebewijzen.",
        ("Titel", "Nummer", "Leerweg", "Erkenningen"),
        (Filter("leerweg", "Leerweg", leerweg, LEERWEGEN),),
        "opleidingen",
    )
    return respond_list(
        request,
        page,
        found,
        shown,
        to_json=lambda one: in_list(
            one, links_to(request, "opleidingen", one.nummer, iri=entity_iri(base, "opleiding", one.nummer))
        ),
        to_row=lambda one: Rij(
            f"/opleidingen/{one.nummer}", (one.titel, one.nummer, one.leerweg, len(one.erkenningen))
        ),
    )


@router.get(
    "/opleidingen/{nummer}",
    summary="Eén opleiding",
    response_model=Stuk[Opleiding],
    responses=problems(400, 404, 406),
)
def show_opleiding(request: Request, systeem: SysteemDep, nummer: str) -> Response:
    """Return one course by its number in the register."""
    repository = systeem.repository
    course = find_course(repository, nummer)
    iri = entity_iri(repository.base, "opleiding", nummer)
    frames = [repository.find_trajectory(code)[0] for code in repository.trajectory_codes()]
    return respond(
        request,
        {"gegevens": course, "links": links_to(request, "opleidingen", nummer, iri=iri)},
        template="opleiding.html",
        context={
            "opleiding": course,
            "trajecten": [frame for frame in frames if frame.opleiding == nummer],
            "versies": repository.version_codes(),
            "iri": iri,
        },
        triples=(systeem, iri),
    )
