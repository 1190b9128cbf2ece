"""Trajectories put together, built and verified over the embedded data."""

from datetime import date
from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
from kwalificatiegraaf.errors import InvalidInput, NotFound
from kwalificatiegraaf.services.trajectory import (
    build_frame,
    find_accreditation,
    frame_for,
    items_of,
    load_trajectory,
    resolve_trajectory,
    verify,
)
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

DAG = date(2026, 11, 24)
CODES = ["1-duaal", "115-duaal", "115-voltijds", "23-duaal", "307-duaal", "310-duaal", "38-duaal"]


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


@pytest.mark.parametrize("code", CODES)
def test_the_independent_checker_accepts_every_embedded_trajectory(repository: Repository, code: str) -> None:
    traject = load_trajectory(repository, code)
    assert traject.toewijzingen
    assert verify(repository, traject) == ()


def test_a_moved_hour_is_found(repository: Repository) -> None:
    traject = load_trajectory(repository, "115")
    first, *rest = traject.toewijzingen
    moved = first.model_copy(update={"uren": first.uren + 1})
    assert verify(repository, traject.model_copy(update={"toewijzingen": (moved, *rest)})) != ()


def test_every_placement_carries_its_rule_and_a_sentence(repository: Repository) -> None:
    for placed in load_trajectory(repository, "115").toewijzingen:
        assert placed.regel
        assert placed.motivering
        assert placed.motivering.endswith(".")


def test_a_course_number_finds_its_trajectory(repository: Repository) -> None:
    assert resolve_trajectory(repository, "38") == "38-duaal"


def test_an_unknown_code_suggests_the_nearest(repository: Repository) -> None:
    with pytest.raises(NotFound, match="bedoelt u '115-duaal'"):
        resolve_trajectory(repository, "115-dual")


def test_a_course_without_trajectory_says_so(repository: Repository) -> None:
    with pytest.raises(NotFound, match="standaardtraject van opleiding '747'"):
        resolve_trajectory(repository, "747")


def test_items_are_the_clusters_of_the_timetable_and_all_competences(repository: Repository) -> None:
    frame = repository.find_trajectory("115-duaal")[0]
    items = items_of(repository, frame)
    general = [item for item in items if item.soort == "algemeen"]
    assert sum((item.uren or Fraction(0) for item in general), Fraction(0)) == 10 * frame.weken
    assert len(items) - len(general) == 20


def test_the_accreditation_is_the_named_one_else_the_one_in_force(repository: Repository) -> None:
    frame = repository.find_trajectory("1-duaal")[0]
    assert getattr(find_accreditation(repository, frame, DAG), "code", None) == "ADV-1608"
    unnamed = frame.model_copy(update={"erkenning": None})
    assert getattr(find_accreditation(repository, unnamed, date(2020, 1, 1)), "code", None) == "ADV-1193"


def test_a_request_with_its_own_hours_is_built_and_accepted(repository: Repository) -> None:
    vraag = Bouwvraag(
        kwalificaties=("BK-0227-3",),
        jaren=1,
        werkplekuren=Fraction(20),
        schooluren_beroepsgericht=Fraction(6),
        algemene_vorming={"pav": Fraction(8)},
    )
    frame = frame_for(repository, vraag, DAG)
    result = build_frame(repository, frame)
    assert verify(repository, result.traject) == ()
    assert frame.zekerheid == "aanname"
    assert [period.weken for period in frame.perioden] == [9, 9, 9, 9]


@pytest.mark.parametrize(
    ("vraag", "place"),
    [
        (Bouwvraag(kwalificaties=("BK-0227-3",)), "werkplekuren"),
        (Bouwvraag(werkplekuren=Fraction(20)), "kwalificaties"),
        (
            Bouwvraag(
                kwalificaties=("BK-0227-3",),
                werkplekuren=Fraction(9),
                algemene_vorming={"fransen": Fraction(1)},
            ),
            "algemene_vorming",
        ),
        (Bouwvraag(opleiding="115", nastreeft=("VL-STREEF-61",)), "nastreeft"),
        (Bouwvraag(kwalificaties=("BK-0002-3",), werkplekuren=Fraction(20)), "kwalificaties"),
    ],
)
def test_a_request_that_cannot_be_read_names_its_field(
    repository: Repository, vraag: Bouwvraag, place: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        build_frame(repository, frame_for(repository, vraag, DAG))
    assert caught.value.place == place
    assert caught.value.remedy
