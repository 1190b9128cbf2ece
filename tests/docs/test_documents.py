"""The documents hold: commands run, what they show is what comes, links lead somewhere."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.cli.main import app
from kwalificatiegraaf.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MANUALS = [ROOT / "README.md", *sorted((ROOT / "docs" / "handleiding").glob("*.md"))]
EXAMPLES = Path(__file__).parents[1] / "importers" / "voorbeelden"
NEEDS_MINUTES = {"kwalificatiegraaf reason", "kwalificatiegraaf validate"}
"""Run for real in tests/cli and tests/ontology; here only their help page."""


def sessions(path: Path) -> list[tuple[str, list[str]]]:
    """Return every command of a document with the lines that it is said to print."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", path.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            found.append((command, [line for line in lines if line.strip("… ")]))
    return found


COMMANDS = [
    pytest.param(command, lines, id=f"{path.stem}: {command}")
    for path in MANUALS
    for command, lines in sessions(path)
]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Systeem:
    return boot(Settings(data=tmp_path_factory.mktemp("documents")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.mark.parametrize(("command", "lines"), COMMANDS)
def test_every_command_runs_and_shows_what_is_written(command, lines, system, folder, monkeypatch):
    if command.startswith("make "):
        subprocess.run(["make", "-n", *command.split()[1:]], cwd=ROOT, check=True, capture_output=True)
        return
    monkeypatch.chdir(folder)
    shown = squeeze(run(command, system))
    for line in lines:
        assert squeeze(line.rstrip("─… ")) in shown, line


def run(command: str, system: Systeem) -> str:
    command, _, target = command.partition(" > ")
    name, *arguments = shlex.split(command.replace("PAD", str(EXAMPLES / "lijst.json")))
    assert name == "kwalificatiegraaf"
    if command in NEEDS_MINUTES:
        arguments.append("--help")
    result = CliRunner().invoke(app, arguments, obj=system)
    assert result.exit_code == 0, result.output
    if target:
        Path(target).write_text(result.stdout, encoding="utf-8")
    return result.stdout


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_the_readme_names_the_two_commands():
    commands = [command for command, _ in sessions(ROOT / "README.md")]
    assert commands[:2] == ["make demo", "make check test"]
    assert any(lines for _, lines in sessions(ROOT / "README.md"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (path.parent / link).exists()] == []
