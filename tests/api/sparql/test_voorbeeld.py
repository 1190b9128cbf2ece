"""The examples of the page: readable, bound to something, and every one runs."""

import pytest

from api.sparql.voorbeeld import HINT, example_text, filled_text
from kwalificatiegraaf.resources import queries
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.queries import load_catalogue
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

QUESTIONS = load_catalogue(queries())


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_example_runs(embedded_store: Store, name: str) -> None:
    text = example_text(QUESTIONS[name], DEFAULT_BASE)
    assert "#+" not in text
    assert text.startswith(f"# {QUESTIONS[name].summary}\n")
    form = "text/turtle" if QUESTIONS[name].returns == "construct" else "application/sparql-results+json"
    assert embedded_store.stream(text, form)


def test_parameters_carry_their_example(embedded_store: Store) -> None:
    text = example_text(QUESTIONS["mogelijke-leerplaatsen"], DEFAULT_BASE)
    assert HINT in text
    assert f"VALUES ?kwalificatie {{ <{DEFAULT_BASE}/id/beroepskwalificatie/BK-0090-2> }}" in text
    assert embedded_store.select(text)


def test_given_values_stand_in_the_text_and_nothing_else(embedded_store: Store) -> None:
    text = filled_text(QUESTIONS["zoek-kwalificaties"], {"niveau": "4"}, DEFAULT_BASE)
    assert f"VALUES ?niveau {{ <{DEFAULT_BASE}/id/concept/vks-niveau/4> }}" in text
    assert text.count("{ UNDEF }") == len(QUESTIONS["zoek-kwalificaties"].params) - 1
    assert embedded_store.select(text)


def test_a_search_with_many_parameters_still_finds_something(embedded_store: Store) -> None:
    text = example_text(QUESTIONS["zoek-kwalificaties"], DEFAULT_BASE)
    assert "UNDEF }" in text
    assert embedded_store.select(text)


def test_a_question_without_parameters_needs_no_hint() -> None:
    plain = next(one for one in QUESTIONS.values() if not one.params)
    assert HINT not in example_text(plain, DEFAULT_BASE)


def test_things_of_another_installation_are_found(embedded_store: Store) -> None:
    text = example_text(QUESTIONS["mogelijke-leerplaatsen"], "http://elders.test/kg")
    assert "<http://elders.test/kg/id/beroepskwalificatie/BK-0090-2>" in text
