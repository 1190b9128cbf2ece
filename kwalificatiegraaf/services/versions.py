"""Versions: which one stands for `BK-0090`, and which has a dossier."""

import re

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.overzicht import Kwalificatiekort
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.catalogue import list_qualifications
from kwalificatiegraaf.store.repository import Repository

SERIES = re.compile(r"BK-\d{3,6}")
RECOGNISED = "erkend"


def latest_version(repository: Repository, number: str) -> str | None:
    """Return the code of the latest recognised version of a number without version.

    None when `number` is no such number or has no version; the latest of any status when none is recognised.
    """
    if not SERIES.fullmatch(number):
        return None
    versions = [v for v in list_qualifications(repository) if v.code.startswith(f"{number}-")]
    return max(versions, key=_rank).code if versions else None


def _rank(version: Kwalificatiekort) -> tuple[bool, int]:
    return version.status == RECOGNISED, int(version.code.rpartition("-")[2])


def require_dossier(repository: Repository, code: str) -> Beroepskwalificatie:
    """Return a version with competences; InvalidInput when the graph only knows its facts."""
    version = repository.find_version(code)
    if not version.competenties:
        raise InvalidInput(
            f"van {code} is geen dossier met competenties in de graaf",
            place="code",
            remedy="lees eerst het officiële dossier in met 'kwalificatiegraaf import vks-api'",
        )
    return version
