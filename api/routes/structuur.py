"""The structure of a qualification, the overlap of two, and two trajectories side by side."""

from datetime import date
from fractions import Fraction
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.antwoord import links_to, respond
from api.dependencies import DatumDep, SysteemDep
from api.errors import problems
from api.paging import Stuk
from kwalificatiegraaf.domain.overlap import ONDERGRENS, Overlap
from kwalificatiegraaf.domain.structuur import Structuur
from kwalificatiegraaf.domain.vergelijking import Vergelijking
from kwalificatiegraaf.services.comparing import NEDERLAND, compare_trajectories
from kwalificatiegraaf.services.overlap import overlap_of

router = APIRouter()

OndergrensDep = Annotated[
    float,
    Query(ge=0, le=1, description="Toon voorstellen vanaf deze score: gelijkenis van de titels, 0 tot 1."),
]
MeetellenDep = Annotated[
    bool, Query(description="Tel de getoonde voorstellen als geleerd; anders enkel bevestigde verbanden.")
]
UrenDep = Annotated[
    float | None,
    Query(gt=0, le=100_000, description="Beroepsgerichte uren die verkort worden, naast de trajecten."),
]
ToepassingDep = Annotated[
    str | None,
    Query(
        max_length=200,
        description="Toepassingen om naast te leggen, met komma's ertussen; zonder: nl-bbl, nl-bol.",
    ),
]


@router.get(
    "/kwalificaties/{code}/structuur",
    summary="Lagen, langste ketting, en wat op elke competentie wacht",
    tags=["Kwalificaties"],
    response_model=Stuk[Structuur],
    responses=problems(400, 404, 406, 422),
)
def show_structuur(request: Request, systeem: SysteemDep, code: str) -> Response:
    """Return the structure of a version by its prerequisites, joined with the scarcity of places."""
    from kwalificatiegraaf.services.networks import structure_of

    found = structure_of(systeem.repository, code)
    return respond(
        request, {"gegevens": found, "links": links_to(request, "kwalificaties", code, "structuur")}
    )


@router.get(
    "/kwalificaties/{code}/overlap/{andere}",
    summary="Wat twee kwalificaties delen, en wat van de tweede overblijft",
    tags=["Kwalificaties"],
    response_model=Stuk[Overlap],
    responses=problems(400, 404, 406, 422),
)
def show_overlap(
    request: Request,
    systeem: SysteemDep,
    code: str,
    andere: str,
    ondergrens: OndergrensDep = float(ONDERGRENS),
    voorstellen: MeetellenDep = False,
    uren: UrenDep = None,
) -> Response:
    """Return what remains of the second for who has the first; proposals count only when asked."""
    found = overlap_of(
        systeem.repository,
        code,
        andere,
        least=Fraction(str(ondergrens)),
        count_proposals=voorstellen,
        hours=None if uren is None else Fraction(str(uren)),
    )
    links = links_to(request, "kwalificaties", code, "overlap", andere)
    return respond(request, {"gegevens": found, "links": links})


@router.get(
    "/trajecten/{code}/vergelijking/{ander}",
    summary="Twee trajecten naast elkaar: uren, aandelen, normen, onderdelen",
    tags=["Opleidingen en trajecten"],
    response_model=Stuk[Vergelijking],
    responses=problems(400, 404, 406, 422),
)
def show_vergelijking(
    request: Request,
    systeem: SysteemDep,
    code: str,
    ander: str,
    datum: DatumDep = None,
    vergelijk: ToepassingDep = None,
) -> Response:
    """Return two stored trajectories side by side, also by the Dutch norms."""
    wanted = [part.strip() for part in (vergelijk or "").split(",") if part.strip()] or NEDERLAND
    found = compare_trajectories(systeem.repository, code, ander, datum or date.today(), wanted)
    links = links_to(request, "trajecten", found.eerste.traject, "vergelijking", found.tweede.traject)
    return respond(request, {"gegevens": found, "links": links})
