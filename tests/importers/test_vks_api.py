"""The kinds of answer of the official API, told apart or refused."""

from typing import Any

import pytest

from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.importers.vks_api import parse
from tests.importers.lezen import load


def test_the_kinds_of_answer_are_told_apart() -> None:
    assert parse(load("detail.json"), "a.json").soort == "detail"
    assert [version.code for version in parse(load("lijst.json"), "b.json").versies] == [
        "BK-9901-1",
        "BK-9901-2",
        "BK-9905-1",
    ]


@pytest.mark.parametrize(
    ("name", "place", "diagnosis"),
    [
        ("fout-uitzondering.json", "$.uitzonderingen", r"Er werd geen data gevonden\. \(31004\)"),
        ("fout-fault.json", "$.fault", r"Geen toegang tot dit pad \(proef\.PadOnbekend\)"),
        ("fout-problem.json", "$", "404 Not Found Onbekend nummer"),
        ("ander.json", "$", "geen antwoord van de API"),
    ],
)
def test_a_refusal_is_refused_with_its_diagnosis(name: str, place: str, diagnosis: str) -> None:
    with pytest.raises(BrokenFile, match=diagnosis) as broken:
        parse(load(name), name)
    assert broken.value.place == f"{name}, {place}"
    assert broken.value.remedy


@pytest.mark.parametrize(
    "document",
    [
        [],
        None,
        "tekst",
        7,
        {"uitzonderingen": "ernstig"},
        {"uitzonderingen": ["ernstig"]},
        {"uitzonderingen": []},
        {"fault": None},
        {"fault": {"detail": "x"}},
        {"gegevens": {}},
        {"gegevens": [1]},
        {"beroepskwalificatie": []},
    ],
)
def test_any_other_json_is_a_broken_file(document: Any) -> None:
    with pytest.raises(BrokenFile) as broken:
        parse(document, "x.json")
    assert (broken.value.place or "").startswith("x.json, $")
