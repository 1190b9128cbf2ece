"""The page and the schema of planning problems: fresh, complete, and its commands give what it shows."""

import json
import re
import shlex
from pathlib import Path

import jsonschema_rs
import pytest
from typer.testing import CliRunner

from kwalificatiegraaf.cli.main import app
from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.planning.general.solve import solve
from tools.generate_planning_schema import ROOT, TARGET, render

PAGE = (ROOT / "docs" / "reference" / "planning.md").read_text("utf-8")
EXAMPLES = sorted((ROOT / "docs" / "reference" / "voorbeelden").glob("*.json"))
SCHEMA = json.loads((ROOT / TARGET).read_text("utf-8"))


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_the_schema_is_fresh():
    assert (ROOT / TARGET).read_text("utf-8") == render(), "run make generate"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_and_answers_follow_the_schema(path: Path):
    document = json.loads(path.read_text("utf-8"))
    jsonschema_rs.validator_for(SCHEMA).validate(document)
    answer = json.loads(solve(Planningsprobleem.model_validate(document)).model_dump_json())
    of_answers = {"$ref": "#/$defs/Planningsantwoord", "$defs": SCHEMA["$defs"]}
    jsonschema_rs.validator_for(of_answers).validate(answer)


def test_the_schema_refuses_what_the_reader_refuses():
    validator = jsonschema_rs.validator_for(SCHEMA)
    for size, sound in ((3, True), (0, False), (-1, False), (10**9, False), ("3", False), (1.5, False)):
        document = {"perioden": [{"code": "P"}], "items": [{"code": "a", "grootte": size}]}
        assert validator.is_valid(document) == sound
    sound_one = {"perioden": [{"code": "P"}], "items": [{"code": "a", "grootte": 3}]}
    assert not validator.is_valid(sound_one | {"lokalen": []})


def test_every_field_and_every_example_is_on_the_page():
    assert len(EXAMPLES) > 1
    fields = set(Planningsprobleem.model_fields) - {"titel", "plaatsen", "eenheid"}
    assert [name for name in fields if not re.search(rf"^\| .*`{name}`", PAGE, re.MULTILINE)] == []
    assert [path.name for path in EXAMPLES if f"voorbeelden/{path.name}" not in PAGE] == []


def test_the_short_example_is_a_problem():
    for block in re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        Planningsprobleem.model_validate_json(block)


SESSIONS = [
    block.rstrip("\n").split("\n")
    for block in re.findall(r"^```console\n\$ (.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session[0])
def test_every_command_shows_what_is_written(session: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(app, shlex.split(session[0])[1:])
    assert result.exit_code == 0
    assert [line for line in session[1:] if squeeze(line) not in squeeze(result.stdout)] == []


def test_the_impossible_example_is_explained_as_written():
    section = PAGE.partition("## Waarom er geen verdeling is")[2]
    found, told = (
        re.search(rf"^```{kind}\n(.*?)^```", section, re.MULTILINE | re.DOTALL) for kind in ("json", "text")
    )
    assert found
    assert told
    answer = solve(Planningsprobleem.model_validate_json(found[1]))
    lines = [f"{reason.plaats}: {reason.tekst}; {reason.remedie}" for reason in answer.redenen]
    assert squeeze(told[1]) == squeeze("\n".join(lines))
