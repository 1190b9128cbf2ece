"""Reading SPARQL text just far enough."""

import pytest

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.store.syntax import bind_term, names_dataset, split_operations


def test_semicolons_split_only_between_operations() -> None:
    update = """PREFIX x: <http://a;b#> # niet; hier
    INSERT DATA { GRAPH x:g { x:a x:b ";" ; x:c '''a'b;''' , "\\";" } } ;
    BASE <http://b/> DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o ; ?q ?r } } ; # einde;
    """
    first, second = split_operations(update)
    assert first.prologue == (("PREFIX x:", "<http://a;b#>"),)
    assert (first.adds_data, first.writes) == (True, frozenset({"x:g"}))
    assert second.prologue == (("BASE", "<http://b/>"),)
    assert (second.adds_data, second.writes) == (False, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * FROM <http://g> { ?s ?p ?o }", True),
        ("SELECT * from named <http://g> { ?s ?p ?o }", True),
        ("SELECT * { ?s ?from 'FROM <http://g>' . ?s x:from ?o } # FROM <x>", False),
        ("WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
    ],
)
def test_a_query_that_names_its_graphs(text: str, expected: bool) -> None:
    assert names_dataset(text) is expected


def test_binding_replaces_only_its_own_line() -> None:
    query = "VALUES ?ab { UNDEF } VALUES ?a { UNDEF } # UNDEF"
    assert bind_term(query, "a", '"\\1"') == 'VALUES ?ab { UNDEF } VALUES ?a { "\\1" } # UNDEF'
    with pytest.raises(InvalidInput, match="VALUES \\?b"):
        bind_term(query, "b", "1")
