"""The system that a command works on: the one given by the caller, else booted from the settings."""

from typing import TYPE_CHECKING

import typer

from kwalificatiegraaf.errors import InvalidInput

if TYPE_CHECKING:
    from kwalificatiegraaf.bootstrap import Systeem
    from kwalificatiegraaf.settings import Settings


def open_system(ctx: typer.Context, *, to_write: bool = False) -> "Systeem":
    """Return the system of this run; what it needs is imported only now.

    One to read may be what a running service published, which is said on stderr.
    """
    root = ctx.find_root()
    if root.obj is None:
        from kwalificatiegraaf.bootstrap import boot, boot_to_read

        settings = read_settings()
        root.obj = boot(settings) if to_write else boot_to_read(settings)
        _tell_of_snapshot(root.obj, settings)
    found: Systeem = root.obj
    return found


def _tell_of_snapshot(system: "Systeem", settings: "Settings") -> None:
    from kwalificatiegraaf.store.snapshots import SnapshotStore

    if isinstance(system.store, SnapshotStore) and not settings.store.startswith("snapshot:"):
        moment = system.store.taken.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        typer.echo(f"De opslag is in gebruik: gelezen wordt haar momentopname van {moment}.", err=True)


def read_settings() -> "Settings":
    """Return the settings; InvalidInput names the variable with a wrong value."""
    from pydantic import ValidationError

    from kwalificatiegraaf.domain.vormfout import vormfout
    from kwalificatiegraaf.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        found = vormfout(first)
        name, *inside = first["loc"]
        raise InvalidInput(
            found.wat,
            place=f"KG_{str(name).upper()}" + "".join(f" nr. {int(one) + 1}" for one in inside),
            remedy=f"{found.remedie}, of verwijder de omgevingsvariabele",
        ) from error
