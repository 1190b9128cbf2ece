"""The floors hold, and everything that stands on them is on the map."""

import subprocess
import sys
from pathlib import Path

from .bronnen import NOT_COMMITTED, ROOT, named, python_files

HOMES_OF_TYPES = {"pyoxigraph": ["kwalificatiegraaf/store/oxigraph.py", "kwalificatiegraaf/store/reader.py"]}


def test_import_linter_keeps_every_contract():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_types_of_an_engine_stay_in_their_files():
    for library, allowed in HOMES_OF_TYPES.items():
        users = [
            named(path)
            for path in python_files("kwalificatiegraaf", "api")
            if f"import {library}" in path.read_text("utf-8") or f"from {library}" in path.read_text("utf-8")
        ]
        assert sorted(users) == allowed


def test_every_folder_is_on_the_map():
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    top = [path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
    inner = [path.name for path in (ROOT / "kwalificatiegraaf").iterdir() if path.is_dir()]
    missing = [name for name in {*top, *inner} - NOT_COMMITTED if f"{name}/" not in text]
    assert missing == []
