"""What if over HTTP: differences, several at once, and requests that are wrong."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

COLOURING = ["BK-0090-2.15", "BK-0090-2.16"]


def ask(client: TestClient, *variants: dict[str, Any], traject: str = "115") -> Any:
    asked = {"traject": traject, "varianten": list(variants), "datum": "2026-11-24"}
    return client.post("/trajecten/watals", json=asked)


def test_a_change_that_can_be_made_and_one_that_cannot(client: TestClient) -> None:
    answer = ask(client, {"weekuren": {"werkplek": 24}}, {"zonder_werkplek": ["BK-0090-2.15"]}).json()
    first, second = answer["gegevens"]["verschillen"]
    assert answer["gegevens"]["traject"] == "115-duaal"
    assert (first["haalbaar"], second["haalbaar"]) == (True, False)
    hours = next(t for t in first["toetsen"] if t["norm"] == "VL-STREEF-60-TIJD" and t["eigen_grondslag"])
    assert (hours["voor"], hours["na"]) == ("13/19", "2/3")
    assert second["uitweg"]["uitleg"] in second["antwoord"]


@pytest.mark.parametrize(
    ("traject", "variant", "place"),
    [
        ("999999", {}, "traject"),
        ("115", {"zonder_werkplek": ["BK-1"]}, "varianten[0].zonder_werkplek"),
        ("115", {"weekuren": {"werkplek": -1}}, "varianten[0].weekuren.werkplek"),
        ("115", {"alleen_toets": "ja"}, "varianten[0].alleen_toets"),
        ("115", {"weken": [0]}, "varianten[0].weken[0]"),
        ("115", {"naam": "x", "plek": 1}, "varianten[0].plek"),
    ],
)
def test_a_request_that_is_wrong(
    client: TestClient, traject: str, variant: dict[str, Any], place: str
) -> None:
    answer = ask(client, variant, traject=traject)
    assert (answer.status_code, answer.json()["plaats"]) == (422, place)


def test_a_variant_is_asked(client: TestClient) -> None:
    assert ask(client).status_code == 422


def test_the_page_says_in_dutch_what_happens_when_salons_cannot_teach_colouring(client: TestClient) -> None:
    path = "/trajecten/115/watals?zonder_werkplek=BK-0090-2.15"
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "Dat kan niet met deze lessentabel" in page.text
    assert "15 uur op school en 23 uur op de werkplek" in page.text
    assert client.get(path, headers={"accept": "application/json"}).json()["gegevens"]["haalbaar"] is False


def test_the_page_says_that_no_contract_is_left(client: TestClient) -> None:
    page = client.get("/trajecten/115/watals?werkplekuren=16", headers={"Accept": "text/html"})
    assert "De uren kloppen, maar er volgt geen overeenkomst meer" in page.text
    assert ">Dat kan<" not in page.text


def test_other_hours_at_the_workplace_are_asked_by_form(client: TestClient) -> None:
    answer = client.get("/trajecten/115-duaal/watals?werkplekuren=24").json()["gegevens"]
    hours = next(t for t in answer["toetsen"] if t["norm"] == "VL-STREEF-60-TIJD" and t["eigen_grondslag"])
    assert (answer["haalbaar"], hours["na"]) == (True, "2/3")


@pytest.mark.parametrize("path", ["/trajecten/115/excel", "/trajecten/115/watals/excel?werkplekuren=24"])
def test_a_workbook_is_downloaded(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "115-duaal.xlsx" in answer.headers["content-disposition"]
    assert answer.content[:2] == b"PK"


def test_a_wrong_variant_is_one_finding_and_no_short_list(client: TestClient) -> None:
    asked = {"traject": "115", "varianten": [{"normen": {"VL-STREEF-60": "x"}}]}
    answer = client.post("/trajecten/watals", json=asked).json()
    assert [one["plaats"] for one in answer["fouten"]] == ["varianten[0].normen.VL-STREEF-60"]


def test_what_the_graph_refuses_of_a_variant_names_it(client: TestClient) -> None:
    asked = {"traject": "115", "varianten": [{}, {"zonder_werkplek": ["BK-0090-2.51"]}]}
    answer = client.post("/trajecten/watals", json=asked)
    assert (answer.status_code, answer.json()["plaats"]) == (422, "varianten[1].zonder_werkplek")


def test_an_empty_list_of_variants_is_too_short(client: TestClient) -> None:
    answer = client.post("/trajecten/watals", json={"traject": "115", "varianten": []}).json()
    assert [one["plaats"] for one in answer["fouten"]] == ["varianten"]
    assert answer["detail"].startswith("Te weinig waarden (0)")


def test_nothing_asked_is_refused_with_its_place(client: TestClient) -> None:
    answer = client.get("/trajecten/115/watals")
    assert (answer.status_code, answer.json()["plaats"]) == (422, "zonder_werkplek")


def test_a_code_that_no_competence_can_have_is_refused(client: TestClient) -> None:
    answer = client.get(f"/trajecten/115-duaal/watals?zonder_werkplek={'x' * 101}")
    assert (answer.status_code, answer.json()["plaats"]) == (422, "zonder_werkplek[0]")


def test_an_unknown_trajectory_is_not_found(client: TestClient) -> None:
    assert client.get("/trajecten/nergens/watals?werkplekuren=20").status_code == 404
    assert client.get("/trajecten/nergens/excel").status_code == 404


def test_several_competences_are_ticked_on_the_page_and_asked_at_once(client: TestClient) -> None:
    """All colouring is two competences: a form sends each apart, an app may put commas between them."""
    html = {"accept": "text/html"}
    form = client.get("/trajecten/115-duaal", headers=html).text
    assert re.findall(r'name="zonder_werkplek" value="(BK-0090-2\.1[56])"', form) == COLOURING
    ticked = "&".join(f"zonder_werkplek={code}" for code in COLOURING)
    page = client.get(f"/trajecten/115/watals?{ticked}&werkplekuren=", headers=html)
    assert page.status_code == 200
    assert re.findall(r'value="(BK[^"]+)" checked', page.text) == COLOURING
    assert "” (BK-0090-2.15) en “" in page.text
    assert f"watals/excel?zonder_werkplek={'%2C'.join(COLOURING)}" in page.text
    together = client.get(f"/trajecten/115/watals?zonder_werkplek={','.join(COLOURING)}")
    assert together.json() == client.get(f"/trajecten/115/watals?{ticked}").json()


def test_hours_asked_twice_are_refused(client: TestClient) -> None:
    answer = client.get("/trajecten/115/watals?werkplekuren=20&werkplekuren=24")
    assert (answer.status_code, answer.json()["plaats"]) == (400, "werkplekuren")


def test_a_form_that_asks_nothing_leads_back_to_itself(client: TestClient) -> None:
    path = "/trajecten/115-duaal/watals?werkplekuren="
    answer = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("/trajecten/115-duaal#watals")
