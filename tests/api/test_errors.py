"""Every error is a problem with the same fields, in Dutch, with its place and remedy."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.security import HEADERS
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import StoreError

FIELDS = {"type", "title", "status", "detail", "instance"}

BAD = [
    ("GET", "/bestaat-niet", 404, "/bestaat-niet", "dit adres bestaat niet"),
    ("GET", "/static/geen.css", 404, "/static/geen.css", "dit adres bestaat niet"),
    ("DELETE", "/kwalificaties", 405, "/kwalificaties", "deze methode kan hier niet"),
    ("GET", "/kwalificaties/BK-0090-1", 404, "code", "bedoelt u 'BK-0090-2'?"),
    ("GET", "/competenties/BK-0090-2.99", 404, "code", "competentie 'BK-0090-2.99' bestaat niet"),
    ("GET", "/opleidingen/99999", 404, "nummer", "opleiding '99999' bestaat niet"),
    ("GET", "/trajecten/115-duaa", 404, "code", "bedoelt u '115-duaal'?"),
    ("GET", "/normen/VL-STREEF-61", 404, "code", "bedoelt u 'VL-STREEF-60'?"),
    ("GET", "/niveaus/9", 404, "niveau", "VKS-niveau '9' bestaat niet"),
    ("GET", "/niveaus/negen", 422, "niveau", '"negen" is geen geheel getal'),
    ("GET", "/kwalificaties?niveau=9", 422, "niveau", "VKS-niveau 9 bestaat niet"),
    ("GET", "/kwalificaties?nivau=3", 400, "nivau", "bedoelt u 'niveau'?"),
    ("GET", "/kwalificaties?niveau=3&niveau=4", 400, "niveau", "meer dan een keer"),
    ("GET", "/kwalificaties?nieuwste=misschien", 422, "nieuwste", '"misschien" is geen ja of nee'),
    ("GET", "/competenties?leerplaats=werkplaats", 422, "leerplaats", "bedoelt u 'werkplek'?"),
    ("GET", "/competenties?kwalificatie=BK-9999-9", 422, "kwalificatie", "bestaat niet"),
    ("GET", "/normen?datum=morgen", 422, "datum", "schrijf jjjj-mm-dd"),
    ("GET", "/normen?datum=0", 422, "datum", "schrijf jjjj-mm-dd"),
    ("GET", "/trajecten/115/aandeel?vergelijk=nl-bbq", 422, "vergelijk", "bedoelt u 'nl-bbl'?"),
    ("GET", "/zoek?soort=boek", 422, "soort", '"boek" is geen keuze'),
    ("GET", "/vragen/geen-vraag", 404, "naam", "vraag 'geen-vraag' bestaat niet"),
    ("GET", "/trajecten/115/vergelijking/geen", 404, "ander", "traject 'geen' bestaat niet"),
    ("GET", "/trajecten/115/waarom/geen", 404, "onderdeel", "onderdeel 'geen' bestaat niet"),
    (
        "GET",
        "/id/competentie/niets",
        404,
        "/id/competentie/niets",
        "identificator 'competentie/niets' bestaat niet",
    ),
    ("GET", "/doc/a%3Eb/c%20d", 404, "/doc/a>b/c d", "bestaat niet"),
]


@pytest.mark.parametrize(("method", "address", "status", "place", "words"), BAD)
def test_a_bad_request_says_what_is_wrong(
    client: TestClient, method: str, address: str, status: int, place: str, words: str
) -> None:
    answer = client.request(method, address)
    problem = answer.json()
    assert answer.status_code == status == problem["status"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) >= FIELDS
    assert problem["plaats"] == place
    assert status == 405 or problem["remedie"]
    assert words.lower() in problem["detail"].lower()
    assert problem["type"].startswith("http://testserver/docs#probleem-")


def test_every_type_of_problem_is_explained_on_the_docs_page(client: TestClient) -> None:
    page = client.get("/docs").text
    for _, address, *_ in BAD:
        anchor = client.get(address).json().get("type", "#probleem-niet-gevonden").partition("#")[2]
        assert f'id="{anchor}"' in page


def test_a_method_that_is_not_allowed_names_those_that_are(client: TestClient) -> None:
    assert client.put("/zoek").headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.post("/static/stijl.css").headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.put("/taken/een-taak").headers["allow"] == "GET, HEAD, DELETE, OPTIONS"
    assert client.put("/trajecten/bouw").json()["remedie"] == "Toegelaten: POST, OPTIONS"
    assert client.get("/trajecten/bouw/x").status_code == 404


def test_no_form_fits(client: TestClient) -> None:
    answer = client.get("/normen", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.json()["remedie"] == "Kies uit: application/json, text/html"


def test_a_browser_gets_the_problem_as_a_page(client: TestClient) -> None:
    answer = client.get("/niveaus/9", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert "VKS-niveau &#39;9&#39; bestaat niet" in answer.text
    assert "Kies een niveau van 1 tot 8" in answer.text


@pytest.mark.parametrize(
    ("content", "kind", "status", "place"),
    [
        (b"{", "application/json", 400, "body, teken 1"),
        (b"\xff\xfe", "application/json", 400, None),
        (b"[" * 100_000, "application/json", 400, None),
        (b"{}", "text/plain", 415, "Content-Type"),
        (b"{}", "", 415, "Content-Type"),
        (b"[]", "application/json", 422, "body"),
        (b'{"onbekend": 1}', "application/json", 422, "onbekend"),
        (b'{"jaren": "\\ud800"}', "application/json", 422, "jaren"),
        (b'{"\\ud800": 1}', "application/json", 422, None),
        (b'{"werkplekuren": 1e400}', "application/json", 422, "werkplekuren"),
        (b'{"werkplekuren": "1e999999999"}', "application/json", 422, "werkplekuren"),
        (b"", "application/json", 422, "body"),
    ],
)
def test_a_bad_body(client: TestClient, content: bytes, kind: str, status: int, place: str | None) -> None:
    answer = client.post("/trajecten/bouw", content=content, headers={"Content-Type": kind} if kind else {})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) >= FIELDS
    if place:
        assert answer.json()["plaats"] == place


def test_an_error_of_ours_is_a_problem_without_its_inside(systeem: Systeem) -> None:
    app: FastAPI = create_app(systeem)

    @app.get("/stuk")
    def stuk() -> None:
        raise RuntimeError("geheim")

    @app.get("/opslag")
    def opslag() -> None:
        raise StoreError("de opslag antwoordt niet")

    client = TestClient(app, raise_server_exceptions=False)
    broken, refused = client.get("/stuk"), client.get("/opslag")
    assert (broken.status_code, refused.status_code) == (500, 503)
    assert "geheim" not in broken.text
    assert broken.json()["type"].endswith("#probleem-fout-in-de-dienst")
    assert refused.headers["retry-after"] == "10"
    assert {name: broken.headers[name] for name in HEADERS} == dict(HEADERS)
    assert broken.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("address", ["/", "/normen", "/niveaus/9", "/static/stijl.css", "/openapi.json"])
def test_every_answer_carries_the_security_headers(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "script-src" not in HEADERS["Content-Security-Policy"]
