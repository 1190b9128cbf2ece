"""What the whole graph is, for catalogues: VoID and DCAT-AP, and the endpoint as a service description."""

from collections.abc import Iterable, Mapping, Sequence

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SH, VOID, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.services.distributions import add_distributions
from kwalificatiegraaf.services.dump import Dump
from kwalificatiegraaf.services.examples import DOCUMENT, declare_prefixes
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE, PREFIXES

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
LANGUAGE = URIRef("http://publications.europa.eu/resource/authority/language/NLD")
THEME = URIRef("http://publications.europa.eu/resource/authority/data-theme/EDUC")
TITLES = (
    ("Kwalificatiegraaf: de Vlaamse kwalificatiestructuur met leerplaatsen en trajecten", "nl"),
    ("Knowledge graph of the Flemish qualification structure, with learning places and trajectories", "en"),
)
ABOUT = (
    (
        "Kwalificaties, competenties met de plaats waar ze geleerd worden, trajecten met hun aandeel op de "
        "werkplek, en de gedateerde normen waaraan dat getoetst wordt. Geen uitgave van de overheid.",
        "nl",
    ),
    (
        "Qualifications, competences with the place where they are learned, trajectories with their share at "
        "the workplace, and the dated norms that it is checked against. Not published by the government.",
        "en",
    ),
)
SEE_ALSO = (DOCUMENT, "dataset", "vragen", "graph-store")
WRITTEN = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"),
)
"""The forms of answers, as W3C names them."""


class Omvang(Waarde):
    """How much the graph holds: triples, things, named graphs, and things per class (by IRI)."""

    tripels: int
    dingen: int
    grafen: int
    klassen: dict[str, int]


def measure(store: Store) -> Omvang:
    """Count what the graph holds."""
    (row,) = store.select(internal_query("dataset/tellen.rq"))
    classes = store.select(internal_query("dataset/klassen.rq"))
    counts = {str(one["klasse"]): int(str(one["aantal"])) for one in classes}
    figures = {name: int(str(row[name])) for name in ("tripels", "dingen", "grafen")}
    return Omvang(**figures, klassen=counts)


def describe_dataset(size: Omvang, dump: Dump, base: str, root: str) -> Graph:
    """Return the description for catalogues; `root` is the address of this service, with its last slash."""
    graph = _graph()
    dataset, endpoint = URIRef(f"{root}dataset"), URIRef(f"{root}sparql")
    catalog, service = URIRef(f"{root}dataset#catalogus"), URIRef(f"{root}dataset#dienst")
    distribution, agent = URIRef(f"{root}dataset#distributie"), URIRef(f"{root}dataset#uitgever")
    _add(graph, agent, {RDF.type: [FOAF.Agent], FOAF.name: [Literal("kwalificatiegraaf")]})
    shared: Mapping[Node, list[Node]] = {
        DCTERMS.title: _texts(TITLES),
        DCTERMS.description: _texts(ABOUT),
        DCTERMS.publisher: [agent],
        DCTERMS.license: [LICENCE],
    }
    _add(
        graph, catalog, {RDF.type: [DCAT.Catalog], **shared, DCAT.dataset: [dataset], DCAT.service: [service]}
    )
    _add(
        graph,
        service,
        {
            RDF.type: [DCAT.DataService],
            **shared,
            DCAT.endpointURL: [endpoint],
            DCAT.endpointDescription: [endpoint],
            DCAT.servesDataset: [dataset],
            DCTERMS.conformsTo: [URIRef("https://www.w3.org/TR/sparql11-protocol/")],
        },
    )
    _add(
        graph,
        distribution,
        {
            RDF.type: [DCAT.Distribution],
            DCAT.accessURL: [endpoint],
            DCAT.accessService: [service],
            DCTERMS.license: [LICENCE],
        },
    )
    _add(
        graph,
        dataset,
        {
            RDF.type: [DCAT.Dataset, VOID.Dataset],
            **shared,
            DCTERMS.language: [LANGUAGE],
            DCAT.theme: [THEME],
            DCAT.distribution: [distribution],
            DCAT.landingPage: [URIRef(root)],
            VOID.sparqlEndpoint: [endpoint],
            VOID.uriSpace: [Literal(f"{base}/id/")],
            VOID.vocabulary: [URIRef(NAMESPACE), URIRef(PREFIXES["skos"]), URIRef(PREFIXES["prov"])],
            VOID.triples: [Literal(size.tripels)],
            VOID.entities: [Literal(size.dingen)],
            VOID.classes: [Literal(len(size.klassen))],
        },
    )
    add_distributions(graph, dataset, LICENCE, dump, root)
    for iri, count in size.klassen.items():
        part = BNode()
        graph.add((dataset, VOID.classPartition, part))
        _add(graph, part, {VOID["class"]: [URIRef(iri)], VOID.entities: [Literal(count)]})
    return graph


def describe_service(
    root: str, graphs: Sequence[str], *, updates: bool, federated: bool, seconds: float
) -> Graph:
    """Return the SPARQL 1.1 service description: languages, forms, graphs and prefixes."""
    graph = _graph()
    endpoint, whole, union = URIRef(f"{root}sparql"), BNode(), BNode()
    features = [SD.UnionDefaultGraph, *([SD.BasicFederatedQuery] if federated else [])]
    languages = [SD.SPARQL11Query, *([SD.SPARQL11Update] if updates else [])]
    _add(
        graph,
        endpoint,
        {
            RDF.type: [SD.Service],
            SD.endpoint: [endpoint],
            SD.supportedLanguage: languages,
            SD.feature: features,
            SD.resultFormat: [FORMATS[name] for name in WRITTEN],
            SD.defaultDataset: [whole],
            RDFS.label: _texts(TITLES),
            RDFS.comment: [Literal(f"Een vraag mag {seconds:g} s duren.", lang="nl")],
            RDFS.seeAlso: [URIRef(f"{root}{name}") for name in SEE_ALSO],
        },
    )
    _add(graph, URIRef(f"{root}graph-store"), graph_store(root))
    _add(graph, whole, {RDF.type: [SD.Dataset], SD.defaultGraph: [union]})
    _add(graph, union, {RDF.type: [SD.Graph]})
    for name in graphs:
        node = BNode()
        graph.add((whole, SD.namedGraph, node))
        _add(graph, node, {RDF.type: [SD.NamedGraph], SD.name: [URIRef(name)]})
    graph.add((endpoint, SH.prefixes, declare_prefixes(graph, root)))
    return graph


def graph_store(root: str) -> Mapping[Node, list[Node]]:
    """Return what the Graph Store Protocol of this service is; it reads and does not write."""
    return {
        RDF.type: [DCAT.DataService],
        DCTERMS.title: _texts((("Benoemde grafen lezen", "nl"), ("Read named graphs", "en"))),
        DCAT.endpointURL: [URIRef(f"{root}graph-store")],
        DCTERMS.conformsTo: [URIRef("https://www.w3.org/TR/sparql11-http-rdf-update/")],
    }


def _graph() -> Graph:
    graph = Graph()
    for prefix, namespace in {**PREFIXES, "dcat": DCAT, "void": VOID, "sd": SD, "foaf": FOAF}.items():
        graph.bind(prefix, namespace)
    return graph


def _texts(pairs: Iterable[tuple[str, str]]) -> list[Node]:
    return [Literal(text, lang=language) for text, language in pairs]


def _add(graph: Graph, subject: Node, properties: Mapping[Node, Sequence[Node]]) -> None:
    for predicate, values in properties.items():
        for value in values:
            graph.add((subject, predicate, value))
