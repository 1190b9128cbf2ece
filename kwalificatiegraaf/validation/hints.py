"""Facts that a SHACL message cannot state by itself: the names in a cycle, the nearest code."""

from rdflib import Graph, URIRef
from rdflib.namespace import SH, SKOS
from rdflib.term import Node

from kwalificatiegraaf.errors import suggest
from kwalificatiegraaf.validation.bevinding import Bevinding
from kwalificatiegraaf.validation.cycles import find_cycle_through
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, NAMESPACE

VORMEN = f"{DEFAULT_BASE}/shapes#"
"""The namespace of the shapes."""

KRING = f"{VORMEN}Beroepskwalificatie-voorkenniskring"

_VOORKENNIS = URIRef(f"{NAMESPACE}rechtstreekseVoorkennis")
_CODE = URIRef(f"{NAMESPACE}code")


class Hints:
    """Adds to a finding what the data and the shapes know about its value."""

    def __init__(self, graph: Graph, shapes: Graph) -> None:
        self._graph = graph
        self._shapes = shapes
        self._edges = [(str(a), str(b)) for a, b in graph.subject_objects(_VOORKENNIS)]

    def explain(self, bevinding: Bevinding) -> Bevinding:
        """Return the finding with its message completed."""
        extra = self._cycle(bevinding) if bevinding.vorm == KRING else self._nearest(bevinding)
        if not extra:
            return bevinding
        return bevinding.model_copy(update={"boodschap": f"{bevinding.boodschap} {extra}"})

    def _cycle(self, bevinding: Bevinding) -> str:
        cycle = find_cycle_through(self._edges, bevinding.waarde or "")
        return f"De kring: {' → '.join(map(self._name, cycle))}." if cycle else ""

    def _name(self, iri: str) -> str:
        return str(self._graph.value(URIRef(iri), _CODE) or iri.rpartition("/")[2])

    def _nearest(self, bevinding: Bevinding) -> str:
        """Name the nearest code of the list that a value should have come from."""
        if bevinding.regel != "Node" or bevinding.waarde is None:
            return ""
        given = bevinding.waarde.rpartition("/")[2]
        near = suggest(given, self._codes(URIRef(bevinding.vorm)))
        return f"'{given}' staat niet in de lijst{near}." if near else ""

    def _codes(self, shape: Node) -> list[str]:
        """Return the codes that the shape of a reference to a code list accepts."""
        lists = self._shapes.objects(shape, SH.node / SH.property / SH.hasValue)
        return sorted(
            str(code)
            for schema in lists
            for concept in self._graph.subjects(SKOS.inScheme, schema)
            for code in self._graph.objects(concept, SKOS.notation)
        )
