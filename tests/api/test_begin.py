"""What a server makes ready: after who waited for its start is answered, and not when it stops before."""

import gc
import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import WAITING_FIRST, create_app
from kwalificatiegraaf.bootstrap import Systeem

LATER = 20
"""Times `WAITING_FIRST` in which what is made ready has surely begun."""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The times that a process for queries was made."""
    found: list[str] = []
    monkeypatch.setattr(Systeem, "prepare", lambda self: found.append("process"))
    return found


@pytest.fixture
def without_collecting() -> Iterator[None]:
    """As `serve` starts."""
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def other(systeem: Systeem) -> Systeem:
    """Return a system on the same data, that may be closed."""
    return Systeem(systeem.settings, systeem.store, systeem.repository)


def test_a_server_that_stops_at_once_makes_nothing_ready(systeem: Systeem, made: list[str]) -> None:
    with TestClient(create_app(other(systeem))):
        pass
    assert made == []


def test_a_server_makes_a_process_ready_after_its_start(systeem: Systeem, made: list[str]) -> None:
    with TestClient(create_app(other(systeem))):
        end = time.monotonic() + LATER * WAITING_FIRST
        while not made and time.monotonic() < end:
            time.sleep(WAITING_FIRST / 10)
    assert made == ["process"]


@pytest.mark.usefixtures("without_collecting", "made")
def test_garbage_is_collected_from_the_first_answer_on(systeem: Systeem) -> None:
    with TestClient(create_app(other(systeem))):
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
