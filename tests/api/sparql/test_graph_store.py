"""The reading side of the SPARQL 1.1 Graph Store HTTP Protocol, on a started server."""

from urllib.parse import quote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from api.sparql.formats import TRIPLES

from .conftest import Server

GRAPH = "https://w3id.org/kwalificatiegraaf/graph/versie/BK-0090-2"
ADDRESS = f"/graph-store?graph={quote(GRAPH, safe='')}"


def triples(body: bytes, media_type: str) -> set[str]:
    form = ox.RdfFormat.from_media_type(media_type)
    assert form
    return {str(quad.triple) for quad in ox.parse(body, format=form)}


@pytest.mark.parametrize("asked", TRIPLES)
@pytest.mark.parametrize("address", [ADDRESS, "/graph/versie/BK-0090-2"])
def test_a_graph_in_every_form(server: Server, address: str, asked: str) -> None:
    answer = server.client.get(address, headers={"Accept": asked})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == asked
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    expected = server.get(query=text, accept="application/n-triples").content
    assert triples(answer.content, TRIPLES[asked]) == triples(expected, "application/n-triples")
    assert expected


def test_default_is_all_graphs_together(server: Server) -> None:
    answer = server.client.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    text = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    counted = server.get(query=text, accept="text/csv").text.split()[1]
    assert len(answer.content.splitlines()) == int(counted)


def test_a_carriage_return_survives_xml(writable: Server) -> None:
    data = 'DATA { GRAPH <urn:regels> { <urn:a> <urn:x/y> "een\\r\\ntwee\\r" } }'
    assert writable.update(f"INSERT {data}").status_code == 204
    address = "/graph-store?graph=urn%3Aregels"
    answer = writable.client.get(address, headers={"Accept": "application/rdf+xml"})
    tree = ElementTree.fromstring(answer.content)
    assert [one.text for one in tree.iter("{urn:x/}y")] == ["een\r\ntwee\r"]
    assert writable.update(f"DELETE {data}").status_code == 204


def test_head_and_etag(server: Server) -> None:
    get, head = server.client.get(ADDRESS), server.client.head(ADDRESS)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    again = server.client.get(ADDRESS, headers={"If-None-Match": get.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/graph-store", 400),
        (f"{ADDRESS}&default", 400),
        ("/graph-store?default=ja", 400),
        ("/graph-store?graph=geen-iri", 400),
        ("/graph-store?graph=http%3A%2F%2Fx%3E%20", 400),
        (f"{ADDRESS}&graph=urn%3Aandere", 400),
        ("/graph-store?graf=urn%3Ax", 400),
        ("/graph-store?graph=urn%3Abestaat-niet", 404),
        ("/graph/versie/BK-9999-9", 404),
        ("/graph/", 404),
    ],
)
def test_what_is_wrong_is_said(server: Server, address: str, status: int) -> None:
    answer = server.client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["remedie"]


def test_a_form_that_does_not_exist(server: Server) -> None:
    assert server.client.get(ADDRESS, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", [ADDRESS, "/graph/versie/BK-0090-2"])
def test_writing_is_refused(server: Server, address: str, method: str) -> None:
    answer = server.client.request(method, address, content=b"<urn:a> <urn:b> <urn:c> .")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_service_description_names_the_graph_store(server: Server) -> None:
    answer = server.get(accept="text/turtle")
    assert f"{server.root}/graph-store" in answer.text
