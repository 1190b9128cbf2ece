"""Validation of a graph against SHACL shapes, with findings in Dutch.

pyshacl evaluates a property shape for all its focus nodes at once when the shape has targets of its
own, and node by node when a node shape points at it; the first is many times faster. `lift_targets`
turns the second into the first without changing what is found. A constraint in SPARQL it asks anew for
every focus node; `Prepared` reads the text of each once.
"""

from functools import lru_cache
from typing import Any

import pyshacl
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Node

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.validation.bevinding import Bevinding, Ernst
from kwalificatiegraaf.validation.hints import KRING, Hints
from kwalificatiegraaf.validation.paths import path_text

_prepare = lru_cache(maxsize=256)(prepareQuery)
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


class Prepared(Graph):
    """A view of a graph that reads the text of a query once, however often it is asked."""

    def query(self, query_object: Any, *args: Any, **named: Any) -> Result:
        """Answer a query, by its text or prepared."""
        query = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **named)


def validate(graph: Graph, shapes: Graph) -> tuple[Bevinding, ...]:
    """Return everything in `graph` that breaks `shapes`, sorted by node, path and value.

    `graph` holds the data together with the code lists and whatever the data refers to; neither
    graph is changed. Raises InvalidInput when the shapes themselves are wrong.
    """
    report = _report(graph, keep_dutch(lift_targets(shapes)))
    hints = Hints(graph, shapes)
    results = report.objects(None, SH.result)
    found = {hints.explain(_bevinding(report, result)) for result in results}
    return _one_per_cycle(sorted(found, key=_order))


def lift_targets(shapes: Graph) -> Graph:
    """Return equivalent shapes in which every top property shape carries the targets of its node shape."""
    lifted = Graph()
    lifted += shapes
    for predicate in _TARGETS:
        for shape, target in shapes.subject_objects(predicate):
            for part in shapes.objects(shape, SH.property):
                lifted.add((part, predicate, target))
                lifted.remove((shape, SH.property, part))
    return lifted


def keep_dutch(shapes: Graph) -> Graph:
    """Return the shapes without the messages that have a Dutch one beside them.

    pyshacl forgets the language of a message when it fills in numbers, so the choice is made before.
    """
    messages = [(shape, text) for shape, text in shapes.subject_objects(SH.message)]
    dutch = {shape for shape, text in messages if getattr(text, "language", None) == "nl"}
    kept = Graph()
    kept += shapes
    for shape, text in messages:
        if shape in dutch and getattr(text, "language", None) != "nl":
            kept.remove((shape, SH.message, text))
    return kept


def _report(graph: Graph, shapes: Graph) -> Graph:
    data = Prepared(store=graph.store, identifier=graph.identifier)
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True, inference="none")
    except pyshacl.errors.ReportableRuntimeError as error:
        raise InvalidInput(f"de vormen zijn niet te gebruiken: {error}", place="ontology/shapes") from error
    if not isinstance(report, Graph):
        raise InvalidInput(f"de vormen zijn niet te gebruiken: {text}", place="ontology/shapes")
    return report


def _bevinding(report: Graph, result: Node) -> Bevinding:
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    component = str(report.value(result, SH.sourceConstraintComponent))
    return Bevinding(
        knoop=str(report.value(result, SH.focusNode)),
        pad=None if path is None else path_text(report, path),
        waarde=None if value is None else str(value),
        ernst=_ernst(report.value(result, SH.resultSeverity)),
        boodschap=_message(report, result),
        vorm=str(report.value(result, SH.sourceShape)),
        regel=component.removeprefix(str(SH)).removesuffix("ConstraintComponent"),
    )


def _ernst(severity: Node | None) -> Ernst:
    return "fout" if severity in (None, SH.Violation) else "waarschuwing"


def _message(report: Graph, result: Node) -> str:
    return min((str(message) for message in report.objects(result, SH.resultMessage)), default="")


def _one_per_cycle(found: list[Bevinding]) -> tuple[Bevinding, ...]:
    """Keep one finding for each named cycle instead of one for each of its members."""
    named: set[tuple[str, str]] = set()
    kept = []
    for bevinding in found:
        cycle = (bevinding.knoop, bevinding.boodschap)
        if bevinding.vorm != KRING or cycle not in named:
            kept.append(bevinding)
        if bevinding.vorm == KRING:
            named.add(cycle)
    return tuple(kept)


def _order(bevinding: Bevinding) -> tuple[str, ...]:
    return (
        bevinding.knoop,
        bevinding.pad or "",
        bevinding.waarde or "",
        bevinding.vorm,
        bevinding.regel,
        bevinding.boodschap,
    )
