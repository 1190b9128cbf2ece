"""In which form an answer comes, its headers, and the descriptions of the service and the graph."""

import csv
import gzip
import io
import json
from warnings import catch_warnings, simplefilter
from xml.etree import ElementTree

import pytest
from rdflib import DCAT, RDF, SH, VOID, Dataset, Graph, Namespace, URIRef

from .conftest import Server

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
LIST = "SELECT ?k ?n { ?k a <https://w3id.org/kwalificatiegraaf/ns#Leerplaats> BIND(1 AS ?n) } ORDER BY ?k"
BUILD = "CONSTRUCT { ?k a <urn:x> } WHERE { ?k a <https://w3id.org/kwalificatiegraaf/ns#Competentie> }"
DESCRIBE = "DESCRIBE <https://w3id.org/kwalificatiegraaf/id/competentie/BK-0090-2.07>"
ROWS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv; charset=utf-8",
    "text/tab-separated-values": "text/tab-separated-values; charset=utf-8",
    "application/json": "application/json",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/n-quads": "nquads",
    "application/trig": "trig",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


@pytest.mark.parametrize("asked", ROWS)
@pytest.mark.parametrize("query", [LIST, "ASK {}"], ids=["select", "ask"])
def test_forms_of_rows(server: Server, asked: str, query: str) -> None:
    answer = server.get(query=query, accept=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (200, ROWS[asked])
    if "json" in asked:
        found = json.loads(answer.text)
        assert found.get("boolean") is True or len(found["results"]["bindings"]) > 2
    elif "xml" in asked:
        ElementTree.fromstring(answer.text)
    elif query == LIST:
        rows = list(csv.reader(io.StringIO(answer.text), delimiter="," if "csv" in asked else "\t"))
        assert rows[0] == (["k", "n"] if "csv" in asked else ["?k", "?n"])
        assert len(rows) > 3
    else:
        assert answer.text.strip() == "true"


RETURNS = {
    "application/sparql-results+xml": 'SELECT ("een\\r\\ntwee\\r" AS ?x) {}',
    "application/rdf+xml": 'CONSTRUCT { <urn:a> <urn:x/y> "een\\r\\ntwee\\r" } {}',
}


@pytest.mark.parametrize("asked", RETURNS)
def test_a_carriage_return_survives_xml(server: Server, asked: str) -> None:
    for accept in (asked, "application/xml"):
        tree = ElementTree.fromstring(server.get(query=RETURNS[asked], accept=accept).content)
        assert [one.text for one in tree.iter() if one.tag.endswith(("}literal", "}y"))] == ["een\r\ntwee\r"]


def test_a_form_that_cannot_carry_the_answer_is_named(server: Server) -> None:
    query = "CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> } {}"
    answer = server.get(query=query, accept="application/ld+json")
    assert (answer.status_code, answer.json()["plaats"]) == (400, "Accept")
    assert answer.json()["detail"].startswith("JSON-LD kan dit antwoord niet dragen")
    assert "Turtle" in answer.json()["remedie"]


def size_of(text: str, form: str) -> int:
    """Return the triples of a document, read by another library than the one that wrote it."""
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # rdflib's own parsers of quads and JSON-LD
        found = Dataset()
        found.parse(data=text, format=form)
        return len(list(found.quads()))


@pytest.mark.parametrize("asked", TRIPLES)
@pytest.mark.parametrize("query", [BUILD, DESCRIBE], ids=["construct", "describe"])
def test_forms_of_triples(server: Server, asked: str, query: str) -> None:
    answer = server.get(query=query, accept=asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == asked
    assert size_of(answer.text, TRIPLES[asked]) > 5


@pytest.mark.parametrize(
    ("accept", "query", "chosen"),
    [
        ("*/*", LIST, "application/sparql-results+json"),
        ("*/*", BUILD, "text/turtle"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.9", LIST, "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.1", LIST, "text/csv"),
        ("application/ld+json;q=0.5, application/*;q=0.4, text/turtle;q=0", BUILD, "application/ld+json"),
        ("application/xml", BUILD, "application/xml"),
    ],
)
def test_quality_values(server: Server, accept: str, query: str, chosen: str) -> None:
    answer = server.get(query=query, accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == chosen
    assert "Accept" in answer.headers["vary"]


def test_an_etag_saves_the_run(server: Server) -> None:
    first = server.get(query=LIST)
    again = server.fetch([("query", LIST)], **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = server.fetch([("query", LIST)], "text/csv", **{"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_an_answer_that_changes_has_another_etag(server: Server) -> None:
    query = "SELECT (STRUUID() AS ?x) {}"
    first = server.get(query=query)
    again = server.fetch([("query", query)], **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert again.text != first.text


def test_gzip(server: Server) -> None:
    with server.client.stream(
        "GET", "/sparql", params={"query": BUILD}, headers={"Accept-Encoding": "gzip"}
    ) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    plain = server.fetch([("query", BUILD)], **{"Accept-Encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in plain.headers
    assert sorted(gzip.decompress(packed).splitlines()) == sorted(plain.content.splitlines())


@pytest.mark.parametrize(
    ("path", "post"), [("/sparql", True), ("/dataset", False), ("/dumps/index.json", False)]
)
def test_cors(server: Server, path: str, post: bool) -> None:
    assert server.client.get(path).headers["access-control-allow-origin"] == "*"
    asked = server.client.options(path, headers={"Access-Control-Request-Method": "POST"})
    assert asked.status_code == 204
    assert ("POST" in asked.headers["access-control-allow-methods"]) is post
    assert "GET" in asked.headers["access-control-allow-methods"]


@pytest.mark.parametrize("form", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_the_service_describes_itself(server: Server, form: str) -> None:
    answer = server.client.get("/sparql", headers={"Accept": form})
    assert answer.headers["content-type"].partition(";")[0] == form
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # of rdflib's own parser of JSON-LD
        graph = Graph().parse(data=answer.text, format=TRIPLES[form])
    endpoint = URIRef(server.endpoint)
    assert graph.value(endpoint, SD.endpoint) == endpoint
    assert (endpoint, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (endpoint, SD.supportedLanguage, SD.SPARQL11Update) not in graph
    assert (endpoint, SD.feature, SD.UnionDefaultGraph) in graph
    assert len(list(graph.objects(endpoint, SD.resultFormat))) == 10
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert "https://w3id.org/kwalificatiegraaf/graph/register" in names
    assert "kg" in {str(prefix) for prefix in graph.objects(None, SH.prefix)}


def test_a_service_that_takes_updates_says_so(writable: Server) -> None:
    text = writable.client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert (URIRef(writable.endpoint), SD.supportedLanguage, SD.SPARQL11Update) in Graph().parse(data=text)


@pytest.mark.parametrize("path", ["/dataset", "/.well-known/void"])
def test_the_graph_is_described_for_catalogues(server: Server, service: str, path: str) -> None:
    graph = Graph().parse(data=server.client.get(path, headers={"Accept": "text/turtle"}).text)
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    pattern = "?s ?p ?o" if service != "oxigraph" else "GRAPH ?g { ?s ?p ?o }"  # that server's own union
    counted = server.get(query=f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", accept="text/csv")
    assert int(graph.value(dataset, VOID.triples)) == int(counted.text.split()[1])
    assert graph.value(dataset, VOID.sparqlEndpoint) == URIRef(server.endpoint)
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    assert graph.value(service, DCAT.endpointURL) == URIRef(server.endpoint)
    assert len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1


@pytest.mark.parametrize("path", ["/sparql", "/dataset", "/sparql?voorbeeld=aandeel-per-norm"])
def test_a_browser_gets_a_page(server: Server, path: str) -> None:
    answer = server.client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.count("<script") == answer.text.count('<script src="/static/')


@pytest.mark.parametrize(
    ("query", "shown"),
    [(LIST, "rijen"), (BUILD, "urn:x"), ("ASK {}", ">ja<"), ("ASK { <urn:geen> ?p 1 }", ">nee<")],
)
def test_a_browser_sees_the_answer(server: Server, query: str, shown: str) -> None:
    answer = server.get(query=query, accept="text/html,*/*;q=0.8")
    assert answer.status_code == 200
    assert shown in answer.text
    assert "curl -H" in answer.text


def test_every_example_of_the_page_runs_as_it_is(server: Server) -> None:
    listed = server.client.get("/vragen?size=200", headers={"Accept": "application/json"}).json()["gegevens"]
    assert len(listed) > 10
    page = server.client.get("/sparql", headers={"Accept": "text/html"}).text
    assert [one["naam"] for one in listed if f"voorbeeld={one['naam']}" not in page] == []
