"""Named graphs by the SPARQL 1.1 Graph Store HTTP Protocol (its reading side), and by their own address."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from rdflib import URIRef
from starlette.responses import Response

from api.adressen import asked_iri, local_path
from api.antwoord import VARY, negotiate
from api.dependencies import SysteemDep
from api.dingpagina import shown
from api.errors import problems
from api.negotiation import HTML
from api.pagina import render
from api.sparql.formats import TRIPLES
from api.sparql.protocol import IRI_SCHEMA
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import BadQuery, NotFound
from kwalificatiegraaf.services.graphs import MOST, graph_exists, list_things, read_graph, read_union
from kwalificatiegraaf.store.dataset import checked_iri

router = APIRouter(tags=["Zoeken en vragen"])

USE = "gebruik ?graph=IRI of ?default"
FORMS: dict[int | str, dict[str, Any]] = {
    200: {"description": "De tripels van de graaf.", "content": {media: {} for media in TRIPLES}}
}
PAGED: dict[int | str, dict[str, Any]] = {
    200: {"description": "De tripels van de graaf.", "content": {media: {} for media in (*TRIPLES, HTML)}}
}


@router.get(
    "/graph-store",
    summary="Lees een benoemde graaf (Graph Store Protocol)",
    responses={**FORMS, **problems(400, 404, 406)},
)
def read_by_parameter(
    request: Request,
    systeem: SysteemDep,
    graph: Annotated[str | None, Query(description="IRI van de graaf.", json_schema_extra=IRI_SCHEMA)] = None,
    default: Annotated[
        str | None, Query(description="Zonder waarde: alle grafen samen.", json_schema_extra={"maxLength": 0})
    ] = None,
) -> Response:
    """Return the triples of the graph `graph`, or with `default` those of all graphs together."""
    if (graph is None) == (default is None):
        raise BadQuery("noem een graaf, of vraag alle grafen samen", place="graph, default", remedy=USE)
    if default:
        raise BadQuery("default krijgt geen waarde", place="default", remedy=USE)
    chosen = negotiate(request, *TRIPLES)
    if graph is None:
        return _answer(read_union(systeem.store, TRIPLES[chosen]), chosen)
    return _triples(systeem, URIRef(checked_iri(graph, "graph")), chosen)


@router.get(
    "/graph/{naam:path}",
    summary="Lees een benoemde graaf op zijn eigen adres",
    responses={**PAGED, **problems(400, 404, 406)},
)
def read_by_address(request: Request, systeem: SysteemDep, naam: str) -> Response:
    """Return the triples of the graph with this address; a browser gets a page about it."""
    iri = asked_iri(request, systeem.repository.base, "graph")
    chosen = negotiate(request, *TRIPLES, HTML)
    if chosen != HTML:
        return _triples(systeem, iri, chosen)
    _require(systeem, iri)
    base, things = systeem.repository.base, list_things(systeem.store, iri)
    cells = [{"tekst": label, "pad": local_path(one, base)} for one, label in things.items()]
    cells.sort(key=lambda cell: str(cell["tekst"]))
    context = shown(systeem, iri) | {"titel": f"Graaf {naam}", "dingen": cells, "meeste": MOST}
    return render(request, "graaf.html", context)


def _require(systeem: Systeem, iri: URIRef) -> None:
    if not graph_exists(systeem.store, iri):
        raise NotFound("graaf", str(iri), remedy="alle grafen staan in de beschrijving op /sparql")


def _triples(systeem: Systeem, iri: URIRef, chosen: str) -> Response:
    _require(systeem, iri)
    return _answer(read_graph(systeem.store, iri, TRIPLES[chosen]), chosen)


def _answer(body: bytes, chosen: str) -> Response:
    return Response(body, headers=VARY, media_type=chosen)
