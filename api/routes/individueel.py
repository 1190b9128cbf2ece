"""Individual trajectories: computed from the request, never kept."""

from fastapi import APIRouter
from starlette.responses import Response

from api.dependencies import JSON_BODY
from api.errors import as_input, problems
from api.jobs.work import ACCEPTED, WorkshopDep
from api.paging import Stuk
from api.verzoeken import Individueelverzoek
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.individueel import IndividueelTraject
from kwalificatiegraaf.services.individual import individual

router = APIRouter(tags=["Opleidingen en trajecten"])


@router.post(
    "/trajecten/individueel",
    summary="Een traject op maat van wie al iets bewijst; niets wordt bewaard",
    response_model=Stuk[IndividueelTraject],
    responses=ACCEPTED | problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def make_individual(workshop: WorkshopDep, verzoek: Individueelverzoek) -> Response:
    """Compute what is left, when, with which shares, proofs and warnings; no personal data is kept."""
    return await workshop.answer("individueel", _individual, verzoek)


def _individual(systeem: Systeem, verzoek: Individueelverzoek) -> IndividueelTraject:
    with as_input("opleiding"):
        return individual(systeem.repository, verzoek)
