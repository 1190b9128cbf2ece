"""Each route gives what it promises."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.store.queries import load_catalogue


def items(client: TestClient, address: str) -> list[dict[str, object]]:
    return list(client.get(address).raise_for_status().json()["gegevens"])


def test_qualifications_of_a_level_with_a_dossier(client: TestClient) -> None:
    found = items(client, "/kwalificaties?niveau=2&dossier=true")
    assert [one["code"] for one in found] == ["BK-0227-3"]
    assert found[0]["links"] == {
        "self": {"href": "http://testserver/kwalificaties/BK-0227-3"},
        "id": {"href": "https://w3id.org/kwalificatiegraaf/id/beroepskwalificatie/BK-0227-3"},
    }


@pytest.mark.parametrize("word", ["kappen", "kapper", "kapsters"])
def test_words_find_the_hairdresser_first(client: TestClient, word: str) -> None:
    assert items(client, f"/kwalificaties?zoek={word}")[0]["code"] == "BK-0090-2"
    assert items(client, f"/zoek?q={word}&soort=kwalificatie")[0]["code"] == "BK-0090-2"


def test_a_filter_left_open_in_a_form_does_not_filter(client: TestClient) -> None:
    every = client.get("/kwalificaties").json()["meta"]["total_elements"]
    address = "/kwalificaties?niveau=&zoek=&nieuwste=&dossier="
    assert client.get(address).json()["meta"]["total_elements"] == every == 274


def test_newest_versions_and_others_are_all(client: TestClient) -> None:
    counts = [
        client.get(f"/kwalificaties?nieuwste={flag}").json()["meta"]["total_elements"]
        for flag in ("true", "false")
    ]
    assert min(counts) > 0
    assert sum(counts) <= 274


def test_a_dossier_is_whole(client: TestClient) -> None:
    version = client.get("/kwalificaties/BK-0090-2").json()["gegevens"]
    assert len(version["competenties"]) == version["aantal_competenties"] == 20
    assert version["tekststatus"] == "eigen-formulering"
    assert all(one["leerplaatsen"] for one in version["competenties"])


def test_a_number_without_version_leads_to_the_latest(client: TestClient) -> None:
    answer = client.get("/kwalificaties/BK-0090")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "http://testserver/kwalificaties/BK-0090-2",
    )


def test_competences_by_qualification_and_place(client: TestClient) -> None:
    every = items(client, "/competenties?kwalificatie=BK-0090-2")
    at_school = items(client, "/competenties?kwalificatie=BK-0090-2&leerplaats=klas")
    at_work = items(client, "/competenties?kwalificatie=BK-0090-2&leerplaats=werkplek")
    assert len(every) == 20
    assert {one["code"] for one in at_school} | {one["code"] for one in at_work} == {
        one["code"] for one in every
    }
    assert 0 < len(at_school) < 20
    shown = client.get("/competenties/BK-0090-2.07").json()["gegevens"]
    assert shown["code"] == "BK-0090-2.07"
    assert shown["kennis"]


def test_courses(client: TestClient) -> None:
    numbers = [one["nummer"] for one in items(client, "/opleidingen?leerweg=duaal&size=100")]
    assert "115" in numbers
    assert numbers == sorted(numbers, key=int)
    assert client.get("/opleidingen/115").json()["gegevens"]["titel"] == "Haarverzorging duaal"


def test_norms_of_a_day(client: TestClient) -> None:
    then = {one["code"] for one in items(client, "/normen?datum=2015-06-01")}
    now = {one["code"] for one in items(client, "/normen?datum=2026-10-01")}
    assert "VL-STREEF-60" in then & now
    assert "DBSO-DAGEN" in then - now
    assert "VL-OAO-20U" in now - then
    norm = client.get("/normen/VL-STREEF-60").json()["gegevens"]
    assert (norm["drempel"], norm["operator"]) == ("3/5", "groter-dan")


def test_levels_and_places(client: TestClient) -> None:
    assert [one["niveau"] for one in items(client, "/niveaus")] == list(range(1, 9))
    assert client.get("/niveaus/8").json()["gegevens"]["eqf"] == "http://data.europa.eu/snb/eqf/8"
    counting = [one["code"] for one in items(client, "/leerplaatsen") if one["telt_voor_twintig_uren"]]
    assert counting == ["reele-werkplek"]


def test_figures(client: TestClient) -> None:
    figures = client.get("/statistieken").json()["gegevens"]
    pupils = {(one["vorm"], one["schooljaar"]): one["aantal_leerlingen"] for one in figures["leerlingen"]}
    assert len(pupils) == 25
    assert pupils["DBSO", "2014-2015"] == 8807
    leavers = {one["vorm"]: one for one in figures["schoolverlaters"]}
    assert (leavers["DBSO"]["aandeel_werkzoekend"], leavers["DBSO"]["aantal_schoolverlaters"]) == (
        0.274,
        1504,
    )


def test_health(client: TestClient) -> None:
    health = client.get("/gezondheid").json()["gegevens"]
    assert (health["status"], health["opslag"], health["kwalificaties"]) == ("goed", "memory", 274)


def test_the_entry_links_to_everything(client: TestClient) -> None:
    for name, link in client.get("/", headers={"Accept": "application/json"}).json()["links"].items():
        assert client.get(link["href"]).status_code == 200, name


QUESTION = """#+ summary: Competenties van een kwalificatie
#+ params:
#+   kwalificatie: {type: iri, concept: beroepskwalificatie, example: "BK-0090-2"}
#+ returns: select
#+ columns: {code: string}
PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#>
SELECT ?code WHERE {
  VALUES ?kwalificatie { UNDEF }
  ?kwalificatie kg:heeftCompetentie ?competentie .
  ?competentie kg:code ?code .
} ORDER BY ?code
"""


@pytest.fixture(scope="module")
def asking(systeem: Systeem, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder: Path = tmp_path_factory.mktemp("vragen") / "kwalificaties"
    folder.mkdir()
    head, _, tail = QUESTION.partition("SELECT ?code")
    (folder / "competenties-van.rq").write_text(QUESTION, encoding="utf-8")
    ask = head.replace("select", "ask") + "ASK" + tail.partition(" ORDER")[0]
    (folder / "heeft-competenties.rq").write_text(ask, encoding="utf-8")
    made = head.replace("select", "construct") + "CONSTRUCT { ?competentie kg:code ?code }" + tail
    (folder / "codes-van.rq").write_text(made, encoding="utf-8")
    own = Systeem(systeem.settings, systeem.store, systeem.repository)
    own.__dict__["questions"] = load_catalogue(folder.parent)
    return TestClient(create_app(own))


def test_the_list_of_questions(asking: TestClient) -> None:
    found = {one["naam"]: one for one in items(asking, "/vragen")}
    assert set(found) == {"competenties-van", "heeft-competenties", "codes-van"}
    assert found["codes-van"]["antwoord"] == "construct"
    assert found["competenties-van"]["parameters"]["kwalificatie"]["example"] == "BK-0090-2"


def test_the_rows_of_a_question_come_in_pages(asking: TestClient) -> None:
    answer = asking.get("/vragen/competenties-van?kwalificatie=BK-0090-2&size=15&pagenr=1").json()
    assert answer["gegevens"][0] == {"code": "BK-0090-2.16"}
    assert answer["meta"]["total_elements"] == 20
    assert answer["meta"]["kolommen"] == ["code"]
    page = asking.get("/vragen/competenties-van?kwalificatie=BK-0090-2", headers={"Accept": "text/html"})
    assert "BK-0090-2.01" in page.text
    assert "eigen woorden, niet de officiële tekst" in page.text


def test_a_question_without_its_parameter_answers_for_all(asking: TestClient) -> None:
    assert asking.get("/vragen/competenties-van?kwalificatie=").json()["meta"]["total_elements"] == 163


def test_a_question_that_asks_whether(asking: TestClient) -> None:
    assert asking.get("/vragen/heeft-competenties?kwalificatie=BK-0090-2").json()["gegevens"] is True
    assert asking.get("/vragen/heeft-competenties?kwalificatie=BK-0002-3").json()["gegevens"] is False


def test_a_question_that_gives_triples(asking: TestClient) -> None:
    answer = asking.get("/vragen/codes-van?kwalificatie=BK-0090-2", headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert answer.text.count("kg:code") == 20


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [("kwalificatei=x", 400, "bedoelt u 'kwalificatie'?"), ("kwalificatie=a%20b", 422, "is geen code")],
)
def test_a_wrong_parameter_of_a_question(asking: TestClient, query: str, status: int, words: str) -> None:
    problem = asking.get(f"/vragen/competenties-van?{query}")
    assert problem.status_code == status
    assert words in problem.json()["detail"]


def test_every_saved_question_answers_with_its_own_examples(client: TestClient) -> None:
    questions = items(client, "/vragen?size=200")
    assert questions
    for one in questions:
        given = {name: parameter["example"] for name, parameter in one["parameters"].items()}
        for accept in ("application/json", "text/html, application/json;q=0.5, */*;q=0.1"):
            answer = client.get(f"/vragen/{one['naam']}", params=given, headers={"Accept": accept})
            assert answer.status_code == 200, one["naam"]
