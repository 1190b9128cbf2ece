"""JSON from a file or a folder: strict, in order of name, and nothing skipped in silence."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from kwalificatiegraaf.errors import BrokenFile, InvalidInput, cause_of


@dataclass(frozen=True)
class Bestand:
    """A file that was read: its name, the SHA-256 of its bytes in hex, and its JSON."""

    naam: str
    sha256: str
    document: Any


def find_json(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the JSON files at `path` in order of name, and what else stands in the folder.

    `path` is one file, whatever its suffix, or a folder whose `*.json` count; folders inside it do not.
    InvalidInput when there is nothing to read.
    """
    if path.is_file():
        return [path], []
    if not path.is_dir():
        raise InvalidInput("dit bestand of deze map bestaat niet", place=str(path))
    found = sorted(path.iterdir(), key=lambda item: item.name)
    files = [item for item in found if item.is_file() and item.suffix.lower() == ".json"]
    if not files:
        raise InvalidInput(
            "deze map bevat geen .json-bestanden",
            place=str(path),
            remedy="Bewaar elk antwoord van de API als een eigen bestand met de uitgang .json.",
        )
    return files, [item for item in found if item not in files]


def read_files(files: list[Path]) -> Iterator[Bestand]:
    """Yield every file with its JSON; BrokenFile when one cannot be read."""
    for file in files:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise BrokenFile(f"kan niet gelezen worden: {cause_of(error)}", place=str(file)) from error
        yield Bestand(file.name, sha256(content).hexdigest(), parse_json(content, file.name))


def read_list(path: Path, *, of: str, example: str) -> list[dict[str, Any]]:
    """Return the objects in the JSON list of a file; BrokenFile when it holds none, or anything else."""
    (file,) = read_files([path])
    found = file.document
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise BrokenFile(
            f"dit is geen lijst van {of}", place=path.name, remedy=f"geef een JSON-lijst, zoals {example}"
        )
    return found


_SYNTAX = {
    "Expecting value": "hier moet een waarde staan",
    "Expecting ',' delimiter": "hier ontbreekt een komma",
    "Expecting ':' delimiter": "hier ontbreekt een dubbelpunt",
    "Expecting property name enclosed in double quotes": "hier moet een naam tussen dubbele aanhalingstekens "
    "staan",
    "Illegal trailing comma before end of object": "deze komma staat er te veel",
    "Illegal trailing comma before end of array": "deze komma staat er te veel",
    "Extra data": "hierna staat nog iets",
    "Unterminated string starting at": "deze tekst wordt niet afgesloten",
    "Invalid control character at": "dit teken mag niet zo in een tekst staan",
    "Invalid \\escape": "deze schuine streep leidt geen bekend teken in",
    "Invalid \\uXXXX escape": "na \\u moeten vier hexadecimale cijfers staan",
}
"""What the parser of the language says of wrong JSON, in Dutch."""


def parse_json(content: bytes, file: str) -> Any:
    """Return the JSON of `content`; BrokenFile names line and column, or the key that occurs twice."""
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        reason, remedy = _refusal(error)
        raise BrokenFile(reason, place=f"{file}, $", remedy=remedy) from error


def _refusal(error: ValueError | RecursionError) -> tuple[str, str]:
    """Return what is wrong with a file that is no JSON, and what to do about it."""
    if isinstance(error, json.JSONDecodeError):
        reason = _SYNTAX.get(error.msg, error.msg)
        told = f"geen geldige JSON op regel {error.lineno}, kolom {error.colno}: {reason}"
        return told, "verbeter het bestand op die plaats"
    if isinstance(error, UnicodeDecodeError):
        return f"geen geldige UTF-8 vanaf byte {error.start}", "bewaar het bestand als UTF-8"
    if isinstance(error, RecursionError):
        return "de JSON is te diep genest", "nest de objecten en lijsten minder diep"
    return f"geen geldige JSON: {error}", "verbeter het bestand"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"de sleutel '{twice}' staat meer dan eens in hetzelfde object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is geen JSON-getal")
