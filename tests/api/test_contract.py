"""The OpenAPI document is what the service does: no 500 and no undocumented answer to generated requests."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from starlette.responses import Response
from starlette.testclient import TestClient

from api.jobs.job import Job
from kwalificatiegraaf import resources
from kwalificatiegraaf.store.queries import load_catalogue
from tools.generate_openapi import TARGET, is_stale

PATHS = json.loads(TARGET.read_text(encoding="utf-8"))["paths"]
OPERATIONS = sorted((path, method) for path, methods in PATHS.items() for method in methods)
REFUSING = [
    (path, method)
    for path, method in OPERATIONS
    if "requestBody" in PATHS[path][method]
    or any(one["in"] == "query" for one in PATHS[path][method].get("parameters", []))
]
"""Operations for which an invalid request exists: a path of text alone is always valid."""

MODES = [(*one, GenerationMode.POSITIVE) for one in OPERATIONS]
MODES += [(*one, GenerationMode.NEGATIVE) for one in REFUSING]

REAL: Mapping[str, Sequence[str]] = {
    "code": ("BK-0090-2", "BK-0090", "BK-0090-2.07", "115-duaal", "38", "VL-SAO-BAND", "reele-werkplek"),
    "nummer": ("115", "747"),
    "andere": ("BK-0169-3", "BK-0090-2"),
    "ander": ("115-voltijds", "1"),
    "onderdeel": ("BK-0090-2.12", "frans"),
    "schooljaar": ("2026-2027", "2027-2026"),
    "niveau": ("1", "8", "9"),
    "bladzijde": ("laatste", "geen-bladzijde"),
    "uitgave": ("versie/BK-0090-2/0123456789abcdef",),
    "term": ("heeftCompetentie", "0.1.0", "geen-term"),
    "naam": (
        "geen-vraag",
        "versie/BK-0090-2",
        "SHA256SUMS",
        *list(load_catalogue(resources.queries()))[:5],
    ),
    "schema": ("leerplaats", "norm"),
    "concept": ("competentie", "beroepskwalificatie", "traject"),
    "ref": ("BK-0090-2", "BK-0090", "BK-0090-2.07", "115-duaal"),
    "vorm": ("csv", "ttl", "xlsx"),
    "id": ("een-taak", "geen-taak"),
}
"""Values that lead somewhere, for generated requests alone would meet 404 only."""

QUESTION = "/vragen/"
"""Operations that are saved questions: one route, so that a few requests to each are enough."""


FIRST_REFUSAL = HTTPStatus.BAD_REQUEST


def is_question(path: str) -> bool:
    return path.startswith(QUESTION) and "{" not in path


def generated(path: str) -> settings:
    return settings(
        max_examples=3 if is_question(path) else 15,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def described(app: FastAPI) -> schemathesis.BaseSchema:
    """The document without the bodies that it shows: they are long work, and test_openapi sends each.

    What a valid request may meet beside an answer stands in schemathesis.toml, by operation.
    """
    config = SchemathesisConfig.from_path(resources.root() / "schemathesis.toml")
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    for methods in schema.raw_schema["paths"].values():
        for operation in methods.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                content.pop("example", None)
    return schema


@pytest.fixture
def kept_job(app: FastAPI) -> None:
    """A job that is done, under an id of the values above; it is gone once it is deleted."""
    job = Job("bouw", limit=10, keep=3600, id="een-taak")
    job.finish("klaar", Response(b"{}", media_type="application/json"))
    app.state.taken.hold(job)


@pytest.mark.usefixtures("kept_job")
@pytest.mark.parametrize(("path", "method", "mode"), MODES)
def test_generated_requests(
    described: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    operation = described[path][method.upper()]

    @generated(path)
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def meets_the_contract(case: schemathesis.Case, data: st.DataObject) -> None:
        if mode is GenerationMode.POSITIVE:
            for name in case.path_parameters:
                if data.draw(st.booleans()):
                    case.path_parameters[name] = data.draw(st.sampled_from(REAL[name]))
        answer = case.call_and_validate()
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, answer.text
        if mode is GenerationMode.POSITIVE and is_question(path) and answer.status_code >= FIRST_REFUSAL:
            assert "bestaat niet" in answer.json()["detail"]

    meets_the_contract()


FIELDS = [
    (path, one["name"])
    for path, method in OPERATIONS
    if method == "get" and "{" not in path
    for one in PATHS[path][method].get("parameters", [])
    if one["in"] == "query"
]


@pytest.mark.parametrize(("path", "name"), FIELDS)
def test_a_field_of_a_form_that_was_left_open_breaks_nothing(
    client: TestClient, path: str, name: str
) -> None:
    for accept in ("application/json", "text/html"):
        answer = client.get(path, params={name: ""}, headers={"Accept": accept})
        assert answer.status_code in (200, 303, 400, 404, 406, 422), answer.text


def test_the_checks_can_fail() -> None:
    broken = FastAPI()

    @broken.get("/stuk", response_model=dict[str, int])
    def stuk() -> Response:
        return Response('{"a": "geen getal"}', media_type="application/json")

    case = schemathesis.openapi.from_asgi("/openapi.json", broken)["/stuk"]["GET"].Case()
    with pytest.raises(FailureGroup):
        case.call_and_validate()


def test_the_committed_document_is_fresh() -> None:
    assert not is_stale(), "run python -m tools.generate_openapi"
