"""Explanations and repairs over HTTP."""

from typing import Any

import pytest
from starlette.testclient import TestClient

BLOCKED = {
    "traject": "115",
    "plaatsen": {"BK-0090-2.15": ["praktijklokaal"], "BK-0090-2.16": ["praktijklokaal"]},
    "werkplekuren": 16,
    "schooluren_beroepsgericht": 12,
    "datum": "2025-09-01",
}


def test_a_blocked_variant_is_explained(client: TestClient) -> None:
    answer = client.post("/trajecten/uitleg", json=BLOCKED).json()["gegevens"]
    found = {one["norm"]: one for one in answer["uitleg"]}["VL-STREEF-60"]
    assert (answer["traject"], found["status"], found["begrensd"]) == ("115-duaal", "geblokkeerd", False)
    assert found["hoogste"][0]["waarde"] == found["hoogste"][0]["grens"] == "353/596"
    facts = {fact["code"] for fact in found["blokkeringen"][0]["feiten"]}
    assert {"uren:4", "uren:5", "plaatsen:BK-0090-2.19"} <= facts
    assert {one["feit"] for one in found["blokkeringen"][0]["certificaat"]["opheffingen"]} == facts


def test_it_is_repaired_by_one_place_more(client: TestClient) -> None:
    asked = BLOCKED | {"nastreeft": ["VL-STREEF-60"]}
    (plan,) = client.post("/trajecten/herstel", json=asked).json()["gegevens"]["plannen"]
    best = plan["herstellingen"][0]
    assert plan["status"] == "bewezen"
    assert best["kost"] == {"aantal": 1, "uren": 0, "codes": ["plaatsen:BK-0090-2.19"]}
    assert best["wijzigingen"][0]["leerplaatsen"] == ["reele-werkplek"]


def test_a_repaired_trajectory_passes_the_share_check(client: TestClient) -> None:
    """What the repair gives is a trajectory that the other routes accept, hours and all."""
    asked = BLOCKED | {"nastreeft": ["VL-STREEF-60-TIJD"]}
    (plan,) = client.post("/trajecten/herstel", json=asked).json()["gegevens"]["plannen"]
    for repaired in plan["herstellingen"]:
        placed = [
            {key: row[key] for key in ("onderdeel", "leerplaats", "periode", "uren")}
            for row in repaired["traject"]["toewijzingen"]
        ]
        assert sum(row["uren"] for row in placed) == sum(
            line["weekuren"] * period["weken"]
            for line in repaired["traject"]["kader"]["uurverdeling"]
            for period in repaired["traject"]["kader"]["perioden"]
        )


def test_own_hours_are_explained_too(client: TestClient) -> None:
    asked = {"kwalificaties": ["BK-0227-3"], "werkplekuren": 10, "schooluren_beroepsgericht": 10}
    found = client.post("/trajecten/uitleg", json=asked).json()["gegevens"]["uitleg"]
    assert {one["status"] for one in found} <= {"geblokkeerd", "haalbaar", "onmogelijk"}
    assert all(one["zin"] for one in found)


@pytest.mark.parametrize("path", ["/trajecten/uitleg", "/trajecten/herstel"])
@pytest.mark.parametrize(
    ("asked", "place", "words"),
    [
        ({}, "werkplekuren", "geen uren gevraagd"),
        ({"traject": "9999"}, "traject", "bestaat niet"),
        ({"traject": "115", "jaren": 2}, "jaren", "hoort niet bij een opgeslagen traject"),
        ({"traject": "115", "nastreeft": ["VL-STREEF-6"]}, "nastreeft", "bedoelt u 'VL-STREEF-60'?"),
        ({"traject": "115", "plaatsen": {"BK-0090-2.99": ["leslokaal"]}}, None, "bestaat niet"),
        ({"traject": "115", "plaatsen": {"BK-0090-2.15": []}}, None, ""),
        ({"traject": "115", "werkplekuren": -1}, "werkplekuren", "te klein"),
        ({"traject": "115", "ruimte": {"uren": 61}}, "ruimte.uren", "te groot"),
        ({"traject": "115", "zomaar": 1}, "zomaar", ""),
    ],
)
def test_what_cannot_be_asked(
    client: TestClient, path: str, asked: dict[str, Any], place: str | None, words: str
) -> None:
    answer = client.post(path, json=asked)
    problem = answer.json()
    assert answer.status_code == 422
    assert words in str(problem)
    if place:
        assert place in str(problem.get("plaats") or problem.get("fouten"))
