"""What users do all day, asked of both engines through the same port and the same question files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kwalificatiegraaf.services.catalogue import search_documents
from kwalificatiegraaf.services.trajectory import build_frame
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive, load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.queries import Vragen, bind
from kwalificatiegraaf.store.rdflib_store import RdflibStore
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.store.search import Zoekindex
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

Bench = Callable[..., Any]
JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"
TEXT_QUERY = Path(__file__).parent / "queries" / "zoek-tekst.rq"

ASKED = {
    "opzoeken": ("kwalificatie-op-code", {"kwalificatie": "BK-0090-2"}),
    "dossier": ("competenties-met-kennis-en-vaardigheden", {"kwalificatie": "BK-0090-2"}),
    "aandeel van alle": ("aandeel-van-traject", {}),
}
EXPECTED = {"opzoeken": b"Kapper", "dossier": b"BK-0090-2.20", "aandeel van alle": b"38-duaal"}


def test_load(benchmark: Any) -> None:
    """Load all embedded data into an empty store and derive what follows (wanted: under 2 s)."""
    benchmark.group = "gegevens laden"

    def load() -> Store:
        store = OxigraphStore()
        load_embedded(store)
        derive(store)
        return store

    assert len(benchmark.pedantic(load, rounds=3).graph_names()) > 10


@pytest.mark.parametrize("group", ASKED)
def test_question(benchmark: Any, engine: Store, questions: Vragen, group: str) -> None:
    """Ask a saved question; the engine writes the answer itself, rows as JSON and triples as N-Triples."""
    benchmark.group = group
    name, params = ASKED[group]
    query = bind(questions[name], params, DEFAULT_BASE)
    kind = TRIPLES if questions[name].returns == "construct" else JSON
    assert EXPECTED[group] in benchmark(engine.stream, query, kind)


def test_text_search(benchmark: Any, engine: Store) -> None:
    """Find a word in all texts: the index of the system, and what SPARQL alone can do in rdflib."""
    benchmark.group = "zoeken in tekst"
    if isinstance(engine, RdflibStore):
        assert benchmark(engine.stream, TEXT_QUERY.read_text(encoding="utf-8"), JSON)
        return
    index = Zoekindex.build(search_documents(Repository(engine, DEFAULT_BASE)))
    assert benchmark(index.search, "kappers")


def test_build(benchmark: Any, engine: Store) -> None:
    """Read course 115 from the store and build its trajectory; the solver takes most of it."""
    benchmark.group = "traject bouwen"
    repository = Repository(engine, DEFAULT_BASE, keep=False)
    frame, _ = repository.find_trajectory("115-duaal")
    result = benchmark.pedantic(build_frame, args=(repository, frame), rounds=3)
    assert result.traject.toewijzingen
