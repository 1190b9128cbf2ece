"""The shell around every command: help in Dutch, one way for errors, and the exit code.

Exit codes: 0 done, 1 the request cannot be met or something was found, 2 the command was used wrongly.
"""

import sys
from collections.abc import Sequence
from typing import Any

from typer import Abort
from typer.core import TyperCommand, TyperGroup

from kwalificatiegraaf.cli.problems import Problem, problem_of, show_problem, usage_problem
from kwalificatiegraaf.errors import KwalificatiegraafError, cause_of

FOUND = 1
"""Exit code of a command that ran and found what should not be."""

WRONG_USE = 2
"""Exit code of a command that was typed wrongly; the library marks its errors with it."""

_TITLES = {
    "ARGUMENTS_PANEL_TITLE": "Argumenten",
    "OPTIONS_PANEL_TITLE": "Opties",
    "COMMANDS_PANEL_TITLE": "Opdrachten",
    "DEFAULT_STRING": "[standaard: {}]",
    "REQUIRED_LONG_STRING": "[verplicht]",
}
_WORDS = {
    "Usage: ": "Gebruik: ",
    "COMMAND [ARGS]...": "OPDRACHT [ARGUMENTEN]...",
    "[OPTIONS]": "[OPTIES]",
}


def _translate_panels() -> None:
    """Give the panels of the help page their Dutch titles; loads rich, so only when help is asked."""
    from typer import rich_utils

    for name, text in _TITLES.items():
        setattr(rich_utils, name, text)


class _Dutch:
    """What a command and a group share: the words of the help page (mixed into the classes of Typer)."""

    def get_usage(self, ctx: Any) -> str:
        """Return the usage line in Dutch."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        for english, dutch in _WORDS.items():
            usage = usage.replace(english, dutch)
        return usage

    def get_help_option(self, ctx: Any) -> Any:
        """Return the help option with a Dutch text."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Toon deze uitleg en stop."
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help page."""
        _translate_panels()
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Opdracht(_Dutch, TyperCommand):
    """A command."""


class Groep(_Dutch, TyperGroup):
    """A group of commands; as the whole program it turns errors into messages and exit codes."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Run the program and exit."""
        given = list(sys.argv[1:] if args is None else args)
        options["standalone_mode"] = False
        sys.exit(_run(lambda: super(Groep, self).main(given, *more, **options), as_json="--json" in given))


def _run(program: Any, *, as_json: bool) -> int:
    try:
        code = program()
    except KwalificatiegraafError as error:
        return _fail(problem_of(error), 1, as_json)
    except Abort:
        return 130
    except OSError as error:
        return _fail(Problem("Het systeem weigert", cause_of(error), error.filename), 1, as_json)
    except Exception as error:
        if getattr(error, "exit_code", None) != WRONG_USE:
            raise
        wrong = usage_problem(error)
        return _fail(wrong, WRONG_USE, as_json) if wrong else WRONG_USE
    return code if isinstance(code, int) else 0


def _fail(problem: Problem, code: int, as_json: bool) -> int:
    show_problem(problem, as_json=as_json)
    return code
