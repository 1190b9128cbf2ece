"""The page with and without the files of the editor: what it loads, and what it may do."""

import pytest
from starlette.testclient import TestClient

from api.security import CONTENT_SECURITY
from api.sparql import page

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("address", ["/sparql", "/sparql?query=ASK%20%7B%7D", "/sparql?query=onzin"])
def test_without_the_editor_the_page_is_a_plain_form(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(page, "editor_built", lambda: False)
    answer = client.get(address, headers=HTML)
    assert "<script" not in answer.text
    assert '<textarea id="query" name="query"' in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY


def test_with_the_editor_the_page_runs_scripts_of_this_site_only(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "editor_built", lambda: True)
    answer = client.get("/sparql", headers=HTML)
    policy = answer.headers["content-security-policy"]
    assert policy == f"{CONTENT_SECURITY}; script-src 'self'; connect-src 'self'"
    assert "unsafe" not in policy
    assert answer.text.count("<script") == answer.text.count('<script src="/static/') == 3
    assert " style=" not in answer.text


def test_an_example_is_shown_with_its_group_open(client: TestClient) -> None:
    answer = client.get("/sparql?voorbeeld=kwalificatie-op-code", headers=HTML).text
    assert "Geef alles over één kwalificatie" in answer
    assert "<details open><summary>Kwalificaties" in answer
    assert 'aria-current="true">Geef alles over één kwalificatie' in answer


def test_an_example_takes_the_values_of_the_address(client: TestClient) -> None:
    answer = client.get("/sparql?voorbeeld=kwalificatie-op-code&kwalificatie=BK-0082-2", headers=HTML).text
    assert "beroepskwalificatie/BK-0082-2" in answer
    assert "BK-0090" not in answer.partition("<textarea")[2].partition("</textarea>")[0]


def test_a_value_that_cannot_be_is_named(client: TestClient) -> None:
    answer = client.get("/sparql?voorbeeld=dagpatronen&datum=gisteren", headers=HTML)
    assert answer.status_code == 422
    assert "is geen" in answer.text


@pytest.mark.parametrize(
    ("address", "status", "said", "shown"),
    [
        ("?voorbeeld=dagpatroon", 404, "bedoelt u &#39;dagpatronen&#39;?", "Typ kg:"),
        (
            "?voorbeeld=traject-als-tabel&traject=foo",
            422,
            "traject &#39;foo&#39; bestaat niet",
            "traject/115-duaal",
        ),
        ("?voorbeeld=traject-als-tabel&foo=1", 400, "onbekende parameter &#39;foo&#39;", "traject/115-duaal"),
        ("?foo=1", 400, "onbekende parameter &#39;foo&#39;", "Typ kg:"),
    ],
)
def test_what_the_address_says_and_is_not_is_told_beside_the_form(
    client: TestClient, address: str, status: int, said: str, shown: str
) -> None:
    answer = client.get(f"/sparql{address}", headers=HTML)
    assert answer.status_code == status
    assert said.casefold() in answer.text.casefold()
    assert shown in answer.text.partition("<textarea")[2].partition("</textarea>")[0]
