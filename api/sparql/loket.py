"""Where queries and updates are handed in: threads of their own, so that no other request waits for them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from anyio import CapacityLimiter, move_on_after, to_thread

from api.sparql.formats import Forms
from api.sparql.protocol import Operation
from api.sparql.tempo import Tempo
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import BadQuery, InvalidInput
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.dataset import dataset_of, with_base, with_using
from kwalificatiegraaf.store.lanes import LARGE, Displaced, full
from kwalificatiegraaf.store.syntax import check_query
from kwalificatiegraaf.store.workers import Answer, Ask

SPARE = 8
"""Threads beyond the queue, in which what does not fit is refused at once."""

PATIENCE = 1.0
"""Seconds that a long query waits for a place in the queue before it is refused: whoever comes back at
once after a refusal would otherwise keep the server busy with refusing."""


class Loket:
    """Runs queries beside each other and updates one after the other."""

    def __init__(self, settings: Settings) -> None:
        self.allowed = settings.service_allow
        self.readers = CapacityLimiter(settings.query_workers + settings.query_queue + SPARE)
        self.long = CapacityLimiter(settings.query_workers + settings.query_queue)
        self.threads = CapacityLimiter(self.long.total_tokens)
        self.writer = CapacityLimiter(1)
        self.tempo = Tempo(settings.query_rate)

    async def ask(self, systeem: Systeem, operation: Operation, forms: Forms, base: str) -> Answer:
        """Return the whole answer; errors as in Readers.run."""
        readers = systeem.readers

        def run(way: Callable[[Ask], Answer]) -> Answer:
            return way(self._ask_of(operation, forms, base))

        if not readers.lanes.is_long(operation.text):
            try:
                return await to_thread.run_sync(run, readers.run_quick, limiter=self.readers)
            except Displaced:
                pass
        async with self._place():
            return await to_thread.run_sync(run, readers.run_long, limiter=self.threads)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """Hold a place in the queue of long queries; QueueFull when none comes free."""
        holder = object()
        with move_on_after(PATIENCE) as waiting:
            await self.long.acquire_on_behalf_of(holder)
        if waiting.cancelled_caught:
            raise full()
        try:
            yield
        finally:
            self.long.release_on_behalf_of(holder)

    def _ask_of(self, operation: Operation, forms: Forms, base: str) -> Ask:
        """Return the query as the processes take it, read here where it is not large."""
        text, asked = operation.text, (forms.rows, forms.triples, base, operation.dataset)
        if len(text) >= LARGE:
            return Ask(text, *asked, unread=self.allowed)
        check_query(text, self.allowed)
        return Ask(text, *asked, dataset_of(text, base))

    async def write(self, systeem: Systeem, operation: Operation, base: str) -> None:
        """Apply an update, rebuild what is derived, and let queries see it."""
        await to_thread.run_sync(partial(_write, systeem, operation, base), limiter=self.writer)


def _write(systeem: Systeem, operation: Operation, base: str) -> None:
    try:
        update = with_using(with_base(operation.text, base), operation.dataset)
        with systeem.changing() as store:
            store.update(update)
    except BadQuery:
        raise
    except InvalidInput as error:
        raise BadQuery(error.message, place=error.place, remedy=error.remedy) from error
