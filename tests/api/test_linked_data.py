"""Every IRI of ours in the graph answers, in every form; any page costs the same number of queries."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from api.app import create_app
from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.oxigraph import parse_triples
from kwalificatiegraaf.store.repository import Repository

from .adressen import kind_of, mapped, sample

TURTLE, JSONLD, NTRIPLES, HTML = "text/turtle", "application/ld+json", "application/n-triples", "text/html"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def follow(client: TestClient, iri: str, accept: str, base: str) -> Any:
    address, _, anchor = mapped(iri, base).partition("#")
    answer = client.get(address, headers={"Accept": accept})
    for _ in range(2):
        if answer.status_code == 303:
            answer = client.get(answer.headers["location"].partition("#")[0], headers={"Accept": accept})
    assert answer.status_code == 200, (iri, accept, answer.status_code)
    assert answer.headers["content-type"].partition(";")[0] == accept, iri
    return answer, anchor


def test_the_sample_holds_every_kind(systeem: Systeem) -> None:
    kinds = {kind_of(iri, systeem.repository.base) for iri in sample(systeem.store, systeem.repository.base)}
    expected = {"ns", "graph", "graph/versie", "id/competentie", "id/traject", "id/norm", "id/schema"}
    expected |= {"id/kennis", "id/vaardigheid", "id/toewijzing", "id/bestand", "id/concept/leerplaats"}
    assert expected <= kinds
    assert len(kinds) > 60


@pytest.mark.parametrize("accept", [TURTLE, JSONLD, NTRIPLES, HTML])
def test_every_kind_of_iri_answers_in_every_form(client: TestClient, systeem: Systeem, accept: str) -> None:
    base = systeem.repository.base
    for iri in sample(systeem.store, base):
        answer, anchor = follow(client, iri, accept, base)
        if accept == HTML:
            assert not anchor or f'id="{anchor}"' in answer.text, iri
        elif accept == NTRIPLES and kind_of(iri, base) != "graph":
            assert f"<{iri}>" in answer.text or "/graph/" in iri, iri


def test_every_term_of_the_graph_is_in_the_ontology(client: TestClient, systeem: Systeem) -> None:
    page = client.get("/ns", headers={"Accept": HTML}).text
    graph = Graph().parse(data=client.get("/ns", headers={"Accept": TURTLE}).text, format="turtle")
    base = systeem.repository.base
    terms = [iri for iri in sample(systeem.store, base, per_kind=10_000) if "/ns#" in iri]
    assert len(terms) > 200
    for iri in terms:
        assert (URIRef(iri), None, None) in graph, iri
        assert f'id="{iri.partition("#")[2]}"' in page, iri


def test_the_ontology_shows_both_languages_and_the_source(client: TestClient) -> None:
    page = client.get("/ns", headers={"Accept": HTML}).text
    section = re.search(r'<section id="heeftCompetentie".*?</section>', page, re.DOTALL)
    assert section
    assert "heeft competentie" in section[0]
    assert 'lang="en">has competence' in section[0]
    assert "<dt>bron</dt>" in section[0]
    assert 'href="/ns#Competentie"' in section[0]


def test_the_forms_of_the_ontology_are_the_same_graph(client: TestClient) -> None:
    found = [
        parse_triples(client.get("/ns", headers={"Accept": media}).content, media)
        for media in (TURTLE, JSONLD, NTRIPLES)
    ]
    assert all(isomorphic(found[0], other) for other in found[1:])


@pytest.mark.parametrize(
    ("path", "location"),
    [("heeftCompetentie", "ns#heeftCompetentie"), ("0.1.0", "ns"), ("leerplaats", "ns#leerplaats")],
)
def test_a_term_with_a_slash_leads_to_its_place(client: TestClient, path: str, location: str) -> None:
    answer = client.get(f"/ns/{path}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"http://testserver/{location}")


@pytest.mark.parametrize("accept", [TURTLE, JSONLD, NTRIPLES, HTML])
def test_every_part_of_the_ontology_leads_to_what_speaks_of_it(
    client: TestClient, systeem: Systeem, accept: str
) -> None:
    rows = systeem.store.select("SELECT ?part { ?part a <http://www.w3.org/2002/07/owl#Ontology> }")
    parts = sorted(str(row["part"]) for row in rows if "/ns/" in str(row["part"]))
    assert len(parts) > 6
    for part in parts:
        answer, _ = follow(client, part, accept, systeem.repository.base)
        if accept != HTML or "/alignments/" in part:  # the page of the ontology shows terms
            assert part.partition("/kwalificatiegraaf")[2] in answer.text, part


TRIPLES = (
    *("/dataset", "/sparql", "/sparql/voorbeelden", "/ns", "/graph/normen", "/ldes", "/ldes/laatste"),
    "/doc/competentie/BK-0090-2.07",
)


@pytest.mark.parametrize("path", TRIPLES)
def test_json_and_xml_are_forms_of_triples_everywhere(client: TestClient, path: str) -> None:
    def read(accept: str) -> Any:
        answer = client.get(path, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, accept)
        return answer

    linked, plain = read(JSONLD).json(), read("application/json").json()
    assert linked == plain or path in ("/dataset", "/sparql", "/sparql/voorbeelden")  # blank nodes, by chance
    graph = Graph().parse(data=read("application/rdf+xml").content, format="xml")
    assert len(graph) == len(Graph().parse(data=read(TURTLE).content, format="turtle"))


@pytest.mark.parametrize(
    ("path", "prefixes"),
    [
        ("/dataset", ("dcat", "spdx", "void")),
        ("/sparql", ("sd", "dcat")),
        ("/graph/normen", ("kg", "skos")),
        ("/graph-store?default", ("kg", "prov")),
    ],
)
def test_turtle_uses_the_prefixes_that_are_known(
    client: TestClient, path: str, prefixes: Sequence[str]
) -> None:
    text = client.get(path, headers={"Accept": TURTLE}).text
    for prefix in prefixes:
        assert f"@prefix {prefix}: <" in text, prefix
        assert re.search(rf"[\s^]{prefix}:\w", text), prefix
    assert "ns1:" not in text


def test_what_does_not_exist_is_not_found(client: TestClient) -> None:
    for path in ("/ns/bestaatNiet", "/id/kennis/geen", "/doc/toewijzing/a/b/c", "/graph/versie/BK-9999-9"):
        assert client.get(path).status_code == 404, path


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address and address.startswith("/"):
            self.found.add(address.partition("#")[0])


@pytest.mark.parametrize(
    "path", ["/doc/toewijzing/1-duaal-BK-0130-5.01-reele-werkplek-1", "/graph/traject/115-duaal", "/ns"]
)
def test_the_links_of_a_page_lead_somewhere(client: TestClient, path: str) -> None:
    links = Links()
    links.feed(client.get(path, headers={"Accept": HTML}).text)
    assert links.found
    for address in sorted(links.found):
        assert client.get(address, headers=BROWSER).status_code in (200, 303), address


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, store: Store) -> None:
        self.store, self.calls = store, 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.store, name)
        if name in ("select", "ask", "construct", "stream", "get_graph", "graph_names"):
            self.calls += 1
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.store)


def calls(systeem: Systeem, paths: Sequence[str]) -> list[int]:
    counting: Any = Counting(systeem.store)
    repository = Repository(counting, systeem.repository.base)
    client = TestClient(create_app(Systeem(systeem.settings, counting, repository)))
    numbers = []
    for path in paths:
        before = counting.calls
        assert client.get(path, headers={"Accept": HTML}).status_code == 200
        numbers.append(counting.calls - before)
    return numbers


def test_a_page_with_many_links_costs_as_many_queries_as_one_with_few(systeem: Systeem) -> None:
    many, few, term = calls(
        systeem,
        ["/doc/traject/115-duaal", "/doc/concept/leerplaats/klas", "/doc/schema/leerplaats"],
    )
    assert many == few == term <= 5


def test_another_base_answers_at_its_own_iris(tmp_path: Any) -> None:
    base = "http://voorbeeld.test/kg"
    other = boot(Settings(base=base, data=tmp_path))
    client = TestClient(create_app(other), follow_redirects=False)
    for iri in (f"{base}/id/traject/115-duaal", f"{base}/graph/versie/BK-0090-2"):
        answer, _ = follow(client, iri, NTRIPLES, base)
        assert f"<{base}/id/" in answer.text
        assert "<https://w3id.org/kwalificatiegraaf/id/" not in answer.text
