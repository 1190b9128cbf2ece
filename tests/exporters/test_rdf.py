"""Quads as bytes: prefixes, and what XML cannot hold."""

import pytest
from rdflib import Graph, Literal

from kwalificatiegraaf.errors import BadQuery
from kwalificatiegraaf.exporters.rdf import RDFXML, write_quads, write_rdf


def test_our_prefixes_are_used() -> None:
    line = b"<urn:a> <http://purl.org/dc/terms/title> <urn:b> .\n"
    assert b"<urn:a> dcterms:title <urn:b>" in write_quads(line, "text/turtle")
    assert b"<dcterms:title " in write_quads(line, RDFXML)


def test_an_end_of_line_survives_xml() -> None:
    (found,) = Graph().parse(data=write_rdf(['<urn:a> <urn:b> "x\\ry\\r\\nz" .'], RDFXML), format="xml")
    assert found[2] == Literal("x\ry\r\nz")


@pytest.mark.parametrize("line", ['<urn:a> <urn:b> "\\u0001" .', "<urn:a> <urn:1> <urn:b> ."])
def test_what_xml_cannot_hold_is_refused(line: str) -> None:
    with pytest.raises(BadQuery, match="XML") as caught:
        write_rdf([line], RDFXML)
    assert caught.value.remedy
