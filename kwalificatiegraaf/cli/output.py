"""Where output goes: tables and JSON on stdout, progress and errors on stderr."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from kwalificatiegraaf.services.import_plan import Voortgang


def stdout() -> "Console":
    """Return a console on stdout; a pipe gets the width of an A4 page of small print."""
    return _console(stderr=False)


def stderr() -> "Console":
    """Return a console on stderr."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else 118)


def show(parts: "Iterable[RenderableType]") -> None:
    """Print the parts below each other."""
    console = stdout()
    for part in parts:
        console.print(part)


def print_json(value: object) -> None:
    """Print values as JSON: the same value gives the same bytes."""
    sys.stdout.write(json_text(value))


def json_text(value: object) -> str:
    """Return the JSON that `print_json` prints."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


@contextmanager
def progress() -> "Iterator[Voortgang]":
    """Give a function that shows how far long work is, as bars on stderr."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=stderr()) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield advance
