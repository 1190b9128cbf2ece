"""Limits: bodies that are too large, and builds that are too many."""

from collections.abc import Iterator
from threading import Event

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from api.app import create_app
from api.errors import TooBusy
from api.limits import Bouwplaats
from kwalificatiegraaf.settings import Settings

JSON_HEADER = {"Content-Type": "application/json"}


def chunks(count: int) -> Iterator[bytes]:
    yield b'{"titel": "'
    for _ in range(count):
        yield b"x" * 10_000
    yield b'"}'


@pytest.mark.parametrize("content", [b"x" * 2_000_001, chunks(201)], ids=["announced", "chunked"])
def test_a_huge_body_is_refused(client: TestClient, content: bytes | Iterator[bytes]) -> None:
    answer = client.post("/trajecten/bouw", content=content, headers=JSON_HEADER)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "De inhoud is groter dan 2000000 bytes"


def test_a_body_below_the_limit_is_read(client: TestClient) -> None:
    answer = client.post("/trajecten/bouw", content=chunks(100), headers=JSON_HEADER)
    assert answer.status_code == 422
    assert answer.json()["plaats"] == "titel"


def test_the_limit_is_a_setting() -> None:
    small = TestClient(create_app(settings=Settings(max_body=1000)))
    answer = small.post("/trajecten/bouw", content=b"x" * 1001, headers=JSON_HEADER)
    assert answer.json()["detail"] == "De inhoud is groter dan 1000 bytes"


def test_builds_wait_and_too_many_are_refused() -> None:
    bouwplaats = Bouwplaats(builders=1, waiting=1)
    release, done = Event(), []

    async def build(number: int) -> None:
        done.append(await bouwplaats.run(lambda: (release.wait(5), number)[1]))

    async def all_at_once() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(build, 1)
            tasks.start_soon(build, 2)
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(TooBusy):
                await bouwplaats.run(lambda: 3)
            release.set()
        assert await bouwplaats.run(lambda: 4) == 4

    with start_blocking_portal() as portal:
        portal.call(all_at_once)
    assert sorted(done) == [1, 2]
