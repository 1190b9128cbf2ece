"""Progress as server-sent events: form, order, silence and the end."""

from typing import Any

import anyio
import pytest
from starlette.responses import Response

from api.jobs.job import Job
from api.jobs.stream import follow, number_of
from kwalificatiegraaf.planning.progress import Step


def gather(job: Job, after: int = 0, meanwhile: Any = None) -> list[str]:
    """Return what a listener hears; `meanwhile` runs beside it."""
    heard: list[str] = []

    async def listen() -> None:
        async for part in follow(job, after, heartbeat=0.05):
            heard.append(part.decode())

    async def both() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(listen)
            if meanwhile:
                tasks.start_soon(meanwhile)

    with anyio.from_thread.start_blocking_portal() as portal:
        portal.call(both)
    return heard


def done() -> Job:
    job = Job("bouw", limit=10, keep=60)
    job.begin(lambda: None)
    job.report(Step(fase="één"))
    job.finish("klaar", Response(b"{}"))
    return job


def test_what_has_happened_is_told_in_the_form_of_the_standard() -> None:
    heard = gather(done())
    assert heard[0] == 'event: stand\ndata: {"status":"wachtend"}\nid: 1\nretry: 2000\n\n'
    assert heard[2].startswith('event: fase\ndata: {"fase":"één",')
    assert heard[3].startswith('event: einde\ndata: {"id":')
    assert all(part.endswith("\n\n") for part in heard)


def test_who_comes_back_hears_only_what_is_new() -> None:
    assert [part.split("\n")[0] for part in gather(done(), after=2)] == ["event: fase", "event: einde"]
    assert gather(done(), after=4) == []


def test_silence_gives_signs_of_life_and_news_comes_at_once() -> None:
    job = Job("bouw", limit=10, keep=60)

    async def happen() -> None:
        await anyio.sleep(0.2)
        await anyio.to_thread.run_sync(job.finish, "geannuleerd")

    heard = gather(job, meanwhile=happen)
    assert heard[1:-1]
    assert set(heard[1:-1]) == {": ping\n\n"}
    assert heard[-1].startswith("event: einde")
    assert job.bells == set()


@pytest.mark.parametrize(
    ("given", "number"),
    [(None, 0), ("", 0), ("12", 12), ("-1", 0), ("x", 0), ("²", 0), ("1" * 5000, 0)],
)
def test_the_number_that_a_client_saw_last(given: str | None, number: int) -> None:
    assert number_of(given) == number
