"""The queries of the manual run as they stand, and find something."""

import re
from pathlib import Path

import pytest

from kwalificatiegraaf.store.base import Store

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "handleiding" / "sparql-in-tien-minuten.md"
QUERIES = re.findall(r"^```sparql\n(.*?)^```", MANUAL.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_there_are_queries():
    assert len(QUERIES) >= 6


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_manual_finds_something(embedded_store: Store, query: str) -> None:
    rows = embedded_store.select(query)
    assert rows
    assert all(str(value) not in ("", "0") for row in rows for value in row.values())
