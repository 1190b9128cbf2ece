"""Identifiers lead to documents, and documents say what the graph says."""

import json

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS
from starlette.testclient import TestClient

from kwalificatiegraaf.vocabulary.terms import KG

BASE = "https://w3id.org/kwalificatiegraaf/id"


@pytest.mark.parametrize(
    ("identifier", "document"),
    [
        ("beroepskwalificatie/BK-0090-2", "beroepskwalificatie/BK-0090-2"),
        ("beroepskwalificatie/BK-0090", "beroepskwalificatie/BK-0090-2"),
        ("kwalificatiereeks/BK-0090", "kwalificatiereeks/BK-0090"),
        ("concept/leerplaats/reele-werkplek", "concept/leerplaats/reele-werkplek"),
        ("schema/leerplaats", "schema/leerplaats"),
        ("traject/115-duaal", "traject/115-duaal"),
    ],
)
def test_an_identifier_leads_to_its_document(client: TestClient, identifier: str, document: str) -> None:
    answer = client.get(f"/id/{identifier}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"http://testserver/doc/{document}")
    assert client.get(answer.headers["location"]).status_code == 200


def read(client: TestClient, media_type: str, path: str = "competentie/BK-0090-2.07") -> Graph:
    answer = client.get(f"/doc/{path}", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    form = RdfFormat.TURTLE if media_type == "text/turtle" else RdfFormat.JSON_LD
    triples = serialize((quad.triple for quad in parse(answer.content, form)), format=RdfFormat.N_TRIPLES)
    assert triples is not None
    return Graph().parse(data=triples, format="nt")


def test_every_form_holds_the_same_triples(client: TestClient) -> None:
    turtle = read(client, "text/turtle")
    assert isomorphic(turtle, read(client, "application/ld+json"))
    assert isomorphic(turtle, read(client, "application/json"))


def test_a_document_holds_the_thing_and_its_direct_parts(client: TestClient) -> None:
    graph = read(client, "text/turtle")
    thing = URIRef(f"{BASE}/competentie/BK-0090-2.07")
    assert (thing, RDF.type, KG.Competentie) in graph
    parts = list(graph.objects(thing, KG.heeftKennis))
    assert parts
    assert all(graph.value(part, RDFS.label) for part in parts)
    assert not list(graph.predicate_objects(URIRef(f"{BASE}/beroepskwalificatie/BK-0090-2")))


def test_the_same_document_twice_is_the_same_bytes(client: TestClient) -> None:
    addresses = ["/doc/beroepskwalificatie/BK-0090-2"] * 2
    first, second = (client.get(one, headers={"Accept": "application/ld+json"}).content for one in addresses)
    assert first == second
    assert json.loads(first)["@context"]["kg"] == "https://w3id.org/kwalificatiegraaf/ns#"


def test_a_page_shows_labels_and_links_within_the_site(client: TestClient) -> None:
    page = client.get("/doc/competentie/BK-0090-2.07", headers={"Accept": "text/html"}).text
    assert 'href="/doc/beroepskwalificatie/BK-0090-2">Kapper</a>' in page
    assert "heeft vaardigheid" in page
    assert 'href="/competenties/BK-0090-2.07"' in page


def test_the_resource_itself_gives_triples_too(client: TestClient) -> None:
    answer = client.get("/kwalificaties/BK-0090-2", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    assert (URIRef(f"{BASE}/beroepskwalificatie/BK-0090-2"), RDF.type, KG.Beroepskwalificatie) in graph
