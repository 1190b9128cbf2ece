"""Individual trajectories: computed from the request, never kept."""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import json_answer, links_to, negotiate
from api.dependencies import JSON_BODY, BouwplaatsDep, SysteemDep
from api.errors import as_input, problems
from api.negotiation import JSON
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
    responses=problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def make_individual(
    request: Request, systeem: SysteemDep, bouwplaats: BouwplaatsDep, verzoek: Individueelverzoek
) -> Response:
    """Compute what is left, when, with which shares, proofs and warnings; no personal data is kept."""
    negotiate(request, JSON)
    answer = await bouwplaats.run(partial(_individual, systeem, verzoek))
    return json_answer({"gegevens": answer, "links": links_to(request, "trajecten", "individueel")})


def _individual(systeem: Systeem, verzoek: Individueelverzoek) -> IndividueelTraject:
    with as_input("opleiding"):
        return individual(systeem.repository, verzoek)
