"""The page in a browser without scripts, answers as files, calls for programs, terms to complete."""

import csv
import io
import re
import subprocess
import sys
from html import unescape
from zipfile import ZipFile

import pytest

from .conftest import ONE, Server

HTML = "text/html,*/*;q=0.8"
ROWS = (
    "PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#> "
    "SELECT ?competentie ?code (3 AS ?drie) WHERE { "
    '?k kg:code "BK-0090-2" ; kg:heeftCompetentie ?competentie . '
    "?competentie kg:code ?code } ORDER BY ?code"
)
BUILD = "CONSTRUCT { ?s <urn:p> ?s } WHERE { ?s a <https://w3id.org/kwalificatiegraaf/ns#Leerplaats> }"


def test_the_page_shows_names_beside_iris_and_no_types(server: Server) -> None:
    page = server.get(query=ROWS, accept=HTML).text
    assert '<a href="/doc/competentie/BK-0090-2.07">Begeleidt de klant' in page
    assert "<small>competentie/BK-0090-2.07</small>" in page
    assert '<td class="getal" title="3 (xsd:integer)">3</td>' in page
    assert "^^" not in page


def test_triples_are_a_table_with_names(server: Server) -> None:
    page = server.get(query=BUILD, accept=HTML).text
    assert ">onderwerp</th>" in page
    assert "reële werkplek" in page
    assert "antwoord.ttl?" in page


@pytest.mark.parametrize("quotes", ["'", '"', '"""', "\\\\"])
def test_the_calls_of_the_page_work_as_they_stand(server: Server, quotes: str) -> None:
    literal = '"x"' if quotes == '"""' else f'"a{quotes}b"' if quotes != '"' else "'a\"b'"
    query = f"SELECT ?tekst ?twee WHERE {{ VALUES (?tekst ?twee) {{ ({literal} '''é$HOME`''') }} }}"
    page = server.get(query=query, accept=HTML).text
    curl, python = (unescape(one) for one in re.findall(r"<code>(curl.*?|from .*?)</code>", page, re.DOTALL))
    expected = server.get(query=query, accept="text/csv").text.strip()
    assert "é$HOME`" in expected
    for command in (["sh", "-c", curl], [sys.executable, "-c", python]):
        found = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        assert found.replace("\r", "").strip() == expected.replace("\r", "")


def test_a_browser_keeps_its_question_when_it_is_wrong(server: Server) -> None:
    answer = server.get(query="SELECT ?x WHERE { ?x kg:code ?y }", accept=HTML)
    assert answer.status_code == 400
    assert 'data-plaats="regel 1, kolom ' in answer.text
    assert "het voorvoegsel &#39;kg:&#39; is niet verklaard" in answer.text
    assert "?x kg:code ?y" in answer.text


def test_a_query_that_takes_too_long_is_said_on_the_page(server: Server) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answer = server.get(query=query, accept=HTML)
    assert answer.status_code == 504
    assert "De vraag duurt te lang" in answer.text


def test_an_answer_as_csv(server: Server) -> None:
    answer = server.client.get("/sparql/antwoord.csv", params={"query": ROWS})
    assert answer.headers["content-disposition"] == 'attachment; filename="antwoord.csv"'
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["competentie", "code", "drie"]
    assert len(rows) == 21


def test_a_file_runs_nothing_in_a_spreadsheet_and_the_endpoint_changes_nothing(server: Server) -> None:
    query = 'SELECT * { VALUES (?a ?b) { ("=1+1" -5) (" @x,\\"y\\"" "+32 9") ("a-b" -1.5e3) } }'
    file = server.client.get("/sparql/antwoord.csv", params={"query": query}).text
    assert list(csv.reader(io.StringIO(file, newline=""))) == [
        ["a", "b"],
        ["'=1+1", "-5"],
        ['\' @x,"y"', "'+32 9"],
        ["a-b", "-1500"],
    ]
    assert "'" not in server.get(query=query, accept="text/csv").text


def test_an_answer_as_a_workbook(server: Server) -> None:
    answer = server.client.get("/sparql/antwoord.xlsx", params={"query": ROWS})
    assert answer.headers["content-disposition"] == 'attachment; filename="antwoord.xlsx"'
    book = ZipFile(io.BytesIO(answer.content))
    rows = book.read("xl/worksheets/sheet1.xml").decode()
    assert rows.count("<row ") == 21
    assert rows.count("<v>3</v>") >= 20
    assert "BK-0090-2.07" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize("query", ["ASK {}", BUILD])
def test_other_answers_as_a_workbook(server: Server, query: str) -> None:
    answer = server.client.get("/sparql/antwoord.xlsx", params={"query": query})
    words = ZipFile(io.BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()
    assert ">ja<" in words or ">onderwerp<" in words


def test_triples_as_turtle(server: Server) -> None:
    answer = server.client.get("/sparql/antwoord.ttl", params={"query": BUILD})
    assert "<urn:p>" in answer.text
    assert answer.headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize(
    ("form", "query", "status"),
    [
        ("csv", BUILD, 422),
        ("ttl", ROWS, 422),
        ("csv", "SELECT", 400),
        ("xlsx", "SELECT", 400),
        ("doc", ROWS, 422),
        ("xlsx", "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 504),
        ("xlsx", "SELECT ?a WHERE { ?a ?b ?c VALUES ?n { 1 2 3 4 5 } }", 422),
        ("csv", "SELECT * WHERE { SERVICE <http://elders.test/> { ?a ?b ?c } }", 400),
    ],
)
def test_a_file_has_the_limits_of_the_endpoint(server: Server, form: str, query: str, status: int) -> None:
    answer = server.client.get(f"/sparql/antwoord.{form}", params={"query": query})
    assert answer.status_code == status
    assert answer.json()["remedie"]


def test_a_file_without_a_question_is_refused(server: Server) -> None:
    assert server.client.get("/sparql/antwoord.csv").json()["plaats"] == "query"


def test_a_file_reads_the_graphs_that_are_named(writable: Server) -> None:
    query = {"query": "SELECT ?waarde WHERE { ?s <urn:p> ?waarde }", "default-graph-uri": ONE}
    assert writable.client.get("/sparql/antwoord.csv", params=query).text.split() == ["waarde", "een"]


def test_terms_to_complete(server: Server) -> None:
    found = server.client.get("/sparql/termen").json()["gegevens"]
    assert found["voorvoegsels"]["kg"] == "https://w3id.org/kwalificatiegraaf/ns#"
    assert {"naam": "kg:Competentie", "label": "competentie"}.items() <= next(
        term for term in found["termen"] if term["naam"] == "kg:Competentie"
    ).items()
