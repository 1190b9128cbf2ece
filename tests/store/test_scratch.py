"""What a killed process left in TMPDIR goes at the next start, and nothing else does."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwalificatiegraaf.store.scratch import LOCK, PREFIX, own_folder, sweep
from tests.api.sparql.conftest import start, stop

HOLD = """
import sys
from kwalificatiegraaf.store.scratch import own_folder
owner = type("Owner", (), {})()
print(own_folder(owner)[0], flush=True)
sys.stdin.read()
"""


class Owner:
    """Whatever holds a folder."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def holder() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.kill()


def test_a_folder_stays_for_as_long_as_its_process_lives(holder: subprocess.Popen[str]) -> None:
    assert holder.stdout
    folder = Path(holder.stdout.readline().strip())
    (folder / "quads.nq").write_text("", encoding="ascii")
    assert sweep() == []
    assert (folder / "quads.nq").exists()
    holder.kill()
    holder.wait()
    assert folder.exists()
    assert sweep() == [folder]
    assert not folder.exists()


def test_one_s_own_folders_stay_and_go_with_their_owner() -> None:
    owner = Owner()
    folder, remove = own_folder(owner, "dump-")
    assert sweep() == []
    assert folder.exists()
    remove()
    assert not folder.exists()
    assert sweep() == []


def test_what_is_not_surely_left_behind_stays(temporary: Path) -> None:
    (temporary / f"{PREFIX}zonder-slot").mkdir()
    elsewhere = temporary / "elders"
    elsewhere.mkdir()
    (elsewhere / LOCK).touch()
    (temporary / f"{PREFIX}verwijzing").symlink_to(elsewhere)
    (temporary / "iets-anders").mkdir()
    (temporary / "iets-anders" / LOCK).touch()
    assert sweep() == []
    assert len(list(temporary.iterdir())) == 4


def test_a_server_sweeps_what_a_killed_one_left(temporary: Path) -> None:
    store = f"oxigraph:{temporary / 'graaf'}"
    killed = start(temporary, store=store)
    killed.client.get("/dumps")
    left = set(temporary.glob(f"{PREFIX}*"))
    assert left
    os.kill(killed.process.pid, signal.SIGKILL)
    killed.process.wait()
    killed.client.close()
    assert set(temporary.glob(f"{PREFIX}*")) == left
    again = start(temporary, store=store)
    assert not left & set(temporary.glob(f"{PREFIX}*"))
    assert set(temporary.glob(f"{PREFIX}*"))
    stop(again)
    assert not set(temporary.glob(f"{PREFIX}*"))
