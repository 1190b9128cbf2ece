"""A list answer becomes register facts per version."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.importers.vks_api import parse_list
from tests.importers.lezen import load


@pytest.fixture
def lijst() -> dict[str, Any]:
    document: dict[str, Any] = deepcopy(load("lijst.json"))
    return document


def test_a_list_gives_register_facts_per_version(lijst: dict[str, Any]) -> None:
    (old, new, lamp), notes = parse_list(lijst, "lijst.json")
    assert (old.code, old.vks_niveau, old.nieuwste_versie) == ("BK-9901-1", 2, False)
    assert (old.geldig_vanaf, old.geldig_tot) == (date(2019, 5, 1), date(2020, 10, 8))
    assert (new.nieuwste_versie, new.erkenningsdatum) == (True, date(2020, 10, 8))
    assert new.definitie == "Een definitie uit de lijst."
    assert new.domeinen[0].pad_tekst == "Horeca > Theehuis"
    assert new.officiele_pagina == "https://example.org/BK-9901-2"
    assert (new.geschrapt, lamp.geschrapt) == (False, True)
    assert (new.competenties, new.aantal_competenties) == ((), None)
    assert [(note.pad, note.waarde) for note in notes] == [("$.gegevens[2].versies[0].vks_niveau", None)]


def test_synonyms_go_to_the_latest_recognised_version(lijst: dict[str, Any]) -> None:
    (old, new, lamp), _ = parse_list(lijst, "lijst.json")
    assert (old.synoniemen, new.synoniemen) == ((), ("Theemeester", "Theejuf"))
    assert lamp.leeg == ("domeinen", "synoniemen")


def test_the_latest_version_fills_in_what_the_versions_do_not_say(lijst: dict[str, Any]) -> None:
    lamp = parse_list(lijst, "lijst.json")[0][2]
    assert (lamp.erkenningsdatum, lamp.geldig_vanaf) == (date(2012, 4, 20), date(2012, 4, 20))
    assert lamp.laatste_wijzigingsdatum == date(2020, 1, 1)
    assert (lamp.api_link or "").endswith("/BK-9905-1")


def test_contradictions_are_reported(lijst: dict[str, Any]) -> None:
    first = lijst["gegevens"][0]
    first["laatst_erkende_versie"] |= {
        "versie_nr_lang": "BK-9901-1",
        "versie_nr_kort": 3,
        "titel": "Theeschenkster",
        "erkenningsdatum": "2019-05-02",
    }
    first["mening"] = "lekker"
    _, notes = parse_list(lijst, "lijst.json")
    latest = "$.gegevens[0].laatst_erkende_versie"
    assert [note.pad for note in notes][:6] == [
        "$.gegevens[0].mening",
        f"{latest}.versie_nr_kort",
        latest,
        f"{latest}.titel",
        f"{latest}.erkenningsdatum",
        f"{latest}.laatste_wijzigingsdatum",
    ]
    assert "is BK-9901-2 later en ook erkend" in notes[2].reden


def test_a_latest_version_without_its_level_is_reported(lijst: dict[str, Any]) -> None:
    lijst["gegevens"] = [lijst["gegevens"][0]]
    del lijst["gegevens"][0]["versies"]
    versions, notes = parse_list(lijst, "lijst.json")
    assert versions == ()
    assert [(note.pad, note.waarde) for note in notes] == [
        ("$.gegevens[0].laatst_erkende_versie", '"BK-9901-2"'),
        ("$.gegevens[0].synoniemen", '["Theemeester", "Theejuf"]'),
    ]


def test_a_version_under_another_number_breaks_the_file(lijst: dict[str, Any]) -> None:
    lijst["gegevens"][0]["beroepskwalificatie_nr"] = "BK-9907"
    with pytest.raises(BrokenFile, match="hoort niet bij BK-9907") as broken:
        parse_list(lijst, "lijst.json")
    assert broken.value.place == "lijst.json, $.gegevens[0].versies[0].versie_nr_lang"


def test_a_version_given_twice_breaks_the_file(lijst: dict[str, Any]) -> None:
    lijst["gegevens"].append(lijst["gegevens"][0])
    with pytest.raises(BrokenFile, match="BK-9901-1 komt meer dan eens voor"):
        parse_list(lijst, "lijst.json")
