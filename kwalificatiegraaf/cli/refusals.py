"""What is refused of a request, said of the option that gave it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import typer

from kwalificatiegraaf.errors import InvalidInput, Unreachable


@contextmanager
def naming_options(
    ctx: typer.Context, options: Mapping[str, str], *, within: str | None = None
) -> Iterator[None]:
    """Say of what the shape of a request or the graph refuses which option of the running command gave it.

    `options` gives the option of a field (`perioden`, or one of many: `bewijzen[1]`) where that has
    another name; `within` names the file, or its member, that holds the request instead.
    """
    from pydantic import ValidationError

    from kwalificatiegraaf.domain.vormfout import vormfout
    from kwalificatiegraaf.importers.meldingen import json_path

    try:
        yield
    except ValidationError as error:
        first = error.errors()[0]
        path = json_path(first["loc"]).removeprefix("$.")
        place = f"{within}.{path}" if within else _option_of(path, ctx, options)
        found = vormfout(first)
        remedy = f"{found.remedie}; zie '{ctx.command_path} --help'"
        raise InvalidInput(found.wat, place=place, remedy=remedy) from error
    except (InvalidInput, Unreachable) as error:
        if error.place is not None:
            error.place = f"{within}, {error.place}" if within else _option_of(error.place, ctx, options)
        raise


def _option_of(path: str, ctx: typer.Context, options: Mapping[str, str]) -> str:
    """Return `--periode nr. 2` for `perioden[1]`; the path itself where no option gave the value."""
    if path in options:
        return f"--{options[path]}"
    field, index, inside = _PATH.findall(path)[0]
    one = f"{field}[{index}]"
    if one in options:
        return f"--{options[one]}"
    option = f"--{options.get(field, field).replace('_', '-')}"
    if not any(option in param.opts for param in ctx.command.params):
        return path
    number = f" nr. {int(index) + 1}" if index else ""
    return " ".join(filter(None, (f"{option}{number}", inside.lstrip("."))))


_PATH = re.compile(r"([^.\[\]]*)(?:\[(\d+)\])?(.*)", re.DOTALL)
"""A field, its number in a list, and the way further in."""
