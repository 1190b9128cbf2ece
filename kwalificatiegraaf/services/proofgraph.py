"""A proof graph laid beside the one that its own trajectory, placements and objectives give: no solver."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from rdflib import Graph, Literal
from rdflib.namespace import PROV, RDF, XSD
from rdflib.term import Node

from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.exporters.proof import proof_graph, rest_on
from kwalificatiegraaf.services.grounds import Grounds
from kwalificatiegraaf.store.mapping.traject import TRAJECTKADER, placement_iri
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.terms import KG

ALTERNATIEVEN = "de zinnen over andere plaatsen en perioden: een oplosser zoekt wat die kosten"
"""What a proof graph says that only a solver can tell."""
BESIDE = "wat de graaf er nog bij zegt: de verwijzingen, en de zinnen bij plaatsingen en bouw"
"""What a proof graph says and a trajectory with its objectives does not, where it is not compared."""
ELDERS = f"{BESIDE}; haar adressen zijn niet die van deze installatie"
MOST = 20
"""How many statements are named at most; of more only the number is said."""

Triple = tuple[Node, Node, Node]


class Vergeleken(NamedTuple):
    """What a proof graph says that does not follow, or leaves out; and what is left open."""

    bevindingen: tuple[Bevinding, ...]
    niet_nagerekend: tuple[str, ...]


def unseen(graph: Graph | None) -> tuple[str, ...]:
    """Return what is left open of a claim that is false, or that was read from no graph."""
    return () if graph is None else (BESIDE,)


def check_graph(
    repository: Repository, opdracht: Trajectopdracht, claim: Bouwresultaat, graph: Graph
) -> Vergeleken:
    """Compare a graph with the proof that its claim gives: norms, rules, dossiers, lines of the timetable.

    The claim must have passed the checker. A graph that names no origin is a bare trajectory.
    """
    iri = TRAJECTKADER.iri(claim.traject.kader.code, repository.base)
    if (iri, RDF.type, KG.Standaardtraject) not in graph:
        return Vergeleken((), (ELDERS,))
    said, own = _normal(graph), _normal(_expected(repository, opdracht, claim))
    placements = set(graph.objects(iri, KG.heeftToewijzing))
    told = {triple for triple in said if triple[0] in placements and triple[1] == KG.toelichting}
    is_proof = any(str(predicate).startswith(str(PROV)) for _, predicate, _ in said)
    return Vergeleken(
        (
            *_named("dit volgt er niet uit", said - own - told),
            *_named("dit ontbreekt", own - said if is_proof else ()),
        ),
        (ALTERNATIEVEN,) if told else (),
    )


def _expected(repository: Repository, opdracht: Trajectopdracht, claim: Bouwresultaat) -> Graph:
    """Return the proof of a claim, with the grounds of every placement and without its sentences."""
    graph = proof_graph(claim, repository.base)
    grounds = Grounds(repository, opdracht, claim.traject)
    items = {item.code: item for item in claim.traject.onderdelen}
    for row in claim.traject.toewijzingen:
        node = placement_iri(row, claim.traject.kader.code, repository.base)
        rest_on(graph, node, grounds.of(items[row.onderdeel], row))
    return graph


def _normal(graph: Graph) -> set[Triple]:
    """Return the statements with every number written in one way: 35.0 is 35."""
    return {(subject, predicate, _number(value)) for subject, predicate, value in graph}


def _number(node: Node) -> Node:
    value = node.value if isinstance(node, Literal) else None
    return Literal(value.normalize(), datatype=XSD.decimal) if isinstance(value, Decimal) else node


def _named(what: str, triples: Iterable[Triple]) -> Iterator[Bevinding]:
    rows = sorted(" ".join(node.n3() for node in triple) for triple in triples)
    for row in rows[:MOST]:
        yield Bevinding(regel="graaf", tekst=f"graaf: {what}: {row}")
    if len(rows) > MOST:
        yield Bevinding(regel="graaf", tekst=f"graaf: {what}: nog {len(rows) - MOST} uitspraken")
