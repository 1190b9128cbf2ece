"""What an update reads is a query: with its prologue, its graphs and its pattern."""

import pyoxigraph as ox
import pytest

from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.probing import reads_of

COUNT = internal_query("store/wijziging-lezen.rq").removesuffix("WHERE {}\n").rstrip()


@pytest.mark.parametrize(
    ("update", "queries"),
    [
        ("INSERT DATA { GRAPH <u:g> { <u:a> <u:b> 1 } }", []),
        ("CLEAR GRAPH <u:g>", []),
        ("DELETE WHERE { GRAPH <u:g> { ?s ?p ?o } }", [f"{COUNT}\nWHERE {{ GRAPH <u:g> {{ ?s ?p ?o }} }}"]),
        (
            "PREFIX k: <u:k> WITH k:g DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }",
            [f"PREFIX k: <u:k>\n{COUNT}\nFROM k:g\nWHERE {{ ?s ?p 1 }}"],
        ),
        (
            "INSERT { GRAPH <u:g> { ?s ?p 1 } } USING <u:a> USING NAMED <u:b> WHERE { ?s ?p 2 }",
            [f"{COUNT}\nFROM <u:a>\nFROM NAMED <u:b>\nWHERE {{ ?s ?p 2 }}"],
        ),
        (
            "WITH<u:g>#USING <u:x>\nINSERT { ?s ?p 1 } # USING <u:y>\nUSING<u:a>#b\nUSING NAMED <u:b> "
            "WHERE { ?s ?p 2 }",
            [f"{COUNT}\nFROM<u:a>#b\nFROM NAMED <u:b>\nWHERE {{ ?s ?p 2 }}"],
        ),
        (
            "WITH<u:g>#USING <u:x>\nINSERT { ?s ?p 1 } WHERE { ?s ?p 2 }",
            [f"{COUNT}\nFROM<u:g>#USING <u:x>\nWHERE {{ ?s ?p 2 }}"],
        ),
    ],
)
def test_every_pattern_is_asked_over_its_own_graphs(update: str, queries: list[str]) -> None:
    assert reads_of(update) == queries
    for query in queries:
        assert ox.Store().query(query)


def test_what_is_declared_before_holds_for_later_operations() -> None:
    update = (
        "PREFIX k: <u:k> DELETE WHERE { GRAPH k:g { ?s k:p ?o } } ; DELETE WHERE { GRAPH k:h { ?s k:p ?o } }"
    )
    found = reads_of(update)
    assert len(found) == 2
    for query in found:
        assert ox.Store().query(query)
