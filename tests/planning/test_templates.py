"""The sentence of a placement: alternatives with the same outcome in one clause, each with what is known."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.plaatsingsuitleg import (
    Alternatief,
    Alternatiefreden,
    Alternatiefstatus,
    Doelkost,
)
from kwalificatiegraaf.planning.templates import REDEN, Plaatsingsfeiten, sentence

LABELS = {"werk": "werkplek", "les": "leslokaal"}


def facts(*others: Alternatief) -> Plaatsingsfeiten:
    return Plaatsingsfeiten("Knipt", "K-1", Fraction(37), "werk", 1, "voorkeursplaats", (), others)


def in_period(
    *run: int, status: Alternatiefstatus = "open", reden: Alternatiefreden | None = None
) -> Alternatief:
    return Alternatief(soort="periode", perioden=run, status=status, diepte="zonder-kalender", reden=reden)


def test_periods_that_are_open_share_one_clause_that_says_how_to_ask_for_more() -> None:
    said = sentence(facts(in_period(2), in_period(3), in_period(4)), "nl", LABELS)
    assert said.count("periode 2, 3 of 4") == 1
    assert "zonder de kalender niet te zeggen" in said
    assert said.endswith("vraag K-1 apart op om dat met de kalender te laten nagaan.")
    assert "pleit niets" not in said
    english = sentence(facts(in_period(2), in_period(3)), "en", LABELS)
    assert "period 2 or 3" in english
    assert english.endswith("ask for K-1 alone to have that worked out with the calendar.")


def test_periods_with_another_outcome_stay_apart() -> None:
    shut = [in_period(number, status="onmogelijk", reden="volgorde") for number in (3, 4)]
    said = sentence(facts(in_period(2), *shut), "nl", LABELS)
    assert "of het in periode 2 kan" in said
    assert "periode 3 of 4 kan niet, want wat er als voorkennis" in said


def test_runs_of_periods_are_named_from_first_to_last() -> None:
    said = sentence(facts(in_period(2, 3), in_period(3, 4)), "nl", LABELS)
    assert "of het in periode 2 tot 3 of periode 3 tot 4 kan" in said


def test_periods_that_cost_the_same_are_told_once_with_the_value() -> None:
    cost = Doelkost(doel="belasting", soort="belasting", nu=Fraction(30), minstens=Fraction(31))
    dear = [
        in_period(number).model_copy(
            update={"status": "slechter", "beslissend": "belasting", "kosten": (cost,)}
        )
        for number in (2, 3)
    ]
    said = sentence(facts(*dear), "nl", LABELS)
    assert said.count("minstens 31 in plaats van 30") == 1
    assert "periode 2 of 3 kost bewijsbaar meer" in said
    assert "apart" not in said


@pytest.mark.parametrize("reason", sorted(REDEN))
def test_what_is_impossible_says_why_in_both_languages(reason: Alternatiefreden) -> None:
    one = in_period(2, status="onmogelijk", reden=reason)
    assert "kan niet, want " in sentence(facts(one), "nl", LABELS)
    assert "is impossible, since " in sentence(facts(one), "en", LABELS)


def test_a_place_that_is_open_is_as_good_as_far_as_hours_go() -> None:
    one = Alternatief(soort="plaats", leerplaats="les", status="open", diepte="zonder-kalender")
    assert "'leslokaal' kan evengoed zolang enkel de uren tellen" in sentence(facts(one), "nl", LABELS)
