"""Lists of the graph: qualifications, competences, levels, and what the text search reads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from rdflib.term import Node

from kwalificatiegraaf.domain.overzicht import Competentiekort, Kwalificatiekort, Niveau
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.mapping.codecs import local_code
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.store.search import Document

T = TypeVar("T", Kwalificatiekort, Competentiekort)


def _values(row: Mapping[str, Node], readers: Mapping[str, Callable[[Node], Any]]) -> dict[str, Any]:
    return {name: readers.get(name, str)(term) for name, term in row.items()}


def _flag(term: Node) -> bool:
    return str(term) in ("true", "1")


def _number(term: Node) -> int:
    return int(str(term))


def list_qualifications(repository: Repository) -> tuple[Kwalificatiekort, ...]:
    """Return all versions, in order of code."""
    readers = {
        "niveau": lambda term: int(local_code(term)),
        "aantal": _number,
        "nieuwste": _flag,
        "status": local_code,
        "tekststatus": local_code,
    }
    names = {"niveau": "vks_niveau", "aantal": "aantal_competenties", "nieuwste": "nieuwste_versie"}
    rows = repository.store.select(internal_query("lijsten/kwalificaties.rq"))
    return tuple(Kwalificatiekort(**_renamed(_values(row, readers), names)) for row in rows)


def _renamed(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in values.items()}


def list_competences(repository: Repository) -> tuple[Competentiekort, ...]:
    """Return all competences, in order of code."""
    readers: dict[str, Callable[[Node], Any]] = {"gewicht": _number, "tekststatus": local_code}
    rows = repository.store.select(internal_query("lijsten/competenties.rq"))
    return tuple(Competentiekort(**_values(row, readers)) for row in rows)


def list_levels(repository: Repository) -> tuple[Niveau, ...]:
    """Return the eight levels with their EQF counterpart."""
    rows = repository.store.select(internal_query("lijsten/niveaus.rq"))
    levels = [
        Niveau(
            niveau=int(local_code(row["niveau"])),
            label=str(row["label"]),
            eqf=str(row["eqf"]) if "eqf" in row else None,
            aantal_kwalificaties=_number(row["aantal"]),
        )
        for row in rows
    ]
    return tuple(sorted(levels, key=lambda level: level.niveau))


def check_level(level: int | None) -> None:
    """Raise InvalidInput for a level outside the structure."""
    if level is not None and level not in range(1, 9):
        raise InvalidInput(
            f"VKS-niveau {level} bestaat niet", place="niveau", remedy="kies een niveau van 1 tot 8"
        )


def filter_qualifications(
    found: Iterable[Kwalificatiekort], *, level: int | None = None, with_dossier: bool | None = None
) -> tuple[Kwalificatiekort, ...]:
    """Keep the versions of a level, with or without a dossier."""
    check_level(level)
    return tuple(
        version
        for version in found
        if level in (None, version.vks_niveau) and with_dossier in (None, version.heeft_dossier)
    )


def search_documents(repository: Repository) -> tuple[Document, ...]:
    """Return a document for every qualification, competence, course and trajectory."""
    titles: dict[tuple[str, str], str] = {}
    words: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in repository.store.select(internal_query("lijsten/zoekteksten.rq")):
        key = str(row["soort"]), str(row["code"])
        titles[key] = str(row["titel"])
        words[key].update(str(row["woorden"]).split("\n"))
    return tuple(_document(key, title, sorted(words[key] - {""})) for key, title in sorted(titles.items()))


def _document(key: tuple[str, str], title: str, words: list[str]) -> Document:
    kind, code = key
    synonyms = words if kind == "kwalificatie" else []
    text = "" if kind == "kwalificatie" else " ".join(words)
    return Document(soort=kind, code=code, titel=title, synoniemen=tuple(synonyms), tekst=text)
