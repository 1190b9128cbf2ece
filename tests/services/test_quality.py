"""The questions that check: sound data pass, and what is wrong is named with its question."""

import pytest

from kwalificatiegraaf.services.quality import check_questions
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.queries.harnas import QUESTIONS, load_case, read_cases

CHECKS = {name: one for name, one in QUESTIONS.items() if one.check}


def test_the_embedded_data_hold_no_mistake(embedded_store: Store) -> None:
    report = check_questions(Repository(embedded_store, DEFAULT_BASE), QUESTIONS.values())
    assert report.geldig, [one for one in report.bevindingen if one.ernst == "fout"]
    assert report.gecontroleerd == (f"{len(CHECKS)} controlevragen",)


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_finds_what_it_looks_for(name: str) -> None:
    repository = Repository(load_case(name, "oxigraph"), DEFAULT_BASE)
    report = check_questions(repository, [CHECKS[name]])
    assert len(report.bevindingen) >= max(len(case["rows"]) for case in read_cases(name))
    assert report.geldig is (CHECKS[name].check == "waarschuwing")
    for finding in report.bevindingen:
        assert (finding.vorm, finding.regel, finding.ernst) == (name, "vraag", CHECKS[name].check)
        assert finding.boodschap.startswith(CHECKS[name].finding)
        assert finding.knoop
