"""The school calendar: holidays, training days and weeks of a school year."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.antwoord import links_to, respond
from api.errors import problems
from api.paging import Stuk
from kwalificatiegraaf.domain.kalender import Kalender
from kwalificatiegraaf.domain.kalenderregel import kalender_of

router = APIRouter(tags=["Opleidingen en trajecten"])

SplitsingDep = Annotated[
    str | None,
    Query(max_length=300, description="Dagen waarop een periode begint, met komma's ertussen: 2027-02-01 …"),
]
VrijDep = Annotated[
    str | None,
    Query(
        max_length=1000,
        description="Vrije dagen van de school, met komma's ertussen: 2026-11-12, of 2026-11-12..2026-11-13.",
    ),
]
LesDep = Annotated[
    str | None,
    Query(max_length=1000, description="Dagen in een vakantie waarop toch les is, met komma's ertussen."),
]


def _parts(text: str | None) -> list[str]:
    return [part for part in (text or "").split(",") if part.strip()]


@router.get(
    "/kalender/{schooljaar}",
    summary="De schoolkalender: vakanties, feestdagen, opleidingsdagen en weken",
    response_model=Stuk[Kalender],
    responses=problems(400, 406, 422),
)
def show_kalender(
    request: Request,
    schooljaar: str,
    splitsing: SplitsingDep = None,
    vrij: VrijDep = None,
    les: LesDep = None,
) -> Response:
    """Compute a school year by the official rule, as one school keeps it."""
    found = kalender_of(schooljaar, _parts(splitsing), _parts(vrij), _parts(les))
    return respond(
        request, {"gegevens": found, "links": links_to(request, "kalender", found.schooljaar.code)}
    )
