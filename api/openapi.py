"""The OpenAPI document: what the framework makes, with our limits, and without what we never answer."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.dependencies import FREE, MAY_BE_EMPTY
from api.errors import Probleem
from api.naslag import EXAMPLES
from api.vraagpaden import padded, paths_of
from kwalificatiegraaf import resources
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.iri import ABSOLUTE, OF_A_THING, SHORTLY
from kwalificatiegraaf.store.queries import load_catalogue

INTRO = (
    "De Vlaamse kwalificatiestructuur als kennisgraaf: kwalificaties, competenties met hun leerplaats, "
    "trajecten en het aandeel op de werkplek, getoetst aan gedateerde normen met bron. "
    "Antwoorden volgen de stijl van de officiële API's (`gegevens`, `meta`, `links`); "
    "elke fout is een probleem volgens RFC 9457."
)
IRIS: dict[str, Any] = {
    "VolledigeIri": {
        "type": "string",
        "pattern": f"^{SHORTLY[ABSOLUTE]}$",
        "description": "Een volledige IRI (RFC 3987), met welk schema ook.",
    },
    "IriVanDing": {
        **padded(SHORTLY[OF_A_THING]),
        "description": "Een volledige IRI met http, https of urn.",
    },
}
BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def openapi_of(app: FastAPI, settings: Settings) -> Callable[[], dict[str, Any]]:
    """Return the function that makes the document once."""

    def document() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _make(app, settings)
        return app.openapi_schema

    return document


def _make(app: FastAPI, settings: Settings) -> dict[str, Any]:
    made = get_openapi(
        title=app.title, version=app.version, description=INTRO, routes=app.routes, openapi_version="3.1.0"
    )
    schemas = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Probleem"] = Probleem.model_json_schema()
    schemas |= IRIS
    for path, methods in made["paths"].items():
        for operation in methods.values():
            _complete(operation, settings)
            _show_body(operation, path)
    made["paths"] |= paths_of(load_catalogue(resources.queries()).values(), settings)
    _translate_bounds(schemas)
    return made


def _complete(operation: dict[str, Any], settings: Settings) -> None:
    operation.pop(FREE, None)
    responses = operation["responses"]
    unprocessable = responses.get("422", {}).get("content", {}).get("application/json")
    if unprocessable:
        del responses["422"]["content"]["application/json"]
        if not responses["422"]["content"]:
            del responses["422"]
    if "303" in responses:
        responses["303"] = {"description": "Het document staat op het adres in Location."}
    for parameter in operation.get("parameters", []):
        _translate_bounds(parameter["schema"])
        if parameter["schema"].pop(MAY_BE_EMPTY, False):
            parameter[MAY_BE_EMPTY] = True
        if parameter["name"] == "size":
            parameter["schema"] = {
                "type": "integer",
                "minimum": 1,
                "maximum": settings.page_size_max,
                "default": settings.page_size,
            }


def _show_body(operation: dict[str, Any], path: str) -> None:
    """Put the body that works, of the reference page, beside the schema of the body."""
    if path in EXAMPLES:
        operation["requestBody"]["content"]["application/json"]["example"] = EXAMPLES[path]


def _translate_bounds(schema: Any) -> None:
    """Write bounds that pydantic left beside a union of kinds as JSON schema does."""
    if isinstance(schema, list):
        for one in schema:
            _translate_bounds(one)
    if isinstance(schema, dict):
        for ours, theirs in BOUNDS.items():
            if ours in schema and not isinstance(schema[ours], dict):
                schema[theirs] = schema.pop(ours)
        for one in schema.values():
            _translate_bounds(one)
