"""Programs that people use: SPARQLWrapper, rdflib's SPARQLStore, curl, roqet and Comunica."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from .conftest import ONE, TOKEN, Server

ASK = "ASK { ?s ?p ?o }"
LIST = "SELECT ?k { ?k a <https://w3id.org/kwalificatiegraaf/ns#Leerplaats> } ORDER BY ?k"
COMUNICA = Path(__file__).parents[3] / ".make/npm/node_modules/.bin/comunica-sparql"
BUILD = "CONSTRUCT { ?k a <urn:x> } WHERE { ?k a <https://w3id.org/kwalificatiegraaf/ns#Leerplaats> }"


@pytest.mark.parametrize(("method", "shape"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
@pytest.mark.parametrize("form", [JSON, XML, CSV])
def test_sparqlwrapper_rows(server: Server, method: str, shape: str, form: str) -> None:
    wrapper = SPARQLWrapper(server.endpoint, returnFormat=form)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(shape)
    wrapper.setQuery(LIST)
    found = wrapper.query().convert()
    size = {
        JSON: lambda: len(found["results"]["bindings"]),
        XML: lambda: len(found.getElementsByTagName("result")),
        CSV: lambda: found.count(b"\r\n") - 1,
    }[form]()
    assert size == len(server.get(query=LIST).json()["results"]["bindings"]) > 2


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML])
def test_sparqlwrapper_triples(server: Server, form: str) -> None:
    wrapper = SPARQLWrapper(server.endpoint, returnFormat=form)
    wrapper.setQuery(BUILD)
    assert b"leerplaats/reele-werkplek" in wrapper.query().response.read()


def test_sparqlwrapper_reads_a_syntax_error(server: Server) -> None:
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="regel 1"):
        wrapper.query()


def test_sparqlwrapper_updates_with_the_token(writable: Server) -> None:
    wrapper = SPARQLWrapper(writable.endpoint)
    wrapper.setMethod(POST)
    wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    wrapper.setQuery("INSERT DATA { GRAPH <urn:wrapper> { <urn:w> <urn:q> 1 } }")
    wrapper.query()
    assert writable.ask("ASK { GRAPH <urn:wrapper> { <urn:w> <urn:q> 1 } }")


@pytest.fixture
def store(server: Server) -> Iterator[SPARQLStore]:
    found = SPARQLStore(server.endpoint)
    yield found
    found.close()


def test_rdflib_store(store: SPARQLStore) -> None:
    assert len(list(store.query(LIST))) > 2
    assert bool(store.query(ASK)) is True
    place = URIRef("https://w3id.org/kwalificatiegraaf/ns#Leerplaats")
    assert len(list(store.triples((None, None, place)))) > 2


def test_rdflib_update_store(writable: Server) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    store = SPARQLUpdateStore(writable.endpoint, writable.endpoint, headers=headers)
    store.update("INSERT DATA { GRAPH <urn:rdflib> { <urn:r> <urn:q> 1 } }")
    assert bool(store.query("ASK { GRAPH <urn:rdflib> { <urn:r> <urn:q> 1 } }")) is True
    assert len(list(store.query("SELECT * { ?s <urn:p> ?o }", queryGraph=ONE))) == 1


def run(program: str | None, *arguments: str) -> str:
    if program is None:
        pytest.skip("not installed: 'kwalificatiegraaf doctor' tells how to get it")
    done = subprocess.run([program, *arguments], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def curl(*arguments: str) -> str:
    return run(shutil.which("curl"), "-sS", "--fail-with-body", "--max-time", "20", *arguments)


def test_curl(server: Server) -> None:
    assert json.loads(curl("-G", "--data-urlencode", f"query={ASK}", server.endpoint))["boolean"] is True
    assert json.loads(curl("--data-urlencode", f"query={ASK}", server.endpoint))["boolean"] is True
    direct = curl("-H", "Content-Type: application/sparql-query", "--data-binary", ASK, server.endpoint)
    assert json.loads(direct)["boolean"] is True
    text = curl(
        "--compressed", "-H", "Accept: text/csv", "--data-urlencode", f"query={LIST}", server.endpoint
    )
    assert text.startswith("k\r\nhttps://")
    assert curl("-I", server.endpoint).startswith("HTTP/1.1 200")


def places(server: Server) -> list[str]:
    return [row["k"]["value"] for row in server.get(query=LIST).json()["results"]["bindings"]]


def test_roqet(server: Server) -> None:
    rows = run(shutil.which("roqet"), "-q", "-p", server.endpoint, "-r", "csv", "-e", LIST)
    assert rows.split() == ["k", *places(server)]


@pytest.mark.parametrize("source", ["", "sparql@"])
def test_comunica(server: Server, source: str) -> None:
    """Without `sparql@` it finds out by itself, from the description of the service, what it talks to."""
    program = str(COMUNICA) if COMUNICA.exists() else None
    form = ("-t", "application/sparql-results+json")
    rows = json.loads(run(program, f"{source}{server.endpoint}", LIST, *form))
    assert [row["k"]["value"] for row in rows["results"]["bindings"]] == places(server)
    triples = run(program, f"{source}{server.endpoint}", BUILD, "-t", "application/n-triples")
    assert sorted(line.split()[0].strip("<>") for line in triples.splitlines()) == places(server)
