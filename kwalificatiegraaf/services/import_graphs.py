"""The graph of a version around its dossier: where it comes from, and what it says of other versions."""

from collections.abc import Iterable
from datetime import datetime

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from kwalificatiegraaf.importers.json_files import Bestand
from kwalificatiegraaf.store.mapping.codecs import local_code
from kwalificatiegraaf.store.mapping.competentie import LAAGVELDEN
from kwalificatiegraaf.vocabulary.prefixes import entity_iri
from kwalificatiegraaf.vocabulary.terms import KG


def add_provenance(graph: Graph, name: URIRef, files: Iterable[Bestand], base: str, now: datetime) -> None:
    """Say in `graph` that the named graph `name` was made from `files` at `now`."""
    moment = Literal(now.isoformat(timespec="seconds"), datatype=XSD.dateTime)
    graph.add((name, RDF.type, PROV.Entity))
    graph.add((name, PROV.generatedAtTime, moment))
    for file in files:
        node = entity_iri(base, "bestand", f"import/{file.sha256[:16]}")
        graph.add((name, PROV.wasDerivedFrom, node))
        graph.add((node, RDF.type, PROV.Entity))
        graph.add((node, RDFS.label, Literal(file.naam)))
        graph.add((node, DCTERMS.identifier, Literal(f"sha256:{file.sha256}")))


def remove_provenance(graph: Graph, name: URIRef) -> None:
    """Remove from `graph` what says where the named graph `name` comes from."""
    for node in {name, *graph.objects(name, PROV.wasDerivedFrom)}:
        graph.remove((node, None, None))


def without_derivation(provenance: Graph, names: Iterable[URIRef]) -> Graph:
    """Return the graph `herkomst` without what it says of graphs that are made anew."""
    kept = Graph()
    kept += provenance
    for name in names:
        kept.remove((name, None, None))
    return kept


def keep_other_versions(former: Graph, graph: Graph, version: URIRef) -> None:
    """Copy to `graph` what `former` says of the versions that replace `version`."""
    for newer in former.subjects(DCTERMS.replaces, version):
        for triple in former.triples((newer, None, None)):
            graph.add(triple)
        for triple in former.triples((None, KG.heeftVersie, newer)):
            graph.add(triple)


def authored_codes(layer: Graph) -> set[str]:
    """Return the codes of the competences that an authored layer says something of."""
    return {local_code(node) for veld in LAAGVELDEN for node in layer.subjects(veld.predicaat)}
