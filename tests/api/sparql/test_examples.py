"""From the description of the service to the examples, and from each example to an answer."""

from rdflib import RDF, RDFS, SH, Graph, URIRef

from .conftest import Server

FIND = """
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?example ?query ?comment WHERE {
  ?example a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct|sh:describe ?query ;
    schema:target ?endpoint ; rdfs:comment ?comment .
  FILTER(LANG(?comment) = "en")
}
"""
"""As editors look for the examples of an endpoint."""


def read(server: Server, address: str) -> Graph:
    return Graph().parse(data=server.client.get(address, headers={"Accept": "text/turtle"}).text)


def examples(server: Server) -> Graph:
    """Return the example document that the description links."""
    described = read(server, server.endpoint)
    (address,) = (one for one in described.objects(None, RDFS.seeAlso) if str(one).endswith("voorbeelden"))
    return read(server, str(address))


def test_every_example_answers(server: Server) -> None:
    found = list(examples(server).query(FIND, initBindings={"endpoint": URIRef(server.endpoint)}))
    listed = server.client.get("/vragen?size=200", headers={"Accept": "application/json"}).json()["gegevens"]
    assert {str(row.example).rpartition("#")[2] for row in found} == {one["naam"] for one in listed}
    statuses = {str(row.example): server.form([("query", str(row.query))]).status_code for row in found}
    assert {address for address, status in statuses.items() if status != 200} == set()


def test_the_prefixes_are_those_of_the_description(server: Server) -> None:
    described, found = read(server, server.endpoint), examples(server)
    node = described.value(URIRef(server.endpoint), SH.prefixes)
    assert set(found.objects(None, SH.prefixes)) == {node}
    assert set(found.objects(node, SH.declare)) == set(described.objects(node, SH.declare)) != set()
    assert (None, RDF.type, SH.PrefixDeclaration) in found


def test_the_examples_in_other_forms(server: Server) -> None:
    for form in ("application/ld+json", "application/rdf+xml", "application/n-triples"):
        answer = server.client.get("/sparql/voorbeelden", headers={"Accept": form})
        assert answer.headers["content-type"].partition(";")[0] == form
    assert server.client.get("/sparql/voorbeelden", headers={"Accept": "image/png"}).status_code == 406
    page = server.client.get("/sparql/voorbeelden", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, f"{server.root}/vragen")
