"""Limits: bodies that are too large, and builds that are too many."""

from collections.abc import Awaitable, Callable, Iterator
from threading import Event

import anyio
import pytest
from anyio import CapacityLimiter
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient
from starlette.types import Message

from api.app import create_app
from api.limits import Body, Bouwplaats
from api.refusals import TooBusy, TooLarge
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


def messages(sizes: list[int]) -> Callable[[], Awaitable[Message]]:
    left = [
        {"type": "http.request", "body": b"x" * size, "more_body": at < len(sizes)}
        for at, size in enumerate(sizes, start=1)
    ]

    async def receive() -> Message:
        return left.pop(0) if left else {"type": "http.disconnect"}

    receive.left = left  # type: ignore[attr-defined]
    return receive


def refuse(body: Body) -> None:
    """Read a body that is too large, and take the rest of it off the line."""

    async def read_and_discard() -> None:
        with pytest.raises(TooLarge):
            await body.read()
        await body.discard()

    with start_blocking_portal() as portal:
        portal.call(read_and_discard)


@pytest.mark.parametrize("headers", [[], [(b"content-length", b"9000")], [(b"expect", b"100-continue")]])
def test_what_is_refused_is_still_taken_off_the_line(headers: list[tuple[bytes, bytes]]) -> None:
    receive = messages([3000, 3000, 3000])
    body = Body({"type": "http", "headers": headers}, receive, 2000, CapacityLimiter(1))
    refuse(body)
    assert receive.left == []  # type: ignore[attr-defined]


def test_a_client_that_asks_before_it_sends_is_answered_at_once() -> None:
    receive = messages([3000])
    headers = [(b"content-length", b"3000"), (b"expect", b"100-continue")]
    body = Body({"type": "http", "headers": headers}, receive, 2000, CapacityLimiter(1))
    refuse(body)
    assert len(receive.left) == 1  # type: ignore[attr-defined]


def test_large_bodies_wait_for_room_and_are_refused_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.limits.PATIENCE", 0.05)

    async def three() -> list[int]:
        room = CapacityLimiter(1)

        def body(size: int) -> Body:
            return Body({"type": "http", "headers": []}, messages([40_000, size, 1]), 200_000, room)

        first, second, small = body(40_000), body(40_000), body(1)
        found = [len(await first.read()), len(await small.read())]
        with pytest.raises(TooBusy, match="grote aanvragen"):
            await second.read()
        first.leave()
        last = body(40_000)
        found.append(len(await last.read()))
        last.leave()
        return [*found, room.borrowed_tokens]

    with start_blocking_portal() as portal:
        assert portal.call(three) == [80_001, 40_002, 80_001, 0]


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


@pytest.mark.parametrize(("coding", "status"), [("gzip", 415), ("identity", 200)])
def test_a_body_that_is_packed_is_refused(client: TestClient, coding: str, status: int) -> None:
    kind = {"Content-Type": "application/sparql-query", "Content-Encoding": coding}
    answer = client.post("/sparql", content=b"ASK {}", headers=kind)
    assert answer.status_code == status
    if status == 415:
        assert answer.headers["accept-encoding"] == "identity"
        assert answer.json()["plaats"] == "Content-Encoding"
