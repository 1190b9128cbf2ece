"""The proof of a trajectory: as values, or as a graph."""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import VARY, json_answer, links_to, negotiate
from api.dependencies import BouwplaatsDep, SysteemDep
from api.errors import problems
from api.negotiation import JSON, RDF
from api.paging import Stuk
from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.exporters.proof import proof_graph
from kwalificatiegraaf.services.description import arrange, serialise
from kwalificatiegraaf.services.proof import prove, prove_with_grounds

router = APIRouter(tags=["Opleidingen en trajecten"])


@router.get(
    "/trajecten/{code}/bewijs",
    summary="Het bewijs van een traject: doelen, grenzen en waarop elke plaatsing steunt",
    response_model=Stuk[Bouwresultaat],
    responses=problems(400, 404, 406, 422, 503),
)
async def show_bewijs(
    request: Request, systeem: SysteemDep, bouwplaats: BouwplaatsDep, code: str
) -> Response:
    """Give the objectives with value, bound and status as JSON, or all of it as Turtle or JSON-LD (PROV)."""
    chosen = negotiate(request, JSON, *RDF)
    repository = systeem.repository
    if chosen == JSON:
        found = await bouwplaats.run(partial(prove, repository, code))
        links = links_to(request, "trajecten", found.traject.kader.code, "bewijs")
        return json_answer({"gegevens": found, "links": links})
    found, grounds = await bouwplaats.run(partial(prove_with_grounds, repository, code))
    content = serialise(arrange(proof_graph(found, repository.base, grounds)), chosen)
    return Response(content, headers=VARY, media_type=chosen)
