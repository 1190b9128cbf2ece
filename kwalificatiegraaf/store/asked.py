"""What a reading process makes of the text that it is asked; loaded when a text first needs it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kwalificatiegraaf.errors import BadQuery
from kwalificatiegraaf.store.dataset import dataset_of
from kwalificatiegraaf.store.hints import syntax_error
from kwalificatiegraaf.store.syntax import silent_services, without_services, without_silent


def graphs_of(asked: Mapping[str, Any]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the graphs that the query names: the server leaves a large text to this process."""
    found = dataset_of(asked["query"], asked["base"])
    return found.default, found.named


def running(asked: Mapping[str, Any], lost: Sequence[str]) -> tuple[dict[str, Any], str]:
    """Return a refusal, and the text that may run: it asks no server but those that are allowed.

    Nor does it ask the `lost` ones where it asks them by SERVICE SILENT.
    """
    try:
        return {}, without_silent(without_services(asked["query"], asked["allowed"]), lost)
    except BadQuery as error:
        return _refused(error), ""


def losses(asked: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """Yield what may have broken off of the servers that are asked in silence: each alone, then all."""
    silent = silent_services(asked["query"])
    yield from ((one,) for one in silent)
    if len(silent) > 1:
        yield silent


def explained(asked: Mapping[str, Any], parse: Callable[[str], object]) -> dict[str, Any]:
    """Return what is wrong with a query that does not parse."""
    return _refused(syntax_error(asked["query"], parse, asked["allowed"]))


def _refused(error: BadQuery) -> dict[str, Any]:
    return {"fout": "geweigerd", "melding": error.message, "plaats": error.place, "remedie": error.remedy}
