"""`/sparql`: the SPARQL 1.1 Protocol, the description of the service, and a page to ask from."""

from collections.abc import Mapping
from hmac import compare_digest
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.antwoord import VARY, address
from api.dependencies import get_settings, get_systeem
from api.errors import problems
from api.negotiation import HTML, choose, list_of, prefers_html
from api.refusals import NotAcceptable, UpdateRefused, UpdatesOff
from api.routes.dataset import RDF_FORMS
from api.sparql.answer import key_of, known_etag, unchanged, whole
from api.sparql.formats import OFFERED, ROWS, TRIPLES, Forms, forms_of
from api.sparql.lending import Offer, offer
from api.sparql.loket import Loket
from api.sparql.page import show_answer, show_form, show_problem
from api.sparql.poort import Handler
from api.sparql.protocol import FORM, IRI_SCHEMA, QUERY, UPDATE, Operation, read_get, read_post
from api.sparql.tabel import ROWS_FORM, TRIPLES_FORM
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import FormRefused, KwalificatiegraafError
from kwalificatiegraaf.services.dataset import describe_service
from kwalificatiegraaf.services.description import arrange
from kwalificatiegraaf.store.workers import Ask

router = APIRouter(tags=["Zoeken en vragen"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Het antwoord, of zonder vraag de beschrijving van de dienst.",
        "content": {media: {} for media in (*OFFERED, HTML)},
    }
}
_IRIS = {"type": "array", "items": IRI_SCHEMA}
_TEXT = {"type": "string", "contentMediaType": QUERY}
_UPDATE = {"type": "string", "contentMediaType": UPDATE}
READ: Mapping[str, str] = {
    "default-graph-uri": "Graaf van de standaardgraaf; mag vaker.",
    "named-graph-uri": "Graaf die GRAPH kan noemen; mag vaker.",
}
WRITTEN: Mapping[str, str] = {
    "using-graph-uri": "Graaf waarin WHERE van een wijziging leest, als USING; mag vaker.",
    "using-named-graph-uri": "Graaf die GRAPH in WHERE kan noemen, als USING NAMED; mag vaker.",
}
GRAPHS = {name: (_IRIS, text) for name, text in {**READ, **WRITTEN}.items()}
PARAMETERS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "query": (_TEXT, "De vraag; zonder vraag komt de beschrijving."),
    **{name: GRAPHS[name] for name in READ},
    "voorbeeld": (
        {"type": "string"},
        "Naam van een vraag die de bladzijde toont; waarden van haar parameters mogen mee.",
    ),
}
"""Of GET. The protocol reads the address itself: every query would pay for a second reading."""
FIELDS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "query": (_TEXT, "De vraag."),
    "update": (_UPDATE, "Een wijziging, in plaats van een vraag."),
    **GRAPHS,
}
"""Of a form; with a query or an update as the whole body, the graphs stand in the address."""


def _in_address(parameters: Mapping[str, tuple[Mapping[str, Any], str]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": False, "description": text, "schema": dict(schema)}
        for name, (schema, text) in parameters.items()
    ]


ADDRESS = {"parameters": _in_address(PARAMETERS)}
FORM_SCHEMA = {
    "type": "object",
    "properties": {name: {**schema, "description": text} for name, (schema, text) in FIELDS.items()},
}
BODY: Mapping[str, Any] = {
    "parameters": _in_address(GRAPHS),
    "requestBody": {
        "required": True,
        "content": {FORM: {"schema": FORM_SCHEMA}, QUERY: {"schema": _TEXT}, UPDATE: {"schema": _UPDATE}},
    },
}


@router.get(
    "/sparql",
    summary="Stel een vraag in SPARQL",
    responses={**ANSWERS, **problems(400, 406, 422, 429, 502, 503, 504)},
    openapi_extra=ADDRESS,
)
async def query_by_address(request: Request) -> Response:
    """Answer the query of the address, or describe the service."""
    systeem = await get_systeem(request)
    operation = read_get(request.scope["query_string"])
    if operation:
        return await _answer(request, systeem, operation)
    return await run_in_threadpool(_describe, request, systeem)


@router.post(
    "/sparql",
    summary="Stel een vraag of doe een wijziging in SPARQL",
    responses={
        **ANSWERS,
        204: {"description": "De wijziging is gedaan."},
        **problems(400, 401, 403, 406, 413, 415, 422, 429, 502, 503, 504),
    },
    openapi_extra=dict(BODY),
)
async def operate(request: Request) -> Response:
    """Answer the query, or apply the update, of the body."""
    systeem = await get_systeem(request)
    content_type = request.headers.get("content-type", "")
    operation = read_post(content_type, request.scope["query_string"], await request.body())
    if operation.kind == "query":
        return await _answer(request, systeem, operation)
    _require_token(request)
    await loket_of(request).write(systeem, operation, address(request, "sparql"))
    return Response(status_code=HTTPStatus.NO_CONTENT)


HANDLERS: Mapping[str, Handler] = {"GET": query_by_address, "POST": operate}
"""What `Poort` calls; the routes describe it."""


def loket_of(request: Request) -> Loket:
    """Return where queries are handed in."""
    loket: Loket = request.app.state.loket
    return loket


def admit(request: Request) -> None:
    """Count a query of this client; TooFast when it asks too many."""
    loket_of(request).tempo.admit(request.client.host if request.client else "")


async def _answer(request: Request, systeem: Systeem, operation: Operation) -> Response:
    accept, base = list_of(request.headers, "accept"), address(request, "sparql")
    if prefers_html(accept, OFFERED):
        return await _show(request, systeem, operation, base)
    admit(request)
    forms = forms_of(accept)
    if not any(forms):
        raise NotAcceptable(accept, OFFERED)
    etag = key = None
    if request.method == "GET":
        key = key_of(systeem.readers.revision, operation, forms, base)
        etag = known_etag(key, operation.text)
        if list_of(request.headers, "if-none-match").strip() != "*" and (found := unchanged(request, etag)):
            return found
    written = _written(forms)
    try:
        answer = await loket_of(request).ask(systeem, operation, written, base)
    except FormRefused as error:
        offered = tuple(ROWS if error.message == "rows" else TRIPLES)
        raise NotAcceptable(accept, offered) from error
    ask = Ask(operation.text, written.rows, written.triples, base, operation.dataset)
    offer(request.scope, Offer(systeem.readers, ask, key if etag else None))
    asked = forms.rows if ROWS.get(forms.rows or "") == answer.media_type else forms.triples
    return whole(answer.body, asked or answer.media_type, etag)


async def _show(request: Request, systeem: Systeem, operation: Operation, base: str) -> Response:
    try:
        admit(request)
        answer = await loket_of(request).ask(systeem, operation, Forms(ROWS_FORM, TRIPLES_FORM), base)
    except KwalificatiegraafError as error:
        return await run_in_threadpool(show_problem, request, systeem, operation, error)
    return await run_in_threadpool(show_answer, request, systeem, operation, answer)


def _written(forms: Forms) -> Forms:
    """Return the forms under the names that the engine knows."""
    return Forms(forms.rows and ROWS[forms.rows], forms.triples and TRIPLES[forms.triples])


def _describe(request: Request, systeem: Systeem) -> Response:
    accept = list_of(request.headers, "accept")
    offered = (*RDF_FORMS, HTML)
    chosen = choose(accept, offered)
    if chosen is None:
        raise NotAcceptable(accept, offered)
    if chosen == HTML:
        return show_form(request, systeem)
    settings = get_settings(request)
    graph = describe_service(
        str(request.base_url),
        systeem.store.graph_names(),
        updates=settings.update_token is not None,
        federated=bool(settings.service_allow),
        seconds=settings.query_timeout,
    )
    return Response(
        arrange(graph).serialize(format=RDF_FORMS[chosen], encoding="utf-8"), headers=VARY, media_type=chosen
    )


def _require_token(request: Request) -> None:
    """Raise UpdatesOff where no token is set, and UpdateRefused without the right one."""
    expected = get_settings(request).update_token
    if expected is None:
        raise UpdatesOff
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = compare_digest(given.strip().encode(), expected.get_secret_value().encode())
    if scheme.lower() != "bearer" or not right:
        raise UpdateRefused
