"""The browser files: built once per lock, by npm where it is, and never in the way of an installation."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tools import build_assets
from tools.build_assets import FILES, NODE, ROOT, AssetsMissing, build, main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout in which `npm ci` has run already."""
    lock = {"packages": {"": {}, "node_modules/a": {"version": "1", "license": "MIT"}}}
    lock["packages"]["node_modules/b"] = {"version": "2", "dev": True}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock), "utf-8")
    for name in FILES:
        path = tmp_path / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    found: list[list[str]] = []
    monkeypatch.setattr(build_assets, "_run", lambda command, root: found.append(list(command)))
    return found


def test_the_files_are_copied_once_per_lock(root, commands, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/npm")
    assert [build(root), build(root)] == [True, False]
    assert [command[:2] for command in commands] == [["/usr/bin/npm", "ci"]]
    target = root / "api" / "web" / "static" / "editor"
    names = sorted(path.name for path in target.iterdir())
    assert names == ["licenties.txt", "lock.sha256", "yasqe.min.css", "yasqe.min.js"]
    assert (target / "licenties.txt").read_text("utf-8") == "a 1: MIT\n"
    lock = root / "package-lock.json"
    lock.write_text(lock.read_text("utf-8") + "\n", "utf-8")
    assert build(root)


def test_without_npm_the_one_of_pypi_is_fetched(root, commands, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    build(root)
    fetch, install = commands
    assert fetch[0] == sys.executable
    assert fetch[-1] == NODE
    assert Path(install[0]).is_relative_to(root / ".make" / "node")
    assert "ci" in install


def test_a_failure_says_why_and_leaves_what_there_was(root, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/false")
    with pytest.raises(AssetsMissing):
        build(root)
    monkeypatch.setattr(shutil, "which", lambda name: str(root / "weg"))
    with pytest.raises(AssetsMissing, match="weg"):
        build(root)
    assert not (root / "api").exists()
    monkeypatch.setattr(build_assets, "build", lambda: build(root))
    assert main() == 1
    assert "gewoon formulier" in capsys.readouterr().err


def test_the_lock_names_no_address_and_pins_what_is_asked():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert "resolved" not in json.dumps(lock)
    assert "http" not in "".join(str(one.get("integrity")) for one in lock["packages"].values())
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
