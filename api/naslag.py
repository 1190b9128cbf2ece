"""The OpenAPI document as a reader needs it: per group, each route with parameters, body and an example."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

Schema = Mapping[str, Any]

EXAMPLES: Mapping[str, object] = {
    "/trajecten/bouw": {"opleiding": "115"},
    "/trajecten/watals": {"traject": "115", "varianten": [{"zonder_werkplek": ["BK-0090-2.15"]}]},
    "/trajecten/uitleg": {
        "traject": "115",
        "plaatsen": {"BK-0090-2.15": ["praktijklokaal"], "BK-0090-2.16": ["praktijklokaal"]},
        "werkplekuren": 16,
    },
    "/trajecten/herstel": {"traject": "38", "nastreeft": ["VL-STREEF-60-TIJD"]},
    "/trajecten/dekking": {"traject": "115", "vestigingen": ["salon-voorbeeld"]},
    "/trajecten/individueel": {
        "opleiding": "115",
        "startdatum": "2026-11-24",
        "bewijzen": [{"soort": "basisvorming"}],
    },
    "/trajecten/aandeel": {"traject": "115-duaal", "vergelijk": ["nl-bbl"]},
}
"""A body that works, for each route that takes one."""

PATH_EXAMPLES = {
    "/kwalificaties/{code}": "/kwalificaties/BK-0090-2",
    "/competenties/{code}": "/competenties/BK-0090-2.07",
    "/opleidingen/{nummer}": "/opleidingen/115",
    "/trajecten/{code}": "/trajecten/115-duaal",
    "/trajecten/{code}/aandeel": "/trajecten/115-duaal/aandeel?vergelijk=nl-bbl",
    "/trajecten/{code}/waarom/{onderdeel}": "/trajecten/115-duaal/waarom/BK-0090-2.15",
    "/trajecten/{code}/bewijs": "/trajecten/115-duaal/bewijs",
    "/trajecten/{code}/excel": "/trajecten/115-duaal/excel",
    "/trajecten/{code}/watals": "/trajecten/115-duaal/watals?zonder_werkplek=BK-0090-2.15",
    "/trajecten/{code}/watals/excel": "/trajecten/115-duaal/watals/excel?werkplekuren=24",
    "/kwalificaties/{code}/structuur": "/kwalificaties/BK-0090-2/structuur",
    "/kwalificaties/{code}/overlap/{andere}": "/kwalificaties/BK-0168-3/overlap/BK-0169-3?ondergrens=0.3",
    "/trajecten/{code}/vergelijking/{ander}": "/trajecten/115-duaal/vergelijking/115-voltijds",
    "/kalender/{schooljaar}": "/kalender/2026-2027",
    "/normen/{code}": "/normen/VL-STREEF-60",
    "/niveaus/{niveau}": "/niveaus/3",
    "/vragen/{naam}": "/vragen",
    "/zoek": "/zoek?q=kapsters",
    "/sparql": "/sparql?query=ASK%20%7B%7D",
    "/sparql/antwoord.{vorm}": "/sparql/antwoord.csv?query=ASK%20%7B%7D",
    "/kwalificaties": "/kwalificaties?niveau=3&dossier=true",
    "/competenties": "/competenties?kwalificatie=BK-0090-2&leerplaats=klas",
    "/normen": "/normen?datum=2025-09-01",
    "/id/concept/{schema}/{code}": "/id/concept/leerplaats/reele-werkplek",
    "/id/{concept}/{ref}": "/id/beroepskwalificatie/BK-0090",
    "/doc/concept/{schema}/{code}": "/doc/concept/leerplaats/reele-werkplek",
    "/doc/{concept}/{ref}": "/doc/beroepskwalificatie/BK-0090-2",
    "/ns/{term}": "/ns/heeftCompetentie",
    "/dumps/{naam}": "/dumps/SHA256SUMS",
    "/ldes/{bladzijde}": "/ldes/laatste",
    "/id/uitgave/{uitgave}": "/ldes/laatste",
    "/doc/uitgave/{uitgave}": "/ldes/laatste",
    "/graph-store": "/graph-store?graph=https%3A%2F%2Fw3id.org%2Fkwalificatiegraaf%2Fgraph%2Fnormen",
    "/graph/{naam}": "/graph/versie/BK-0090-2",
}
"""An address that works, where the template of the path is none."""


class Veld(NamedTuple):
    """A parameter or field: name, kind, whether it must be there, and what it is."""

    name: str
    kind: str
    where: str
    required: bool
    text: str


class Bewerking(NamedTuple):
    """One route: method, path, summary, text, its fields, the answers by status, and an example."""

    anchor: str
    method: str
    path: str
    summary: str
    text: str
    fields: tuple[Veld, ...]
    answers: tuple[tuple[str, str], ...]
    example: str | None
    body: str | None


class Groep(NamedTuple):
    """The routes of one tag."""

    name: str
    operations: tuple[Bewerking, ...]


def kind_of(schema: Schema) -> str:
    """Return a short name of a JSON schema: `integer`, `string[]`, `Trajectkader` …"""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for union in ("anyOf", "oneOf"):
        if union in schema:
            kinds = dict.fromkeys(kind_of(one) for one in schema[union] if one.get("type") != "null")
            return " | ".join(kinds)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"{kind_of(schema.get('items', {}))}[]"
    return str(schema.get("format") or schema.get("type") or "waarde")


def _body_fields(document: Schema, operation: Schema) -> list[Veld]:
    content: dict[str, Schema] = operation.get("requestBody", {}).get("content", {})
    schema: Schema = next((one["schema"] for one in content.values()), {})
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    found = document["components"]["schemas"].get(name, {})
    required = found.get("required", [])
    return [
        Veld(field, kind_of(one), "body", field in required, str(one.get("description", "")))
        for field, one in found.get("properties", {}).items()
    ]


def _parameters(operation: Schema) -> list[Veld]:
    places = {"query": "adres", "path": "pad", "header": "kop"}
    return [
        Veld(
            str(one["name"]),
            kind_of(one["schema"]),
            places.get(str(one["in"]), str(one["in"])),
            bool(one.get("required")),
            str(one.get("description", "")),
        )
        for one in operation.get("parameters", [])
    ]


def _operation(document: Schema, path: str, method: str, operation: Schema) -> Bewerking:
    body = EXAMPLES.get(path)
    return Bewerking(
        anchor=str(operation["operationId"]),
        method=method.upper(),
        path=path,
        summary=str(operation.get("summary", "")),
        text=str(operation.get("description", "")),
        fields=(*_parameters(operation), *_body_fields(document, operation)),
        answers=tuple(
            (status, str(answer.get("description", ""))) for status, answer in operation["responses"].items()
        ),
        example=PATH_EXAMPLES.get(path) or (None if "{" in path else _address(path, operation)),
        body=json.dumps(body, ensure_ascii=False) if body is not None else None,
    )


def _address(path: str, operation: Schema) -> str:
    """Return the path with the examples that its parameters name."""
    given = {one["name"]: one["example"] for one in operation.get("parameters", []) if "example" in one}
    return f"{path}?{urlencode(given)}" if given else path


def operations(document: Schema) -> tuple[Groep, ...]:
    """Return the routes of an OpenAPI document, grouped by their first tag, in the order they stand."""
    groups: dict[str, list[Bewerking]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = next(iter(operation.get("tags", [])), "Overige")
            groups.setdefault(tag, []).append(_operation(document, path, method, operation))
    return tuple(Groep(name, tuple(found)) for name, found in groups.items())
