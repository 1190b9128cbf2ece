"""Commands beside a service that holds the folder of the store."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.settings import Settings

QUESTION = ("vraag", "kwalificatie-op-code", "--param", "kwalificatie=BK-0090-2")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systeem]:
    """What holds the folder that `KG_STORE` names."""
    monkeypatch.setenv("KG_STORE", f"oxigraph:{tmp_path / 'graaf'}")
    system = boot(Settings(snapshots=tmp_path / "momentopnamen"))
    yield system
    system.close()


def test_what_reads_takes_what_the_service_published(
    service: Systeem, run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_SNAPSHOTS", str(tmp_path / "momentopnamen"))
    service.publish()
    answer = run(*QUESTION, "--json", on=None)
    assert answer.exit_code == 0, answer.output
    assert len(json.loads(answer.stdout)["rijen"]) >= 1
    assert "momentopname van 20" in answer.stderr
    assert run("dump", str(tmp_path / "dump"), on=None).exit_code == 0
    assert (tmp_path / "dump" / "SHA256SUMS").read_text() == service.dump.dump.sums


def test_without_snapshots_it_is_said_what_to_do(
    service: Systeem, fail: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    problem = fail(1, *QUESTION, on=None)
    assert "in gebruik" in problem["detail"]
    assert "KG_SNAPSHOTS" in problem["remedie"]
    monkeypatch.setenv("KG_SNAPSHOTS", str(tmp_path / "niets"))
    assert "nog geen momentopname" in fail(1, *QUESTION, on=None)["detail"]


def test_what_writes_takes_no_snapshot(
    service: Systeem, fail: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_SNAPSHOTS", str(tmp_path / "momentopnamen"))
    service.publish()
    problem = fail(1, "import", "vks-api", str(tmp_path), on=None)
    assert "in gebruik" in problem["detail"]
