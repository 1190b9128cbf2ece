"""Why a placement of a trajectory is where it is, and what another place or period would cost."""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import json_answer, links_to, negotiate
from api.dependencies import BouwplaatsDep, SysteemDep
from api.errors import problems
from api.negotiation import JSON
from api.paging import Stuk
from kwalificatiegraaf.domain.plaatsingsuitleg import Onderdeeluitleg
from kwalificatiegraaf.services.placements import explain_item

router = APIRouter(tags=["Opleidingen en trajecten"])


@router.get(
    "/trajecten/{code}/waarom/{onderdeel}",
    summary="Waarom een onderdeel staat waar het staat, en wat iets anders zou kosten",
    response_model=Stuk[Onderdeeluitleg],
    responses=problems(400, 404, 406, 422, 503),
)
async def show_waarom(
    request: Request, systeem: SysteemDep, bouwplaats: BouwplaatsDep, code: str, onderdeel: str
) -> Response:
    """Give per placement the rule, the norms and data by IRI, and every alternative with its cost."""
    negotiate(request, JSON)
    found = await bouwplaats.run(partial(explain_item, systeem.repository, code, onderdeel))
    links = links_to(request, "trajecten", found.traject, "waarom", found.onderdeel)
    return json_answer({"gegevens": found, "links": links})
