"""The saved questions: the catalogue, and the answer of one with its parameters."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.antwoord import VARY, json_answer, links_to
from api.dependencies import EMPTY, FREE, MAY_BE_EMPTY, Bladzijde, PageDep, SysteemDep
from api.errors import problems
from api.lijstpagina import Filter, Lijstpagina, Rij, respond_list
from api.negotiation import HTML, JSON, JSONLD, TURTLE
from api.pagina import render
from api.paging import Lijst, cut, link_header, links_of, meta_of
from api.refusals import UnknownParameter
from api.schemas import Vraagantwoord, VraagInLijst, Vraagmeta
from api.vraagpagina import downloads_of, editor_of, fields_of, grid_of, scannable
from api.vraagvormen import CSV, MEANING, VORMEN, choose_form, file_answer, forms_of
from api.werkboek import XLSX
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.services.answer_table import FILES, table_of
from kwalificatiegraaf.services.description import arrange, serialise
from kwalificatiegraaf.services.parameters import missing_of
from kwalificatiegraaf.services.questions import Antwoord, answer, find_question, graph_of, names_in
from kwalificatiegraaf.store.queries import Vraag

router = APIRouter(tags=["Zoeken en vragen"])

OURS = ("pagenr", "size", "formaat")
"""Parameters of the address that are not those of the question."""

Groep = Annotated[str | None, EMPTY, Query(description="Enkel vragen van deze groep.")]
Woord = Annotated[str | None, Query(max_length=200, description="Woorden in de vraag of haar naam.")]


def _in_list(request: Request, question: Vraag) -> VraagInLijst:
    return VraagInLijst(
        naam=question.naam,
        groep=question.map,
        samenvatting=question.summary,
        samenvatting_en=question.summary_en,
        nummer=question.number,
        parameters=question.params,
        antwoord=question.returns,
        kolommen=dict(question.kolommen),
        controle=question.check,
        links=links_to(request, "vragen", question.naam),
    )


def _is_asked(question: Vraag, group: str | None, words: str | None) -> bool:
    text = f"{question.naam} {question.summary} {question.summary_en}".casefold()
    return group in (None, question.map) and all(one in text for one in (words or "").casefold().split())


@router.get(
    "/vragen",
    summary="De opgeslagen vragen",
    response_model=Lijst[VraagInLijst],
    responses=problems(400, 406, 422),
)
def list_vragen(
    request: Request, systeem: SysteemDep, page: PageDep, groep: Groep = None, zoek: Woord = None
) -> Response:
    """List the questions, by group and name."""
    everything = sorted(systeem.questions.values(), key=lambda one: (one.map, one.naam))
    groups = tuple((name, name) for name in sorted({one.map for one in everything}))
    shown = Lijstpagina(
        "Vragen aan de graaf",
        "Kies een vraag, vul in waarover ze gaat, en neem het antwoord mee naar Excel. Elke vraag is ook een "
        "SPARQL-bestand dat ongewijzigd in elke editor loopt.",
        ("Vraag", "Naam", "Groep"),
        (Filter("zoek", "Woorden", zoek), Filter("groep", "Groep", groep, groups)),
        unit="vragen",
    )
    return respond_list(
        request,
        page,
        [one for one in everything if _is_asked(one, groep, zoek)],
        shown,
        to_json=lambda one: _in_list(request, one).model_dump(mode="json", by_alias=True),
        to_row=lambda one: Rij(
            f"/vragen/{one.naam}", (one.summary, one.naam, one.map), ("controle",) if one.check else ()
        ),
    )


def _given(request: Request, question: Vraag) -> Mapping[str, str]:
    """Return the parameters of the question that the address gives; one that says nothing is not given."""
    names = [name for name in request.query_params if name not in OURS]
    for name in names:
        if name not in question.params:
            raise UnknownParameter(name[:100], [*question.params, *OURS])
    given = {name: request.query_params[name] for name in names}
    return {name: value for name, value in given.items() if not question.params[name].is_left_out(value)}


@router.get(
    "/vragen/{naam}",
    summary="Het antwoord op een vraag",
    description="Elke vraag staat hieronder ook apart, met haar eigen parameters en kolommen.",
    response_model=Vraagantwoord,
    responses={
        200: {"content": {kind: {} for kind in (HTML, CSV, XLSX, JSONLD, TURTLE)}},
        **problems(400, 404, 406, 422, 503),
    },
    openapi_extra={FREE: True},
)
def show_vraag(
    request: Request,
    systeem: SysteemDep,
    page: PageDep,
    naam: str,
    formaat: Annotated[
        str | None, Query(description=MEANING, json_schema_extra={"enum": [*VORMEN], MAY_BE_EMPTY: True})
    ] = None,
) -> Response:
    """Return the rows of a question, true or false, or its triples."""
    question = find_question(systeem.questions, naam)
    given = _given(request, question)
    form = choose_form(request, forms_of(question))
    if question.returns == "construct" and form in ("jsonld", "turtle", "json"):
        return _triples(systeem, question, given, VORMEN[form].media_type)
    if form == "html" and missing_of(question, given):
        return _html(request, systeem, question, given, None)
    found = answer(systeem.store, question, given, systeem.repository.base)
    if form in FILES:
        return _file(request, systeem, question, given, found, page, form)
    data = _page(request, question, found, page)
    response = _html(request, systeem, question, given, data) if form == "html" else json_answer(data)
    response.headers.update(link_header(data["links"]))
    return response


def _truth(found: Antwoord) -> bool:
    return bool(found.rijen[0]["antwoord"])


def _page(request: Request, question: Vraag, found: Antwoord, page: Bladzijde) -> dict[str, Any]:
    place = meta_of(len(found.rijen), page.pagenr, page.size)
    meta = Vraagmeta(
        **dict(place), vraag=question.naam, samenvatting=question.summary, kolommen=found.kolommen
    )
    asks = question.returns == "ask"
    shown = _truth(found) if asks else cut(found.rijen, page.pagenr, page.size)
    return {"gegevens": shown, "meta": meta, "links": links_of(request.url, place)}


def _file(
    request: Request,
    systeem: Systeem,
    question: Vraag,
    given: Mapping[str, str],
    found: Antwoord,
    page: Bladzijde,
    form: str,
) -> Response:
    """Return the whole answer as a file, or one page of it where the address asks for one."""
    rows, links = found.rijen, {}
    if "size" in request.query_params or "pagenr" in request.query_params:
        rows = tuple(cut(rows, page.pagenr, page.size))
        links = link_header(links_of(request.url, meta_of(len(found.rijen), page.pagenr, page.size)))
    table = table_of(systeem.store, question, rows, given, str(request.url))
    response = file_answer(table, form, question.naam)
    response.headers.update(links)
    return response


def _html(
    request: Request,
    systeem: Systeem,
    question: Vraag,
    given: Mapping[str, str],
    data: Mapping[str, Any] | None,
) -> Response:
    """Return the page; without `data` only its form."""
    asks = question.returns == "ask"
    rows = data["gegevens"] if data and not asks else ()
    grid = grid_of(question, rows, names_in(systeem.store, question, rows), systeem.repository.base)
    context = {
        "vraag": question,
        "velden": fields_of(systeem, question, given),
        "bestanden": downloads_of(question, given),
        "editor": editor_of(question, given),
        "waar": bool(data and asks and data["gegevens"]),
        **scannable(grid),
        "meta": data and data["meta"],
        "links": data and data["links"],
    }
    return render(request, "vraag.html", context)


def _triples(systeem: Systeem, question: Vraag, given: Mapping[str, str], kind: str) -> Response:
    graph = arrange(graph_of(systeem.store, question, given, systeem.repository.base))
    return Response(serialise(graph, JSONLD if kind == JSON else kind), headers=VARY, media_type=kind)
