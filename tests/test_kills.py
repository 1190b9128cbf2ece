"""`kill -9` at any moment: a store on disk holds the state before or after, and the next start ends it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rdflib.namespace import PROV

from kwalificatiegraaf import bootstrap
from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.services.importing import import_vks_api
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.embedded import derive
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.api.sparql.conftest import TOKEN, start

VERSION = f"{DEFAULT_BASE}/graph/versie/BK-0090-2"
DERIVED, MARK = f"{DEFAULT_BASE}/graph/afgeleid", f"{DEFAULT_BASE}/graph/onaf"
EXAMPLE = Path(__file__).parent / "importers" / "voorbeelden" / "detail.json"
CHANGE = f"""DELETE {{ GRAPH <{VERSION}> {{ ?k <urn:beurt> ?n }} }}
INSERT {{ GRAPH <{VERSION}> {{ ?k <urn:beurt> %d }} }}
WHERE {{ GRAPH <{VERSION}> {{ ?k a ?soort OPTIONAL {{ ?k <urn:beurt> ?n }} }} }}"""
TURN = f"SELECT DISTINCT ?n {{ GRAPH <{VERSION}> {{ ?k <urn:beurt> ?n }} }}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=f"oxigraph:{tmp_path / 'store'}", data=tmp_path / "data")


def turns(systeem: Systeem) -> list[int]:
    return [int(str(row["n"])) for row in systeem.store.select(TURN)]


def lines_of(systeem: Systeem, graph: str) -> list[str]:
    return [line for line in systeem.store if line.endswith(f" <{graph}> .")]


def require_whole(systeem: Systeem) -> None:
    """The derived graph is what follows from the others, and nothing is unfinished."""
    assert not systeem.store.get_graph(MARK)
    found = lines_of(systeem, DERIVED)
    again = OxigraphStore()
    again.load("\n".join(systeem.store).encode(), "application/n-quads")
    derive(again, DEFAULT_BASE)
    assert found == [line for line in again if line.endswith(f" <{DERIVED}> .")]
    assert found


def killed_after(seconds: float, arguments: Sequence[str], settings: Settings) -> None:
    """Run the program and kill it; it may have ended before."""
    environment = {**os.environ, "KG_STORE": settings.store, "KG_DATA": str(settings.data)}
    command = [sys.executable, "-m", "kwalificatiegraaf", *arguments]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as process:
        time.sleep(seconds)
        process.kill()


def test_the_server_is_killed_while_it_publishes(settings: Settings, tmp_path: Path) -> None:
    chance = random.Random(4)
    done = 0
    for turn in (1, 2):
        server = start(tmp_path, update_token=TOKEN, store=settings.store, query_workers="1")
        with ThreadPoolExecutor(1) as threads:
            asked = threads.submit(server.update, CHANGE % turn)
            time.sleep(0.2 + chance.random() * 1.5)
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait()
            acknowledged = asked.exception() is None
        server.client.close()
        systeem = boot(settings)
        found = turns(systeem)
        assert found in ([turn], [done] if done else [])
        assert found == [turn] or not acknowledged
        require_whole(systeem)
        assert len(systeem.repository.version_codes()) == 274
        done = found[0] if found else done
        del systeem


def timeless(systeem: Systeem, graph: str) -> set[object]:
    """Return the triples of a graph without the moment at which it was made."""
    return {triple for triple in systeem.store.get_graph(graph) if triple[1] != PROV.generatedAtTime}


def test_an_import_is_killed(settings: Settings, tmp_path: Path) -> None:
    imported = boot(Settings(data=tmp_path / "elsewhere"))
    graph = f"{DEFAULT_BASE}/graph/versie/{import_vks_api(imported.repository, EXAMPLE).versies[0]}"
    states = [timeless(boot(settings), graph), timeless(imported, graph)]
    assert states[0] != states[1]
    for seconds in (1.0, 1.6):
        killed_after(seconds, ["import", "vks-api", str(EXAMPLE)], settings)
        systeem = boot(settings)
        require_whole(systeem)
        assert timeless(systeem, graph) in states
        del systeem


def test_the_first_start_is_killed(settings: Settings) -> None:
    for seconds in (0.8, 1.3, 1.8):
        killed_after(seconds, ["kwalificatie", "list"], settings)
        held = OxigraphStore(settings.store.partition(":")[2]).graph_names()
        assert (DERIVED in held) is bool(held), seconds
    require_whole(boot(settings))


def test_what_was_left_unfinished_is_finished_at_the_next_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    systeem = boot(settings)
    before = {member.graaf: member for member in systeem.stream.leden}
    monkeypatch.setattr(bootstrap, "finish_change", lambda *_: None)
    with systeem.changing() as store:
        store.update(CHANGE % 1)
    assert systeem.store.get_graph(MARK)
    monkeypatch.undo()
    del systeem, store
    fresh = boot(settings)
    require_whole(fresh)
    after = {member.graaf: member for member in fresh.stream.leden}
    assert [graph for graph in after if after[graph] != before[graph]] == [VERSION]
    assert after[VERSION].moment > before[VERSION].moment


def test_a_change_that_is_refused_leaves_no_mark(settings: Settings) -> None:
    systeem = boot(settings)
    with pytest.raises(Exception, match="SPARQL"), systeem.changing() as store:
        store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> } }")
    assert not systeem.store.get_graph(MARK)
    assert "urn:g" not in systeem.store.graph_names()
