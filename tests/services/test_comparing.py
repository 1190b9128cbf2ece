"""Two trajectories side by side: dual beside full-time, Flemish norms beside Dutch ones."""

from datetime import date
from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.vergelijking import Vergelijking
from kwalificatiegraaf.errors import InvalidInput, NotFound
from kwalificatiegraaf.services.comparing import compare_trajectories
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

DAG = date(2026, 9, 1)


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


@pytest.fixture(scope="module")
def routes(repository: Repository) -> Vergelijking:
    return compare_trajectories(repository, "115", "115-voltijds", DAG)


def test_shares_on_every_basis_with_the_difference(routes: Vergelijking) -> None:
    shares = {(one.grondslag, one.bereik): one for one in routes.aandelen}
    hours = shares["uren", "alle"]
    assert (hours.eerste.aandeel, hours.tweede.aandeel) == (Fraction(13, 19), Fraction(2, 17))
    assert hours.verschil == Fraction(2, 17) - Fraction(13, 19)
    assert shares["gewicht", "alle"].verschil is None
    assert len(shares) == 10


def test_hours_per_component(routes: Vergelijking) -> None:
    found = {(one.component, one.soort): (one.eerste_uren, one.tweede_uren) for one in routes.uren}
    assert found["werkplek", "beroepsgericht"] == (26 * 72, 4 * 72)
    assert sum(one for one, _ in found.values()) == 38 * 72


def test_norms_are_measured_on_both_and_say_where_they_bind(routes: Vergelijking) -> None:
    norms = {one.norm: one for one in routes.normen}
    time = norms["VL-STREEF-60-TIJD"]
    assert (time.geldt_eerste, time.geldt_tweede) == (True, False)
    assert (time.eerste.oordeel, time.tweede.oordeel) == ("gehaald", "niet gehaald")
    dutch = norms["NL-BBL-610"]
    assert dutch.ter_vergelijking
    assert (dutch.eerste.waarde, dutch.tweede.waarde) == (936, 144)
    assert norms["NL-BBL-60"].geldig_tot == date(2015, 1, 1)


def test_every_item_with_what_it_gets_in_each(routes: Vergelijking) -> None:
    assert routes.zelfde_kwalificaties
    assert len(routes.onderdelen) == 24
    assert all(one.eerste and one.tweede for one in routes.onderdelen)


def test_other_qualifications_are_named(repository: Repository) -> None:
    found = compare_trajectories(repository, "115", "310", DAG)
    assert (found.zelfde_kwalificaties, found.gedeelde_kwalificaties) == (False, ())
    alone = [one for one in found.onderdelen if one.tweede is None]
    assert all(one.eerste for one in alone)
    assert sum(one.soort == "beroepsgericht" for one in alone) == 20


def test_turned_round_the_differences_change_sign(repository: Repository, routes: Vergelijking) -> None:
    back = compare_trajectories(repository, "115-voltijds", "115", DAG)
    assert [one.verschil for one in back.aandelen] == [
        None if one.verschil is None else -one.verschil for one in routes.aandelen
    ]


def test_the_same_or_unknown_trajectory_is_refused(repository: Repository) -> None:
    with pytest.raises(InvalidInput, match="hetzelfde traject") as caught:
        compare_trajectories(repository, "115", "115-duaal", DAG)
    assert caught.value.remedy
    with pytest.raises(NotFound):
        compare_trajectories(repository, "115", "bestaat-niet", DAG)
    with pytest.raises(InvalidInput, match="toepassing"):
        compare_trajectories(repository, "115", "310", DAG, ["nl-bbk"])
