"""The progress of a job as server-sent events: what happened, what happens, and an end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic_core import to_json

from api.jobs.job import Event, Job

EVENTS = "text/event-stream"
RETRY = 2000
"""Milliseconds that a client waits before it connects again."""


class Bell:
    """Wakes one listener of this event loop, from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def __call__(self) -> None:
        """Ring; a listener whose loop has ended does not mind."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, seconds: float) -> bool:
        """Wait until it rings; False when `seconds` go by without."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        rung = self._rung.is_set()
        self._rung.clear()
        return rung


def write_event(event: Event) -> bytes:
    """Return an event as it goes over the wire."""
    retry = RETRY if event.number == 1 else None
    text = to_json(event.data).decode()
    return format_sse_event(event=event.kind, data_str=text, id=str(event.number), retry=retry)


async def follow(job: Job, after: int, heartbeat: float) -> AsyncIterator[bytes]:
    """Yield the events after a number, old and new, until the last one; a comment after each silence."""
    bell = Bell()
    job.bells.add(bell)
    try:
        while True:
            for event in job.events_after(after):
                yield write_event(event)
                after = event.number
            if not job.is_open and after >= job.last:
                return
            if not await bell.wait(heartbeat):
                yield KEEPALIVE_COMMENT
    finally:
        job.bells.discard(bell)


def number_of(last_event_id: str | None) -> int:
    """Return the number of the event that a client saw last; 0 for none, or for what is no number of ours."""
    text = last_event_id or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
