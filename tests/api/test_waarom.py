"""Why a placement is where it is, over HTTP."""

from starlette.testclient import TestClient


def test_a_placement_has_rule_facts_and_alternatives(client: TestClient) -> None:
    answer = client.get("/trajecten/115/waarom/BK-0090-2.15").json()
    found = answer["gegevens"]["plaatsingen"][0]
    assert answer["links"]["self"]["href"].endswith("/trajecten/115-duaal/waarom/BK-0090-2.15")
    assert {ground["soort"] for ground in found["gronden"]} == {"regel", "norm", "gegeven"}
    assert found["plaats_gedwongen"] is True
    assert {one["status"] for one in found["alternatieven"]} >= {"onmogelijk"}


def test_an_unknown_item_is_not_found(client: TestClient) -> None:
    problem = client.get("/trajecten/115/waarom/BK-0090-2.99")
    assert problem.status_code == 404
    assert "BK-0090-2.99" in problem.json()["detail"]
