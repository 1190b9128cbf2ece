"""A remote server that is slow, absent, moved or untruthful: the real one, or one that spoils its answers."""

import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import pytest
from rdflib import RDF, Graph, URIRef

from kwalificatiegraaf.errors import BadQuery, InvalidInput, StoreError
from kwalificatiegraaf.store.sparql import SparqlStore

JSON = "application/sparql-results+json"
MANY = "SELECT ?x WHERE { VALUES ?a { %s } VALUES ?b { %s } BIND(?a AS ?x) }" % (
    (" ".join(map(str, range(20))),) * 2
)


@contextmanager
def spoiling(answer: Callable[[BaseHTTPRequestHandler, bytes], None]) -> Iterator[str]:
    """Serve on a free port; `answer` gets the handler and the request's body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def reply(to: BaseHTTPRequestHandler, body: bytes, code: int = 200, **headers: str) -> None:
    to.send_response(code)
    for name, value in {"Content_Length": str(len(body)), **headers}.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(body)


def forward(server: str, handler: BaseHTTPRequestHandler, body: bytes) -> bytes:
    headers = {name: handler.headers[name] for name in ("Accept", "Content-Type")}
    with urlopen(Request(f"http://{server}{handler.path}", body, headers)) as answer:
        return bytes(answer.read())


def test_no_server() -> None:
    with pytest.raises(StoreError, match="geen volledig antwoord") as error:
        SparqlStore("sparql+http://127.0.0.1:1").ask("ASK {}")
    assert error.value.remedy


@pytest.fixture(scope="session")
def hasty(hasty_server: str) -> SparqlStore:
    store = SparqlStore(f"sparql+http://{hasty_server}")
    numbers = "\n".join(f"<http://s{i}> <http://p> {i} ." for i in range(1000))
    store.load(numbers.encode(), "text/turtle", "http://g")
    return store


ENDLESS = "{ ?a ?p ?x . ?b ?p ?y . ?c ?p ?z . ?d ?p ?zz FILTER(?x + ?y + ?z + ?zz < 9) }"


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        (f"SELECT * {ENDLESS}", "text/csv"),
        (f"SELECT * {ENDLESS}", JSON),
        (f"CONSTRUCT {{ ?a ?p ?b }} WHERE {ENDLESS}", "application/n-triples"),
    ],
)
def test_an_answer_that_the_server_gave_up(hasty: SparqlStore, query: str, media_type: str) -> None:
    with pytest.raises(StoreError, match="afgekapt"):
        hasty.stream(query, media_type)


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        ("SELECT * { ?s ?p ?o }", media_type)
        for media_type in (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
    ]
    + [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", media_type)
        for media_type in (
            "application/n-triples",
            "text/turtle",
            "application/rdf+xml",
            "application/ld+json",
        )
    ],
)
def test_half_an_answer_is_refused(
    remote: SparqlStore, oxigraph_server: str, query: str, media_type: str
) -> None:
    remote.load(b"<http://a> <http://b/c> 'tekst een', 'tekst twee' .", "text/turtle", "http://g")
    assert remote.stream(query, media_type)

    def halve(to: BaseHTTPRequestHandler, body: bytes) -> None:
        whole = forward(oxigraph_server, to, body)
        reply(to, whole[: len(whole) - 12])

    with spoiling(halve) as address, pytest.raises(StoreError, match="afgekapt"):
        SparqlStore(f"sparql+http://{address}").stream(query, media_type)


def test_a_form_that_cannot_carry_the_answer(remote: SparqlStore) -> None:
    text = "CONSTRUCT { <http://a> <http://b> <<( <http://a> <http://b> 1 )>> } {}"
    with pytest.raises(BadQuery, match="JSON-LD kan dit antwoord niet dragen"):
        remote.stream(text, "application/ld+json")


def test_a_server_that_is_silent() -> None:
    silent = spoiling(lambda to, _: time.sleep(0.6))
    with silent as address, pytest.raises(StoreError, match=r"binnen 0\.2 seconden"):
        SparqlStore(f"sparql+http://{address}", timeout=0.2).ask("ASK {}")


def test_a_server_that_drips() -> None:
    def drip(to: BaseHTTPRequestHandler, _: bytes) -> None:
        reply(to, b"", Content_Length="100")
        for _ in range(8):
            to.wfile.write(b" " * 10)
            time.sleep(0.1)

    with spoiling(drip) as address, pytest.raises(StoreError, match=r"binnen 0\.3 seconden"):
        SparqlStore(f"sparql+http://{address}", timeout=0.3).ask("ASK {}")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"<html>", b'{"head":{"vars":["s"]},"results":{"bindings":[', b'{"head":{},"boolean":true}'],
)
def test_an_answer_that_is_no_answer(body: bytes) -> None:
    with spoiling(lambda to, _: reply(to, body)) as address, pytest.raises(StoreError):
        SparqlStore(f"sparql+http://{address}").select("SELECT ?s { ?s ?p ?o }")


def test_a_connection_that_breaks() -> None:
    body = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
    with (
        spoiling(lambda to, _: reply(to, body, Content_Length="4000")) as address,
        pytest.raises(StoreError, match="geen volledig antwoord"),
    ):
        SparqlStore(f"sparql+http://{address}").select("SELECT ?s { ?s ?p ?o }")


def test_what_goes_wrong_at_the_server_is_for_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    with (
        spoiling(lambda to, _: reply(to, b"disk /srv/x full", 507)) as address,
        pytest.raises(StoreError) as error,
    ):
        SparqlStore(f"sparql+http://jan:geheim@{address}").update(
            "INSERT DATA { GRAPH <http://g> { <a:> a 1 } }"
        )
    assert str(error.value) == "KG_STORE: de server antwoordde met status 507"
    assert f"http://{address}/update: 507 disk /srv/x full" in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("http://127.0.0.1:1", "de server neemt geen verbinding aan"),
        ("http://bestaat-niet.invalid", "de naam van de server is niet gevonden"),
    ],
)
def test_why_no_answer_comes_is_said_in_dutch_and_without_the_address(address: str, cause: str) -> None:
    with pytest.raises(StoreError) as error:
        SparqlStore(f"sparql+{address}").ask("ASK {}")
    assert str(error.value) == f"KG_STORE: geen volledig antwoord: {cause}"


def test_a_login_in_the_address_goes_along_with_every_request() -> None:
    seen = []

    def check(to: BaseHTTPRequestHandler, _: bytes) -> None:
        seen.append(to.headers["Authorization"])
        reply(to, b'{"head":{},"boolean":true}')

    with spoiling(check) as address:
        store = SparqlStore(f"sparql+http://jan:p%40s@{address}")
        assert store.ask("ASK {}")
        store.update("INSERT DATA { GRAPH <http://g> { <a:> a 1 } }")
        store.load(b"<http://a> a <http://c> .", "text/turtle", "http://g2")
        assert "jan" not in store.address
    assert seen == [f"Basic {b64encode(b'jan:p@s').decode()}"] * 3


def test_a_login_does_not_go_along_to_another_server() -> None:
    seen = []

    def check(to: BaseHTTPRequestHandler, _: bytes) -> None:
        seen.append(to.headers["Authorization"])
        reply(to, b'{"head":{},"boolean":true}')

    def move(to: BaseHTTPRequestHandler, _: bytes) -> None:
        if to.path.startswith("/query"):
            reply(to, b"", 307, Location="/elders")
        else:
            seen.append(to.headers["Authorization"])
            reply(to, b"", 307, Location=f"http://{other}/query")

    with spoiling(check) as other, spoiling(move) as address:
        assert SparqlStore(f"sparql+http://jan:geheim@{address}").ask("ASK {}")
    assert seen == [f"Basic {b64encode(b'jan:geheim').decode()}", None]


def test_a_server_that_wants_a_login_says_how_to_give_one() -> None:
    with spoiling(lambda to, _: reply(to, b"", 401)) as address, pytest.raises(StoreError) as error:
        SparqlStore(f"sparql+http://{address}").ask("ASK {}")
    assert "weigert de toegang" in error.value.message
    assert "gebruiker:wachtwoord@" in str(error.value.remedy)


def test_a_query_that_the_server_refuses_keeps_its_place() -> None:
    with (
        spoiling(lambda to, _: reply(to, b"error at 3:14: wat?", 400)) as address,
        pytest.raises(InvalidInput, match="regel 3, kolom 14"),
    ):
        SparqlStore(f"sparql+http://{address}").ask("ASK {}")


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_moved_server_gets_the_same_request(remote: SparqlStore, oxigraph_server: str, code: int) -> None:
    def move(to: BaseHTTPRequestHandler, _: bytes) -> None:
        reply(to, b"", code, Location=f"http://{oxigraph_server}{to.path}")

    graph = Graph().add((URIRef("http://a"), RDF.type, URIRef("http://b")))
    with spoiling(move) as address:
        moved = SparqlStore(f"sparql+http://{address}")
        moved.replace_graph("http://g1", graph)
        moved.load(b"<http://a> a <http://c> .", "text/turtle", "http://g2")
        assert len(moved.select("SELECT * { ?s ?p ?o }")) == 2
    assert remote.graph_names() == ["http://g1", "http://g2"]


def test_a_circle_of_redirects_ends() -> None:
    with spoiling(lambda to, _: reply(to, b"", 307, Location=to.path)) as address, pytest.raises(StoreError):
        SparqlStore(f"sparql+http://{address}").ask("ASK {}")


def test_an_answer_as_long_as_the_servers_limit_is_refused(oxigraph_server: str) -> None:
    def cut(to: BaseHTTPRequestHandler, body: bytes) -> None:
        reply(to, forward(oxigraph_server, to, body + b" LIMIT 200"))

    with spoiling(cut) as address:
        store = SparqlStore(f"sparql+http://{address}")
        assert len(store.select("SELECT ?x WHERE { VALUES ?x { 1 2 3 } }")) == 3
        with pytest.raises(StoreError, match="hoogstens 200 rijen"):
            store.select(MANY)
        with pytest.raises(StoreError, match="hoogstens 200 rijen"):
            store.stream(MANY, "text/csv")


def test_a_long_answer_of_a_truthful_server_is_believed(remote: SparqlStore) -> None:
    assert len(remote.select(MANY)) == 400


def test_an_answer_cut_by_time_is_refused() -> None:
    body = b'{"head":{},"boolean":true}'
    with (
        spoiling(lambda to, _: reply(to, body, X_SQL_State="S1TAT")) as address,
        pytest.raises(StoreError, match="S1TAT"),
    ):
        SparqlStore(f"sparql+http://{address}").ask("ASK {}")


@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("http://h:1", ("/query", "/update", "/store")),
        ("http://h:1/", ("/query", "/update", "/store")),
        ("http://h:1/ds/query", ("/ds/query", "/ds/update", "/ds/store")),
        ("http://h:1/sparql", ("/sparql", "/sparql", None)),
        ("https://h:1/r?update=/r/statements&store=/r/graphs", ("/r", "/r/statements", "/r/graphs")),
    ],
)
def test_endpoints_follow_from_the_address(address: str, paths: tuple[str | None, ...]) -> None:
    store = SparqlStore(f"sparql+{address}")
    root = address[: address.index(":1") + 2]
    expected = tuple(path and root + path for path in paths)
    assert (store._query_url, store._update_url, store._store_url) == expected


def test_without_a_store_endpoint_loading_is_an_update(oxigraph_server: str, remote: SparqlStore) -> None:
    store = SparqlStore(f"sparql+http://{oxigraph_server}/query?store=")
    store._store_url = None
    store.load(b"<http://a> a <http://c> .", "text/turtle", "http://g2")
    assert remote.graph_names() == ["http://g2"]


def test_a_service_that_hangs_ends_with_the_time_of_the_store(oxigraph_server: str) -> None:
    """The server waits for the other one without end: its own limit does not cover SERVICE."""
    with spoiling(lambda to, _: time.sleep(2)) as silent:
        store = SparqlStore(f"sparql+http://{oxigraph_server}", timeout=0.5)
        with pytest.raises(StoreError, match=r"binnen 0\.5 seconden") as error:
            store.select(f"SELECT * WHERE {{ SERVICE <http://{silent}/sparql> {{ ?s ?p ?o }} }}")
        assert "KG_STORE_TIMEOUT" in (error.value.remedy or "")
