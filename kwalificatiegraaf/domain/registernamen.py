"""The register's own names for our codes, and what the form of a reference tells."""

import re
from typing import Final, Literal

from kwalificatiegraaf.domain.competentie import Kennistype, Vaardigheidstype
from kwalificatiegraaf.domain.kwalificatie import Autonomietype

Referentiefamilie = Literal["co", "competent-c", "sk", "overig"]

KENNISTYPEN: Final[dict[Kennistype, str]] = {
    "basiskennis": "Basiskennis",
    "kennis": "Kennis",
    "grondige-kennis": "Grondige kennis",
}
VAARDIGHEIDSTYPEN: Final[dict[Vaardigheidstype, str]] = {
    "cognitief": "Cognitieve vaardigheden",
    "probleemoplossend": "Probleemoplossende vaardigheden",
    "motorisch": "Motorische vaardigheden",
}
AUTONOMIETYPEN: Final[dict[Autonomietype, str]] = {
    "is-zelfstandig-in": "Is zelfstandig in",
    "is-gebonden-aan": "Is gebonden aan",
    "doet-beroep-op": "Doet beroep op",
}
STATUSCODES: Final[dict[str, str]] = {
    "erkend": "ERKEND",
    "ontwerp": "ONTWERP",
    "geannuleerd": "GEANNULEERD",
    "niet-erkend": "NIET_ERKEND",
    "geschrapt": "GESCHRAPT",
}

_FAMILIES: Final[tuple[tuple[str, Referentiefamilie], ...]] = (
    (r"co ?\d+", "co"),
    (r"SK-\d+(-c)?", "sk"),
    (r"\d+-c", "competent-c"),
)


def status_text(status: str) -> str:
    """Return the words that the register shows for a status: `niet erkend`."""
    return status.replace("-", " ")


def reference_family(reference: str) -> Referentiefamilie:
    """Return the family that the form of `reference` shows; a bare `-c` belongs to none of the known."""
    text = reference.strip()
    return next((family for form, family in _FAMILIES if re.fullmatch(form, text)), "overig")
