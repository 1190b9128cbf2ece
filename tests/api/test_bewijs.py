"""The proof of a trajectory over HTTP, in three forms."""

import pytest
from rdflib import Graph
from rdflib.namespace import PROV, RDF
from rdflib.plugins.parsers.jsonld import to_rdf
from starlette.testclient import TestClient


def test_a_proof_as_values(client: TestClient) -> None:
    found = client.get("/trajecten/23/bewijs").json()["gegevens"]
    assert {"belasting", "perioden"} <= {goal["naam"] for goal in found["doelen"]}


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json"])
def test_a_proof_as_a_graph(client: TestClient, media_type: str) -> None:
    answer = client.get("/trajecten/23/bewijs", headers={"accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    graph = Graph()
    if media_type == "text/turtle":
        graph.parse(data=answer.text, format=media_type)
    else:
        to_rdf(answer.json(), graph)
    assert len(list(graph.subjects(RDF.type, PROV.Activity))) == 1


def test_another_form_is_refused(client: TestClient) -> None:
    assert client.get("/trajecten/23/bewijs", headers={"accept": "text/csv"}).status_code == 406
    assert client.get("/trajecten/99999/bewijs").status_code == 404
