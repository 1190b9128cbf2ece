"""What a backup says of itself, so that nothing is restored that is not whole or not meant for here."""

from datetime import datetime
from typing import Literal

from kwalificatiegraaf.domain.waarde import Waarde

Soort = Literal["geheugen", "opslag"]
"""`geheugen`: what was imported beside the embedded data, as files; `opslag`: a store that keeps all."""

QUADS = "graaf.nq.gz"
"""File with all quads, in either kind."""

IMPORTED = "ingelezen/"
"""Folder of the imported versions, in the kind `geheugen`."""


class Kopiebestand(Waarde):
    """One file of a backup: its name, size in bytes and SHA-256."""

    naam: str
    bytes: int
    sha256: str


class Reservekopie(Waarde):
    """A backup: the form it has, its kind, base, moment, numbers of quads and graphs, and its files."""

    vorm: Literal[1] = 1
    soort: Soort
    basis: str
    gemaakt: datetime
    quads: int
    grafen: int
    bestanden: tuple[Kopiebestand, ...]
