"""IRIs of data follow one pattern, and a reference can never break out of its place."""

from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from kwalificatiegraaf.vocabulary.prefixes import (
    DEFAULT_BASE,
    PREFIXES,
    concept_iri,
    entity_iri,
    graph_iri,
    scheme_iri,
)


def test_the_patterns() -> None:
    ids = f"{DEFAULT_BASE}/id"
    assert entity_iri(DEFAULT_BASE, "competentie", "BK-0090-2.07") == URIRef(
        f"{ids}/competentie/BK-0090-2.07"
    )
    assert concept_iri(DEFAULT_BASE, "leerplaats", "reele-werkplek") == URIRef(
        f"{ids}/concept/leerplaats/reele-werkplek"
    )
    assert scheme_iri(DEFAULT_BASE, "leerplaats") == URIRef(f"{ids}/schema/leerplaats")
    assert graph_iri(DEFAULT_BASE, "versie/BK-0090-2") == URIRef(f"{DEFAULT_BASE}/graph/versie/BK-0090-2")
    assert PREFIXES["kg"] == f"{DEFAULT_BASE}/ns#"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_reference_stays_one_segment(ref: str) -> None:
    iri = entity_iri("https://voorbeeld.be", "context", ref)
    tail = iri.removeprefix("https://voorbeeld.be/id/context/")
    assert not set(tail) & set('/?#<>"{}|\\^` \n')
    Graph().parse(data=f"{iri.n3()} a {iri.n3()} .", format="turtle")
