"""Names for IRIs, and the terms that an editor completes."""

import pytest

from kwalificatiegraaf.services.naming import labels_of, list_terms, prefixed, shorten
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, NAMESPACE

PLACE = f"{DEFAULT_BASE}/id/concept/leerplaats/reele-werkplek"


class Counting:
    """A store that counts how often it is asked."""

    def __init__(self, store):
        self.store, self.asked = store, 0

    def select(self, query):
        self.asked += 1
        return self.store.select(query)


def test_all_names_come_from_one_question(embedded_store):
    store = Counting(embedded_store)
    found = labels_of(store, [PLACE, f"{NAMESPACE}heeftCompetentie", PLACE, "http://voorbeeld.test/onbekend"])
    assert found == {PLACE: "reële werkplek", f"{NAMESPACE}heeftCompetentie": "heeft competentie"}
    assert store.asked == 1


@pytest.mark.parametrize(
    "iri", ["", "urn:a", "http://a.test/> } } DROP ALL #", "http://a.test/\\u003e", "x y"]
)
def test_what_is_no_web_address_is_not_asked(embedded_store, iri):
    store = Counting(embedded_store)
    assert labels_of(store, [iri]) == {}
    assert store.asked == 0


def test_terms_of_the_ontology_carry_their_dutch_label(embedded_store):
    terms = {term.naam: term for term in list_terms(embedded_store)}
    assert (terms["kg:Competentie"].soort, terms["kg:Competentie"].label) == ("klasse", "competentie")
    assert terms["kg:heeftCompetentie"].soort == "eigenschap"
    assert terms["kg:heeftCompetentie"].omschrijving
    assert terms["rdfs:label"].label == "naam"
    own = [term for name, term in terms.items() if name.startswith("kg:")]
    assert len(own) > 200
    assert [term.naam for term in own if not term.label] == []


def test_a_term_stands_once_per_kind(embedded_store):
    terms = [(term.naam, term.soort) for term in list_terms(embedded_store)]
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{NAMESPACE}Competentie", "kg:Competentie"),
        (f"{NAMESPACE}a/b", f"{NAMESPACE}a/b"),
        (PLACE, "concept/leerplaats/reele-werkplek"),
        ("http://voorbeeld.test/x", "http://voorbeeld.test/x"),
    ],
)
def test_an_iri_is_shortened_where_that_loses_nothing(iri, short):
    assert shorten(iri, DEFAULT_BASE) == short


def test_a_namespace_itself_has_no_short_form():
    assert prefixed(NAMESPACE) is None
