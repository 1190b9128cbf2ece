"""The school calendar over HTTP."""

import pytest
from starlette.testclient import TestClient


def test_a_year_with_its_source_and_periods(client: TestClient) -> None:
    found = client.get("/kalender/2026-2027?vrij=2026-11-12,2026-11-13&splitsing=2027-01-04").json()
    assert found["gegevens"]["opleidingsdagen"] == 181
    assert found["gegevens"]["vakanties"][3]["van"] == "2027-03-29"
    assert found["gegevens"]["bron"].endswith("art. 7")
    assert [one["van"] for one in found["gegevens"]["perioden"]] == ["2026-09-01", "2027-01-04"]
    assert found["links"]["self"]["href"].endswith("/kalender/2026-2027")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/kalender/2027-2026", "schooljaar"),
        ("/kalender/ooit", "schooljaar"),
        ("/kalender/2026-2027?les=2026-11-11", "les"),
        ("/kalender/2026-2027?splitsing=2027-13-01", "splitsing"),
    ],
)
def test_what_cannot_be_is_a_problem_with_a_remedy(client: TestClient, path: str, place: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert answer.json()["plaats"] == place
    assert answer.json()["remedie"]


def test_a_trajectory_is_built_on_real_school_years(client: TestClient) -> None:
    asked = {"opleiding": "23", "schooljaren": ["2026-2027", "2027-2028"], "datum": "2026-09-01"}
    frame = client.post("/trajecten/bouw", json=asked).json()["gegevens"]["traject"]["kader"]
    assert [period["weken"] for period in frame["perioden"]] == [19, 18, 18, 18]
