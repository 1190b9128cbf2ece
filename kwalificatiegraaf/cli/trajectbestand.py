"""A trajectory from the graph, or what `traject build`, `show`, `proof`, `explain` or `repair` wrote."""

import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rdflib import Graph

from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.domain.herstel import Trajectherstel
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitleg import Trajectuitleg
from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import BrokenFile, cause_of
from kwalificatiegraaf.services.trajectory import items_of, load_trajectory
from kwalificatiegraaf.store.repository import Repository

STDIN = "-"
PROOFS = (".ttl", ".jsonld", ".nt")

SHAPES: dict[type[Waarde], str] = {
    Bouwresultaat: "traject",
    Traject: "traject",
    Trajectuitleg: "uitleg",
    Trajectherstel: "herstel",
}
"""What a JSON file can be, with its name: of a file that is none of these, the nearest is meant."""
Claim = Bouwresultaat | Trajectuitleg | Trajectherstel
"""What can be checked again: a trajectory, why one misses a norm, or how that is mended."""


def read_claim(repository: Repository, source: str) -> Bouwresultaat:
    """Return the trajectory of a code, a file or stdin (`-`) with its claims; BrokenFile when it is none."""
    found = read_any(repository, source)
    if isinstance(found, Bouwresultaat):
        return found
    remedy = "reken een uitleg of herstel na met 'traject verify'"
    raise BrokenFile("dit is geen traject", place=source, remedy=remedy)


def read_any(repository: Repository, source: str) -> Claim:
    """Return what a code, a file or stdin (`-`) claims; BrokenFile when it is nothing that can be checked."""
    return read_with_graph(repository, source)[0]


def read_with_graph(repository: Repository, source: str) -> tuple[Claim, Graph | None]:
    """Return the same, with the graph of a file that holds one: it says more than the claim."""
    path = Path(source)
    if source == STDIN:
        return _parse(sys.stdin.read(), "stdin"), None
    if path.suffix in PROOFS:
        return _proof(repository, path)
    if path.suffix == ".json" or path.is_file():
        return _parse(_text(path), source), None
    return _bare(load_trajectory(repository, source)), None


def _bare(traject: Traject) -> Bouwresultaat:
    return Bouwresultaat(traject=traject, doelen=(), afwijkingen=())


def _proof(repository: Repository, path: Path) -> tuple[Bouwresultaat, Graph]:
    from kwalificatiegraaf.importers.proof import parse_proof

    found = parse_proof(_text(path), str(path))
    items = items_of(repository, found.kader)
    traject = Traject(kader=found.kader, onderdelen=items, toewijzingen=found.toewijzingen)
    claim = Bouwresultaat(traject=traject, doelen=found.doelen, afwijkingen=(), meldingen=found.meldingen)
    return claim, found.graaf


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenFile(f"kan niet gelezen worden: {cause_of(error)}", place=str(path)) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(f"geen geldige UTF-8 vanaf byte {error.start}", place=str(path)) from error


def _parse(text: str, place: str) -> Claim:
    errors: list[ValidationError] = []
    for shape in SHAPES:
        try:
            found: Any = shape.model_validate_json(text)
        except ValidationError as error:
            errors.append(error)
        else:
            return _bare(found) if isinstance(found, Traject) else found
    nearest, shape = min(zip(errors, SHAPES, strict=True), key=lambda pair: pair[0].error_count())
    path = ".".join(map(str, ("$", *nearest.errors()[0]["loc"])))
    raise BrokenFile(
        f"dit is geen {SHAPES[shape]}",
        place=f"{place}, {path}",
        remedy="geef de JSON van 'traject build', 'explain' of 'repair' (met --json)",
    ) from nearest
