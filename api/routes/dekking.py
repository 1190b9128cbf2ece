"""Coverage of a trajectory by workplaces; nothing is kept."""

from datetime import date
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import json_answer, links_to, negotiate
from api.dependencies import JSON_BODY, BouwplaatsDep, SysteemDep
from api.errors import as_input, problems
from api.negotiation import JSON
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
    responses=problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def cover_traject(
    request: Request, systeem: SysteemDep, bouwplaats: BouwplaatsDep, verzoek: Dekkingsverzoek
) -> Response:
    """Say what branches cover, who could fill the gaps, and how pupils fit; nothing is kept."""
    negotiate(request, JSON)
    answer = await bouwplaats.run(partial(_cover, systeem, verzoek))
    return json_answer({"gegevens": answer, "links": links_to(request, "trajecten", "dekking")})


def _cover(systeem: Systeem, verzoek: Dekkingsverzoek) -> Dekking:
    with as_input("traject"):
        return cover(systeem.repository, verzoek.vraag(), verzoek.datum or date.today())
