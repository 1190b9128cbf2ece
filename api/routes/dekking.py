"""Coverage of a trajectory by workplaces; nothing is kept."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from api.dependencies import JSON_BODY
from api.errors import as_input, problems
from api.jobs.work import ACCEPTED, WorkshopDep
from api.paging import Stuk
from api.verzoeken import Dekkingsverzoek
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.dekking import Dekking
from kwalificatiegraaf.services.coverage import cover

router = APIRouter(tags=["Opleidingen en trajecten"])


@router.post(
    "/trajecten/dekking",
    summary="Welke werkplekken een traject dekken, en welke kleinste combinatie",
    response_model=Stuk[Dekking],
    responses=ACCEPTED | problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def cover_traject(workshop: WorkshopDep, verzoek: Dekkingsverzoek) -> Response:
    """Say what branches cover, who could fill the gaps, and how pupils fit; nothing is kept."""
    return await workshop.answer("dekking", _cover, verzoek)


def _cover(systeem: Systeem, verzoek: Dekkingsverzoek) -> Dekking:
    with as_input("traject"):
        return cover(systeem.repository, verzoek.vraag(), verzoek.datum or date.today())
