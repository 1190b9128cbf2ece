"""The OpenAPI document shows bodies that work, and what the routes of jobs answer."""

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from api.sparql.protocol import NAMES
from tools.generate_openapi import TARGET

PATHS = json.loads(TARGET.read_text(encoding="utf-8"))["paths"]
POSTS = [path for path, methods in PATHS.items() if path.startswith("/trajecten") and "post" in methods]
JOBS = [
    (path, method, status)
    for path, methods in PATHS.items()
    for method, operation in methods.items()
    for status in operation["responses"]
    if (path.startswith("/taken") or status == "202") and status in ("200", "202")
]


def body_of(path: str) -> Any:
    return PATHS[path]["post"]["requestBody"]["content"]["application/json"]["example"]


def test_there_are_bodies_and_jobs() -> None:
    assert len(POSTS) >= 7
    assert len(JOBS) == 6 + 4


@pytest.mark.parametrize("path", POSTS)
def test_the_example_of_a_body_works(
    client: TestClient, example_answers: Mapping[str, httpx2.Response], path: str
) -> None:
    answer = example_answers.get(path) or client.post(path, json=body_of(path))
    assert json.loads(answer.request.content) == body_of(path)
    assert answer.is_success, answer.text


def test_a_post_of_sparql_lists_the_parameters_of_the_protocol() -> None:
    operation = PATHS["/sparql"]["post"]
    content = operation["requestBody"]["content"]
    form = content["application/x-www-form-urlencoded"]["schema"]["properties"]
    address = {one["name"]: one["schema"]["type"] for one in operation["parameters"]}
    assert set(form) == NAMES
    assert set(address) == NAMES - {"query", "update"}
    assert {form[name]["type"] for name in address} == {*address.values()} == {"array"}


def test_the_document_says_which_values_a_parameter_takes(client: TestClient) -> None:
    document = client.get("/openapi.json").json()

    def of(path: str) -> Mapping[str, Any]:
        return {one["name"]: one for one in document["paths"][path]["get"]["parameters"]}

    code, iri = of("/vragen/traject-als-tabel")["traject"]["schema"]["anyOf"]
    assert re.fullmatch(code["pattern"], "115-duaal")
    assert re.fullmatch(code["pattern"], " 115-duaal\n")
    assert not re.fullmatch(code["pattern"], "x" * 101)
    assert not re.fullmatch(code["pattern"], " ")
    iris = document["components"]["schemas"]
    assert re.fullmatch(iris[iri["$ref"].rpartition("/")[2]]["pattern"], "https://voorbeeld.be/" + "x" * 200)
    graph = of("/graph-store")["graph"]["schema"]["$ref"].rpartition("/")[2]
    assert not re.fullmatch(iris[graph]["pattern"], "naam")
    for path in ("/normen", "/vragen/normen-op-datum"):
        assert of(path)["datum"]["allowEmptyValue"]
        assert client.get(path, params={"datum": ""}).status_code == 200
    assert of("/sparql/antwoord.{vorm}")["query"]["required"]
    assert of("/normen")["pagenr"]["schema"]["minimum"] == 0


@pytest.mark.parametrize(("path", "method", "status"), JOBS)
def test_every_answer_of_a_job_has_an_example(path: str, method: str, status: str) -> None:
    (shown,) = PATHS[path][method]["responses"][status]["content"].values()
    assert shown["example"]
