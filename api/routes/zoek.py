"""Text search over qualifications, competences, courses and trajectories."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.antwoord import in_list, links_to, respond
from api.dependencies import EMPTY, PageDep, SysteemDep
from api.errors import problems
from api.paging import Lijst, page
from api.schemas import TrefferInLijst
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.competentie import Tekststatus
from kwalificatiegraaf.services.catalogue import list_competences
from kwalificatiegraaf.store.search import Treffer

router = APIRouter(tags=["Zoeken en vragen"])

MOST = 500
"""Finds that are ranked; a visitor who needs more needs other words."""

WHERE = {
    "kwalificatie": "kwalificaties",
    "competentie": "competenties",
    "opleiding": "opleidingen",
    "traject": "trajecten",
}


def _words(systeem: Systeem, found: Iterable[Treffer]) -> dict[str, Tekststatus | None]:
    """Return whose words the titles of the competences among the finds are, by code."""
    if not any(one.soort == "competentie" for one in found):
        return {}
    return {one.code: one.tekststatus for one in list_competences(systeem.repository)}


@router.get(
    "/zoek",
    summary="Zoek in titels, synoniemen en competenties",
    response_model=Lijst[TrefferInLijst],
    responses=problems(400, 406, 422),
)
def search(
    request: Request,
    systeem: SysteemDep,
    asked: PageDep,
    q: Annotated[str, Query(max_length=500, description="De woorden, in gewoon Nederlands.")] = "",
    soort: Annotated[
        Literal["kwalificatie", "competentie", "opleiding", "traject"] | None,
        EMPTY,
        Query(description="Enkel dit soort."),
    ] = None,
) -> Response:
    """Find in Dutch, best first; no words find nothing."""
    found = systeem.index.search(q, MOST, soort)
    data = page(found, asked.pagenr, asked.size, request.url)
    part = data["gegevens"]
    words = _words(systeem, part)
    data["gegevens"] = [
        in_list(one, links_to(request, WHERE[one.soort], one.code)) | {"tekststatus": words.get(one.code)}
        for one in part
    ]
    context = {
        "q": q,
        "soort": soort,
        "treffers": part,
        "woorden": words,
        "waar": WHERE,
        "meta": data["meta"],
        "links": data["links"],
    }
    return respond(request, data, template="zoek.html", context=context)
