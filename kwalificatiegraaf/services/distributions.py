"""The files of a dump and the event stream as catalogues want them: DCAT distributions and VoID dumps."""

from rdflib import DCAT, DCTERMS, RDF, VOID, XSD, BNode, Graph, Literal, Namespace, URIRef

from kwalificatiegraaf.services.dump import Dump, Dumpbestand

SPDX = Namespace("http://spdx.org/rdf/terms#")
MEDIA = "https://www.iana.org/assignments/media-types/"
LDES = URIRef("https://w3id.org/ldes/specification")


def add_distributions(graph: Graph, dataset: URIRef, licence: URIRef, dump: Dump, root: str) -> None:
    """Add every file of `dump`, and the event stream, to the description of `dataset`."""
    graph.bind("spdx", SPDX)
    for file in dump.bestanden:
        node = _distribution(graph, dataset, licence, f"{root}dumps", file.naam)
        graph.add((dataset, VOID.dataDump, URIRef(f"{root}dumps/{file.naam}")))
        _describe_file(graph, node, file, root)
    stream = _distribution(graph, dataset, licence, f"{root}ldes", "ldes")
    graph.add((stream, DCTERMS.conformsTo, LDES))


def _distribution(graph: Graph, dataset: URIRef, licence: URIRef, address: str, name: str) -> URIRef:
    node = URIRef(f"{dataset}#{name}")
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCAT.accessURL, URIRef(address)))
    graph.add((node, DCTERMS.license, licence))
    return node


def _describe_file(graph: Graph, node: URIRef, file: Dumpbestand, root: str) -> None:
    checksum = BNode()
    graph.add((node, DCTERMS.title, Literal(file.naam)))
    graph.add((node, DCAT.downloadURL, URIRef(f"{root}dumps/{file.naam}")))
    graph.add((node, DCAT.mediaType, URIRef(f"{MEDIA}{file.vorm}")))
    graph.add((node, DCAT.compressFormat, URIRef(f"{MEDIA}application/gzip")))
    graph.add((node, DCAT.byteSize, Literal(file.bytes, datatype=XSD.nonNegativeInteger)))
    graph.add((node, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))
