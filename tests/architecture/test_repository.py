"""The files of the repository itself: changelog, decisions, make, licences, pins."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires

import yaml
from packaging.requirements import Requirement

from .bronnen import ROOT

HEADS = ["Ontology", "API", "Software"]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_release_in_the_changelog_has_the_three_heads():
    releases = re.split(r"^## ", read("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    assert releases
    assert releases[0].startswith("[Unreleased]")
    for release in releases:
        assert re.findall(r"^### (.+)$", release, re.MULTILINE) == HEADS


def test_decisions_are_numbered_on_and_say_the_same_six_things():
    paths = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in paths] == list(range(1, len(paths) + 1))
    for path in paths:
        title, *lines = [line for line in path.read_text("utf-8").splitlines() if line]
        assert title.startswith(f"# {int(path.name[:4])}. ")
        heads = [line.split("**")[1] for line in lines if line.startswith("- **")]
        assert [head for head in heads if head != "Also."] == [
            "Context.",
            "Choice.",
            "Why.",
            "Cost.",
            "Status.",
            "Look again when.",
        ]


def test_the_makefile_is_short_and_knows_every_generator():
    text = read("Makefile")
    assert len(text.splitlines()) < 60
    for target in ("demo", "test", "check", "generate", "bench"):
        assert re.search(rf"^{target}:", text, re.MULTILINE)
    for path in sorted((ROOT / "tools").glob("generate_*.py")):
        assert path.stem in text


def test_hooks_are_local():
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))
    assert [repository["repo"] for repository in hooks["repos"]] == ["local"]


def test_the_citation_and_the_package_agree():
    citation = yaml.safe_load(read("CITATION.cff"))
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert citation["version"] == project["version"]
    assert citation["authors"] == [{"name": "kwalificatiegraaf contributors"}]
    assert "MIT License" in read("LICENSE")
    assert "CC-BY-4.0" in read("LICENSE-DATA")


def test_everything_that_is_needed_is_pinned():
    pins = {_plain(line.partition("==")[0]) for line in read("constraints.txt").splitlines() if "==" in line}
    assert needed() - pins == set()


def needed() -> set[str]:
    """Return what the project and its dev extra ask for, and what that asks for, as installed here."""
    found: set[str] = set()
    waiting = list(_asked("kwalificatiegraaf", "dev"))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_asked(name))
    return found


def _asked(name: str, extra: str = "") -> Iterator[str]:
    try:
        asked = requires(name) or []
    except PackageNotFoundError:
        return
    for line in asked:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield _plain(requirement.name)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
