"""Long work over HTTP: accepted at once, the same answer later, and every problem on the way."""

from collections.abc import Iterator, Mapping
from time import monotonic, sleep
from typing import Any, get_args

import httpx2
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.jobs.job import Soort
from api.jobs.work import EXAMPLE
from api.naslag import EXAMPLES
from kwalificatiegraaf.bootstrap import Systeem
from tests.api.jobs.conftest import LATER, LONG, wait_for

LONG_ROUTES = [f"/trajecten/{soort}" for soort in get_args(Soort)]
NOT_POSSIBLE = {"kwalificaties": ["BK-0090-2"], "werkplekuren": 1}


def finished(client: TestClient, location: str) -> Any:
    """Return the state of a job once it has ended."""
    deadline = monotonic() + 120
    while (found := client.get(location).json()["gegevens"])["geeindigd"] is None:
        assert monotonic() < deadline, found
        sleep(0.05)
    return found


def small(systeem: Systeem, **settings: float) -> Iterator[TestClient]:
    """Yield a service with these settings."""
    own = systeem.settings.model_copy(update=settings)
    with TestClient(create_app(Systeem(own, systeem.store, systeem.repository))) as found:
        yield found


@pytest.fixture
def holds_one(systeem: Systeem) -> Iterator[TestClient]:
    yield from small(systeem, job_max=1)


@pytest.fixture
def hasty(systeem: Systeem) -> Iterator[TestClient]:
    yield from small(systeem, job_timeout=0.05, job_keep=3)


def test_the_later_answer_is_the_answer(
    client: TestClient, example_answers: Mapping[str, httpx2.Response]
) -> None:
    accepted = {path: client.post(path, json=EXAMPLES[path], headers=LATER) for path in LONG_ROUTES}
    for path, answer in accepted.items():
        assert (answer.status_code, answer.headers["preference-applied"]) == (202, "respond-async")
        location = answer.headers["location"]
        document = answer.json()
        assert document["gegevens"]["soort"] == path.rpartition("/")[2]
        assert document["links"]["self"]["href"] == f"http://testserver{location}"
        state = finished(client, location)
        assert (state["status"], state["fase"]) == ("klaar", None)
        later = client.get(f"{location}/resultaat")
        at_once = example_answers[path]
        assert later.status_code == at_once.status_code == 200
        assert later.content == at_once.content
        assert later.headers["content-type"] == at_once.headers["content-type"]
        assert later.headers["cache-control"] == "no-store"
        assert client.delete(location).status_code == 204
        assert client.get(location).status_code == 404


def test_the_later_problem_is_the_problem(client: TestClient) -> None:
    at_once = client.post("/trajecten/bouw", json=NOT_POSSIBLE)
    location = client.post("/trajecten/bouw", json=NOT_POSSIBLE, headers=LATER).headers["location"]
    assert finished(client, location)["status"] == "mislukt"
    later = client.get(f"{location}/resultaat")
    assert later.status_code == at_once.status_code == 422
    assert later.headers["content-type"] == "application/problem+json"
    assert later.content == at_once.content


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"onbekend": 1}, {}, 422),
        ({}, {"Content-Type": "text/plain"}, 415),
        ({"opleiding": "115"}, {"Accept": "image/png"}, 406),
    ],
)
def test_what_is_plainly_wrong_is_refused_at_once(
    client: TestClient, body: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    answer = client.post("/trajecten/bouw", json=body, headers=LATER | headers)
    assert answer.status_code == status
    assert "location" not in answer.headers


def test_other_preferences_are_ignored(client: TestClient) -> None:
    path, headers = "/trajecten/dekking", {"Prefer": "return=minimal, wait=5"}
    answer = client.post(path, json=EXAMPLES[path], headers=headers)
    assert answer.status_code == 200
    assert "preference-applied" not in answer.headers


def test_one_job_from_accepted_to_wiped(holds_one: TestClient) -> None:
    accepted = holds_one.post("/trajecten/bouw", json=LONG, headers=LATER)
    location = accepted.headers["location"]
    full = holds_one.post("/trajecten/bouw", json=LONG, headers=LATER)
    assert (full.status_code, full.headers["retry-after"]) == (503, "10")
    assert full.json()["type"].endswith("#probleem-te-druk")
    early = holds_one.get(f"{location}/resultaat")
    assert (early.status_code, early.json()["title"]) == (409, "Taak nog niet klaar")
    cancelled = holds_one.delete(location)
    assert (cancelled.status_code, cancelled.json()["gegevens"]["status"]) == (200, "geannuleerd")
    assert set(cancelled.json()["links"]) == {"self", "resultaat", "voortgang"}
    gone = holds_one.get(f"{location}/resultaat")
    assert (gone.status_code, gone.json()["detail"]) == (410, "De taak is geannuleerd")
    assert holds_one.delete(location).status_code == 204
    for method, address in (("GET", ""), ("GET", "/resultaat"), ("GET", "/voortgang"), ("DELETE", "")):
        unknown = holds_one.request(method, f"{location}{address}")
        assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")


def test_a_job_that_takes_too_long_and_is_forgotten(hasty: TestClient) -> None:
    location = hasty.post("/trajecten/bouw", json=LONG, headers=LATER).headers["location"]
    assert finished(hasty, location)["status"] == "verlopen"
    late = hasty.get(f"{location}/resultaat")
    assert (late.status_code, late.json()["detail"]) == (
        504,
        "De taak was na 0.05 s niet klaar en is afgebroken",
    )
    wait_for(lambda: hasty.get(location).status_code == 404, 20)


def test_what_happened_can_be_read_afterwards_and_then_nothing_comes(hasty: TestClient) -> None:
    location = hasty.post("/trajecten/bouw", json=LONG, headers=LATER).headers["location"]
    finished(hasty, location)
    stream = hasty.get(f"{location}/voortgang")
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert stream.text.startswith('event: stand\ndata: {"status":"wachtend"}\nid: 1\n')
    assert stream.text.rstrip().rpartition("id: ")[2] == "3"
    assert "etag" not in stream.headers
    assert hasty.head(f"{location}/voortgang").content == b""
    again = hasty.get(f"{location}/voortgang", headers={"Last-Event-ID": "3"})
    assert (again.status_code, again.content) == (204, b"")
    assert hasty.get(f"{location}/voortgang", headers={"Accept": "image/png"}).status_code == 406


def test_the_example_has_the_fields_of_a_real_answer(hasty: TestClient) -> None:
    document = hasty.post("/trajecten/bouw", json=LONG, headers=LATER).json()
    assert list(document["gegevens"]) == list(EXAMPLE["gegevens"])
    assert list(document["links"]) == list(EXAMPLE["links"])
