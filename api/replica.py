"""A writer publishes at its start, and a replica looks now and then whether there is something newer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool

from api.dependencies import Bron
from kwalificatiegraaf.errors import KwalificatiegraafError
from kwalificatiegraaf.store.snapshots import SnapshotStore

EVERY = 0.25
"""Seconds between two looks at the pointer: one small file."""
WARM_AFTER = 1.0
"""Seconds between a move and the text index, which a search would build at once."""


@asynccontextmanager
async def watching(bron: Bron) -> AsyncIterator[None]:
    """Publish once, or follow for as long as the service runs."""
    await _try(lambda: bron.get().publish())
    if not isinstance(bron.get().store, SnapshotStore):
        yield
        return
    task = asyncio.create_task(_follow(bron))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _follow(bron: Bron) -> None:
    warming: set[asyncio.Task[None]] = set()  # kept, so that nobody collects a task that runs
    while True:
        await asyncio.sleep(EVERY)
        if await _try(bron.follow):
            task = asyncio.create_task(_warm(bron))
            warming.add(task)
            task.add_done_callback(warming.discard)


async def _warm(bron: Bron) -> None:
    """Build the text index; a little later, so that it takes no time from whoever asks now."""
    await asyncio.sleep(WARM_AFTER)
    await _try(lambda: bron.get().index)


async def _try(work: Callable[[], object]) -> object:
    """Return what it gives, in a thread; what fails is logged and tried again, and the service goes on."""
    try:
        return await run_in_threadpool(work)
    except KwalificatiegraafError as error:
        import structlog

        log = structlog.get_logger("kwalificatiegraaf")
        log.error("snapshot", place=error.place, problem=error.message, remedy=error.remedy)
        return None
