"""Why a trajectory misses a norm, and the smallest changes that reach it; nothing is kept."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from api.dependencies import JSON_BODY
from api.errors import as_input, problems
from api.jobs.work import ACCEPTED, WorkshopDep
from api.paging import Stuk
from api.verzoeken import Uitlegverzoek
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.herstel import Trajectherstel
from kwalificatiegraaf.domain.uitleg import Trajectuitleg
from kwalificatiegraaf.services.explaining import explain_trajectory, repair_trajectory

router = APIRouter(tags=["Opleidingen en trajecten"])


@router.post(
    "/trajecten/uitleg",
    summary="Waarom een norm niet gehaald wordt, en hoeveel hoogstens kan",
    response_model=Stuk[Trajectuitleg],
    responses=ACCEPTED | problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def explain_traject(workshop: WorkshopDep, verzoek: Uitlegverzoek) -> Response:
    """Give per norm the reached value, the highest possible one with its proof, and what forbids more."""
    return await workshop.answer("uitleg", _explain, verzoek)


def _explain(systeem: Systeem, verzoek: Uitlegverzoek) -> Trajectuitleg:
    with as_input("traject"):
        return explain_trajectory(systeem.repository, verzoek.vraag(), verzoek.datum or date.today())


@router.post(
    "/trajecten/herstel",
    summary="De kleinste wijzigingen waarmee een norm wel gehaald wordt",
    response_model=Stuk[Trajectherstel],
    responses=ACCEPTED | problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def repair_traject(workshop: WorkshopDep, verzoek: Uitlegverzoek) -> Response:
    """Give per norm the smallest sets of changes, each with a trajectory that the checker accepts."""
    return await workshop.answer("herstel", _repair, verzoek)


def _repair(systeem: Systeem, verzoek: Uitlegverzoek) -> Trajectherstel:
    with as_input("traject"):
        return repair_trajectory(systeem.repository, verzoek.vraag(), verzoek.datum or date.today())
