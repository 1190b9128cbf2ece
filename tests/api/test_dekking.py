"""Coverage over HTTP."""

from typing import Any

import pytest
from starlette.testclient import TestClient


def test_what_a_salon_covers(client: TestClient) -> None:
    asked = {"traject": "115", "vestigingen": ["salon-voorbeeld"], "datum": "2026-11-24"}
    found = client.post("/trajecten/dekking", json=asked).json()["gegevens"]
    assert not found["volledig"]
    assert found["combinatie"]["status"] == "optimaal"
    covered = {part["onderdeel"] for part in found["competenties"] if part["gedekt_door"]}
    assert "BK-0090-2.15" in covered
    assert "BK-0090-2.16" not in covered


@pytest.mark.parametrize("north", [51.05434220000001, 1e-9, "51.05434220000001"])
def test_a_coordinate_as_a_device_gives_it(client: TestClient, north: object) -> None:
    asked = {"traject": "115", "vanaf": {"breedte": north, "lengte": 3.7}, "datum": "2026-11-24"}
    assert client.post("/trajecten/dekking", json=asked).status_code == 200


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"traject": "99999"}, "traject"),
        ({"traject": "115", "volgens_kalender": 0}, "volgens_kalender"),
        ({"traject": "115", "vestigingen": ["x"]}, "vestigingen"),
        ({"traject": "115", "vanaf": {"breedte": 100, "lengte": 0}}, "vanaf.breedte"),
        ({"traject": "115", "leerlingen": [{"naam": "Jan"}]}, "leerlingen[0].merk"),
    ],
)
def test_a_question_that_is_wrong(client: TestClient, asked: dict[str, Any], place: str) -> None:
    answer = client.post("/trajecten/dekking", json=asked)
    assert (answer.status_code, answer.json()["plaats"]) == (422, place)
