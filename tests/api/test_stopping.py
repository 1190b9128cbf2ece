"""SIGTERM while work goes on: whoever waits hears it, and the log stays clean."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.stopping import Farewell
from tests.api.jobs.conftest import LATER, LONG
from tests.api.sparql.conftest import Server, start

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return start(tmp_path, query_workers="2", query_timeout="60")


def follow(server: Server, job: str) -> str:
    """Return what the progress of a job tells until it ends by itself."""
    headers = {"Accept": "text/event-stream"}
    with server.client.stream("GET", f"{job}/voortgang", headers=headers) as answer:
        return "".join(answer.iter_text())


def test_whoever_waits_hears_that_the_server_stops(server: Server, tmp_path: Path) -> None:
    job = server.client.post("/trajecten/bouw", json=LONG, headers=LATER).headers["location"]
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(server.get, query=HEAVY) for _ in range(5)]
        told = threads.submit(follow, server, job)
        time.sleep(1)
        server.process.terminate()
        answers = [one.result() for one in asked]
        assert "event: " in told.result()
    server.process.wait(20)
    server.client.close()
    for answer in answers:
        assert answer.status_code == 503
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert (answer.json()["title"], answer.headers["retry-after"]) == ("De dienst stopt", "10")
    log = (tmp_path / "serve.log").read_text()
    assert "Traceback" not in log
    assert "Finished server process" in log


@pytest.mark.parametrize(("form", "sent"), [(b"text/csv", 2), (b"text/event-stream", 3)])
def test_an_answer_that_is_cut_is_not_made_whole(form: bytes, sent: int) -> None:
    messages: list[Message] = []

    async def cut(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", form)]})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise asyncio.CancelledError

    async def note(message: Message) -> None:
        messages.append(message)

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    asyncio.run(Farewell(cut)({"type": "http"}, nothing, note))
    assert len(messages) == sent
    assert messages[-1]["more_body"] is (sent == 2)
