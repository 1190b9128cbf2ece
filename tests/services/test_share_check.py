"""The share check over the embedded trajectories, against cases that a committee member could read."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.share_check import check_all, check_stored, known_applications
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

DAG = date(2026, 11, 24)
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "aandeel.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["traject"])
def test_the_check_finds_what_the_case_says(repository: Repository, case: dict[str, Any]) -> None:
    check = check_stored(repository, case["opleiding"] or case["traject"], DAG)
    own = {t.norm: (str(t.waarde), t.oordeel) for t in check.toetsen if t.eigen_grondslag}
    week = case["uren per week"]
    shares = {(a.grondslag, a.bereik): a for a in check.aandelen}
    assert (check.traject, check.zekerheid) == (case["traject"], case["zekerheid"])
    assert check.overeenkomst.soort == case["overeenkomst"]
    assert {norm: own[norm] for norm in case["normen"]} == {k: tuple(v) for k, v in case["normen"].items()}
    assert shares["weekuren", "alle"].teller == week["werkplek"]
    assert shares["weekuren", "alle"].noemer == week["werkplek"] + week["school"]
    assert shares["uren", "alle"].aandeel == Fraction(week["werkplek"], week["werkplek"] + week["school"])


def test_every_trajectory_is_checked_at_once_with_the_same_answers(repository: Repository) -> None:
    checks = check_all(repository, DAG)
    assert [c.traject for c in checks] == sorted(case["traject"] for case in CASES)
    assert checks[0] == check_stored(repository, checks[0].traject, DAG)


def test_the_competence_bases_stand_beside_the_hours(repository: Repository) -> None:
    bases = {
        (t.grondslag, t.bereik)
        for t in check_stored(repository, "115", DAG).toetsen
        if t.norm == "VL-STREEF-60-TIJD"
    }
    assert {("competenties", "alle"), ("competenties-hoofdplaats", "beroepsgericht")} <= bases


def test_the_weight_of_general_education_is_unknown_and_said_to_be(repository: Repository) -> None:
    shares = {(a.grondslag, a.bereik): a for a in check_stored(repository, "115", DAG).aandelen}
    assert shares["gewicht", "alle"].aandeel is None
    assert any("frans" in missing for missing in shares["gewicht", "alle"].ontbreekt)
    assert shares["gewicht", "beroepsgericht"].aandeel is not None


def test_dutch_norms_come_beside_the_flemish_ones_on_request(repository: Repository) -> None:
    asked = check_stored(repository, "115", DAG, known_applications(repository, ["nl-bbl"]))
    by_code = {t.norm: t for t in asked.toetsen if t.norm.startswith("NL-")}
    assert by_code["NL-BBL-610"].oordeel == "gehaald"
    assert by_code["NL-BBL-610"].waarde == 26 * 36
    assert by_code["NL-BBL-610-BEGELEID"].oordeel == "onbepaald"
    assert by_code["NL-BBL-610"].zekerheid == "onbevestigd"


def test_an_unknown_application_is_refused_with_the_nearest(repository: Repository) -> None:
    with pytest.raises(InvalidInput, match="bedoelt u 'nl-bbl'"):
        known_applications(repository, ["nl-bbll"])


def test_after_the_end_of_a_norm_it_no_longer_binds(repository: Repository) -> None:
    before = {t.norm for t in check_stored(repository, "115", date(2015, 9, 1)).toetsen}
    assert before == {"VL-STREEF-60"}
