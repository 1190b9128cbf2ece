"""The parts of a system: made once per state of the graph, each without holding up the others."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.settings import Settings


@pytest.fixture
def systeem(tmp_path: Path) -> Systeem:
    return boot(Settings(data=tmp_path))


def test_a_part_is_made_once_whoever_asks(systeem: Systeem) -> None:
    made: list[int] = []
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: systeem.part("a", lambda: made.append(1) or object()), range(8)))
    assert (len(made), len(set(map(id, found)))) == (1, 1)


def test_another_part_does_not_wait(systeem: Systeem) -> None:
    started, go = Event(), Event()

    def slow() -> str:
        started.set()
        assert go.wait(30)
        return "traag"

    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(systeem.part, "traag", slow)
        assert started.wait(30)
        try:
            assert threads.submit(systeem.part, "vlug", lambda: "vlug").result(30) == "vlug"
        finally:
            go.set()
        assert waiting.result(30) == "traag"


def test_what_was_being_made_during_a_write_is_made_again(systeem: Systeem) -> None:
    def while_written() -> str:
        systeem.written(())
        return "oud"

    assert systeem.part("a", while_written) == "oud"
    assert systeem.part("a", lambda: "nieuw") == "nieuw"
