"""What stands beside the endpoint: answers as files, terms to complete, and the questions as examples."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.antwoord import VARY, address, json_answer, links_to, negotiate
from api.dependencies import SysteemDep
from api.errors import problems
from api.negotiation import HTML, JSON
from api.paging import Stuk
from api.routes.dataset import FORMS as FORMS_OF_RDF
from api.routes.dataset import RDF_FORMS
from api.routes.sparql import admit, loket_of
from api.schemas import Termenlijst
from api.sparql.formats import Forms
from api.sparql.protocol import IRI_SCHEMA, QUERY, read_get
from api.sparql.rekenblad import write_workbook
from api.sparql.tabel import ROWS_FORM, TRIPLES_FORM
from api.sparql.voorbeeld import example_text
from api.werkboek import XLSX, Werkboekantwoord
from kwalificatiegraaf.errors import FormRefused, InvalidInput
from kwalificatiegraaf.exporters.csv_tabel import guard
from kwalificatiegraaf.services.description import arrange
from kwalificatiegraaf.services.examples import describe_examples
from kwalificatiegraaf.services.naming import list_terms
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

router = APIRouter(tags=["Zoeken en vragen"])

FORMS = {
    "csv": Forms("text/csv", None),
    "ttl": Forms(None, "text/turtle"),
    "xlsx": Forms(ROWS_FORM, TRIPLES_FORM),
}
"""Extension of the file → the forms that the engine writes for it."""

GraphIri = Annotated[str, Field(json_schema_extra=IRI_SCHEMA)]
DefaultGraphs = Annotated[
    list[GraphIri] | None,
    Query(alias="default-graph-uri", description="Graaf van de standaardgraaf; mag vaker."),
]
NamedGraphs = Annotated[
    list[GraphIri] | None,
    Query(alias="named-graph-uri", description="Graaf die GRAPH kan noemen; mag vaker."),
]

OTHER = {"csv": "dit antwoord bestaat uit tripels", "ttl": "dit antwoord bestaat uit rijen"}

FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Het hele antwoord als bestand",
        "content": {
            media: {"schema": {"type": "string", "format": "binary"}}
            for media in ("text/csv", "text/turtle", XLSX)
        },
    }
}


@router.get(
    "/sparql/antwoord.{vorm}",
    summary="Het antwoord op een vraag in SPARQL als bestand",
    description="CSV en Excel voor rijen, Turtle en Excel voor tripels; met dezelfde grenzen als /sparql. "
    "In CSV krijgt een tekst die een rekenblad zou uitvoeren een apostrof; /sparql geeft hem zoals hij is.",
    response_class=Response,
    responses={**FILE, **problems(400, 422, 429, 502, 503, 504)},
)
async def download(
    request: Request,
    systeem: SysteemDep,
    vorm: Annotated[Literal["csv", "ttl", "xlsx"], Path(description="De vorm van het bestand.")],
    query: Annotated[str, Query(description="De vraag.", json_schema_extra={"contentMediaType": QUERY})],
    default_graph_uri: DefaultGraphs = None,
    named_graph_uri: NamedGraphs = None,
) -> Response:
    """Run the query as the endpoint does, and give its answer as a file to save."""
    del query  # for the document, and to be there: the protocol reads the address itself
    operation = read_get(request.scope["query_string"])
    assert operation
    admit(request)
    try:
        answer = await loket_of(request).ask(systeem, operation, FORMS[vorm], address(request, "sparql"))
    except FormRefused as error:
        raise InvalidInput(OTHER[vorm], place="vorm", remedy="kies een andere vorm, of xlsx") from error
    if vorm == "xlsx":
        asked = (("vraag", operation.written), ("gesteld aan", address(request, "sparql")))
        content = await run_in_threadpool(write_workbook, systeem.store, answer, asked)
        return Werkboekantwoord(content, name="antwoord")
    headers = {"Content-Disposition": f'attachment; filename="antwoord.{vorm}"'}
    body = await run_in_threadpool(guard, answer.body) if vorm == "csv" else answer.body
    return Response(body, headers=headers, media_type=answer.media_type)


@router.get(
    "/sparql/voorbeelden",
    summary="De opgeslagen vragen als voorbeelden (SHACL)",
    description="Elke vraag met haar tekst in SPARQL, waarden ingevuld; een browser gaat naar /vragen.",
    responses={**FORMS_OF_RDF, 303: {"description": "De vragen als bladzijde."}, **problems(406)},
)
def list_voorbeelden(request: Request, systeem: SysteemDep) -> Response:
    """Return every saved question as an executable with its text, for tools that look for examples."""
    chosen = negotiate(request, *RDF_FORMS, HTML)
    if chosen == HTML:
        return RedirectResponse(address(request, "vragen"), HTTPStatus.SEE_OTHER, VARY)
    examples = ((one, example_text(one, systeem.repository.base)) for one in systeem.questions.values())
    graph = arrange(describe_examples(examples, str(request.base_url)))
    body = graph.serialize(format=RDF_FORMS[chosen], encoding="utf-8")
    return Response(body, headers=VARY, media_type=chosen)


@router.get(
    "/sparql/termen",
    summary="Voorvoegsels, klassen en eigenschappen om een vraag mee aan te vullen",
    response_model=Stuk[Termenlijst],
    responses=problems(406, 503),
)
def list_termen(request: Request, systeem: SysteemDep) -> Response:
    """Return what the editor completes, from the ontology in the graph."""
    negotiate(request, JSON)
    found = Termenlijst(voorvoegsels=PREFIXES, termen=tuple(list_terms(systeem.store)))
    return json_answer({"gegevens": found, "links": links_to(request, "sparql", "termen")})
