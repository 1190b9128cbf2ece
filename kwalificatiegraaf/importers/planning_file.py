"""A planning problem from a JSON file: strict, with the JSON path of what is wrong and a remedy."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.domain.vormfout import vormfout
from kwalificatiegraaf.errors import BrokenFile, InvalidInput, cause_of
from kwalificatiegraaf.importers.json_files import parse_json
from kwalificatiegraaf.importers.meldingen import json_path

GREATEST_FILE = 20_000_000
"""Bytes that are read at most."""
REMEDY = "zie docs/reference/planning.md en planning.schema.json"


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
        first = error.errors(include_url=False)[0]
        place, found = f"{file}, {json_path(tuple(first['loc']))}", vormfout(first)
        raise InvalidInput(found.wat, place=place, remedy=f"{found.remedie}; {REMEDY}") from error
    except InvalidInput as error:
        place = f"{file}, {error.place}"
        raise InvalidInput(error.message, place=place, remedy=error.remedy) from error
