"""What follows from the ontology and its data by OWL 2 DL, and what contradicts itself, by name.

The graph is reduced to its axioms and handed to HermiT. When it is inconsistent, individuals are
left out until a smallest set remains that still contradicts the ontology, and then the smallest
set of statements about them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.validation.axioms import (
    Triple,
    axioms,
    individuals,
    named_terms,
    statements_of,
)
from kwalificatiegraaf.validation.conflict import Unit, minimal_conflict
from kwalificatiegraaf.validation.hermit import infer, infer_relations, is_consistent

_NOT_NEWS = {OWL.Thing, OWL.Nothing, OWL.NamedIndividual}


class Redenering(Waarde):
    """The outcome; every name is an IRI.

    `onvervulbaar`: classes that can have no member. `strijdig`: the individuals (or, when the
    ontology contradicts itself, the terms) of a smallest contradiction with the classes that it
    names, and `strijdige_uitspraken` the statements it consists of, in N-Triples notation.
    `afgeleide_subklassen`, `afgeleide_typen` and `afgeleide_relaties` hold what was not said and
    does not follow from the said subclasses alone.
    """

    consistent: bool
    onvervulbaar: tuple[str, ...] = ()
    strijdig: tuple[str, ...] = ()
    strijdige_uitspraken: tuple[str, ...] = ()
    afgeleide_subklassen: tuple[tuple[str, str], ...] = ()
    afgeleide_typen: tuple[tuple[str, str], ...] = ()
    afgeleide_relaties: tuple[tuple[str, str, str], ...] = ()


def reason(graph: Graph, *, relaties: bool = False, afleiden: bool = True) -> Redenering:
    """Return what HermiT finds in `graph`; with `relaties` also the relations between individuals.

    Without `afleiden` only consistency is decided, which is much faster.

    Seconds for the ontology, minutes for ten thousand individuals: leave out what the question
    does not need. MissingPart without Java; InvalidInput when the graph is not OWL 2 DL.
    """
    said = axioms(graph)
    if not is_consistent(said):
        return _explain(said)
    if not afleiden:
        return Redenering(consistent=True)
    return _collect(said, infer_relations(said) if relaties else infer(said))


def reason_from_consistent(graph: Graph) -> Redenering:
    """Return what follows from a part of a graph that is known to be consistent: it is so itself."""
    said = axioms(graph)
    return _collect(said, infer(said))


def _collect(said: Graph, found: Graph) -> Redenering:
    impossible = {s for s in found.subjects(OWL.equivalentClass, OWL.Nothing) if isinstance(s, URIRef)}
    relations = (t for t in found if t[1] not in {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf})
    properties = set(said.subjects(RDF.type, OWL.ObjectProperty))
    return Redenering(
        consistent=True,
        onvervulbaar=tuple(sorted(map(str, impossible))),
        afgeleide_subklassen=tuple(sorted(_subclasses(said, found, impossible))),
        afgeleide_typen=tuple(sorted(_types(said, found))),
        afgeleide_relaties=tuple(
            sorted((str(s), str(p), str(o)) for s, p, o in relations if p in properties)
        ),
    )


def _is_news(said: Graph, child: Node, parent: Node, known: Iterable[Node]) -> bool:
    if not (isinstance(child, URIRef) and isinstance(parent, URIRef)) or parent in _NOT_NEWS:
        return False
    return all(parent not in said.transitive_objects(one, RDFS.subClassOf) for one in known)


def _subclasses(said: Graph, found: Graph, impossible: Collection[Node]) -> Iterator[tuple[str, str]]:
    for predicate in (RDFS.subClassOf, OWL.equivalentClass):
        for child, parent in found.subject_objects(predicate):
            if child not in _NOT_NEWS and child not in impossible and _is_news(said, child, parent, [child]):
                yield str(child), str(parent)


def _types(said: Graph, found: Graph) -> Iterator[tuple[str, str]]:
    for subject, kind in found.subject_objects(RDF.type):
        if kind != OWL.Ontology and _is_news(said, subject, kind, said.objects(subject, RDF.type)):
            yield str(subject), str(kind)


def _without(said: Graph, units: Iterable[Node]) -> Graph:
    """Return a copy of `said` without the statements of `units`; their declarations stay."""
    rest = Graph()
    left_out = {triple for unit in units for triple in statements_of(said, unit)}
    for triple in said:
        if triple not in left_out:
            rest.add(triple)
    return rest


def _explain(said: Graph) -> Redenering:
    """Return the smallest contradiction among the individuals, or else among the terms."""
    units = individuals(said)
    background = _without(said, units)
    if not is_consistent(background):
        said, units = background, named_terms(background)
        background = _without(said, units)
        if not is_consistent(background):
            return Redenering(consistent=False)
    culprits = _narrow(background, units, lambda unit: statements_of(said, unit))
    statements = [triple for unit in culprits for triple in statements_of(said, unit)]
    core = _narrow(background, statements, lambda triple: [triple])
    classes = {o for _, p, o in core if p == RDF.type and isinstance(o, URIRef)}
    return Redenering(
        consistent=False,
        strijdig=(*map(str, culprits), *sorted(map(str, classes))),
        strijdige_uitspraken=tuple(f"{s.n3()} {p.n3()} {o.n3()} ." for s, p, o in core),
    )


def _narrow(
    background: Graph, units: Sequence[Unit], statements: Callable[[Unit], Iterable[Triple]]
) -> tuple[Unit, ...]:
    """Return the smallest set of units whose statements contradict the background, itself consistent."""

    def is_conflict(chosen: Sequence[Unit]) -> bool:
        graph = Graph()
        graph += background
        for unit in chosen:
            for triple in statements(unit):
                graph.add(triple)
        return not is_consistent(graph)

    return minimal_conflict(units, is_conflict)
