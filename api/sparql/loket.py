"""Where queries and updates are handed in: threads of their own, so that no other request waits for them."""

from functools import partial

from anyio import CapacityLimiter, to_thread

from api.sparql.formats import Forms
from api.sparql.protocol import Operation
from api.sparql.tempo import Tempo
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import BadQuery, InvalidInput
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.dataset import dataset_of, with_base, with_using
from kwalificatiegraaf.store.syntax import refuse_service
from kwalificatiegraaf.store.workers import Answer, Ask

SPARE = 8
"""Threads beyond the queue, in which what does not fit is refused at once."""

MOST_SERVICES = 50
"""Times that the word may stand in a query, so that looking at each takes no time worth speaking of."""


class Loket:
    """Runs queries beside each other and updates one after the other."""

    def __init__(self, settings: Settings) -> None:
        self.allowed = settings.service_allow
        self.readers = CapacityLimiter(settings.query_workers + settings.query_queue + SPARE)
        self.writer = CapacityLimiter(1)
        self.tempo = Tempo(settings.query_rate)

    async def ask(self, systeem: Systeem, operation: Operation, forms: Forms, base: str) -> Answer:
        """Return the whole answer; errors as in Readers.run."""
        readers = systeem.readers

        def run() -> Answer:
            self._check(operation.text)
            named = dataset_of(operation.text, base)
            return readers.run(Ask(operation.text, forms.rows, forms.triples, base, operation.dataset, named))

        return await to_thread.run_sync(run, limiter=self.readers)

    async def write(self, systeem: Systeem, operation: Operation, base: str) -> None:
        """Apply an update, rebuild what is derived, and let queries see it."""
        await to_thread.run_sync(partial(_write, systeem, operation, base), limiter=self.writer)

    def _check(self, query: str) -> None:
        try:
            if query.upper().count("SERVICE") > MOST_SERVICES:
                raise InvalidInput(f"SERVICE staat er meer dan {MOST_SERVICES} keer")
            refuse_service(query, self.allowed)
        except InvalidInput as error:
            raise BadQuery(error.message, place="SERVICE", remedy=error.remedy) from error


def _write(systeem: Systeem, operation: Operation, base: str) -> None:
    try:
        update = with_using(with_base(operation.text, base), operation.dataset)
        with systeem.changing() as store:
            store.update(update)
    except BadQuery:
        raise
    except InvalidInput as error:
        raise BadQuery(error.message, place=error.place, remedy=error.remedy) from error
