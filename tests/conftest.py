"""Fixtures that many suites share."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive, load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from tests.virtuoso import REASON, is_there, running


@pytest.fixture(scope="session")
def embedded_store() -> Store:
    """The embedded data with everything derived, in memory. Read only: all tests share it."""
    store = OxigraphStore()
    load_embedded(store)
    derive(store)
    return store


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`KG_STORE` for a real Virtuoso that starts empty; its limit on rows is that of Debian's ini."""
    if not is_there():
        pytest.skip(REASON)
    with running(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings and the imported data of the user out of the tests, and the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("KG_")]:
            patch.delenv(name)
        patch.setenv("KG_DATA", str(tmp_path_factory.mktemp("kg-data")))
        yield


SLOW = (
    "tests/services/test_reasoning.py",
    "tests/ontology/test_reasoning.py",
    "tests/test_replicas.py",
    "tests/test_kills.py",
    "tests/test_full_disk.py",
    "tests/cli/test_reason.py",
    "tests/planning/test_exhaustive.py",
    "tests/test_remote.py",
)
"""Files that take long for their number of tests: they start first, so that nobody waits for the last one."""

_REMOTE = re.compile(r"tests/api/sparql/.*\[(virtuoso|oxigraph)\b")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slow files and those that need a remote server first."""
    items.sort(key=lambda item: not (item.nodeid.startswith(SLOW) or _REMOTE.match(item.nodeid)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Deal the tests out by file, but those of the protocol by the remote server that they share."""
    from xdist.scheduler import LoadFileScheduling

    class ByServer(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            found = _REMOTE.match(nodeid)
            return found[1] if found else super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return ByServer(config, log) if config.getoption("dist") == "loadfile" else None
