"""Proposals from titles: a score that anyone can count again, and one pair per competence."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.services.likeness import propose

WOORDEN = st.lists(st.sampled_from(["knipt", "kleurt", "haar", "baard", "klant"]), min_size=1, max_size=4)


def competences(version: str, *titles: str) -> list[Competentie]:
    return [Competentie(code=f"{version}.{n:02}", titel=title) for n, title in enumerate(titles, start=1)]


def test_the_score_is_twice_the_shared_stems_over_all_of_both() -> None:
    (pair,) = propose(
        competences("A-1", "Richt de eigen werkpost in"),
        competences("B-1", "Richt eigen werkposten in en ruimt op"),
        Fraction(0),
    )
    assert pair.score == Fraction(2 * 3, 3 + 4)
    assert (pair.grond, pair.gedeeld) == ("voorstel", ("eig", "richt", "werkpost"))


def test_the_same_title_is_still_a_proposal() -> None:
    (pair,) = propose(competences("A-1", "Knipt haar"), competences("B-1", "Knipt haar"), Fraction(1))
    assert (pair.score, pair.grond) == (1, "voorstel")


def test_every_competence_is_in_one_pair_and_the_best_wins() -> None:
    pairs = propose(
        competences("A-1", "Knipt haar", "Knipt haar en baard"),
        competences("B-1", "Knipt haar en baard", "Knipt lang haar"),
        Fraction(1, 10),
    )
    assert [(one.eerste, one.tweede) for one in pairs] == [("A-1.02", "B-1.01"), ("A-1.01", "B-1.02")]


@given(st.lists(WOORDEN, max_size=4), st.lists(WOORDEN, max_size=4))
def test_likeness_has_no_direction_and_stays_between_0_and_1(
    first: list[list[str]], second: list[list[str]]
) -> None:
    one = competences("A-1", *map(" ".join, first))
    two = competences("B-1", *map(" ".join, second))
    there, back = propose(one, two, Fraction(1, 4)), propose(two, one, Fraction(1, 4))
    assert sorted(pair.score or 0 for pair in there) == sorted(pair.score or 0 for pair in back)
    assert all(Fraction(1, 4) <= (pair.score or 0) <= 1 for pair in there)
