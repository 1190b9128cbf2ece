"""What if: the difference that a change would make to a trajectory; nothing is kept."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from api.antwoord import address, links_to, negotiate, respond
from api.dependencies import EMPTY, JSON_BODY, BouwplaatsDep, DatumDep, SysteemDep
from api.errors import as_input, problems
from api.jobs.work import ACCEPTED, WorkshopDep
from api.negotiation import HTML, JSON
from api.paging import Stuk
from api.trajectpagina import learned_at_work
from api.verzoeken import Watalsantwoord, Watalsverzoek
from api.werkboek import XLSX_ANSWER, Werkboekantwoord
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.watals import Aanpassing, Verschil
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.exporters.excel import write_difference
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.services.whatif import what_if, what_if_of

router = APIRouter(tags=["Opleidingen en trajecten"])


@router.post(
    "/trajecten/watals",
    summary="Wat als: het verschil dat een aanpassing zou maken",
    response_model=Stuk[Watalsantwoord],
    responses=ACCEPTED | problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def what_if_traject(workshop: WorkshopDep, verzoek: Watalsverzoek) -> Response:
    """Apply every variant on its own and answer with its difference; nothing is kept."""
    return await workshop.answer("watals", _differences, verzoek)


def _differences(systeem: Systeem, verzoek: Watalsverzoek) -> Watalsantwoord:
    day = verzoek.datum or date.today()
    with as_input("traject"):
        traject = load_trajectory(systeem.repository, verzoek.traject)
    with as_input("varianten"):
        found = what_if_of(systeem.repository, traject, verzoek.varianten, day)
    return Watalsantwoord(traject=traject.kader.code, datum=day, verschillen=found)


ZonderDep = Annotated[
    list[Annotated[str, Field(max_length=2000)]],
    Query(
        max_length=200,
        description="Codes van competenties die niet op de werkplek kunnen, elk apart of met komma's",
        examples=[["BK-0090-2.15"]],
    ),
]
UrenDep = Annotated[
    Annotated[Decimal, Field(ge=0, le=60)] | None,
    EMPTY,
    Query(description="Uren per week op de werkplek, in plaats van de huidige"),
]
NO_CODES: ZonderDep = []


@router.get(
    "/trajecten/{code}/watals",
    summary="Wat als competenties niet op de werkplek kunnen, of de werkplek andere uren telt?",
    response_model=Stuk[Verschil],
    responses=problems(400, 404, 406, 414, 422, 503),
)
async def what_if_page(
    request: Request,
    systeem: SysteemDep,
    bouwplaats: BouwplaatsDep,
    code: str,
    datum: DatumDep = None,
    zonder_werkplek: ZonderDep = NO_CODES,
    werkplekuren: UrenDep = None,
) -> Response:
    """Answer in plain Dutch what the change does, as a page or as JSON; nothing is kept."""
    if not any(request.query_params.values()) and negotiate(request, JSON, HTML) == HTML:
        return RedirectResponse(f"{address(request, 'trajecten', code)}#watals", HTTPStatus.SEE_OTHER)
    patch = _patch(zonder_werkplek, werkplekuren)
    day = datum or date.today()
    found = await bouwplaats.run(partial(_difference, systeem, code, patch, day))
    schema = systeem.repository.places()
    traject = load_trajectory(systeem.repository, code)
    return respond(
        request,
        {"gegevens": found, "links": links_to(request, "trajecten", found.traject, "watals")},
        template="watals.html",
        context={
            "verschil": found,
            "toetsen": found.uitweg.toetsen if found.uitweg else found.toetsen,
            "plaatsen": {place.code: place.label for place in schema.leerplaatsen},
            "vraag": {"zonder_werkplek": patch.zonder_werkplek, "werkplekuren": werkplekuren},
            "onderdelen": {item.code: item for item in traject.onderdelen},
            "keuzes": learned_at_work(schema, traject),
            "werkplekuren": traject.kader.weekuren(component="werkplek"),
        },
    )


@router.get(
    "/trajecten/{code}/watals/excel",
    summary="Hetzelfde antwoord als werkboek voor Excel",
    response_class=Response,
    responses=problems(400, 404, 414, 422, 503) | XLSX_ANSWER,
)
async def what_if_workbook(
    systeem: SysteemDep,
    bouwplaats: BouwplaatsDep,
    code: str,
    datum: DatumDep = None,
    zonder_werkplek: ZonderDep = NO_CODES,
    werkplekuren: UrenDep = None,
) -> Response:
    """Give the answer, the norms before and after, and what moves, as sheets."""
    patch = _patch(zonder_werkplek, werkplekuren)
    found = await bouwplaats.run(partial(_difference, systeem, code, patch, datum or date.today()))
    content = write_difference(found, systeem.repository.places())
    return Werkboekantwoord(content, name=f"wat-als-{found.traject}")


def _patch(without: Sequence[str], hours: Decimal | None) -> Aanpassing:
    given = (code.strip() for one in without for code in one.split(","))
    codes = tuple(dict.fromkeys(code for code in given if code))
    weekly = {} if hours is None else {"werkplek": Fraction(hours)}
    if not codes and not weekly:
        raise InvalidInput(
            "er is geen verandering gevraagd",
            place="zonder_werkplek",
            remedy="geef codes van competenties in 'zonder_werkplek', of uren in 'werkplekuren'",
        )
    with as_input():
        return Aanpassing(zonder_werkplek=codes, weekuren=weekly)


def _difference(systeem: Systeem, code: str, patch: Aanpassing, day: date) -> Verschil:
    return what_if(systeem.repository, code, patch, day)
