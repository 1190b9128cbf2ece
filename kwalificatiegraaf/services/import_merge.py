"""Facts from lists and dossiers of the same version, laid over one another without loss."""

from typing import Final

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie

REGISTERFEITEN: Final = (
    "titel",
    "vks_niveau",
    "status",
    "statuscode",
    "geschrapt",
    "erkenningsdatum",
    "laatste_wijzigingsdatum",
    "geldig_vanaf",
    "geldig_tot",
    "nieuwste_versie",
    "api_link",
    "officiele_pagina",
)
"""What a list may change in a version that is already there."""

LIJSTTEKSTEN: Final = ("titel_toelichting", "definitie", "synoniemen", "domeinen")
"""What a list adds where the dossier says nothing."""


def add_list(held: Beroepskwalificatie, listed: Beroepskwalificatie) -> Beroepskwalificatie:
    """Return `held` with the register facts of a list, and its texts where `held` has none.

    A dossier in own words takes no official texts, because one mark covers all its texts.
    """
    facts = {name: getattr(listed, name) for name in REGISTERFEITEN}
    update = {name: value for name, value in facts.items() if value is not None}
    if held.tekststatus != "eigen-formulering":
        texts = {name: getattr(listed, name) for name in LIJSTTEKSTEN if not getattr(held, name)}
        update |= {name: value for name, value in texts.items() if value}
        update["tekststatus"] = "officieel"
        update["leeg"] = _empty({*held.leeg, *listed.leeg}, held.model_copy(update=update))
    return held.model_copy(update=update)


def add_detail(held: Beroepskwalificatie, detail: Beroepskwalificatie) -> Beroepskwalificatie:
    """Return the dossier `detail`, which replaces `held`; only what no dossier tells stays of it."""
    return detail.model_copy(update={"geschrapt": held.geschrapt})


def fill_from_list(detail: Beroepskwalificatie, listed: Beroepskwalificatie) -> Beroepskwalificatie:
    """Return `detail` with what only the list of the same import tells."""
    facts = {name: getattr(listed, name) for name in REGISTERFEITEN if getattr(detail, name) is None}
    return detail.model_copy(update=facts)


def left_out(held: Beroepskwalificatie, listed: Beroepskwalificatie) -> tuple[str, ...]:
    """Return which texts of a list `add_list` does not take over, by field."""
    taken = add_list(held, listed)
    said = (name for name in LIJSTTEKSTEN if getattr(listed, name))
    return tuple(name for name in said if getattr(taken, name) != getattr(listed, name))


def _empty(names: set[str], version: Beroepskwalificatie) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if not getattr(version, name)))
