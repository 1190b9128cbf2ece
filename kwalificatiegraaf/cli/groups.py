"""How a group of commands and a single command are made."""

from collections.abc import Callable
from typing import Any

import typer

from kwalificatiegraaf.cli.shell import Groep, Opdracht


def new_group(name: str, help: str) -> typer.Typer:
    """Return a group of commands with a Dutch help page."""
    return typer.Typer(name=name, help=help, cls=Groep, no_args_is_help=True, add_completion=False)


def add(app: typer.Typer, name: str, function: Callable[..., Any], help: str) -> None:
    """Add a command to a group or to the program."""
    app.command(name, cls=Opdracht, help=help)(function)
