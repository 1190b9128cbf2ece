"""The saved questions as data: SHACL executables, as tools that look for examples of an endpoint read them.

The shape is that of the collections of SIB (https://github.com/sib-swiss/sparql-examples): a query in
`sh:select`, `sh:ask` or `sh:construct`, what it asks in `rdfs:comment`, and its endpoint in `schema:target`.
"""

from collections.abc import Iterable, Mapping

from rdflib import FOAF, RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kwalificatiegraaf.store.queries import Vraag
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

SCHEMA = Namespace(PREFIXES["schema"])
DOCUMENT = "sparql/voorbeelden"
"""Where the examples stand, below the root of the service."""

KINDS: Mapping[str, tuple[URIRef, URIRef]] = {
    "select": (SH.SPARQLSelectExecutable, SH.select),
    "ask": (SH.SPARQLAskExecutable, SH.ask),
    "construct": (SH.SPARQLConstructExecutable, SH.construct),
}
"""Kind of answer → the class of its example, and the property that holds the text."""

TITLES = (("Voorbeelden van vragen in SPARQL", "nl"), ("Examples of SPARQL queries", "en"))


def declare_prefixes(graph: Graph, root: str) -> URIRef:
    """Add our prefixes as SHACL declares them, and return the node for `sh:prefixes`."""
    node = URIRef(f"{root}sparql#voorvoegsels")
    for prefix, namespace in PREFIXES.items():
        declaration = URIRef(f"{root}sparql#voorvoegsel-{prefix}")
        graph.add((node, SH.declare, declaration))
        graph.add((declaration, RDF.type, SH.PrefixDeclaration))
        graph.add((declaration, SH.prefix, Literal(prefix)))
        graph.add((declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return node


def describe_examples(examples: Iterable[tuple[Vraag, str]], root: str) -> Graph:
    """Return every question with the text of its example; `root` is the address of this service."""
    graph = Graph()
    prefixes, endpoint = declare_prefixes(graph, root), URIRef(f"{root}sparql")
    document = URIRef(f"{root}{DOCUMENT}")
    _add(graph, document, RDF.type, FOAF.Document)
    _add(graph, document, FOAF.primaryTopic, endpoint)
    _add(graph, document, RDFS.label, *(Literal(text, lang=language) for text, language in TITLES))
    for question, text in examples:
        node, (kind, holds) = URIRef(f"{document}#{question.naam}"), KINDS[question.returns]
        _add(graph, node, RDF.type, SH.SPARQLExecutable, kind)
        _add(graph, node, holds, Literal(text))
        _add(graph, node, SH.prefixes, prefixes)
        _add(graph, node, SCHEMA.target, endpoint)
        _add(graph, node, SCHEMA.keywords, Literal(question.map))
        _add(graph, node, RDFS.label, Literal(question.naam))
        _add(graph, node, RDFS.comment, *_summaries(question))
        _add(graph, node, RDFS.seeAlso, URIRef(f"{root}vragen/{question.naam}"))
    return graph


def _summaries(question: Vraag) -> list[Literal]:
    texts = (question.summary, "nl"), (question.summary_en, "en")
    return [Literal(text, lang=language) for text, language in texts if text]


def _add(graph: Graph, subject: Node, predicate: Node, *values: Node) -> None:
    for value in values:
        graph.add((subject, predicate, value))
