"""The system that a command works on: the one given by the caller, else booted from the settings."""

from typing import TYPE_CHECKING

import typer

from kwalificatiegraaf.errors import InvalidInput

if TYPE_CHECKING:
    from kwalificatiegraaf.bootstrap import Systeem
    from kwalificatiegraaf.settings import Settings


def open_system(ctx: typer.Context) -> "Systeem":
    """Return the system of this run; what it needs is imported only now."""
    root = ctx.find_root()
    if root.obj is None:
        from kwalificatiegraaf.bootstrap import boot

        root.obj = boot(read_settings())
    found: Systeem = root.obj
    return found


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
        raise InvalidInput(
            found.wat,
            place=f"KG_{str(first['loc'][0]).upper()}",
            remedy=f"{found.remedie}, of verwijder de omgevingsvariabele",
        ) from error
