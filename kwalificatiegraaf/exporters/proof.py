"""A trajectory with its proof as a graph: what was built, from which norms, rules and data (PROV)."""

from collections.abc import Iterable, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF, RDFS, XSD

from kwalificatiegraaf.domain.bouwresultaat import NORMDOEL, Bouwresultaat
from kwalificatiegraaf.domain.plaatsingsuitleg import Grond, Onderdeeluitleg
from kwalificatiegraaf.planning.reasonwords import REGELS
from kwalificatiegraaf.store.mapping.codecs import qualification_iri
from kwalificatiegraaf.store.mapping.doelresultaat import DOELRESULTAAT
from kwalificatiegraaf.store.mapping.traject import TRAJECTKADER, item_iri, placement_iri
from kwalificatiegraaf.store.repository import trajectory_graph
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES, concept_iri, entity_iri
from kwalificatiegraaf.vocabulary.terms import KG


def proof_graph(result: Bouwresultaat, base: str, uitleg: Sequence[Onderdeeluitleg] = ()) -> Graph:
    """Return the trajectory, the building of it, and what every placement and objective rests on.

    With `uitleg` a placement also derives from its norms, dossier, possibility and lines of the timetable,
    and says in Dutch and English why it is there and what stands against its alternatives. No times: the
    same trajectory gives the same triples.
    """
    frame = result.traject.kader
    graph = trajectory_graph(frame, result.traject.toewijzingen, base)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    trajectory, building = TRAJECTKADER.iri(frame.code, base), entity_iri(base, "bouw", frame.code)
    graph.add((building, RDF.type, PROV.Activity))
    graph.add((building, RDFS.label, Literal(f"bouw van {frame.titel}", lang="nl")))
    _entity(graph, trajectory, building)
    for source in _sources(result, base):
        graph.add((building, PROV.used, source))
    for message in result.meldingen:
        graph.add((building, KG.toelichting, Literal(message, lang="nl")))
    _placements(graph, result, base)
    _grounds(graph, result, base, uitleg)
    _goals(graph, result, base, trajectory, building)
    return graph


def _entity(graph: Graph, iri: URIRef, building: URIRef) -> None:
    graph.add((iri, RDF.type, PROV.Entity))
    graph.add((iri, PROV.wasGeneratedBy, building))


def _sources(result: Bouwresultaat, base: str) -> list[URIRef]:
    """Return the norms, the rules, the dossiers and the accreditation that the builder used."""
    frame, placed = result.traject.kader, result.traject.toewijzingen
    found = [entity_iri(base, "norm", code) for code in frame.nastreeft]
    found += [_rule(rule, base) for rule in REGELS if any(row.regel == rule for row in placed)]
    found += [qualification_iri(code, base) for code in frame.kwalificaties]
    found += [concept_iri(base, "leerplaats", code) for code in sorted({r.leerplaats for r in placed})]
    return found + ([entity_iri(base, "opleidingserkenning", frame.erkenning)] if frame.erkenning else [])


def _rule(rule: str, base: str) -> URIRef:
    return concept_iri(base, "bouwregel", rule)


def _placements(graph: Graph, result: Bouwresultaat, base: str) -> None:
    for row in result.traject.toewijzingen:
        node = placement_iri(row, result.traject.kader.code, base)
        graph.add((node, RDF.type, PROV.Entity))
        graph.add((node, PROV.wasDerivedFrom, item_iri(row.onderdeel, base)))
        graph.add((node, PROV.wasDerivedFrom, concept_iri(base, "leerplaats", row.leerplaats)))
        if row.regel in REGELS:
            graph.add((node, KG.volgensRegel, _rule(str(row.regel), base)))


def _grounds(graph: Graph, result: Bouwresultaat, base: str, uitleg: Sequence[Onderdeeluitleg]) -> None:
    """Add the grounds of every placement by their IRI, and its sentences."""
    code = result.traject.kader.code
    told = {(item.onderdeel, one.leerplaats, one.periode): one for item in uitleg for one in item.plaatsingen}
    for row in result.traject.toewijzingen:
        one = told.get((row.onderdeel, row.leerplaats, row.periode))
        if one is None:
            continue
        node = placement_iri(row, code, base)
        rest_on(graph, node, one.gronden)
        graph.add((node, KG.toelichting, Literal(one.zin, lang="nl")))
        graph.add((node, KG.toelichting, Literal(one.zin_en, lang="en")))


def rest_on(graph: Graph, placement: URIRef, grounds: Iterable[Grond]) -> None:
    """Add the norms and the data that a placement rests on; its rule has a property of its own."""
    for ground in grounds:
        if ground.soort != "regel":
            graph.add((placement, PROV.wasDerivedFrom, URIRef(ground.iri)))


def _goals(graph: Graph, result: Bouwresultaat, base: str, trajectory: URIRef, building: URIRef) -> None:
    code = result.traject.kader.code
    for number, goal in enumerate(result.doelen, start=1):
        node = DOELRESULTAAT.write(graph, goal, base, key=DOELRESULTAAT.key(goal, code))
        graph.add((trajectory, KG.heeftDoelresultaat, node))
        graph.add((node, KG.volgnummer, Literal(number, datatype=XSD.integer)))
        _entity(graph, node, building)
        graph.add((node, PROV.wasDerivedFrom, trajectory))
        if goal.naam.startswith(NORMDOEL):
            graph.add((node, PROV.wasDerivedFrom, entity_iri(base, "norm", goal.naam.removeprefix(NORMDOEL))))
