"""Values of an answer as a reader sees them."""

import pytest

from api.sparql.cel import XSD, Cel, read_cell
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, NAMESPACE

THING = f"{DEFAULT_BASE}/id/competentie/BK-0090-2.07"


def typed(value: str, kind: str) -> Cel:
    return read_cell({"type": "literal", "value": value, "datatype": XSD + kind}, {}, DEFAULT_BASE)


@pytest.mark.parametrize(
    ("value", "kind", "shown", "number"),
    [
        ("12", "integer", "12", True),
        ("2.50", "decimal", "2,50", True),
        ("2.5E0", "double", "2,5", True),
        ("3.0E0", "double", "3", True),
        ("true", "boolean", "ja", False),
        ("0", "boolean", "nee", False),
        ("2025-09-01", "date", "1 september 2025", False),
        ("2025-09-01Z", "date", "2025-09-01Z", False),
        ("NaN", "double", "nan", True),
    ],
)
def test_a_typed_value_reads_without_its_type(value, kind, shown, number):
    cell = typed(value, kind)
    assert (cell.tekst, cell.getal) == (shown, number)
    assert cell.precies == f"{value} (xsd:{kind})"


def test_an_iri_has_its_name_and_below_it_its_short_form():
    cell = read_cell({"type": "uri", "value": THING}, {THING: "Begeleidt de klant"}, DEFAULT_BASE)
    assert (cell.tekst, cell.klein) == ("Begeleidt de klant", "competentie/BK-0090-2.07")
    assert (cell.pad, cell.precies) == ("/doc/competentie/BK-0090-2.07", THING)


def test_an_iri_without_a_name_shows_its_short_form_once():
    cell = read_cell({"type": "uri", "value": f"{NAMESPACE}code"}, {}, DEFAULT_BASE)
    assert (cell.tekst, cell.klein, cell.pad) == ("kg:code", "", None)


def test_other_terms():
    dutch = {"type": "literal", "value": "kapper", "xml:lang": "nl"}
    assert read_cell(None, {}, DEFAULT_BASE) == Cel("–")
    assert read_cell(dutch, {}, DEFAULT_BASE) == Cel("kapper")
    assert read_cell(dutch | {"xml:lang": "en"}, {}, DEFAULT_BASE).taal == "en"
    assert read_cell({"type": "bnode", "value": "b0"}, {}, DEFAULT_BASE).tekst == "_:b0"
    parts = {"subject": {"type": "uri", "value": f"{NAMESPACE}a"}, "predicate": dutch, "object": dutch}
    assert read_cell({"type": "triple", "value": parts}, {}, DEFAULT_BASE).tekst == "« kg:a kapper kapper »"
