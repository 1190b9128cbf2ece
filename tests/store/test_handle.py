"""A folder that refused a write is opened again once there is room, and read in the meantime."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kwalificatiegraaf.errors import FolderInUse, StoreError
from kwalificatiegraaf.store.handle import Handle
from kwalificatiegraaf.store.oxigraph import OxigraphStore

INSERT = "INSERT DATA { GRAPH <urn:g> { %s } }"
MANY = " . ".join(f"<urn:s{n}> <urn:p> 'tekst {n}'" for n in range(3_000))


@contextmanager
def full_disk() -> Iterator[None]:
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


def test_a_store_takes_writes_again_once_there_is_room(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "graaf")
    store.update(INSERT % "<urn:a> <urn:p> 1")
    with full_disk():
        for _ in range(2):
            with pytest.raises(StoreError) as refused:
                store.update(INSERT % MANY)
            assert "probeer het opnieuw" in str(refused.value.remedy)
        assert len(store.get_graph("urn:g")) == 1
    store.update(INSERT % "<urn:b> <urn:p> 1")
    assert len(store.get_graph("urn:g")) == 2


def opening(*outcomes: str | Exception) -> Callable[[], str]:
    """Return what gives or raises these one after the other."""
    left = iter(outcomes)

    def make() -> str:
        outcome = next(left)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return make


def test_who_still_reads_is_waited_for(tmp_path: Path) -> None:
    handle = Handle(opening("eerst", FolderInUse("bezet"), "daarna"), opening(), tmp_path)
    handle.mend()
    assert handle.opened == "eerst"
    handle.refuses = True
    handle.mend()
    assert (handle.opened, handle.refuses) == ("daarna", False)


def test_a_folder_that_does_not_open_is_read_until_it_does(tmp_path: Path) -> None:
    handle = Handle(opening("eerst", StoreError("stuk"), "heel"), opening("enkel lezen"), tmp_path)
    handle.refuses = True
    with pytest.raises(StoreError, match="stuk"):
        handle.mend()
    assert (handle.opened, handle.refuses) == ("enkel lezen", True)
    handle.mend()
    assert handle.opened == "heel"
