"""Trajectories: stored, built and checked."""

from typing import Any

import pytest
from starlette.testclient import TestClient

HOURS = ("VL-STREEF-60-TIJD", "uren", "alle")


def verdicts(check: dict[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(one["norm"], one["grondslag"], one["bereik"]): one for one in check["toetsen"]}


def stored(client: TestClient) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    traject = client.get("/trajecten/115").json()["gegevens"]
    competences = [item for item in traject["onderdelen"] if item["soort"] == "beroepsgericht"]
    return traject["kader"], competences


def whole(competences: list[dict[str, Any]], place: str = "reele-werkplek") -> list[dict[str, Any]]:
    return [
        {
            "onderdeel": item["code"],
            "leerplaats": place if place in item["leerplaatsen"] else item["leerplaatsen"][0],
            "deel": 1,
        }
        for item in competences
    ]


def test_the_list_marks_assumptions(client: TestClient) -> None:
    found = {one["code"]: one for one in client.get("/trajecten").json()["gegevens"]}
    assert (found["115-duaal"]["werkplekuren"], found["115-duaal"]["weekuren"]) == (26, 38)
    assert found["115-duaal"]["zekerheid"] == "bevestigd"
    assert found["38-duaal"]["zekerheid"] == "aanname"
    same = client.get("/trajecten?kwalificatie=BK-0090-2").json()["gegevens"]
    assert {one["leerweg"] for one in same} == {"duaal", "voltijds"}


def test_the_share_of_hairdressing(client: TestClient) -> None:
    check = client.get("/trajecten/115/aandeel?datum=2025-09-01").json()["gegevens"]
    toets = verdicts(check)[HOURS]
    assert (toets["aandeel"], toets["oordeel"]) == ("13/19", "gehaald")
    assert check["overeenkomst"]["soort"] == "OAO"
    assert {one["grondslag"] for one in check["toetsen"]} >= {"competenties", "gewicht", "uren", "weekuren"}


def test_the_contract_of_office_work(client: TestClient) -> None:
    check = client.get("/trajecten/38-duaal/aandeel?datum=2025-09-01").json()["gegevens"]
    assert check["overeenkomst"]["soort"] == "SAO"


def test_norms_of_elsewhere_on_request(client: TestClient) -> None:
    plain = client.get("/trajecten/115/aandeel?datum=2025-09-01").json()["gegevens"]
    compared = client.get("/trajecten/115/aandeel?datum=2025-09-01&vergelijk=nl-bbl,nl-bol").json()[
        "gegevens"
    ]
    extra = {one["norm"] for one in compared["toetsen"]} - {one["norm"] for one in plain["toetsen"]}
    assert extra
    assert all(code.startswith("NL-") for code in extra)


def test_before_the_norms_there_was_nothing_to_meet(client: TestClient) -> None:
    assert client.get("/trajecten/115/aandeel?datum=1999-09-01").json()["gegevens"]["toetsen"] == []


def test_a_built_trajectory_comes_with_proof_and_checks(client: TestClient) -> None:
    answer = client.post("/trajecten/bouw", json={"opleiding": "115", "datum": "2025-09-01"}).json()[
        "gegevens"
    ]
    assert answer["bevindingen"] == []
    assert all(one["motivering"] and one["regel"] for one in answer["traject"]["toewijzingen"])
    assert all(one["bewijs"] for one in answer["doelen"])
    assert verdicts(answer["aandeel"])[HOURS]["aandeel"] == "13/19"


def test_building_for_own_hours(client: TestClient) -> None:
    asked = {
        "kwalificaties": ["BK-0227-3"],
        "werkplekuren": 24,
        "schooluren_beroepsgericht": 4,
        "algemene_vorming": {"pav": 8},
        "jaren": 1,
    }
    answer = client.post("/trajecten/bouw", json=asked).json()["gegevens"]
    assert answer["bevindingen"] == []
    assert answer["traject"]["kader"]["zekerheid"] == "aanname"
    assert verdicts(answer["aandeel"])[HOURS]["aandeel"] == "2/3"


@pytest.mark.parametrize(
    ("asked", "place", "words"),
    [
        ({}, "werkplekuren", "geen uren gevraagd"),
        ({"opleiding": "99999"}, None, "bestaat niet"),
        ({"kwalificaties": ["BK-0090-3"], "werkplekuren": 20}, "kwalificaties", "bedoelt u 'BK-0090-2'?"),
        ({"kwalificaties": ["BK-0002-3"], "werkplekuren": 20}, "kwalificaties", "geen dossier"),
        ({"opleiding": "115", "nastreeft": ["VL-STREEF-6"]}, "nastreeft", "bedoelt u 'VL-STREEF-60'?"),
        ({"opleiding": "115", "jaren": "twee"}, "jaren", "geen geheel getal"),
        ({"kwalificaties": ["BK-0090-2"], "werkplekuren": 20, "perioden": [99]}, None, "te groot"),
        ({"kwalificaties": ["BK-0090-2"], "werkplekuren": 61}, "werkplekuren", "te groot"),
        (
            {
                "opleiding": "115",
                "grenzen": {"delen": [{"onderdeel": "BK-0090-2.01", "leerplaats": "werkplaats"}]},
            },
            None,
            "werkplaats",
        ),
        (
            {
                "opleiding": "115",
                "grenzen": {
                    "volgorde": [
                        {"eerst": "BK-0090-2.01", "dan": "BK-0090-2.03"},
                        {"eerst": "BK-0090-2.03", "dan": "BK-0090-2.01"},
                    ]
                },
            },
            None,
            "BK-0090-2.01",
        ),
    ],
)
def test_what_cannot_be_built(
    client: TestClient, asked: dict[str, Any], place: str | None, words: str
) -> None:
    answer = client.post("/trajecten/bouw", json=asked)
    problem = answer.json()
    assert answer.status_code == 422
    assert words in problem["detail"]
    if place:
        assert problem["plaats"] == place


def test_a_stored_trajectory_is_checked_by_its_code(client: TestClient) -> None:
    asked = {"traject": "115", "datum": "2025-09-01"}
    posted = client.post("/trajecten/aandeel", json=asked).json()["gegevens"]
    assert posted.pop("bevindingen") == []
    assert posted == client.get("/trajecten/115-duaal/aandeel?datum=2025-09-01").json()["gegevens"]


def test_an_own_allocation_by_parts(client: TestClient) -> None:
    frame, competences = stored(client)
    asked = {"kader": frame, "toewijzingen": whole(competences), "datum": "2025-09-01"}
    check = client.post("/trajecten/aandeel", json=asked).json()["gegevens"]
    share = verdicts(check)["VL-STREEF-60", "competenties", "beroepsgericht"]
    at_work = sum("reele-werkplek" in item["leerplaatsen"] for item in competences)
    assert (share["teller"], share["noemer"]) == (str(at_work), str(len(competences)))
    assert check["bevindingen"], "hours that do not fit the timetable are found"


def test_half_of_everything_at_work_counts_half(client: TestClient) -> None:
    frame, competences = stored(client)
    both = [item for item in competences if {"reele-werkplek", "praktijklokaal"} <= set(item["leerplaatsen"])]
    split = [
        {"onderdeel": item["code"], "leerplaats": place, "deel": "1/2"}
        for item in both
        for place in ("reele-werkplek", "praktijklokaal")
    ]
    rest = whole([item for item in competences if item not in both])
    check = client.post("/trajecten/aandeel", json={"kader": frame, "toewijzingen": split + rest}).json()
    parts = {one["onderdeel"]: one["deel"] for one in check["gegevens"]["bijdragen"]}
    assert both
    assert {parts[item["code"]] for item in both} == {"1/2"}


def change(line: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {name: value for name, value in {**line, **more}.items() if value is not None}


@pytest.mark.parametrize(
    ("more", "place", "words"),
    [
        ({"deel": 1.5}, "toewijzingen[0].deel", "een aandeel van 150 % bestaat niet"),
        ({"deel": 0}, "toewijzingen[0].deel", "een aandeel van 0 % bestaat niet"),
        ({"deel": 0.8}, "toewijzingen", "zijn samen 80 %"),
        ({"deel": None}, "toewijzingen[0]", "vraagt uren of een deel"),
        ({"uren": 5}, "toewijzingen[0]", "vraagt uren of een deel"),
        ({"deel": None, "uren": 100000}, "toewijzingen", "uren toegewezen, het kader telt er 2736"),
        ({"deel": None, "uren": -2}, "toewijzingen[0].uren", "krijgt -2 uur"),
        ({"onderdeel": "BK-0090-2.1"}, "toewijzingen[0].onderdeel", "bedoelt u 'BK-0090-2.1"),
        ({"leerplaats": "werkplaats"}, "toewijzingen[0].leerplaats", "bedoelt u 'werkplek'?"),
        ({"leerplaats": "werkplek"}, "toewijzingen[0].leerplaats", "is te ruim"),
        ({"leerplaats": "gesimuleerde-werkplek"}, "toewijzingen[0].leerplaats", "kan niet geleerd worden op"),
        ({"periode": 9}, "toewijzingen[0].periode", "periode 9 bestaat niet"),
        ({"plek": 1}, "toewijzingen[0].plek", "dit veld bestaat niet"),
    ],
)
def test_an_allocation_that_cannot_be(
    client: TestClient, more: dict[str, Any], place: str, words: str
) -> None:
    frame, competences = stored(client)
    lines = whole(competences)
    lines[0] = change(lines[0], **more)
    answer = client.post("/trajecten/aandeel", json={"kader": frame, "toewijzingen": lines})
    problem = answer.json()
    assert answer.status_code == 422
    assert problem["plaats"] == place
    assert words.lower() in problem["detail"].lower()


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({}, "traject"),
        ({"traject": "115", "toewijzingen": [{"onderdeel": "a", "leerplaats": "b"}]}, "toewijzingen"),
        ({"traject": "onbekend"}, "traject"),
        ({"traject": "115", "datum": 0}, "datum"),
        ({"traject": "115", "vergelijk": ["be-bbl"]}, "vergelijk"),
    ],
)
def test_a_share_request_that_is_wrong(client: TestClient, asked: dict[str, Any], place: str) -> None:
    answer = client.post("/trajecten/aandeel", json=asked)
    assert (answer.status_code, answer.json()["plaats"]) == (422, place)


def test_a_frame_with_an_unknown_qualification(client: TestClient) -> None:
    frame, _ = stored(client)
    answer = client.post("/trajecten/aandeel", json={"kader": {**frame, "kwalificaties": ["BK-9999-1"]}})
    assert answer.status_code == 422
    assert "BK-9999-1" in answer.json()["detail"]
