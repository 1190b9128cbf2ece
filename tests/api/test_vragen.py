"""Saved questions over HTTP: every one is an operation that keeps its word, in every form."""

import csv
import re
from collections.abc import Mapping
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest
from fastapi import FastAPI
from rdflib import Graph
from starlette.testclient import TestClient

from api.vraagpaden import KINDS, row_schema
from api.vraagvormen import VORMEN, forms_of
from kwalificatiegraaf import resources
from kwalificatiegraaf.store.queries import Kolom, load_catalogue

QUESTIONS = load_catalogue(resources.queries())
BRANCHES = "/vragen/aanbod-van-vestiging"


def examples(name: str) -> dict[str, str]:
    return {key: one.example for key, one in QUESTIONS[name].params.items()}


def operation(app: FastAPI, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = app.openapi()["paths"][f"/vragen/{name}"]["get"]
    return found


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_fits_what_the_document_says(app: FastAPI, client: TestClient, name: str) -> None:
    described = operation(app, name)
    schema = dict(described["responses"]["200"]["content"]["application/json"]["schema"])
    given = {one["name"]: one["example"] for one in described["parameters"] if "example" in one}
    assert set(given) == set(QUESTIONS[name].params)
    free = {key: value for key, value in given.items() if QUESTIONS[name].params[key].required}
    for params in (given, free):
        answer = client.get(f"/vragen/{name}", params=params)
        assert answer.status_code == 200, answer.text
        jsonschema_rs.validator_for(schema | {"components": app.openapi()["components"]}).validate(
            answer.json()
        )


def test_the_schema_of_a_row_can_refuse() -> None:
    columns = {"dag": Kolom(soort="date"), "aantal": Kolom(soort="integer", altijd=False)}
    valid = jsonschema_rs.validator_for(row_schema(columns), validate_formats=True).is_valid
    assert valid({"dag": "2026-01-01"})
    assert not valid({"aantal": 1})
    assert not valid({"dag": "gisteren"})
    assert not valid({"dag": "2026-01-01", "aantal": "1"})
    assert not valid({"dag": "2026-01-01", "ander": 1})
    assert set(KINDS) == set(Kolom.model_json_schema()["properties"]["soort"]["enum"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_form_is_what_it_says(client: TestClient, name: str) -> None:
    for form in forms_of(QUESTIONS[name]):
        answer = client.get(f"/vragen/{name}", params={**examples(name), "formaat": form})
        assert answer.status_code == 200
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind == VORMEN[form].media_type
        if form == "xlsx":
            assert ZipFile(BytesIO(answer.content)).testzip() is None
        if form in ("csv", "csv-excel", "xlsx"):
            assert f'filename="{name}.' in answer.headers["content-disposition"]


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_accept_asks_the_same_as_formaat(client: TestClient) -> None:
    by_accept = client.get(f"{BRANCHES}?size=3", headers={"Accept": "text/csv"})
    assert by_accept.content == client.get(f"{BRANCHES}?size=3&formaat=csv").content
    workbook = client.get(BRANCHES, headers={"Accept": VORMEN["xlsx"].media_type})
    assert workbook.content[:2] == b"PK"


def test_triples_come_as_rdf_and_as_rows(client: TestClient) -> None:
    address = "/vragen/kwalificatie-op-code?kwalificatie=BK-0090-2"
    turtle = Graph().parse(data=client.get(f"{address}&formaat=turtle").text, format="turtle")
    rows = read(client.get(f"{address}&formaat=csv").text)
    assert len(turtle) == len(rows) > 10
    assert {"onderwerp_naam", "eigenschap_naam"} <= set(rows[0])
    assert client.get(f"{address}&formaat=jsonld").json() == client.get(address).json()


def test_a_file_is_whole_unless_a_page_is_asked(client: TestClient) -> None:
    total = client.get(BRANCHES).json()["meta"]["total_elements"]
    whole = client.get(f"{BRANCHES}?formaat=csv")
    assert len(read(whole.text)) == total > 200
    assert "link" not in whole.headers
    page = client.get(f"{BRANCHES}?formaat=csv&pagenr=1&size=10")
    assert read(page.text) == read(whole.text)[10:20]


def links(header: str) -> dict[str, str]:
    return {name: href for href, name in re.findall(r'<([^>]*)>; rel="(\w+)"', header)}


@pytest.mark.parametrize("form", ["json", "csv", "html"])
def test_the_link_header_walks_all_pages(client: TestClient, form: str) -> None:
    address: str | None = f"/vragen/mogelijke-leerplaatsen?kwalificatie=BK-0090-2&size=9&formaat={form}"
    seen = []
    while address:
        answer = client.get(address)
        header = links(answer.headers["link"])
        assert header["first"].endswith("pagenr=0&size=9")
        assert header["last"].endswith("pagenr=4&size=9")
        assert ("prev" in header) is bool(seen)
        seen.append(answer.text)
        address = header.get("next")
    assert len(seen) == len(set(seen)) == 5


def test_json_and_header_give_the_same_links(client: TestClient) -> None:
    for address in (f"{BRANCHES}?pagenr=2&size=7", "/vragen?size=10"):
        answer = client.get(address)
        given = {name: link["href"] for name, link in answer.json()["links"].items() if name != "self"}
        assert given == links(answer.headers["link"])


@pytest.mark.parametrize(
    ("address", "status", "place", "detail", "remedy"),
    [
        (
            "mogelijke-leerplaatsen?kwalificatie=BK-0090",
            422,
            "kwalificatie",
            "bedoelt u 'BK-0090-2'?",
            "BK-0",
        ),
        (
            "mogelijke-leerplaatsen?leerplaats=klass",
            422,
            "leerplaats",
            "bedoelt u 'klas'?",
            "Kies uit: gesim",
        ),
        ("mogelijke-leerplaatsen?leerplats=klas", 400, "leerplats", "bedoelt u 'leerplaats'?", "Toegelaten"),
        ("werkplek-klas-of-beide?waar=allebei", 422, "waar", "geen keuze uit", "alleen werkplek"),
        ("leerlingen-per-vorm?schooljaar=2014", 422, "schooljaar", "juiste vorm", "2014-2015"),
        ("toestand-op-datum?datum=31-12-2020", 422, "datum", "geen datum", "2020-01-01"),
        ("opleiding-op-nummer?nummer=99999", 422, "nummer", "'99999' bestaat niet", "115"),
        ("kwalificatie-op-code", 422, "kwalificatie", "waarover ze gaat", "BK-0090-2"),
        ("stappen-van-begeleiding?stap=%20", 422, "stap", "' ' is geen code", "Geef bijvoorbeeld"),
        ("toestand-op-datum?datum=%202020-01-01", 422, "datum", "geen datum", "2020-01-01"),
        ("werkplek-klas-of-beide?waar=alleen%20klas%20", 422, "waar", "geen keuze uit", "alleen werkplek"),
        ("toestand-op-datum?formaat=%20", 422, "formaat", "geen formaat van dit antwoord", "xlsx"),
        ("toestand-op-datum?formaat=exel", 422, "formaat", "bedoelt u 'csv-excel'?", "Kies uit"),
        ("toestand-op-datum?formaat=turtle", 422, "formaat", "geen formaat van dit antwoord", "xlsx"),
        ("toestand-op-datum?size=0&formaat=csv", 422, "size", "", ""),
    ],
)
def test_a_wrong_value_is_refused_with_a_remedy(
    client: TestClient, address: str, status: int, place: str, detail: str, remedy: str
) -> None:
    answer = client.get(f"/vragen/{address}")
    problem = answer.json()
    assert (answer.status_code, problem["plaats"]) == (status, place)
    assert detail in problem["detail"]
    assert remedy in problem["remedie"]


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("mogelijke-leerplaatsen?kwalificatie=", "BK-0090-2"),
        ("opleiding-op-nummer?nummer=", "115"),
        ("leerlingen-per-vorm?schooljaar=", "2014-2015"),
    ],
)
def test_spaces_around_what_one_pastes_do_not_count(client: TestClient, address: str, value: str) -> None:
    bare, pasted = (client.get(f"/vragen/{address}{one}") for one in (value, f"%20{value}%C2%A0%0D%0A"))
    assert (bare.status_code, pasted.status_code) == (200, 200)
    assert bare.json()["gegevens"] == pasted.json()["gegevens"] != []


@pytest.mark.parametrize(
    "address", ["zoek-kwalificaties?woord=", "synoniemen-en-hun-kwalificaties?synoniem="]
)
def test_a_text_of_spaces_is_as_good_as_none(client: TestClient, address: str) -> None:
    empty, blank = (client.get(f"/vragen/{address}{value}").json()["meta"] for value in ("", "%20%C2%A0"))
    assert blank == empty


def test_the_catalogue_can_be_searched(client: TestClient) -> None:
    found = client.get("/vragen?zoek=werkplek klas").json()["gegevens"]
    assert "werkplek-klas-of-beide" in [one["naam"] for one in found]
    groups = {one["groep"] for one in client.get("/vragen?groep=werkplekken").json()["gegevens"]}
    assert groups == {"werkplekken"}


def page(client: TestClient, address: str) -> str:
    return client.get(address, headers={"Accept": "text/html"}).text


def test_the_page_has_a_form_names_and_files(client: TestClient) -> None:
    found = page(client, "/vragen/aanbod-van-vestiging?opleiding=115")
    assert '<option value="115">Haarverzorging duaal</option>' in found
    assert ">Haarverzorging duaal</a>" in found
    for form in ("xlsx", "csv-excel", "csv", "json"):
        assert f'href="/vragen/aanbod-van-vestiging?opleiding=115&amp;formaat={form}"' in found
    assert 'href="/sparql?voorbeeld=aanbod-van-vestiging&amp;opleiding=115"' in found
    cells = re.findall(r"<td[^>]*>(?:<a [^>]*>)?([^<]*)", found)
    assert len(cells) > 100
    assert not [cell for cell in cells if cell.startswith("http")]


def test_long_texts_are_folded_and_what_every_row_says_stands_above(client: TestClient) -> None:
    found = page(client, "/vragen/traject-als-tabel?traject=115-duaal")
    above, _, table = found.partition("<table")
    assert "Hetzelfde in elke rij hieronder:" in above
    assert ">Haarverzorging duaal</a>" in above
    headings = re.findall(r'<th scope="col">([^<]*)', table)
    assert headings == [
        *("periode", "periodetitel", "onderdeel", "code", "leerplaatstitel", "uren", "regel", "motivering")
    ]
    assert len(re.findall("<details><summary>[^<]{1,45} …</summary>[^<]{80,}</details>", table)) == 25
    assert "115-duaal" not in table.partition("</tbody>")[0]


def test_a_question_of_yes_or_no_has_no_pages(client: TestClient) -> None:
    """A page beyond the only one gives the same answer."""
    assert '<p class="grootgetal">ja</p>' in page(
        client, "/vragen/duaal-te-volgen?kwalificatie=BK-0090-2&pagenr=180&size=1"
    )
    assert client.get("/vragen/duaal-te-volgen?kwalificatie=BK-0090-2&pagenr=9").json()["gegevens"] is True


def test_a_number_among_texts_is_set_as_a_text(client: TestClient) -> None:
    mixed = page(client, "/vragen/kwalificatie-op-code?kwalificatie=BK-0090-2")
    assert 'class="getal"' not in mixed.partition("<tbody>")[2]
    ordered = page(client, "/vragen/mogelijke-leerplaatsen?kwalificatie=BK-0090-2")
    assert 'class="getal"' in ordered.partition("<tbody>")[2]


def test_the_page_chooses_from_a_code_list(client: TestClient) -> None:
    found = page(client, "/vragen/dagpatronen?vorm=DBSO&datum=2025-10-01")
    assert '<option value="DBSO" selected>' in found
    assert '<input type="date" name="datum" value="2025-10-01"' in found


def test_the_page_asks_what_it_must_know(client: TestClient) -> None:
    answer = client.get("/vragen/kwalificatie-op-code", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "Vul in waarover de vraag gaat." in answer.text
    assert "<table>" not in answer.text


@pytest.mark.parametrize(
    ("kwalificatie", "truth", "words"), [("BK-0090-2", True, "ja"), ("BK-0002-3", False, "nee")]
)
def test_a_question_of_yes_or_no_answers_in_every_form(
    client: TestClient, kwalificatie: str, truth: bool, words: str
) -> None:
    def get(form: str) -> Any:
        found = client.get("/vragen/duaal-te-volgen", params={"kwalificatie": kwalificatie, "formaat": form})
        assert found.status_code == 200, found.text
        return found

    assert get("json").json()["gegevens"] is truth
    assert get("csv").text.lstrip("\ufeff").split() == ["antwoord", str(truth).lower()]
    assert f'<p class="grootgetal">{words}</p>' in get("html").text
    assert "formaat=xlsx" in get("html").text
    with ZipFile(BytesIO(get("xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall(r"<c ", sheet)) == 2
    assert client.get("/vragen/duaal-te-volgen", params={"formaat": "json"}).status_code == 422


def test_a_workbook_keeps_its_etag(client: TestClient) -> None:
    address = "/vragen/duaal-te-volgen?kwalificatie=BK-0090-2&formaat=xlsx"
    first = client.get(address)
    with ZipFile(BytesIO(first.content)) as book:
        assert {one.date_time[0] for one in book.infolist()} == {1980}
        assert (
            re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", book.read("docProps/core.xml").decode())
            == ["2000-01-01T00:00:00Z"] * 2
        )
    assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
