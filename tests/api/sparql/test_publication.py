"""A publication reaches the readers, and no query fails while it happens."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from kwalificatiegraaf.bootstrap import Systeem, open_store
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.repository import Repository

from .conftest import Server

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <urn:groei> { ?s ?p ?o } }"


def test_no_query_fails_while_updates_come_in(writable: Server) -> None:
    def counted(_: int) -> int:
        answer = writable.get(query=COUNT, accept="text/csv")
        assert answer.status_code == 200, answer.text
        return int(answer.text.split()[1])

    with ThreadPoolExecutor(5) as threads:
        found = threads.map(counted, range(150))
        for number in range(4):
            text = f"INSERT DATA {{ GRAPH <urn:groei> {{ <urn:n{number}> <urn:q> {number} }} }}"
            assert writable.update(text).status_code == 204
        assert set(found) <= {0, 1, 2, 3, 4}
    assert counted(0) == 4


@pytest.fixture(params=["memory", "rdflib", "oxigraph"])
def systeem(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systeem]:
    """A system on a store; without the embedded data, which rdflib's own engine takes long to derive from."""
    name = f"oxigraph:{tmp_path / 'store'}" if request.param == "oxigraph" else request.param
    settings = Settings(store=name, data=tmp_path / "data", query_workers=1)
    store = open_store(settings)
    load_embedded(store, ontology=tmp_path, data=tmp_path)
    found = Systeem(settings, store, Repository(store, settings.base))
    yield found
    found.close()


def test_what_is_written_moves_the_snapshot(systeem: Systeem) -> None:
    with TestClient(create_app(systeem)) as client:
        asked = {"params": {"query": COUNT}, "headers": {"Accept": "text/csv"}}
        first = client.get("/sparql", **asked)  # type: ignore[arg-type]
        assert first.text.split() == ["n", "0"]
        systeem.store.load(b"<urn:a> <urn:b> <urn:c> .", "text/turtle", "urn:groei")
        systeem.written(())
        second = client.get("/sparql", **asked)  # type: ignore[arg-type]
        assert second.text.split() == ["n", "1"]
        assert second.headers["etag"] != first.headers["etag"]
