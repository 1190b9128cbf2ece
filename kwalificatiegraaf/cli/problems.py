"""Errors as the command line shows them: what, where, and what to do; or the same as a JSON problem."""

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from typer import BadParameter

from kwalificatiegraaf import errors as kern

TITLES: dict[type[kern.KwalificatiegraafError], str] = {
    kern.NotFound: "Niet gevonden",
    kern.BrokenFile: "Bestand niet leesbaar",
    kern.InvalidInput: "Ongeldige invoer",
    kern.Unreachable: "Geen traject mogelijk",
    kern.StoreError: "De opslag weigert",
    kern.MissingPart: "Een onderdeel ontbreekt",
    kern.KwalificatiegraafError: "Fout",
}


LISTS = {
    "kwalificatie": "kwalificatiegraaf kwalificatie list",
    "traject": "kwalificatiegraaf traject list",
    "een standaardtraject van opleiding": "kwalificatiegraaf traject list",
    "opleiding": "kwalificatiegraaf traject list",
    "vraag": "kwalificatiegraaf vraag --lijst",
}
"""The command that lists what exists, by the kind of a code that does not."""


@dataclass(frozen=True)
class Problem:
    """A problem in the shape of RFC 9457, with `plaats` and `remedie` as in the API."""

    title: str
    detail: str
    plaats: str | None = None
    remedie: str | None = None


def problem_of(error: kern.KwalificatiegraafError) -> Problem:
    """Return what an error of ours says; the nearest family gives the title."""
    title = next(TITLES[family] for family in type(error).__mro__ if family in TITLES)
    remedy = error.remedy
    if remedy is None and isinstance(error, kern.NotFound) and error.kind in LISTS:
        remedy = f"zie '{LISTS[error.kind]}'"
    return Problem(title, error.message, error.place, remedy)


def usage_problem(error: Exception) -> Problem | None:
    """Return what is wrong with the way the command was typed, in Dutch; None when help was shown instead."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "kwalificatiegraaf"
    return Problem("Verkeerd gebruik", _detail(error), remedie=f"zie '{command} --help'")


def _detail(error: Any) -> str:
    name = type(error).__name__
    return _WORDINGS.get(name, _other)(error)


def _label(error: Any) -> str:
    param = error.param
    shown = param.opts[0] if param.opts and param.opts[0].startswith("-") else param.display_name_raw.upper()
    return str(shown)


def _no_option(error: Any) -> str:
    near = f"; bedoelt u '{sorted(error.possibilities)[0]}'?" if error.possibilities else ""
    return f"de optie '{error.option_name}' bestaat niet{near}"


def _bad_option(error: Any) -> str:
    if "does not take a value" in error.message:
        return f"de optie '{error.option_name}' krijgt geen waarde"
    return f"de optie '{error.option_name}' vraagt een waarde"


def _bad_parameter(error: Any) -> str:
    message = str(error.message)
    if error.param is None:
        return message
    for pattern, wording in _PARSING:
        if re.search(pattern, message, re.IGNORECASE):
            return f"{_label(error)}: {wording}"
    return f"{_label(error)}: {message}"


_PARSING = (
    (r"valid integer|unable to parse string as an integer", "dit is geen geheel getal"),
    (r"greater than or equal to|less than or equal to|not in the range", "dit getal valt buiten de grenzen"),
)
"""What the parser of the library says, and how we say it; our own parsers speak Dutch themselves."""


def _other(error: Any) -> str:
    """Say in Dutch what the library knows only as an English sentence."""
    message = str(error.message)
    if found := re.search(r"No such command '(.+?)'", message):
        return f"de opdracht '{found[1]}' bestaat niet{kern.suggest(found[1], _commands(error))}"
    if "Missing command" in message:
        return "er ontbreekt een opdracht"
    if found := re.search(r"unexpected extra argument.*? \((?!s\))(.+)\)", message):
        return f"te veel argumenten: {found[1]}"
    return message


def _commands(error: Any) -> Iterable[str]:
    return getattr(getattr(error.ctx, "command", None), "commands", ())


_WORDINGS: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": lambda error: f"{_label(error)} ontbreekt",
    "BadParameter": _bad_parameter,
}


def show_problem(problem: Problem, *, as_json: bool) -> None:
    """Write a problem to stderr."""
    if as_json:
        content = {key: value for key, value in asdict(problem).items() if value}
        sys.stderr.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        return
    from rich.text import Text

    from kwalificatiegraaf.cli.output import stderr

    console = stderr()
    console.print(Text.assemble((f"{problem.title}: ", "bold red"), problem.detail), soft_wrap=True)
    for label, text in (("Plaats", problem.plaats), ("Remedie", problem.remedie)):
        if text:
            console.print(Text.assemble((f"  {label}: ", "bold"), text), soft_wrap=True)


def wrong_value(message: str) -> BadParameter:
    """Return the error of an option whose value has the wrong form."""
    return BadParameter(message)
