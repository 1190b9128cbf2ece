"""Where queries and updates are handed in; whatever has to wait does so in a thread, and holds nobody up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from anyio import CapacityLimiter, move_on_after, to_thread

from api.sparql.formats import Forms
from api.sparql.protocol import Operation
from api.sparql.tabel import ROWS_FORM
from api.sparql.tempo import Tempo
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import BadQuery, InvalidInput, QueryTimeout
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.dataset import dataset_of, with_base, with_using
from kwalificatiegraaf.store.lanes import LARGE, QUICK, Displaced, Visit, full
from kwalificatiegraaf.store.oxigraph import check_update
from kwalificatiegraaf.store.probing import reads_of
from kwalificatiegraaf.store.syntax import refuse_service, require_shallow, split_operations
from kwalificatiegraaf.store.worker import Gone
from kwalificatiegraaf.store.workers import Answer, Ask, Readers, Turn

PATIENCE = 1.0
"""Seconds that a long query waits for a place in the queue before it is refused: whoever comes back at
once after a refusal would otherwise keep the server busy with refusing."""


class Loket:
    """Runs queries beside each other and updates one after the other."""

    def __init__(self, settings: Settings) -> None:
        self.allowed = settings.service_allow
        room = settings.query_workers + settings.query_queue
        self.readers = CapacityLimiter(2 * room)
        """Threads for all that has room in the quick lane: what is known as quick, and what is new."""
        self.slots = {known: asyncio.Semaphore(settings.query_workers) for known in (True, False)}
        self.long = CapacityLimiter(room)
        self.threads = CapacityLimiter(self.long.total_tokens)
        self.writer = CapacityLimiter(1)
        self.tempo = Tempo(settings.query_rate)

    async def ask(self, systeem: Systeem, operation: Operation, forms: Forms, base: str) -> Answer:
        """Return the whole answer; errors as in Readers.run."""
        with operation.places():
            readers, ask = systeem.readers, None
            if not readers.lanes.is_long(operation.text):
                ask = self._ask_of(operation, forms, base)
                with suppress(Displaced):
                    return await self._quick(readers, ask)

            def run() -> Answer:
                return readers.run_long(ask or self._ask_of(operation, forms, base))

            async with self._place():
                return await to_thread.run_sync(run, limiter=self.threads)

    async def _quick(self, readers: Readers, ask: Ask) -> Answer:
        """Return the answer of a query that is thought to be quick, or raise Displaced.

        A process that is ready is asked and heard here, without a thread: changing threads takes longer
        than a lookup. A thread takes over what waits.
        """
        with readers.lanes.quick(ask.query) as visit:
            turn = None
            with suppress(Gone):
                async with self.slots[visit.known]:
                    turn = readers.begin(ask, visit)
                    if turn and await _comes(turn) and turn.arrived():
                        return turn.finish()
            return await self._persist(readers, ask, visit, turn)

    async def _persist(self, readers: Readers, ask: Ask, visit: Visit, turn: Turn | None) -> Answer:
        """Return the whole answer by way of a thread; a turn that no thread came to take over is given up."""
        taken = False

        def run() -> Answer:
            nonlocal taken
            taken = True
            return readers.persist(ask, visit, turn)

        try:
            return await to_thread.run_sync(run, limiter=self.readers)
        finally:
            if turn and not taken:
                turn.abandon()

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
            return Ask(text, *asked, allowed=self.allowed, unread=True)
        return Ask(text, *asked, dataset_of(text, base), self.allowed)

    async def write(self, systeem: Systeem, operation: Operation, base: str) -> None:
        """Apply an update, rebuild what is derived, and let queries see it."""
        with operation.places():
            await to_thread.run_sync(partial(_write, systeem, operation, base), limiter=self.writer)


async def _comes(turn: Turn) -> bool:
    """Wait until the answer begins to come in, for no longer than a blink."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[bool] = loop.create_future()

    def tell(comes: bool) -> None:
        if not found.done():
            found.set_result(comes)

    link = turn.fileno()
    loop.add_reader(link, tell, True)
    timer = loop.call_later(QUICK, tell, False)
    try:
        return await found
    except BaseException:
        turn.abandon()
        raise
    finally:
        timer.cancel()
        loop.remove_reader(link)


def _require_quick(readers: Readers, update: str, base: str) -> None:
    """Raise QueryTimeout or QueryTooLarge when what an update reads is more than a query may.

    The update itself, once it runs, has no limit. It may read a graph that is not there as an empty one.
    """
    for query in reads_of(update):
        try:
            with suppress(BadQuery):
                readers.run(Ask(query, ROWS_FORM, None, base, named=dataset_of(query, base), lenient=True))
        except QueryTimeout as error:
            raise QueryTimeout(
                f"de wijziging leest langer dan {readers.bounds.seconds:g} s; er is niets veranderd",
                place="update",
                remedy="maak de voorwaarden smaller, splits de wijziging, of verhoog KG_QUERY_TIMEOUT",
            ) from error


def _write(systeem: Systeem, operation: Operation, base: str) -> None:
    try:
        refuse_service(operation.text)
        require_shallow(operation.text)
        if not any(one.keywords for one in split_operations(operation.text)):
            return
        update = with_using(with_base(operation.text, base), operation.dataset)
        _require_quick(systeem.readers, update, base)
        check_update(operation.text, base)
        with systeem.changing() as store:
            store.update(update)
    except BadQuery:
        raise
    except InvalidInput as error:
        raise BadQuery(error.message, place=error.place, remedy=error.remedy) from error
