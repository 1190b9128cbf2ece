"""Folders of our own in TMPDIR, each locked for as long as its process lives; what a killed one left goes.

The system lets go of a lock when a process ends, however it ends. So a folder whose lock is free has no
owner any more; one without a lock may be about to get it, and stays.
"""

import os
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from typing import Any, Final
from weakref import finalize

PREFIX: Final = "kwalificatiegraaf-"
LOCK: Final = "in-gebruik"


def own_folder(owner: object, kind: str = "") -> tuple[Path, "finalize[[Path, int], Any]"]:
    """Return a new folder, and what removes it: at the latest when `owner` or the process ends."""
    folder = Path(mkdtemp(prefix=f"{PREFIX}{kind}"))
    try:
        return folder, finalize(owner, _remove, folder, _hold(folder))
    except OSError:
        rmtree(folder, ignore_errors=True)
        raise


def _hold(folder: Path) -> int:
    """Lock the folder and return the handle of the lock: it has its name only once it is held."""
    handle = os.open(folder / f"{LOCK}.nieuw", os.O_CREAT | os.O_RDWR, 0o600)
    flock(handle, LOCK_EX | LOCK_NB)
    os.rename(folder / f"{LOCK}.nieuw", folder / LOCK)
    return handle


def _remove(folder: Path, handle: int) -> None:
    rmtree(folder, ignore_errors=True)
    os.close(handle)


def sweep() -> list[Path]:
    """Remove what processes of this user left that no longer live, and return those folders."""
    return [folder for folder in Path(gettempdir()).glob(f"{PREFIX}*") if _swept(folder)]


def _swept(folder: Path) -> bool:
    with suppress(OSError):
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return False
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
        try:
            flock(handle, LOCK_EX | LOCK_NB)
            rmtree(folder, ignore_errors=True)
            return True
        finally:
            os.close(handle)
    return False
