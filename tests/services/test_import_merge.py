"""A list and a dossier complete each other; the dossier goes first."""

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.services.import_merge import add_list, fill_from_list, left_out

LISTED = Beroepskwalificatie(
    code="BK-9901-2",
    titel="Uit de lijst",
    vks_niveau=4,
    tekststatus="officieel",
    definitie="Lijst.",
    synoniemen=("a",),
    leeg=("domeinen",),
    officiele_pagina="https://example.org",
)
REGISTER = Beroepskwalificatie(code="BK-9901-2", titel="T", vks_niveau=3, aantal_competenties=7)


def test_a_list_completes_a_version_that_only_the_register_knew() -> None:
    merged = add_list(REGISTER, LISTED)
    assert (merged.titel, merged.vks_niveau, merged.definitie) == ("Uit de lijst", 4, "Lijst.")
    assert (merged.tekststatus, merged.leeg, merged.aantal_competenties) == ("officieel", ("domeinen",), 7)
    assert left_out(REGISTER, LISTED) == ()


def test_a_dossier_keeps_its_texts() -> None:
    dossier = REGISTER.model_copy(update={"definitie": "Dossier.", "tekststatus": "officieel"})
    assert add_list(dossier, LISTED).definitie == "Dossier."
    assert left_out(dossier, LISTED) == ("definitie",)


def test_own_words_take_facts_only() -> None:
    own = REGISTER.model_copy(update={"tekststatus": "eigen-formulering"})
    merged = add_list(own, LISTED)
    assert (merged.titel, merged.definitie, merged.synoniemen) == ("Uit de lijst", None, ())
    assert left_out(own, LISTED) == ("definitie", "synoniemen")


def test_a_detail_of_the_same_import_goes_before_the_list() -> None:
    merged = fill_from_list(REGISTER, LISTED)
    assert (merged.titel, merged.vks_niveau) == ("T", 3)
    assert merged.officiele_pagina == "https://example.org"
