"""All trajectories at once: what one process gives, several give; an error stays with its trajectory."""

from datetime import date

import pytest

from kwalificatiegraaf.bootstrap import open_store
from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.services import building
from kwalificatiegraaf.services.building import (
    Fault,
    build_all,
    built_and_checked,
    complete_trajectories,
    without_timetable,
)
from kwalificatiegraaf.services.trajectory import build_frame
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.planning.opdrachten import LES, competentie, opdracht
from tests.planning.zes_perioden import LARGE, in_six

DAY = date(2026, 9, 1)
SMALL = ("23-duaal", "307-duaal")


@pytest.fixture(scope="module")
def repository() -> Repository:
    store = open_store(Settings(store="memory"))
    load_embedded(store, DEFAULT_BASE)
    return Repository(store, DEFAULT_BASE)


def choose(monkeypatch: pytest.MonkeyPatch, *codes: str) -> None:
    monkeypatch.setattr(building, "complete_trajectories", lambda repository: codes)


def test_every_trajectory_with_complete_dossiers_is_taken(repository: Repository) -> None:
    assert complete_trajectories(repository) == tuple(sorted(repository.trajectory_codes()))
    assert without_timetable(repository, DAY) == ("22",)


def test_a_trajectory_whose_dossier_is_missing_is_left_out() -> None:
    store = open_store(Settings(store="memory"))
    load_embedded(store, DEFAULT_BASE)
    repository = Repository(store, DEFAULT_BASE)
    store.replace_graph(str(repository.graph_iri("versie/BK-0321-3")), store.get_graph("urn:leeg"))
    assert "38-duaal" not in complete_trajectories(repository)
    assert "115-duaal" in complete_trajectories(repository)


def test_two_processes_give_what_building_one_by_one_gives(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, *SMALL)
    steps: list[tuple[int, int]] = []
    found = build_all(repository, Bouwvraag(), DAY, lambda *step: steps.append(step), workers=2)
    assert (list(found), steps) == (list(SMALL), [(1, 2), (2, 2)])
    for code, built in found.items():
        alone = build_frame(repository, repository.find_trajectory(code)[0])
        assert built.is_sound
        assert built.resultaat is not None
        assert built.resultaat.model_dump_json() == alone.model_dump_json()


def test_an_error_in_one_stops_no_other(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, "23-duaal", "99999")
    found = build_all(repository, Bouwvraag(nastreeft=()), DAY, workers=1)
    assert found["23-duaal"].is_sound
    assert not found["99999"].is_sound
    assert found["99999"].fout == Fault("traject '99999' bestaat niet", None, None)


@pytest.mark.parametrize("course", LARGE)
def test_over_six_periods_all_objectives_are_proved(repository: Repository, course: str) -> None:
    result = build(in_six(repository, course))
    assert {goal.status for goal in result.doelen} == {"optimaal", "binnen-speelruimte"}
    assert result.doelen[-1].status == "optimaal"


def test_over_terms_of_unlike_length_every_competence_of_a_course_has_one_period(
    repository: Repository,
) -> None:
    """Terms of a school year, twice: whole ones fill no pot, so that places and periods hang together."""
    result = build(in_six(repository, "38", ("normen", "belasting", "perioden"), (14, 12, 10, 14, 12, 10)))
    periods = result.doelen[-1]
    assert (periods.naam, periods.waarde, periods.status) == ("perioden", 30, "optimaal")


def test_what_cannot_be_built_says_why() -> None:
    built = built_and_checked(opdracht(competentie(1, LES, gewicht=3), competentie(2, LES), school=1, werk=1))
    assert built.resultaat is None
    assert built.fout is not None
    assert "er zijn daar maar 20 uur" in built.fout.detail
    assert built.fout.remedie
