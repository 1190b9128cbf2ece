"""`planning solve` on the examples of the reference, and on files that hold no problem."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kwalificatiegraaf.domain.planningsantwoord import Planningsantwoord
from kwalificatiegraaf.importers.planning_file import read_problem
from kwalificatiegraaf.planning.general_checker import check_answer

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "reference" / "voorbeelden"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_example_is_solved_to_the_optimum(path: Path, run_json: Callable[..., Any]):
    answer = Planningsantwoord.model_validate(run_json("planning", "solve", str(path)))
    assert answer.status == "optimaal"
    assert check_answer(read_problem(path), answer) == ()


def test_the_table_shows_value_bound_and_every_period(run: Callable[..., Any]):
    shown = run("planning", "solve", str(EXAMPLES / "curriculum.json"), "--objective", "max-load").stdout
    assert all(word in shown for word in ("optimaal", "max-load", "13", "S1", "S2", "S3", "wiskunde-1 5"))


def test_an_impossible_problem_says_why_and_exits_1(run: Callable[..., Any], tmp_path: Path):
    path = tmp_path / "krap.json"
    path.write_text(
        '{"perioden": [{"code": "P", "meeste_items": 0}], "items": [{"code": "a", "grootte": 1}]}'
    )
    result = run("planning", "solve", str(path))
    assert result.exit_code == 1
    assert "onmogelijk" in result.stdout
    assert "verhoog meeste_items" in " ".join(result.stdout.split())


def test_an_unsound_problem_names_file_and_path(fail: Callable[..., Any], tmp_path: Path):
    path = tmp_path / "fout.json"
    path.write_text('{"perioden": [{"code": "P"}], "items": [{"code": "a", "grootte": 1000000000}]}')
    problem = fail(1, "planning", "solve", str(path))
    assert problem["plaats"] == "fout.json, $.items[0].grootte"
    assert problem["remedie"]


@pytest.mark.parametrize("text", ["", "{", '{"items": 1, "items": 2}', "[" * 100_000])
def test_what_is_no_json_is_refused(text: str, fail: Callable[..., Any], tmp_path: Path):
    path = tmp_path / "kapot.json"
    path.write_text(text)
    assert fail(1, "planning", "solve", str(path))["title"] == "Bestand niet leesbaar"


def test_a_file_that_is_not_there_is_refused(fail: Callable[..., Any]):
    assert "nergens.json" in fail(1, "planning", "solve", "nergens.json")["plaats"]


def test_an_unknown_objective_gets_a_suggestion(fail: Callable[..., Any]):
    found = fail(2, "planning", "solve", "x.json", "--objective", "maxload")
    assert "bedoelt u 'max-load'" in found["detail"]


@pytest.mark.parametrize("limit", ["0", "-1", "nan", "9999999"])
def test_a_limit_that_makes_no_sense_is_refused(limit: str, fail: Callable[..., Any]):
    assert "--limit" in fail(2, "planning", "solve", "x.json", "--limit", limit)["detail"]
