"""The made graph of the benchmarks: the same seed gives the same bytes, and every query finds something."""

import re
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.scale import code_of, quads
from kwalificatiegraaf.store.oxigraph import OxigraphStore, answer_size
from kwalificatiegraaf.store.syntax import bind_term

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks" / "queries"
QUERIES = sorted((FOLDER / "schaal").glob("*.rq"))
GROWING = ROOT / "docs" / "handleiding" / "groeien.md"
TRIPLES = "application/n-triples"
ROWS = "application/sparql-results+json"


@pytest.fixture(scope="module")
def made() -> OxigraphStore:
    store = OxigraphStore()
    store.load("".join(quads(3_000)).encode(), "application/n-quads")
    return store


def test_a_graph_is_made_again_byte_by_byte() -> None:
    assert list(quads(2_000, seed=4)) == list(quads(2_000, seed=4))
    assert list(quads(2_000, seed=4)) != list(quads(2_000, seed=5))
    assert len(list(quads(2_001))) == 2_001
    assert list(islice(quads(5_000), 2_000)) == list(quads(2_000))


def test_there_are_twelve_queries() -> None:
    assert len(QUERIES) == 12


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_query_finds_something(made: OxigraphStore, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "UNDEF" in text:
        text = bind_term(text, "code", f'"{code_of(2)}"')
    media_type = TRIPLES if "CONSTRUCT" in text else ROWS
    assert answer_size(made.stream(text, media_type), media_type) > 0


def test_a_word_that_is_searched_first_is_found_as_often(made: OxigraphStore) -> None:
    advised = re.findall(r"^```sparql\n(.*?)^```", GROWING.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    files = [FOLDER / "schaal" / "10-scan-tekst.rq", FOLDER / "groei" / "13-scan-tekst-eerst.rq"]
    found = [made.select(query) for query in (*advised, *(file.read_text("utf-8") for file in files))]
    assert len(found) == 3
    assert int(str(found[0][0]["aantal"])) > 0
    assert found[0] == found[1] == found[2]
