"""Every saved question as an operation of its own in the OpenAPI document: its parameters, its columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.errors import problems
from api.negotiation import HTML, JSON, JSONLD, TURTLE
from api.vraagvormen import CSV, MEANING, forms_of
from api.werkboek import XLSX
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.queries import CODE, LONGEST, SPACES, Kolom, Parameter, Vraag

TAG = "Bewaarde vragen"

KINDS: Mapping[str, Mapping[str, Any]] = {
    "iri": {"type": "string", "format": "iri"},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "any": {"type": ["string", "integer", "number", "boolean"]},
}
"""JSON schema of the values of a column, by kind."""


def paths_of(questions: Iterable[Vraag], settings: Settings) -> dict[str, Any]:
    """Return the path item of every question, by path."""
    return {f"/vragen/{question.naam}": {"get": _operation(question, settings)} for question in questions}


def padded(pattern: str) -> dict[str, Any]:
    """Return the schema of a text around which spaces do not count."""
    return {"type": "string", "pattern": f"^[{SPACES}]*(?:{pattern})[{SPACES}]*$"}


def _operation(question: Vraag, settings: Settings) -> dict[str, Any]:
    parameters = [_parameter(name, one) for name, one in question.params.items()]
    answers = {"200": _answer(question)}
    answers |= {str(status): found for status, found in problems(400, 406, 422, 503).items()}
    return {
        "tags": [TAG],
        "summary": question.summary,
        "description": _description(question),
        "operationId": f"vraag_{question.naam.replace('-', '_')}",
        "parameters": [*parameters, *_paging(settings), _format(question)],
        "responses": answers,
    }


def _description(question: Vraag) -> str:
    number = f" Vraag {question.number} van de lijst." if question.number else ""
    check = f" Elke rij is een {question.check} in de gegevens." if question.check else ""
    return f"{question.summary_en}{number}{check}"


def _parameter(name: str, parameter: Parameter) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": parameter.required,
        "allowEmptyValue": not parameter.required,
        "description": f"{parameter.summary}{_kind_of(parameter)} ({parameter.summary_en})",
        "schema": _schema(parameter),
        "example": int(parameter.example) if parameter.type == "integer" else parameter.example,
    }


def _kind_of(parameter: Parameter) -> str:
    if parameter.codelijst:
        return f": een code van de codelijst `{parameter.codelijst}`, of een IRI"
    if parameter.type == "iri":
        return f": een code (`{parameter.concept}`) of een IRI" if parameter.concept else ": een IRI"
    return ""


def _schema(parameter: Parameter) -> dict[str, Any]:
    if parameter.values:
        return {"type": "string", "enum": list(parameter.values)}
    if parameter.type == "integer":
        return {"type": "integer"}
    if parameter.type == "date":
        return {"type": "string", "format": "date"}
    if parameter.type == "string":
        return padded(parameter.pattern or rf"[^\x00]{{0,{LONGEST}}}")
    code = padded(CODE.pattern)
    if parameter.type == "code" or not (parameter.concept or parameter.codelijst):
        return code
    return {"anyOf": [code, {"$ref": "#/components/schemas/IriVanDing"}]}


def _paging(settings: Settings) -> list[dict[str, Any]]:
    size = {"type": "integer", "minimum": 1, "maximum": settings.page_size_max}
    return [
        {
            "name": "pagenr",
            "in": "query",
            "description": "Nummer van de bladzijde, vanaf 0.",
            "schema": {"type": "integer", "minimum": 0},
        },
        {
            "name": "size",
            "in": "query",
            "description": f"Rijen op een bladzijde: {settings.page_size} in JSON als het ontbreekt; "
            "een bestand is dan het hele antwoord, tenzij pagenr er staat.",
            "schema": size,
        },
    ]


def _format(question: Vraag) -> dict[str, Any]:
    schema = {"type": "string", "enum": list(forms_of(question))}
    return {
        "name": "formaat",
        "in": "query",
        "allowEmptyValue": True,
        "description": MEANING,
        "schema": schema,
    }


def _answer(question: Vraag) -> dict[str, Any]:
    content: dict[str, Any] = {JSON: {"schema": _body(question)}}
    if question.returns == "construct":
        content |= {JSONLD: {"schema": {"type": "object"}}, TURTLE: {"schema": {"type": "string"}}}
    text = {"schema": {"type": "string"}}
    content |= {CSV: text, XLSX: {"schema": {"type": "string", "format": "binary"}}, HTML: text}
    link = {"description": "De andere bladzijden (RFC 8288).", "schema": {"type": "string"}}
    return {"description": "Het antwoord", "headers": {"Link": link}, "content": content}


def _body(question: Vraag) -> dict[str, Any]:
    if question.returns == "construct":
        return {"type": "object", "description": "JSON-LD"}
    data: Mapping[str, Any] = {"type": "boolean"}
    if question.returns == "select":
        data = {"type": "array", "items": row_schema(question.columns)}
    links = {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Link"}}
    meta = {"$ref": "#/components/schemas/Vraagmeta"}
    return {
        "type": "object",
        "properties": {"gegevens": data, "meta": meta, "links": links},
        "required": ["gegevens", "meta", "links"],
    }


def row_schema(columns: Mapping[str, Kolom]) -> dict[str, Any]:
    """Return the JSON schema of a row."""
    return {
        "type": "object",
        "properties": {name: dict(KINDS[one.soort]) for name, one in columns.items()},
        "required": [name for name, one in columns.items() if one.altijd],
        "additionalProperties": False,
    }
