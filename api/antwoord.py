"""Answers in the form that the client asks: JSON, a page, or the triples of the thing."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import Response

from api.negotiation import HTML, JSON, JSONLD, RDF, choose, list_of
from api.pagina import render, segment
from api.paging import Link
from api.refusals import NotAcceptable
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.services.description import describe, serialise

VARY = {"Vary": "Accept"}


def negotiate(request: Request, *offered: str) -> str:
    """Return the media type to answer in, of those offered; else NotAcceptable."""
    header = list_of(request.headers, "accept")
    found = choose(header, offered)
    if found is None:
        raise NotAcceptable(header, offered)
    return found


def address(request: Request, *parts: str) -> str:
    """Return the absolute address of a path of this service."""
    scope = request.scope
    path = scope.get("app_root_path", scope.get("root_path", ""))
    server = tuple(scope.get("server") or ())
    root = root_of(scope["scheme"], request.headers.get("host"), server, path)
    return f"{root}{'/'.join(segment(part) for part in parts)}"


@lru_cache(maxsize=64)
def root_of(scheme: str, host: str | None, server: tuple[Any, ...], path: str) -> str:
    """Return where this service stands for a client: read once, for every answer names it."""
    headers = [] if host is None else [(b"host", host.encode("latin-1"))]
    scope = {
        "type": "http",
        "scheme": scheme,
        "server": server or None,
        "root_path": path,
        "headers": headers,
    }
    return str(Request(scope).base_url)


def links_to(request: Request, *parts: str, iri: URIRef | None = None) -> dict[str, Link]:
    """Return the links of a thing: itself, and its lasting identifier."""
    links = {"self": Link(href=address(request, *parts))}
    return links | ({"id": Link(href=str(iri))} if iri else {})


def in_list(value: Waarde, links: Mapping[str, Link]) -> dict[str, Any]:
    """Return a value of a list as JSON with its links."""
    return value.model_dump(mode="json") | {"links": links}


def json_answer(data: Any) -> Response:
    """Return data as JSON in the order it has."""
    return Response(to_json(data, indent=2), headers=VARY, media_type=JSON)


def respond(
    request: Request,
    data: Any,
    *,
    template: str | None = None,
    context: Mapping[str, Any] | None = None,
    triples: tuple[Systeem, URIRef] | None = None,
) -> Response:
    """Return `data` as JSON, the page of `template`, or the triples of an IRI, as `Accept` asks."""
    offered = (JSON, *((HTML,) if template else ()), *(RDF if triples else ()))
    chosen = negotiate(request, *offered)
    if chosen == HTML and template:
        return render(request, template, context or {})
    if chosen in RDF and triples:
        return rdf_answer(*triples, chosen)
    return json_answer(data)


def rdf_answer(systeem: Systeem, iri: URIRef, media_type: str) -> Response:
    """Return what the graph says of `iri`; plain JSON is JSON-LD too."""
    graph = describe(systeem.store, iri)
    kind = JSONLD if media_type == JSON else media_type
    return Response(serialise(graph, kind), headers=VARY, media_type=media_type)
