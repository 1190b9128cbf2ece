"""Lasting identifiers: `/id/…` leads (303) to `/doc/…`, which tells what the graph says of the thing."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS
from starlette.responses import RedirectResponse, Response

from api.antwoord import address, negotiate, rdf_answer
from api.dependencies import SysteemDep
from api.errors import problems
from api.negotiation import HTML, JSON, JSONLD, TURTLE
from api.pagina import render
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.description import describe, exists, has_own_words, labels_around
from kwalificatiegraaf.services.versions import latest_version
from kwalificatiegraaf.vocabulary.prefixes import entity_iri

router = APIRouter(tags=["Identificatie"])

PAGES = {
    "beroepskwalificatie": "kwalificaties",
    "competentie": "competenties",
    "opleiding": "opleidingen",
    "traject": "trajecten",
    "norm": "normen",
    "concept/vks-niveau": "niveaus",
}
"""Concept in the identifier → the route that shows it with everything around it."""

RefDep = Annotated[str, Path(description="Verwijzing, zoals BK-0090-2.")]
FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Wat de graaf zegt.",
        "content": {media: {} for media in (JSON, JSONLD, TURTLE, HTML)},
    }
}


def _find(systeem: Systeem, concept: str, ref: str) -> URIRef:
    iri = entity_iri(systeem.repository.base, quote(concept, safe="/.-"), ref)
    if not exists(systeem.store, iri):
        raise NotFound(
            "identificator", f"{concept}/{ref}", remedy="zoek op /zoek, of begin bij /kwalificaties"
        )
    return iri


def _see_other(request: Request, systeem: Systeem, concept: str, ref: str) -> Response:
    latest = latest_version(systeem.repository, ref) if concept == "beroepskwalificatie" else None
    found = latest or ref
    _find(systeem, concept, found)
    return RedirectResponse(address(request, "doc", *concept.split("/"), found), HTTPStatus.SEE_OTHER)


def _document(request: Request, systeem: Systeem, concept: str, ref: str) -> Response:
    iri = _find(systeem, concept, ref)
    chosen = negotiate(request, JSON, JSONLD, TURTLE, HTML)
    if chosen != HTML:
        return rdf_answer(systeem, iri, chosen)
    context = _shown(systeem, iri)
    context |= {"iri": iri, "eigen_woorden": has_own_words(systeem.store, iri)}
    context["bladzijde"] = f"/{PAGES[concept]}/{ref}" if concept in PAGES else None
    return render(request, "ding.html", context)


def _shown(systeem: Systeem, iri: URIRef) -> dict[str, Any]:
    """Return the label of the thing and its properties with their values, the labels of all in one query."""
    graph = describe(systeem.store, iri)
    names = labels_around(systeem.store, iri)
    rows: dict[str, list[dict[str, Any]]] = {}
    for predicate, value in graph.predicate_objects(iri):
        rows.setdefault(str(predicate), []).append(_cell(systeem, graph, names, value))
    shown: list[dict[str, Any]] = []
    for name, cells in rows.items():
        ordered = sorted(cells, key=lambda cell: str(cell["tekst"]))
        shown.append({"naam": names.get(name, _local(name)), "iri": name, "waarden": ordered})
    title = names.get(str(iri), _local(str(iri)))
    return {"titel": title, "eigenschappen": sorted(shown, key=lambda row: str(row["naam"]))}


def _cell(systeem: Systeem, graph: Graph, names: dict[str, str], value: Any) -> dict[str, Any]:
    if not isinstance(value, URIRef):
        return {"tekst": str(value), "pad": None, "taal": getattr(value, "language", None)}
    base = f"{systeem.repository.base}/id/"
    text = names.get(str(value)) or str(graph.value(value, RDFS.label) or _local(str(value)))
    path = f"/doc/{value[len(base) :]}" if value.startswith(base) else None
    return {"tekst": text, "pad": path, "taal": None}


def _local(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2] or iri


@router.get(
    "/id/concept/{schema}/{code}",
    summary="Identificator van een begrip uit een codelijst",
    status_code=HTTPStatus.SEE_OTHER,
    responses=problems(400, 404),
)
def identify_concept(request: Request, systeem: SysteemDep, schema: str, code: str) -> Response:
    """Lead to the document of a concept."""
    return _see_other(request, systeem, f"concept/{schema}", code)


@router.get(
    "/id/{concept}/{ref}",
    summary="Identificator van een ding",
    status_code=HTTPStatus.SEE_OTHER,
    responses=problems(400, 404),
)
def identify(request: Request, systeem: SysteemDep, concept: str, ref: RefDep) -> Response:
    """Lead to the document of a thing; a number without version to that of the latest recognised one."""
    return _see_other(request, systeem, concept, ref)


@router.get(
    "/doc/concept/{schema}/{code}",
    summary="Wat de graaf zegt van een begrip",
    responses={**FORMS, **problems(400, 404, 406)},
)
def document_concept(request: Request, systeem: SysteemDep, schema: str, code: str) -> Response:
    """Return the triples of a concept."""
    return _document(request, systeem, f"concept/{schema}", code)


@router.get(
    "/doc/{concept}/{ref}",
    summary="Wat de graaf zegt van een ding",
    responses={**FORMS, **problems(400, 404, 406)},
)
def document(request: Request, systeem: SysteemDep, concept: str, ref: RefDep) -> Response:
    """Return the triples of a thing and of its direct parts."""
    return _document(request, systeem, concept, ref)
