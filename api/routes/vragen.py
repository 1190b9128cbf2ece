"""The saved questions: the catalogue, and the answer of one with its parameters."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import VARY, links_to, negotiate, respond
from api.dependencies import FREE, Bladzijde, PageDep, SysteemDep
from api.errors import UnknownParameter, problems
from api.lijstpagina import Lijstpagina, Rij, respond_list
from api.negotiation import JSON, JSONLD, TURTLE
from api.paging import Lijst, cut, links_of, meta_of
from api.schemas import Vraagantwoord, VraagInLijst, Vraagmeta
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.services.description import arrange, serialise
from kwalificatiegraaf.services.questions import answer, find_question
from kwalificatiegraaf.store.queries import Vraag, bind

router = APIRouter(tags=["Zoeken en vragen"])

PAGING = ("pagenr", "size")


def _in_list(request: Request, question: Vraag) -> VraagInLijst:
    return VraagInLijst(
        naam=question.naam,
        groep=question.map,
        samenvatting=question.summary,
        samenvatting_en=question.summary_en,
        nummer=question.number,
        parameters=question.params,
        antwoord=question.returns,
        links=links_to(request, "vragen", question.naam),
    )


@router.get(
    "/vragen",
    summary="De opgeslagen vragen",
    response_model=Lijst[VraagInLijst],
    responses=problems(400, 406, 422),
)
def list_vragen(request: Request, systeem: SysteemDep, page: PageDep) -> Response:
    """List the questions, by group and name."""
    found = sorted(systeem.questions.values(), key=lambda one: (one.map, one.naam))
    shown = Lijstpagina(
        "Vragen aan de graaf",
        "Elke vraag is een SPARQL-bestand dat ongewijzigd in elke editor loopt.",
        ("Vraag", "Naam", "Groep"),
        unit="vragen",
    )
    return respond_list(
        request,
        page,
        found,
        shown,
        to_json=lambda one: _in_list(request, one).model_dump(mode="json", by_alias=True),
        to_row=lambda one: Rij(f"/vragen/{one.naam}", (one.summary, one.naam, one.map)),
    )


def _given(request: Request, question: Vraag) -> Mapping[str, str]:
    """Return the parameters of the question that the address gives; an empty one is not given."""
    names = [name for name in request.query_params if name not in PAGING]
    for name in names:
        if name not in question.params:
            raise UnknownParameter(name[:100], [*question.params, *PAGING])
    return {name: request.query_params[name] for name in names if request.query_params[name].strip()}


@router.get(
    "/vragen/{naam}",
    summary="Het antwoord op een vraag",
    description="De parameters van elke vraag staan bij /vragen; ze komen naast pagenr en size in het adres.",
    response_model=Vraagantwoord,
    responses=problems(400, 404, 406, 422, 503),
    openapi_extra={FREE: True},
)
def show_vraag(request: Request, systeem: SysteemDep, page: PageDep, naam: str) -> Response:
    """Return the rows of a question, true or false, or its triples."""
    question = find_question(systeem.questions, naam)
    given = _given(request, question)
    if question.returns == "construct":
        return _triples(request, systeem, question, given)
    data = _rows(request, systeem, question, given, page)
    context = {"vraag": question, "gegeven": given, **data}
    return respond(request, data, template="vraag.html", context=context)


def _rows(
    request: Request, systeem: Systeem, question: Vraag, given: Mapping[str, str], page: Bladzijde
) -> dict[str, Any]:
    base = systeem.repository.base
    columns: tuple[str, ...] = ()
    if question.returns == "ask":
        shown: Any = systeem.store.ask(bind(question, given, base))
        total = 1
    else:
        found = answer(systeem.store, question, given, base)
        total, columns = len(found.rijen), found.kolommen
        shown = cut(found.rijen, page.pagenr, page.size)
    place = meta_of(total, page.pagenr, page.size)
    meta = Vraagmeta(**dict(place), vraag=question.naam, samenvatting=question.summary, kolommen=columns)
    return {"gegevens": shown, "meta": meta, "links": links_of(request.url, place)}


def _triples(request: Request, systeem: Systeem, question: Vraag, given: Mapping[str, str]) -> Response:
    kind = negotiate(request, JSONLD, TURTLE, JSON)
    graph = arrange(systeem.store.construct(bind(question, given, systeem.repository.base)))
    return Response(serialise(graph, JSONLD if kind == JSON else kind), headers=VARY, media_type=kind)
