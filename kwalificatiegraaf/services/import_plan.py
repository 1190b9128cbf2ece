"""From files to what they deliver per version, before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.importers.json_files import Bestand, find_json, read_files
from kwalificatiegraaf.importers.vks_api import Antwoord, parse
from kwalificatiegraaf.services.import_merge import add_detail, add_list, fill_from_list

Voortgang: TypeAlias = Callable[[str, int, int], None]
"""Called with what is going on (in Dutch), how much is done, and how much there is."""


@dataclass
class Levering:
    """What the files of one import say of a version; each source by file."""

    code: str
    detail: tuple[Bestand, Beroepskwalificatie] | None = None
    lijst: tuple[Bestand, Beroepskwalificatie] | None = None
    bronnen: list[Bestand] = field(default_factory=list)

    def applied_to(self, held: Beroepskwalificatie | None) -> Beroepskwalificatie:
        """Return the version as it must become, given what the graph holds."""
        listed = self.lijst[1] if self.lijst else None
        if self.detail is None:
            assert listed is not None
            return add_list(held, listed) if held else listed
        version = self.detail[1]
        version = add_detail(held, version) if held else version
        return fill_from_list(version, listed) if listed else version


def read_answers(path: Path, show: Voortgang) -> tuple[list[tuple[Bestand, Antwoord]], list[Path]]:
    """Return every file at `path` with its answer, and what else stands there; BrokenFile stops all."""
    files, others = find_json(path)
    found = []
    for done, bestand in enumerate(read_files(files), start=1):
        found.append((bestand, parse(bestand.document, bestand.naam)))
        show("bestanden lezen", done, len(files))
    return found, others


def combine(answers: list[tuple[Bestand, Antwoord]]) -> list[Levering]:
    """Return what is said per version, by code; InvalidInput when two files contradict each other."""
    found: dict[str, Levering] = {}
    for bestand, answer in answers:
        for version in answer.versies:
            levering = found.setdefault(version.code, Levering(version.code))
            levering.bronnen.append(bestand)
            if answer.soort == "detail":
                levering.detail = _once(levering.detail, bestand, version)
            else:
                levering.lijst = _once(levering.lijst, bestand, version)
    return [found[code] for code in sorted(found)]


def _once(
    known: tuple[Bestand, Beroepskwalificatie] | None, bestand: Bestand, version: Beroepskwalificatie
) -> tuple[Bestand, Beroepskwalificatie]:
    if known and known[1] != version:
        raise InvalidInput(
            f"{version.code} staat ook in {known[0].naam}, met een andere inhoud",
            place=bestand.naam,
            remedy="Houd enkel het recentste antwoord in de map.",
        )
    return known or (bestand, version)
