"""Findings name the node, the value and the remedy in Dutch, in a fixed order."""

from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from pydantic import ValidationError
from rdflib import Graph

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.validation.hints import KRING, VORMEN
from kwalificatiegraaf.validation.shacl import validate

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "ontology" / "shapes"
ID = "https://w3id.org/kwalificatiegraaf/id/"


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        quads = pyoxigraph.parse(path=path)
        lines = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
        graph.parse(data=lines, format="nt")
    return graph


def files(pattern: str) -> list[Path]:
    found = sorted(ROOT.glob(pattern))
    assert found, pattern
    return found


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in files("ontology/shapes/*.ttl"):
        graph.parse(path)
    return graph


@cache
def code_lists() -> Graph:
    return read(*files("ontology/codelijsten/*.ttl"), *files("ontology/normen/*.ttl"))


def findings(klasse: str, name: str):
    """Validate one example with the shapes of its own class."""
    own = Graph()
    for stem in ("gemeen", klasse):
        own.parse(ROOT / "ontology" / "shapes" / f"{stem}.ttl")
    return validate(code_lists() + read(EXAMPLES / klasse / f"{name}.ttl"), own)


def test_a_wrong_place_gets_the_nearest_one():
    (found,) = findings("leerplaatsmogelijkheid", "invalid-plaats-buiten-lijst")
    assert found.knoop == f"{ID}leerplaatsmogelijkheid/BK-0090-2.07-praktijklokaal"
    assert found.pad == "kg:leerplaats"
    assert found.waarde == f"{ID}concept/leerplaats/praktijklokal"
    assert found.ernst == "fout"
    assert found.boodschap.startswith("Kies precies één leerplaats uit de lijst")
    assert "'praktijklokal' staat niet in de lijst; bedoelt u 'praktijklokaal'?" in found.boodschap


def test_a_missing_argument_is_a_warning():
    (found,) = findings("leerplaatsmogelijkheid", "invalid-zonder-argument")
    assert (found.ernst, found.waarde, found.regel) == ("waarschuwing", None, "MinCount")


def test_a_cycle_is_named_once():
    (found,) = findings("beroepskwalificatie", "invalid-kring-in-voorkennis")
    assert found.vorm == KRING
    assert found.boodschap.endswith("De kring: BK-0090-2.01 → BK-0090-2.07 → BK-0090-2.04 → BK-0090-2.01.")


def test_two_cycles_are_two_findings():
    data = code_lists() + read(EXAMPLES / "beroepskwalificatie" / "valid.ttl")
    data.update((ROOT / "tests" / "validation" / "two_cycles.ru").read_text(encoding="utf-8"))
    found = [b for b in validate(data, shapes()) if b.vorm == KRING]
    assert [b.boodschap.partition("De kring: ")[2] for b in found] == [
        "BK-0090-2.01 → BK-0090-2.04 → BK-0090-2.01.",
        "BK-0090-2.07 → BK-0090-2.07.",
    ]


def test_hours_that_do_not_add_up_come_with_their_numbers():
    (found,) = findings("traject", "invalid-uren-tellen-niet-op")
    assert found.boodschap == (
        "Component werkplek: 460 uur toegewezen, maar het lesrooster geeft 468 uur (weekuren maal weken); "
        "verschil 8 uur. Pas de toewijzingen of het rooster aan."
    )


def test_an_impossible_place_names_competence_and_place():
    (found,) = findings("toewijzing", "invalid-onmogelijke-leerplaats")
    assert found.knoop == f"{ID}traject/115-duaal"
    assert found.waarde == f"{ID}toewijzing/kleuren"
    assert found.boodschap.startswith(
        "Competentie BK-0090-2.07 kan niet geleerd worden op de plaats reele-werkplek: kies een van haar"
    )


def test_a_path_reads_as_sparql():
    (found,) = findings("toewijzing", "invalid-klas-is-te-ruim")[:1]
    assert found.pad == "kg:leerplaats/^skos:broader"
    (found,) = findings("kwalificatiereeks", "invalid-zonder-versie")
    assert found.pad == "(kg:heeftVersie|^kg:versieVan)"


def test_findings_are_frozen_and_in_order():
    data = sum((read(path) for path in files("tests/ontology/shapes/t*/invalid-*.ttl")), code_lists())
    found = validate(data, shapes())
    assert list(found) == sorted(found, key=lambda b: (b.knoop, b.pad or "", b.waarde or ""))
    assert validate(data, shapes()) == found
    assert all(b.vorm.startswith(VORMEN) for b in found)
    with pytest.raises(ValidationError):
        found[0].boodschap = "anders"


def test_validating_changes_neither_graph():
    data, forms = code_lists() + read(EXAMPLES / "traject" / "valid.ttl"), shapes()
    before = set(data), set(forms)
    validate(data, forms)
    assert (set(data), set(forms)) == before


def test_broken_shapes_are_an_error_with_a_place():
    forms = Graph().parse(EXAMPLES.parents[1] / "validation" / "broken_shapes.ttl")
    with pytest.raises(InvalidInput, match="vormen") as caught:
        validate(code_lists(), forms)
    assert caught.value.place == "ontology/shapes"


def test_one_embedded_dossier_has_no_errors():
    data = read(ROOT / "data/vks/dossiers/BK-0090-2.ttl", ROOT / "data/vks/leerplaatsen/BK-0090-2.ttl")
    assert [b for b in validate(code_lists() + data, shapes()) if b.ernst == "fout"] == []


def test_the_embedded_data_has_no_errors():
    data = read(*files("ontology/*.ttl"), *files("data/vks/*/*.ttl"), *files("data/vks/*/*.trig"))
    assert [b for b in validate(code_lists() + data, shapes()) if b.ernst == "fout"] == []
