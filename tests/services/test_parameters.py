"""Values of parameters: what exists, what is near, what cannot be judged."""

import pytest

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.parameters import check_values, choices_of
from kwalificatiegraaf.services.questions import answer, graph_of, names_in
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.queries.harnas import QUESTIONS

PLACES = QUESTIONS["mogelijke-leerplaatsen"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_example_exists_and_is_one_of_the_choices(embedded_store: Store, name: str) -> None:
    question = QUESTIONS[name]
    check_values(
        embedded_store, question, {key: one.example for key, one in question.params.items()}, DEFAULT_BASE
    )
    for parameter in question.params.values():
        choices = [one.code for one in choices_of(embedded_store, parameter, DEFAULT_BASE)]
        assert not choices or parameter.example in choices


@pytest.mark.parametrize(
    ("given", "message", "remedy"),
    [
        (
            {"kwalificatie": "BK-0090-3"},
            "beroepskwalificatie 'BK-0090-3' bestaat niet; bedoelt u 'BK-0090-2'?",
            "BK",
        ),
        (
            {"kwalificatie": f"{DEFAULT_BASE}/id/beroepskwalificatie/BK-0090-3"},
            "bedoelt u 'BK-0090-2'?",
            "BK",
        ),
        ({"leerplaats": "leslokal"}, "bedoelt u 'leslokaal'?", "kies uit: gesimuleerde-werkplek, klas,"),
    ],
)
def test_what_does_not_exist_is_refused(
    embedded_store: Store, given: dict[str, str], message: str, remedy: str
) -> None:
    with pytest.raises(InvalidInput, match=r"bestaat niet") as caught:
        answer(embedded_store, PLACES, given, DEFAULT_BASE)
    assert caught.value.place == next(iter(given))
    assert message in caught.value.message
    assert remedy in str(caught.value.remedy)


def test_what_nobody_here_can_know_is_not_judged(embedded_store: Store) -> None:
    check_values(
        embedded_store, QUESTIONS["kwalificaties-van-sector"], {"sector": "zeilmakerij"}, DEFAULT_BASE
    )
    check_values(embedded_store, PLACES, {"kwalificatie": "https://voorbeeld.be/id/1"}, DEFAULT_BASE)


def test_what_must_be_given_is_asked(embedded_store: Store) -> None:
    question = QUESTIONS["kwalificatie-op-code"]
    with pytest.raises(InvalidInput, match="waarover ze gaat"):
        graph_of(embedded_store, question, {}, DEFAULT_BASE)
    assert len(graph_of(embedded_store, question, {"kwalificatie": "BK-0090-2"}, DEFAULT_BASE)) > 100


def test_things_in_an_answer_have_their_names(embedded_store: Store) -> None:
    question = QUESTIONS["aandeel-van-traject"]
    rows = answer(embedded_store, question, {"traject": "115-duaal"}, DEFAULT_BASE).rijen
    names = names_in(embedded_store, question, rows)
    assert names[f"{DEFAULT_BASE}/id/traject/115-duaal"] == "Haarverzorging duaal"
    assert names_in(embedded_store, question, []) == {}
