"""Reads a proof graph back: the frame, the placements and the objectives of its one trajectory."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from pydantic import ValidationError
from rdflib import Graph
from rdflib.namespace import PROV, RDF
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.term import Node

from kwalificatiegraaf.domain.bouwresultaat import Doelresultaat
from kwalificatiegraaf.domain.traject import Toewijzing, Trajectkader
from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.store.mapping.doelresultaat import DOELRESULTAAT
from kwalificatiegraaf.store.mapping.engine import number_of
from kwalificatiegraaf.store.mapping.traject import TOEWIJZING, TRAJECTKADER
from kwalificatiegraaf.store.repository import allocation_order
from kwalificatiegraaf.vocabulary.terms import KG

FORMATS = {".ttl": "turtle", ".nt": "nt"}
"""How a proof is written, by the end of its name; beside these there is JSON-LD (`.jsonld`)."""


class Bewijsgraaf(NamedTuple):
    """What a proof graph says, and the graph itself."""

    kader: Trajectkader
    toewijzingen: tuple[Toewijzing, ...]
    doelen: tuple[Doelresultaat, ...]
    meldingen: tuple[str, ...]
    graaf: Graph


def parse_proof(text: str, place: str) -> Bewijsgraaf:
    """Return the trajectory of a proof; `place` is the name of the file. BrokenFile when it is none."""
    graph = Graph()
    remedy = "geef de uitvoer van 'kwalificatiegraaf traject proof'"
    try:
        if PurePath(place).suffix == ".jsonld":
            to_rdf(json.loads(text), graph)  # the parser around it warns about itself
        else:
            graph.parse(data=text, format=FORMATS[PurePath(place).suffix])
    except Exception as error:  # every parser of rdflib has its own
        raise BrokenFile("dit is geen RDF", place=place, remedy=remedy) from error
    found = list(graph.subjects(RDF.type, KG.Standaardtraject))
    if len(found) != 1:
        raise BrokenFile(
            f"er staan {len(found)} trajecten in, en niet precies een", place=place, remedy=remedy
        )
    iri = found[0]
    goals = sorted(graph.objects(iri, KG.heeftDoelresultaat), key=lambda node: number_of(graph, node))
    try:
        placed = [TOEWIJZING.read(graph, node) for node in graph.objects(iri, KG.heeftToewijzing)]
        return Bewijsgraaf(
            TRAJECTKADER.read(graph, iri),
            tuple(sorted(placed, key=allocation_order)),
            tuple(DOELRESULTAAT.read(graph, node) for node in goals),
            tuple(sorted(map(str, _messages(graph, iri)))),
            graph,
        )
    except (ValidationError, ValueError) as error:
        raise BrokenFile("dit is geen bewijs van een traject", place=place, remedy=remedy) from error


def _messages(graph: Graph, iri: Node) -> Iterator[Node]:
    for building in graph.objects(iri, PROV.wasGeneratedBy):
        yield from graph.objects(building, KG.toelichting)
