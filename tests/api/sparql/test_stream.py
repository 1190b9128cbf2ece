"""The event stream on a started server: pages, forms, and a client of others that replicates all of it."""

import gzip
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF

from .conftest import Server

LDES, TREE = Namespace("https://w3id.org/ldes#"), Namespace("https://w3id.org/tree#")
BASE = "https://w3id.org/kwalificatiegraaf"
PUBLISHED = tuple(f"{BASE}/graph/{folder}/" for folder in ("versie", "leerplaatsen", "traject"))
CLIENT = Path(__file__).parents[3] / ".make/npm/node_modules/ldes-client/dist/bin/cli.js"
GRAPHS = ("application/trig", "application/n-quads", "application/ld+json", "application/json")
FLAT = ("text/turtle", "application/n-triples")
IS_VERSION = ox.NamedNode(str(DCTERMS.isVersionOf))


def read(server: Server, address: str, accept: str) -> list[ox.Quad]:
    answer = server.client.get(address, headers={"Accept": accept})
    assert answer.status_code == 200, address
    assert answer.headers["content-type"].partition(";")[0] == accept
    form = ox.RdfFormat.from_media_type(accept) or ox.RdfFormat.JSON_LD
    return list(ox.parse(answer.content, format=form))


def view(server: Server) -> Graph:
    return Graph().parse(data=server.client.get("/ldes", headers={"Accept": FLAT[0]}).text, format="turtle")


def pages(server: Server) -> list[str]:
    return sorted(str(node) for node in view(server).objects(None, TREE.node))


def published(server: Server) -> dict[str, set[str]]:
    """Return the triples of every published graph, from the dump."""
    body = gzip.decompress(server.client.get("/dumps/kwalificatiegraaf.nq.gz").content)
    found: dict[str, set[str]] = defaultdict(set)
    for quad in ox.parse(body, format=ox.RdfFormat.N_QUADS):
        name = quad.graph_name
        if isinstance(name, ox.NamedNode) and name.value.startswith(PUBLISHED):
            found[name.value].add(str(quad.triple))
    return dict(found)


def members(quads: list[ox.Quad]) -> dict[str, set[str]]:
    """Return the triples of every member by the graph that it is a state of."""
    graphs = {
        str(quad.subject): quad.object.value
        for quad in quads
        if quad.predicate == IS_VERSION and isinstance(quad.object, ox.NamedNode)
    }
    found: dict[str, set[str]] = {graph: set() for graph in graphs.values()}
    for quad in quads:
        if str(quad.graph_name) in graphs:
            found[graphs[str(quad.graph_name)]].add(str(quad.triple))
    return found


def test_the_view_says_how_to_follow(server: Server) -> None:
    graph, stream = view(server), URIRef(f"{server.root}/ldes#stroom")
    assert (stream, RDF.type, LDES.EventStream) in graph
    assert graph.value(stream, TREE.view) == URIRef(f"{server.root}/ldes")
    assert graph.value(stream, LDES.timestampPath) == PROV.generatedAtTime
    assert graph.value(stream, LDES.versionOfPath) == DCTERMS.isVersionOf
    assert graph.value(stream, TREE.shape) is not None
    for relation in graph.objects(URIRef(f"{server.root}/ldes"), TREE.relation):
        assert graph.value(relation, RDF.type) == TREE.GreaterThanOrEqualToRelation
        assert graph.value(relation, TREE.path) == PROV.generatedAtTime
        assert graph.value(relation, TREE.value) is not None


def test_full_pages_never_change_and_the_last_one_may(server: Server) -> None:
    kept = {page: server.client.get(page).headers["cache-control"] for page in pages(server)}
    assert len(kept) > 3
    assert kept.pop(f"{server.root}/ldes/laatste") == "no-cache"
    assert set(kept.values()) == {"public, max-age=31536000, immutable"}
    assert server.client.get("/ldes").headers["cache-control"] == "no-cache"
    etag = server.client.get("/ldes").headers["etag"]
    assert server.client.get("/ldes", headers={"If-None-Match": etag}).status_code == 304
    page = next(iter(kept))
    assert server.client.get(page, headers={"Accept": "text/html"}).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("accept", GRAPHS)
def test_the_pages_together_hold_every_published_graph(server: Server, accept: str) -> None:
    found: dict[str, set[str]] = {}
    for page in pages(server):
        found |= members(read(server, page, accept))
    assert found == published(server)


@pytest.mark.parametrize("accept", FLAT)
def test_a_form_without_graphs_names_the_things_of_a_member(server: Server, accept: str) -> None:
    flat = read(server, "/ldes/laatste", accept)
    triples = {str(quad.triple) for quad in flat}
    for quad in read(server, "/ldes/laatste", GRAPHS[0]):
        assert str(quad.triple) in triples
        if isinstance(quad.graph_name, ox.NamedNode):
            assert f"{quad.graph_name} {DCTERMS.hasPart.n3()} {quad.subject}" in triples


def test_a_member_answers_at_its_own_iri(server: Server) -> None:
    member = next(
        quad.subject for quad in read(server, "/ldes/laatste", GRAPHS[0]) if quad.predicate == IS_VERSION
    )
    assert isinstance(member, ox.NamedNode)
    answer = server.client.get(member.value.removeprefix(BASE), follow_redirects=False)
    assert answer.status_code == 303
    (found,) = members(read(server, answer.headers["location"], GRAPHS[0])).items()
    assert found[1] == published(server)[found[0]]
    page = server.client.get(answer.headers["location"], headers={"Accept": "text/html"})
    assert found[0].partition("/graph/")[2] in page.text


@pytest.mark.parametrize("path", ["/ldes/bestaat-niet", "/id/uitgave/versie/BK-0090-2/0", "/doc/uitgave/x"])
def test_what_is_not_in_the_stream(server: Server, path: str) -> None:
    assert server.client.get(path).status_code == 404


def change(server: Server, codes: Sequence[str], note: str) -> None:
    """Publish another state of versions."""
    added = (
        f'GRAPH <{BASE}/graph/versie/{code}> {{ <{BASE}/id/beroepskwalificatie/{code}> <urn:nota> "{note}" }}'
        for code in codes
    )
    assert server.update(f"INSERT DATA {{ {' '.join(added)} }}").status_code == 204


def test_an_update_adds_a_member_and_the_former_one_says_so(writable: Server) -> None:
    graph = f"<{BASE}/graph/versie/BK-0002-3>"

    def states() -> list[str]:
        quads = [quad for page in pages(writable) for quad in read(writable, page, GRAPHS[1])]
        return [
            quad.subject.value for quad in quads if quad.predicate == IS_VERSION and str(quad.object) == graph
        ]

    (former,) = states()
    change(writable, ["BK-0002-3"], "ja")
    (newer,) = set(states()) - {former}
    assert former in states()
    assert newer in {str(quad.subject)[1:-1] for quad in read(writable, "/ldes/laatste", GRAPHS[1])}
    said = read(writable, former.replace(f"{BASE}/id", "/doc"), GRAPHS[1])
    replaced = [quad for quad in said if quad.predicate.value == str(DCTERMS.isReplacedBy)]
    assert [str(quad.object) for quad in replaced] == [f"<{newer}>"]
    page = writable.client.get(former.replace(f"{BASE}/id", "/doc"), headers={"Accept": "text/html"})
    assert "is vervangen op" in page.text
    assert newer.removeprefix(f"{BASE}/id/") in page.text


def followed(server: Server, known: Sequence[str]) -> list[ox.Quad]:
    """Return what a client reads that knew these pages, and follows what they lead to."""
    waiting, seen, found = list(known), set(known), []
    while waiting:
        found += (quads := read(server, waiting.pop(), GRAPHS[1]))
        more = {quad.object.value for quad in quads if quad.predicate.value == str(TREE.node)} - seen
        seen |= more
        waiting += more
    return found


def test_a_replication_under_way_ends_complete(writable: Server) -> None:
    before, known = published(writable), pages(writable)
    full = [page for page in known if not page.endswith("/laatste")]
    former = [writable.client.get(page, headers={"Accept": GRAPHS[1]}).content for page in full]
    codes = [name.rpartition("/")[2] for name in before if "/versie/" in name]
    change(writable, codes[:120], "meer dan een bladzijde")
    change(writable, codes[:3], "en nog eens")
    assert [writable.client.get(page, headers={"Accept": GRAPHS[1]}).content for page in full] == former
    quads = followed(writable, known)
    held: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        held[str(quad.graph_name)[1:-1]].add(str(quad.triple))
    moments = {
        str(q.subject)[1:-1]: str(q.object) for q in quads if q.predicate.value == str(PROV.generatedAtTime)
    }
    newest: dict[str, str] = {}
    for quad in quads:
        if quad.predicate == IS_VERSION:
            graph, member = quad.object.value, quad.subject.value
            newest[graph] = max(newest.get(graph, member), member, key=lambda one: moments[one])
    assert {graph: held[member] for graph, member in newest.items()} == published(writable)


def written_out(printed: str) -> str:
    """Return what the client prints as N-Quads: it writes numbers and booleans as Turtle does."""
    kinds = {"integer": r"[-+]?\d+", "decimal": r"[-+]?\d*\.\d+", "boolean": "true|false"}
    for kind, pattern in kinds.items():
        literal = rf'\1 "\2"^^<http://www.w3.org/2001/XMLSchema#{kind}> \3'
        printed = re.sub(rf"^(\S+ \S+) ({pattern}) (<\S+> \.)$", literal, printed, flags=re.MULTILINE)
    return printed


def test_a_client_of_others_replicates_everything(server: Server) -> None:
    node = shutil.which("node")
    if not node or not CLIENT.is_file():
        pytest.skip("Node or the package ldes-client is not there: .ci/run installs both")
    run = subprocess.run([node, CLIENT, f"{server.root}/ldes"], capture_output=True, timeout=120, check=True)
    quads = list(ox.parse(written_out(run.stdout.decode()), format=ox.RdfFormat.N_QUADS))
    assert members(quads) == published(server)
    for member in {quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}:
        said = {quad.predicate.value for quad in quads if quad.subject == member}
        assert {str(PROV.generatedAtTime), str(DCTERMS.isVersionOf)} <= said
