"""Individual trajectories over HTTP; nothing of a request is kept."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from kwalificatiegraaf.bootstrap import Systeem


def test_a_request_gives_a_trajectory_and_leaves_no_trace(client: TestClient, systeem: Systeem) -> None:
    before = systeem.store.graph_names()
    proof = {"soort": "competenties", "competenties": ["BK-0090-2.12"], "evc": True}
    asked = {"opleiding": "115", "startdatum": "2026-11-24", "bewijzen": [proof]}
    found = client.post("/trajecten/individueel", json=asked).json()["gegevens"]
    assert found["traject"] == "115-duaal"
    assert sum(one["bewezen"] for one in found["onderdelen"]) == 1
    assert {one["zekerheid"] for one in found["waarschuwingen"]} == {"bevestigd", "onbevestigd"}
    assert systeem.store.graph_names() == before


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"startdatum": "2026-11-24"}, "opleiding"),
        ({"opleiding": "115", "startdatum": 0}, "startdatum"),
        ({"opleiding": "99999", "startdatum": "2026-11-24"}, "opleiding"),
        ({"opleiding": "115", "startdatum": "2026-11-24", "naam": "x"}, "naam"),
        (
            {"opleiding": "115", "startdatum": "2026-11-24", "bewijzen": [{"soort": "competenties"}]},
            "bewijzen[0].competenties",
        ),
    ],
)
def test_a_request_that_is_wrong(client: TestClient, asked: dict[str, Any], place: str) -> None:
    answer = client.post("/trajecten/individueel", json=asked)
    assert (answer.status_code, answer.json()["plaats"]) == (422, place)
