"""Where queries are handed in, from within: whoever gives up waiting leaves no process behind."""

import asyncio
import time

import pytest

from api.sparql.formats import Forms
from api.sparql.loket import Loket
from api.sparql.protocol import Operation
from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.errors import QueryTimeout
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.dataset import Dataset

FORMS = Forms("application/sparql-results+json", None)
BASE = "http://voorbeeld.be/"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_request_cancelled_while_it_waits_for_a_thread_gives_its_process_back() -> None:
    settings = Settings(query_workers=1, query_timeout=3)
    systeem = boot(settings)
    loket = Loket(settings)

    async def ask(query: str) -> bytes:
        return (await loket.ask(systeem, Operation("query", query, Dataset()), FORMS, BASE)).body

    async def scenario() -> bytes:
        await asyncio.to_thread(systeem.readers.prepare)
        threads = int(loket.readers.total_tokens)
        for number in range(threads):
            loket.readers.acquire_on_behalf_of_nowait(number)
        waiting = asyncio.create_task(ask(SLOW))
        while not loket.readers.statistics().tasks_waiting:
            await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.wait([waiting])
        for number in range(threads):
            loket.readers.release_on_behalf_of(number)
        return await ask("ASK {}")

    try:
        assert b"true" in asyncio.run(scenario())
        assert len(systeem.readers.pids()) == 1
    finally:
        systeem.close()


def test_what_an_update_makes_up_itself_is_ended_too() -> None:
    settings = Settings(query_timeout=1)
    systeem = boot(settings)
    many = " ".join(map(str, range(300)))
    values = " ".join(f"VALUES ?{name} {{ {many} }}" for name in "abc")
    update = (
        f"INSERT {{ GRAPH <urn:g> {{ <urn:s> <urn:p> ?a }} }} WHERE {{ {values} FILTER(?a + ?b + ?c < 0) }}"
    )
    try:
        start = time.monotonic()
        with pytest.raises(QueryTimeout):
            asyncio.run(Loket(settings).write(systeem, Operation("update", update, Dataset()), BASE))
        assert time.monotonic() - start < 10
    finally:
        systeem.close()


def test_an_update_that_reads_too_long_is_ended_and_holds_up_no_other() -> None:
    settings = Settings(query_timeout=1)
    systeem = boot(settings)
    loket = Loket(settings)
    counted = "SELECT ?a (COUNT(*) AS ?n) { %s } GROUP BY ?a"
    heavy = f"INSERT {{ GRAPH <urn:g> {{ ?a <urn:n> ?n }} }} WHERE {{ {counted} }}"

    def write(update: str) -> None:
        asyncio.run(loket.write(systeem, Operation("update", update, Dataset()), BASE))

    try:
        start = time.monotonic()
        with pytest.raises(QueryTimeout) as ended:
            write(heavy % "?a ?b ?c . ?d ?e ?f . ?g ?h ?i")
        assert time.monotonic() - start < 10
        assert "er is niets veranderd" in ended.value.message
        assert "urn:g" not in systeem.store.graph_names()
        write("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }")
        write(heavy % "?a a <https://w3id.org/kwalificatiegraaf/ns#Beroepskwalificatie>")
        assert len(systeem.store.get_graph("urn:g")) > 1
    finally:
        systeem.close()


@pytest.mark.parametrize("protocol", [True, False], ids=["protocol", "clause"])
def test_a_graph_that_is_not_there_frees_an_update_of_no_limit(protocol: bool) -> None:
    settings = Settings(query_timeout=1)
    systeem = boot(settings)
    loket = Loket(settings)
    names = ("urn:niets", *systeem.store.graph_names())
    dataset = Dataset(names) if protocol else Dataset()
    clause = "" if protocol else " ".join(f"USING <{name}>" for name in names)
    insert = f"INSERT {{ GRAPH <urn:g> {{ <urn:a> <urn:n> ?n }} }} {clause} WHERE"

    def write(pattern: str) -> None:
        update = f"{insert} {{ SELECT (COUNT(*) AS ?n) {{ {pattern} }} }}"
        asyncio.run(loket.write(systeem, Operation("update", update, dataset), BASE))

    try:
        start = time.monotonic()
        with pytest.raises(QueryTimeout):
            write("?a ?b ?c . ?d ?e ?f . ?g ?h ?i")
        assert time.monotonic() - start < 10
        write("?a a <https://w3id.org/kwalificatiegraaf/ns#Beroepskwalificatie>")
        assert len(systeem.store.get_graph("urn:g")) == 1
    finally:
        systeem.close()
