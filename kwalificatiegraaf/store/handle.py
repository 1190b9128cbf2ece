"""What is open on a folder on disk, opened again once the disk takes writes again.

After a write that a full disk refused, the engine takes no other one until its folder is opened anew.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import RLock
from time import monotonic, sleep
from typing import Final, Generic, TypeVar

from kwalificatiegraaf.errors import FolderInUse, StoreError

Opened = TypeVar("Opened")

ROOM: Final = 4_000_000
"""Bytes that must be free before the folder is opened again: then it opens."""
PATIENCE: Final = 5.0
"""Seconds for what still reads from what was open, and holds the folder."""


class Handle(Generic[Opened]):
    """What `make` opened; `to_read` opens the folder where that failed. Any number of threads may ask."""

    def __init__(
        self, make: Callable[[], Opened], to_read: Callable[[], Opened], folder: Path | None
    ) -> None:
        self._make = make
        self._to_read = to_read
        self._folder = folder
        self._gate = RLock()
        self.turn = RLock()
        """Held by who writes what depends on what is there."""
        self._opened: list[Opened] = [make()]
        self.refuses = False

    @property
    def opened(self) -> Opened:
        """What is open now; hold it no longer than for one thing."""
        with self._gate:
            if not self._opened:
                self._opened.append(self._to_read())
            return self._opened[0]

    def replace(self, other: Opened) -> None:
        """Let another one take its place."""
        with self._gate:
            self._opened[:] = [other]

    def mend(self) -> None:
        """Open the folder again when a write was refused; StoreError when there is no room yet."""
        if not self.refuses or self._folder is None:
            return
        _require_room(self._folder)
        with self._gate:
            self._opened.clear()
            self._opened.append(self._patiently())
            self.refuses = False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say of a write that the disk refuses where that was, and open the folder again before the next."""
        try:
            yield
        except StoreError as error:
            if self._folder is not None and isinstance(error.__cause__, OSError):
                self.refuses = True
                error.place = str(self._folder)
                error.remedy = "Maak plaats op de schijf en probeer het opnieuw: er is niets veranderd."
            raise

    def _patiently(self) -> Opened:
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            with suppress(FolderInUse):
                return self._make()
            sleep(0.05)
        return self._make()


def _require_room(folder: Path) -> None:
    try:
        with TemporaryFile(dir=folder) as probe:
            os.write(probe.fileno(), bytes(ROOM))
            os.fsync(probe.fileno())
            if os.fstat(probe.fileno()).st_size < ROOM:
                raise OSError("te weinig plaats")
    except OSError as error:
        raise StoreError(f"de opslag weigerde: {error}", place=str(folder)) from error


def unopened(error: Exception, path: Path | str | None) -> StoreError:
    """Return why a folder does not open, and what to do."""
    said = str(error)
    if "lock" in said.lower():
        return FolderInUse(
            f"de map is in gebruik: {said}",
            place=str(path),
            remedy="Stop het andere proces dat deze map gebruikt, of kies een andere map.",
        )
    remedy = "Kijk of de map geschreven mag worden, en of de schijf niet vol is."
    if "Corruption" in said:
        remedy = "De map is beschadigd: zet een reservekopie terug (kwalificatiegraaf restore)."
    return StoreError(f"de map kan niet geopend worden: {said}", place=str(path), remedy=remedy)
