"""Structure, overlap and comparison over HTTP."""

import pytest
from starlette.testclient import TestClient


def test_the_structure_of_a_version(client: TestClient) -> None:
    answer = client.get("/kwalificaties/BK-0090-2/structuur").json()
    assert answer["gegevens"]["langste_ketting"] == ["BK-0090-2.04", "BK-0090-2.15", "BK-0090-2.16"]
    assert {"blokkeringsfactor", "vertragingsfactor", "schaars"} <= set(answer["gegevens"]["competenties"][0])
    assert answer["links"]["self"]["href"].endswith("/kwalificaties/BK-0090-2/structuur")


def test_the_overlap_counts_proposals_only_when_asked(client: TestClient) -> None:
    plain = client.get("/kwalificaties/BK-0130-5/overlap/BK-0168-3").json()["gegevens"]
    assert (len(plain["resterend"]), plain["voorstellen_geteld"]) == (15, False)
    assert all(one["score"] for one in plain["voorstellen"])
    path = "/kwalificaties/BK-0130-5/overlap/BK-0168-3?voorstellen=true&ondergrens=0.5&uren=510"
    counted = client.get(path).json()["gegevens"]
    assert (len(counted["resterend"]), counted["ondergrens"]) == (13, "1/2")
    assert counted["verkortingen"][-1]["uren"] == 510


def test_two_trajectories_by_the_norms_of_two_countries(client: TestClient) -> None:
    answer = client.get("/trajecten/115/vergelijking/115-voltijds?datum=2026-09-01").json()
    norms = {one["norm"]: one for one in answer["gegevens"]["normen"]}
    assert norms["NL-BBL-610"]["ter_vergelijking"]
    assert norms["VL-STREEF-60-TIJD"]["eerste"]["aandeel"] == "13/19"
    assert answer["links"]["self"]["href"].endswith("/trajecten/115-duaal/vergelijking/115-voltijds")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/kwalificaties/BK-0090-9/structuur", 404),
        ("/kwalificaties/BK-0002-3/structuur", 422),
        ("/kwalificaties/BK-0090-2/overlap/BK-0090-2", 422),
        ("/kwalificaties/BK-0090-2/overlap/BK-0169-3?ondergrens=2", 422),
        ("/kwalificaties/BK-0090-2/overlap/BK-0169-3?uren=-1", 422),
        ("/trajecten/115/vergelijking/115-duaal", 422),
        ("/trajecten/115/vergelijking/geen", 404),
        ("/trajecten/115/vergelijking/310?vergelijk=nl-bbk", 422),
    ],
)
def test_what_cannot_be_is_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["detail"]
