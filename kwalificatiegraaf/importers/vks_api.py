"""Answers of the official API "Beroepskwalificaties v2" from files: details, lists, and its refusals.

`read` gives the JSON of a file or folder, `parse` tells the kinds of answer apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.vormfout import shorten, vormfout
from kwalificatiegraaf.importers.json_files import find_json, read_files
from kwalificatiegraaf.importers.meldingen import NietUitgedrukt, broken
from kwalificatiegraaf.importers.vks_detail import parse_detail
from kwalificatiegraaf.importers.vks_list import parse_list

__all__ = ["Antwoord", "NietUitgedrukt", "parse", "parse_detail", "parse_list", "read"]

REMEDY = "Vraag het antwoord opnieuw op en bewaar enkel geslaagde antwoorden."


@dataclass(frozen=True)
class Antwoord:
    """An answer of the API: its kind, its versions, and what cannot be expressed."""

    soort: Literal["detail", "lijst"]
    versies: tuple[Beroepskwalificatie, ...]
    niet_uitgedrukt: tuple[NietUitgedrukt, ...]


def read(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield name and JSON of the file `path`, or of every `*.json` in the folder `path`, by name.

    InvalidInput when there is nothing to read, BrokenFile for a file that is not JSON.
    """
    files, _ = find_json(path)
    for file in read_files(files):
        yield file.naam, file.document


def parse(document: Any, file: str) -> Antwoord:
    """Return what an answer holds; BrokenFile for a refusal of the API and for anything else."""
    if not isinstance(document, dict):
        raise broken(file, (), vormfout({"type": "dict_type", "input": document}).wat)
    _refuse_fault(document, file)
    if "beroepskwalificatie" in document:
        version, notes = parse_detail(document, file)
        return Antwoord("detail", (version,), notes)
    if "gegevens" in document:
        return Antwoord("lijst", *parse_list(document, file))
    raise broken(
        file,
        (),
        "geen antwoord van de API Beroepskwalificaties: 'beroepskwalificatie' en 'gegevens' ontbreken",
        "Haal bestanden van een andere soort uit de map.",
    )


def _refuse_fault(document: dict[str, Any], file: str) -> None:
    """Raise BrokenFile with the diagnosis when `document` is one of the API's error bodies."""
    if "uitzonderingen" in document:
        raise broken(file, ("uitzonderingen",), f"de API weigerde: {_diagnosis(document)}", REMEDY)
    if "fault" in document:
        raise broken(file, ("fault",), f"de API weigerde: {_fault(document['fault'])}", REMEDY)
    if "gegevens" not in document and {"title", "status"} <= set(document):
        words = [str(document[key]) for key in ("status", "title", "detail") if document.get(key)]
        raise broken(file, (), f"de API weigerde: {' '.join(words)}", REMEDY)


def _diagnosis(document: dict[str, Any]) -> str:
    exceptions = document["uitzonderingen"]
    if not isinstance(exceptions, list):
        return shorten(exceptions)
    found = [
        f"{item.get('diagnose', 'zonder diagnose')} ({item.get('identificatie', 'zonder nummer')})"
        if isinstance(item, dict)
        else shorten(item)
        for item in exceptions
    ]
    return "; ".join(found) or "zonder diagnose"


def _fault(fault: Any) -> str:
    if not isinstance(fault, dict):
        return shorten(fault)
    detail = fault.get("detail")
    code = detail.get("errorcode") if isinstance(detail, dict) else None
    return f"{fault.get('faultstring', 'zonder reden')}{f' ({code})' if code else ''}"
