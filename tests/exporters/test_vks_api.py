"""Writing a version in the shape of the official API gives back what was read."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.exporters.vks_api import export_detail
from kwalificatiegraaf.importers.vks_api import parse_detail
from kwalificatiegraaf.store.mapping.kwalificatie import BEROEPSKWALIFICATIE
from kwalificatiegraaf.store.repository import version_graph
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.importers.lezen import VOORBEELDEN, load
from tests.store.dossiers import official_versions

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "api-samples"


def through_the_graph(version: Beroepskwalificatie) -> Beroepskwalificatie:
    graph = version_graph(version, DEFAULT_BASE)
    return BEROEPSKWALIFICATIE.read(graph, BEROEPSKWALIFICATIE.iri(version.code, DEFAULT_BASE))


def test_a_recorded_answer_comes_back_whole_and_in_the_official_order() -> None:
    document = load("detail.json")
    version, _ = parse_detail(document, "detail.json")
    assert json.dumps(export_detail(through_the_graph(version))) == json.dumps(document)


@pytest.mark.parametrize("code", ["BK-0082-2", "BK-0090-2"])
def test_a_real_answer_comes_back_whole(code: str) -> None:
    path = SAMPLES / f"{code}.json"
    if not path.exists():
        pytest.skip("the samples of the register stand beside the repository, not in it, and are not here")
    document = json.loads(path.read_text(encoding="utf-8"))
    version, notes = parse_detail(document, path.name)
    assert notes == ()
    assert export_detail(through_the_graph(version)) == document


@given(official_versions())
@settings(max_examples=60, deadline=None)
def test_export_then_parse_is_identity(version: Beroepskwalificatie) -> None:
    document = json.loads(json.dumps(export_detail(version)))
    parsed, notes = parse_detail(document, "x.json")
    assert parsed == version
    unnumbered = sum(one.volgnummer is None for one in version.competenties)
    assert ["nr ontbreekt" in note.reden for note in notes] == [True] * unnumbered


@pytest.mark.parametrize("path", sorted(VOORBEELDEN.glob("[dmnv]*.json")), ids=lambda path: path.stem)
def test_what_was_exported_exports_the_same_again(path: Path) -> None:
    once = export_detail(parse_detail(load(path.name), path.name)[0])
    assert export_detail(parse_detail(once, path.name)[0]) == once


def test_own_facts_without_a_place_in_the_official_shape_stay_out() -> None:
    version = Beroepskwalificatie(
        code="BK-9901-2", titel="T", vks_niveau=3, status="niet-erkend", geschrapt=True
    )
    assert export_detail(version) == {
        "beroepskwalificatie": {
            "versie_nr_lang": "BK-9901-2",
            "versie_nr_kort": 2,
            "titel": "T",
            "status": "niet erkend",
            "vks_niveau": 3,
        },
        "totalItems": 1,
    }
