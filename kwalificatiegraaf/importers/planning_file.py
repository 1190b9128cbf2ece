"""A planning problem from a JSON file: strict, with the JSON path of what is wrong and a remedy."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.errors import BrokenFile, InvalidInput, cause_of
from kwalificatiegraaf.importers.json_files import parse_json
from kwalificatiegraaf.importers.meldingen import dutch_reason, json_path

GREATEST_FILE = 20_000_000
"""Bytes that are read at most."""
REMEDY = "zie docs/reference/planning.md en planning.schema.json"

_REASONS = {
    "too_long": "te veel regels: hoogstens {max_length}",
    "too_short": "te weinig regels: minstens {min_length}",
    "string_too_long": "te lange tekst: hoogstens {max_length} tekens",
    "tuple_type": "moet een lijst zijn",
    "date_from_datetime_parsing": "dit is geen datum zoals 2026-09-01",
    "date_parsing": "dit is geen datum zoals 2026-09-01",
}
"""What is said here in other words than elsewhere (`dutch_reason`)."""


def read_problem(path: Path) -> Planningsprobleem:
    """Return the problem of a file.

    BrokenFile when it is no JSON; InvalidInput, with file and JSON path, when it is no sound problem.
    """
    try:
        if path.stat().st_size > GREATEST_FILE:
            raise BrokenFile("het bestand is te groot: hoogstens 20 MB", place=str(path), remedy=REMEDY)
        content = path.read_bytes()
    except OSError as error:
        reason = f"het bestand is niet te lezen: {cause_of(error)}"
        raise BrokenFile(reason, place=str(path), remedy="geef een JSON-bestand") from error
    return problem_from(parse_json(content, path.name), path.name)


def problem_from(document: Any, file: str) -> Planningsprobleem:
    """Return the problem that a JSON document says."""
    try:
        return Planningsprobleem.model_validate(document)
    except ValidationError as error:
        first: dict[str, Any] = dict(error.errors(include_url=False)[0])
        place = f"{file}, {json_path(tuple(first['loc']))}"
        raise InvalidInput(_reason(first), place=place, remedy=REMEDY) from error
    except InvalidInput as error:
        place = f"{file}, {error.place}"
        raise InvalidInput(error.message, place=place, remedy=error.remedy) from error


def _reason(error: dict[str, Any]) -> str:
    if error["type"] == "literal_error":
        return f"kies uit {error['ctx']['expected'].replace(' or ', ' of ')}"
    template = _REASONS.get(error["type"])
    return dutch_reason(error) if template is None else template.format(**error.get("ctx", {}))
