"""A trajectory from the graph, or from a file that `traject build`, `show` or `proof` wrote."""

import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.services.trajectory import items_of, load_trajectory
from kwalificatiegraaf.store.repository import Repository

STDIN = "-"
PROOFS = (".ttl", ".jsonld", ".nt")


def read_claim(repository: Repository, source: str) -> Bouwresultaat:
    """Return the trajectory of a code, a file or stdin (`-`) with its claims; BrokenFile when it is none."""
    if source == STDIN:
        return _parse(sys.stdin.read(), "stdin")
    path = Path(source)
    if path.suffix in PROOFS:
        return _proof(repository, path)
    if path.suffix == ".json" or path.is_file():
        return _parse(_text(path), source)
    return _bare(load_trajectory(repository, source))


def _bare(traject: Traject) -> Bouwresultaat:
    return Bouwresultaat(traject=traject, doelen=(), afwijkingen=())


def _proof(repository: Repository, path: Path) -> Bouwresultaat:
    from kwalificatiegraaf.importers.proof import parse_proof

    found = parse_proof(_text(path), str(path))
    items = items_of(repository, found.kader)
    traject = Traject(kader=found.kader, onderdelen=items, toewijzingen=found.toewijzingen)
    return Bouwresultaat(traject=traject, doelen=found.doelen, afwijkingen=(), meldingen=found.meldingen)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFile(
            "het bestand is niet te lezen", place=str(path), remedy="geef een JSON-bestand"
        ) from error


def _parse(text: str, place: str) -> Bouwresultaat:
    errors: list[ValidationError] = []
    for shape in (Bouwresultaat, Traject):
        try:
            found: Any = shape.model_validate_json(text)
        except ValidationError as error:
            errors.append(error)
        else:
            return found if isinstance(found, Bouwresultaat) else _bare(found)
    first = errors[0].errors()[0]
    path = ".".join(map(str, ("$", *first["loc"])))
    raise BrokenFile(
        "dit is geen traject", place=f"{place}, {path}", remedy="geef de JSON van 'traject build --json'"
    ) from errors[0]
