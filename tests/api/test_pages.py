"""Pages show what they must, mark what is not official, and stand on their own."""

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
OWN_WORDS = "eigen woorden, niet de officiële tekst"

PAGES = [
    "/",
    "/kwalificaties",
    "/kwalificaties/BK-0090-2",
    "/kwalificaties/BK-0002-3",
    "/competenties?kwalificatie=BK-0090-2",
    "/competenties/BK-0090-2.07",
    "/opleidingen",
    "/opleidingen/115",
    "/trajecten",
    "/trajecten/115-duaal",
    "/trajecten/1-duaal",
    "/trajecten/115-voltijds",
    "/trajecten/38-duaal/aandeel?vergelijk=nl-bbl,nl-bol,dbso",
    "/ns",
    "/ldes",
    "/graph/versie/BK-0090-2",
    "/normen",
    "/normen/VL-WEEK-28",
    "/niveaus",
    "/niveaus/3",
    "/leerplaatsen",
    "/zoek?q=kapper",
    "/zoek",
    "/vragen",
    "/statistieken",
    "/docs",
    "/doc/norm/VL-STREEF-60",
]


class Outline(HTMLParser):
    """The landmarks, headings, addresses and tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.addresses += [str(given[name]) for name in ("href", "src", "action") if given.get(name)]
        self.anchors += [str(given["id"])] if given.get("id") else []


def read(client: TestClient, address: str) -> tuple[str, Outline]:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200, address
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    outline = Outline()
    outline.feed(answer.text)
    return answer.text, outline


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_and_loads_nothing_from_elsewhere(client: TestClient, address: str) -> None:
    text, outline = read(client, address)
    assert '<html lang="nl">' in text
    for landmark in ("header", "nav", "main", "footer", "title"):
        assert outline.tags.count(landmark) >= 1
    assert outline.tags.count("h1") == outline.tags.count("main") == 1
    assert outline.tags.count("caption") == outline.tags.count("table")
    assert len(outline.anchors) == len(set(outline.anchors))
    assert "script" not in outline.tags
    assert not re.search(r"\sstyle=", text)
    assert all(one.startswith(("/", "#", "http://testserver/")) for one in outline.addresses)


@pytest.fixture(scope="module")
def leads_somewhere(client: TestClient) -> Callable[[str], bool]:
    """Tell whether an address exists; many pages name the same ones, and each is asked once."""
    return cache(lambda link: client.get(link, headers=BROWSER).status_code in (200, 303))


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(
    client: TestClient, leads_somewhere: Callable[[str], bool], address: str
) -> None:
    _, outline = read(client, address)
    for link in sorted({one.partition("#")[0] for one in outline.addresses if not one.startswith("#")}):
        assert leads_somewhere(link), link
    assert {one[1:] for one in outline.addresses if one.startswith("#")} <= set(outline.anchors)


def test_the_start_page_shows_the_week_the_verdicts_and_the_contract(client: TestClient) -> None:
    text, _ = read(client, "/")
    assert "Haarverzorging duaal" in text
    assert "26 van 38 uur per week op de werkplek, 12 uur op school" in text
    assert 'class="oordeel gehaald"' in text
    assert "overeenkomst alternerende opleiding" in text
    assert "exact 13/19" in text
    assert "krijgt" in text, "the sentence of a placement"
    assert OWN_WORDS in text


def test_the_page_of_a_trajectory_leads_to_its_proof_and_says_margins_in_points(client: TestClient) -> None:
    found = client.get("/trajecten/115-duaal", headers={"Accept": "text/html"}).text
    assert '<a href="/trajecten/115-duaal/bewijs">Het bewijs van dit traject</a>' in found
    assert re.search(r"marge [0-9,]+ procentpunt", found)
    assert not re.search(r"marge [0-9,]+[^0-9,]%", found)


def test_assumptions_are_marked(client: TestClient) -> None:
    text, _ = read(client, "/trajecten/38-duaal")
    assert '<span class="merk">aanname</span>' in text
    assert '<span class="merk">aanname</span>' not in read(client, "/trajecten/115-duaal")[0]
    assert text.count("SAO") > 0
    assert '<span class="merk">aanname</span>' in read(client, "/trajecten")[0]


def test_unverified_norms_are_marked(client: TestClient) -> None:
    assert '<span class="merk">onbevestigd</span>' in read(client, "/normen/VL-WEEK-28")[0]
    assert '<span class="merk">onbevestigd</span>' not in read(client, "/normen/VL-OAO-20U")[0]


@pytest.mark.parametrize(
    "address",
    [
        "/kwalificaties/BK-0090-2",
        "/competenties/BK-0090-2.07",
        "/doc/competentie/BK-0090-2.07",
        "/zoek?q=knipt%20haar&soort=competentie",
    ],
)
def test_own_words_are_marked(client: TestClient, address: str) -> None:
    assert OWN_WORDS in read(client, address)[0]


def test_a_part_of_a_competence_is_marked_as_own_words_too(client: TestClient) -> None:
    _, outline = read(client, "/doc/competentie/BK-0090-2.07")
    part = next(one for one in outline.addresses if "/vaardigheid/" in one)
    assert OWN_WORDS in read(client, part)[0]
    assert OWN_WORDS not in read(client, "/doc/norm/VL-STREEF-60")[0]


def test_a_version_without_dossier_is_not_marked_as_own_words(client: TestClient) -> None:
    text, _ = read(client, "/kwalificaties/BK-0002-3")
    assert OWN_WORDS not in text
    assert "enkel de feiten uit het register" in text


def test_a_qualification_shows_knowledge_and_skills_by_kind_and_places_with_argument(
    client: TestClient,
) -> None:
    text, _ = read(client, "/kwalificaties/BK-0090-2")
    version = client.get("/kwalificaties/BK-0090-2").json()["gegevens"]
    for heading in ("Motorische vaardigheden", "Cognitieve vaardigheden", "Basiskennis", "Grondige kennis"):
        assert heading in text
    first = version["competenties"][0]
    assert first["leerplaatsen"][0]["argument"] in text
    assert all(f'id="{one["code"]}"' in text for one in version["competenties"])


def test_what_a_visitor_types_is_escaped(client: TestClient) -> None:
    text = client.get("/zoek?q=%3Cb%3Ex%3C/b%3E", headers=BROWSER).text
    assert "<b>x</b>" not in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text


def test_the_reference_names_every_route(client: TestClient) -> None:
    text, _ = read(client, "/docs")
    for path in client.get("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in text
