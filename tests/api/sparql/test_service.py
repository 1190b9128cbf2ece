"""SERVICE to a server that the operator allows: its rows, and in Dutch why it gave none."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from .conftest import Server, free_port, start, stop

JSON = "application/sparql-results+json"
ROW = {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "van elders"}}]}}
ANSWERS = {
    "goed": (200, JSON, json.dumps(ROW)),
    "boodschap": (400, "text/plain", "syntax error"),
    "stuk": (500, "text/html", "<html>"),
    "druk": (503, "text/plain", ""),
    "bladzijde": (200, "text/html", "<html>"),
    "onzin": (200, JSON, "{nee"),
    "half": (200, JSON, json.dumps(ROW)[:-20]),
    "kort": (200, JSON, json.dumps(ROW)[:-20]),
    "waarheid": (200, JSON, '{"head": {}, "boolean": true}'),
}
OVER = Event()
"""Ends the answer that never comes."""


class Elsewhere(BaseHTTPRequestHandler):
    """Answers by its path; at `/traag` never."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/traag":
            OVER.wait(30)
            return
        status, kind, body = ANSWERS[self.path[1:]]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) + 20 * (self.path == "/kort")))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}"
    OVER.set()
    found.shutdown()
    found.server_close()


@pytest.fixture(scope="module")
def nobody() -> str:
    return f"http://127.0.0.1:{free_port()}/sparql"


@pytest.fixture(scope="module")
def federated(elsewhere: str, nobody: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    allowed = [nobody, f"{elsewhere}/traag", *(f"{elsewhere}/{name}" for name in ANSWERS)]
    found = start(tmp_path_factory.mktemp("federated"), service_allow=json.dumps(allowed), query_timeout="2")
    yield found
    stop(found)


def ask(server: Server, address: str, silent: str = "") -> tuple[int, dict[str, str]]:
    answer = server.get(query=f"SELECT ?a {{ SERVICE {silent} <{address}> {{ ?a ?b ?c }} }}")
    return answer.status_code, answer.json()


def test_another_server_gives_rows(federated: Server, elsewhere: str) -> None:
    status, found = ask(federated, f"{elsewhere}/goed")
    assert status == 200
    assert [row["a"]["value"] for row in found["results"]["bindings"]] == ["van elders"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("boodschap", "weigerde met status 400"),
        ("stuk", "weigerde met status 500"),
        ("druk", "weigerde met status 503"),
        ("bladzijde", "in een vorm die geen antwoord van SPARQL is"),
        ("onzin", "niet te lezen"),
        ("waarheid", "gaf geen rijen"),
    ],
)
def test_a_server_that_gives_no_rows_is_a_bad_gateway(
    federated: Server, elsewhere: str, path: str, said: str
) -> None:
    status, problem = ask(federated, f"{elsewhere}/{path}")
    assert (status, problem["plaats"]) == (502, "SERVICE")
    assert f"De andere server <{elsewhere}/{path}> " in problem["detail"]
    assert said in problem["detail"]
    assert "SERVICE SILENT" in problem["remedie"]


def test_a_server_that_is_not_there(federated: Server, nobody: str) -> None:
    status, problem = ask(federated, nobody)
    assert status == 502
    assert problem["detail"] == f"De andere server <{nobody}> neemt geen verbinding aan"
    assert ask(federated, nobody, "SILENT")[0] == 200


def test_a_server_that_does_not_answer_is_named_when_time_is_over(federated: Server, elsewhere: str) -> None:
    status, problem = ask(federated, f"{elsewhere}/traag")
    assert (status, problem["plaats"]) == (504, "SERVICE")
    assert problem["detail"].endswith(f"ze vroeg ook iets aan de andere server <{elsewhere}/traag>")


def test_a_server_that_is_not_allowed_is_refused_with_those_that_are(
    federated: Server, elsewhere: str
) -> None:
    status, problem = ask(federated, f"{elsewhere}/anders")
    assert (status, problem["plaats"]) == (400, "regel 1, kolom 13")
    assert "niet toegestaan" in problem["detail"]
    assert "geen andere servers" not in problem["detail"]
    assert f"<{elsewhere}/goed>" in problem["remedie"]


def test_a_server_that_is_only_mentioned_is_not_asked(federated: Server, server: Server) -> None:
    query = "SELECT ('SERVICE <http://elders.test/> {' AS ?a) {} # SERVICE <http://elders.test/> {"
    for one in (federated, server):
        (row,) = one.get(query=query).json()["results"]["bindings"]
        assert row["a"]["value"] == "SERVICE <http://elders.test/> {"


@pytest.mark.parametrize("path", ["stuk", "bladzijde", "onzin", "half", "kort"])
def test_in_silence_a_server_that_fails_is_one_that_binds_nothing(
    federated: Server, elsewhere: str, path: str
) -> None:
    status, found = ask(federated, f"{elsewhere}/{path}", "SILENT")
    assert status == 200
    assert found["results"] == {"bindings": [{}]}


def test_an_answer_that_breaks_off_is_an_error_where_no_silence_is_asked(
    federated: Server, elsewhere: str
) -> None:
    """Also beside one that is asked in silence, and answers."""
    status, problem = ask(federated, f"{elsewhere}/half")
    assert (status, problem["plaats"]) == (502, "SERVICE")
    both = f"SERVICE SILENT <{elsewhere}/goed> {{ ?a ?b ?c }} SERVICE <{elsewhere}/half> {{ ?d ?e ?f }}"
    assert federated.get(query=f"SELECT * {{ {both} }}").status_code == 502


def test_in_silence_only_the_server_that_breaks_off_is_lost(federated: Server, elsewhere: str) -> None:
    """The word in a text and in a comment stays as it is."""
    text = f"SERVICE SILENT <{elsewhere}/half> {{"
    query = f"""SELECT ?a ?d ?t {{ # {text}
        SERVICE SILENT <{elsewhere}/goed> {{ ?a ?b ?c }}
        service # ook hier
        silent <{elsewhere}/half> {{ ?d ?e ?f }}
        BIND('{text}' AS ?t) }}"""
    (row,) = federated.get(query=query).json()["results"]["bindings"]
    assert {name: term["value"] for name, term in row.items()} == {"a": "van elders", "t": text}


def test_two_servers_that_break_off_in_silence_are_both_lost(federated: Server, elsewhere: str) -> None:
    asked = " ".join(f"SERVICE SILENT <{elsewhere}/{path}> {{ ?s{path} ?p ?o }}" for path in ("half", "kort"))
    (row,) = federated.get(query=f"SELECT ?shalf ?skort {{ {asked} }}").json()["results"]["bindings"]
    assert row == {}


def test_a_file_says_the_same(federated: Server, nobody: str) -> None:
    query = {"query": f"SELECT ?a {{ SERVICE <{nobody}> {{ ?a ?b ?c }} }}"}
    assert federated.client.get("/sparql/antwoord.csv", params=query).status_code == 502
