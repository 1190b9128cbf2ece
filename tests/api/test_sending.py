"""Answers on their way out: in pieces, each once the one before is taken, and no more held than may be."""

import asyncio
from collections.abc import Sequence

import pytest
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.types import ASGIApp, Message, Scope

from api.sending import PIECE, Holding, Pieces

SMALL, LARGE = b"x" * 10, b"x" * (3 * PIECE + 1)


def scope(path: str = "/") -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [],
        "scheme": "http",
        "server": ("dienst.test", 80),
    }


async def nothing() -> Message:
    return {"type": "http.disconnect"}


class Client:
    """Takes messages, and waits with what is no head until it may go on."""

    def __init__(self, *, waits: bool = False) -> None:
        self.free = asyncio.Event()
        self.got: list[Message] = []
        if not waits:
            self.free.set()

    async def take(self, message: Message) -> None:
        if message["type"] != "http.response.start":
            await self.free.wait()
        self.got.append(message)

    @property
    def status(self) -> int:
        return int(self.got[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(bytes(message["body"]) for message in self.got[1:])


@pytest.mark.parametrize("body", [b"", SMALL, b"x" * PIECE, LARGE])
def test_a_body_arrives_whole_in_pieces(body: bytes) -> None:
    client = Client()
    asyncio.run(Pieces(PlainTextResponse(body))(scope(), nothing, client.take))
    assert client.body == body
    assert max(len(message["body"]) for message in client.got[1:]) <= PIECE
    assert [message.get("more_body", False) for message in client.got[1:]][-1] is False


def statuses(app: ASGIApp, limit: int, paths: Sequence[str]) -> list[int]:
    """Return what is answered to clients that come one after the other while none before has read."""

    async def run() -> list[int]:
        holding = Holding(app, limit)
        clients = [Client(waits=True) for _ in paths]
        async with asyncio.TaskGroup() as tasks:
            for path, client in zip(paths, clients, strict=True):
                tasks.create_task(holding(scope(path), nothing, client.take))
                await asyncio.sleep(0)
            await asyncio.sleep(0.01)
            for client in clients:
                client.free.set()
        assert holding.held == 0
        return [client.status for client in clients]

    return asyncio.run(run())


def test_a_large_answer_waits_for_those_before_it_to_be_taken() -> None:
    large = PlainTextResponse(LARGE)
    assert statuses(large, 2 * len(LARGE), "////") == [200, 200, 503, 503]
    assert statuses(large, 1, "//") == [200, 503]


def test_a_small_answer_is_never_refused() -> None:
    assert statuses(PlainTextResponse(SMALL), 1, "////") == [200] * 4


def test_what_comes_as_it_is_read_is_not_held() -> None:
    assert statuses(PlainTextResponse(LARGE), 1, ["/dumps/a.gz"] * 3) == [200] * 3
    events = StreamingResponse(iter(()), media_type="text/event-stream")
    assert statuses(events, 1, ["/"]) == [200]


def test_an_answer_that_fails_is_held_no_longer() -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("broken")

    holding = Holding(broken, 1)
    with pytest.raises(RuntimeError):
        asyncio.run(holding(scope(), nothing, Client().take))
    assert holding.held == 0
