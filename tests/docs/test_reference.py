"""The generated pages are fresh and name every command, route, setting and question."""

import json
import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from kwalificatiegraaf import resources
from kwalificatiegraaf.cli.main import app
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.queries import load_catalogue
from tools.generate_reference import PAGES, render_page

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
FEW = 12
"""Questions about what the embedded data do not hold."""


def command_paths() -> list[str]:
    """Return every command as it is typed."""

    def walk(command, path):
        if not isinstance(command, TyperGroup):
            return [path]
        return [one for name, inner in command.commands.items() for one in walk(inner, f"{path} {name}")]

    return walk(get_command(app), "kwalificatiegraaf")


def routes() -> list[str]:
    paths = json.loads((ROOT / "api" / "openapi.json").read_text("utf-8"))["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


def page(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_generated_pages_are_fresh(name):
    assert page(name) == render_page(ROOT, name), "run make generate"


def test_every_command_is_documented():
    assert len(command_paths()) > 10
    assert [path for path in command_paths() if f"## `{path}`" not in page("opdrachten.md")] == []


def test_every_route_is_documented():
    assert len(routes()) > 10
    assert [route for route in routes() if f"## `{route}`" not in page("routes.md")] == []


def test_every_setting_is_documented():
    names = [f"KG_{name.upper()}" for name in Settings.model_fields]
    assert [name for name in names if f"`{name}`" not in page("instellingen.md")] == []


def test_every_question_is_documented():
    names = load_catalogue(resources.queries())
    assert [name for name in names if f"### [`{name}`]" not in page("vragen.md")] == []


def test_every_question_shows_an_answer():
    questions = load_catalogue(resources.queries())
    assert len(re.findall(r"^Antwoord.*: [0-9]+ rij", page("vragen.md"), re.MULTILINE)) == len(questions)
    assert page("vragen.md").count("geen rijen in de ingebedde gegevens") < FEW


def test_no_page_names_a_folder_of_this_machine():
    for path in REFERENCE.glob("*.md"):
        assert str(Path.home()) not in path.read_text("utf-8")
        assert str(ROOT) not in path.read_text("utf-8")
