"""What the tests of queries share: the questions with their cases, and how an answer is compared."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql.algebra import translateQuery, translateUpdate
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

from kwalificatiegraaf import resources
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.queries import Vraag, bind, load_catalogue
from kwalificatiegraaf.store.rdflib_store import RdflibStore
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, NAMESPACE

FOLDER = Path(__file__).parent
QUESTIONS = load_catalogue(resources.queries())
DERIVATIONS = sorted((resources.queries() / "afleidingen").glob("*.rq"))
STORES = {"oxigraph": OxigraphStore, "rdflib": RdflibStore}
GRAPH = f"{DEFAULT_BASE}/graph/proef"
TWICE = (GRAPH, f"{GRAPH}-herhaald")
"""Two graphs that repeat each other: the union of graphs may then hold a triple twice."""


def read_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of the question `name`, each `params` and `rows`; a file holds one, or a list."""
    found = json.loads((FOLDER / name / "expected.json").read_text(encoding="utf-8"))
    return found if isinstance(found, list) else [found]


def load_case(name: str, kind: str, graphs: Iterable[str] = (GRAPH,)) -> Store:
    """Return a store of `kind` with the data of the folder `name` in each of the named graphs."""
    store: Store = STORES[kind]()
    for graph in graphs:
        store.load((FOLDER / name / "data.ttl").read_bytes(), "text/turtle", graph)
    return store


def answer(store: Store, vraag: Vraag, params: Mapping[str, Any]) -> list[dict[str, object]]:
    """Return the rows of a question in their order, every value as `plain` gives it."""
    return [as_plain(row) for row in run(store, vraag, params)]


def run(store: Store, vraag: Vraag, params: Mapping[str, Any]) -> Sequence[Row]:
    """Return the rows of a SELECT in their order, sorted triples of a CONSTRUCT, or the truth of an ASK."""
    text = bind(vraag, params)
    if vraag.returns == "select":
        return store.select(text)
    if vraag.returns == "ask":
        return [{"antwoord": Literal(store.ask(text))}]
    names = ("onderwerp", "eigenschap", "waarde")
    return [dict(zip(names, triple, strict=True)) for triple in sorted(store.construct(text))]


def as_plain(row: Row) -> dict[str, object]:
    """Return the row by variable name: numbers as Decimal, all other terms as text."""
    return {name: plain(str(term), is_number(term)) for name, term in row.items()}


def is_number(term: object) -> bool:
    """Tell whether a term is a literal with a number's datatype."""
    return (
        isinstance(term, Literal) and isinstance(term.value, int | Decimal | float) and term.value is not True
    )


def plain(text: str, number: bool) -> object:
    """Return a number by value and anything else as it is; a number that is none stays text."""
    try:
        return Decimal(text) if number else text
    except InvalidOperation:
        return text


def expected_rows(rows: Sequence[Mapping[str, str]], given: Sequence[Row]) -> list[dict[str, object]]:
    """Read the written rows as the store's answer is read: a value is a number where the answer has one."""
    numbers = {(place, name) for place, row in enumerate(given) for name in row if is_number(row[name])}
    return [
        {name: plain(str(text), (place, name) in numbers) for name, text in row.items()}
        for place, row in enumerate(rows)
    ]


def named_iris(path: Path) -> set[str]:
    """Return every IRI in the parsed algebra of a query or an update."""
    text = path.read_text(encoding="utf-8")
    is_update = path.suffix == ".ru" or path.parent.name == "afleidingen"
    algebra = translateUpdate(parseUpdate(text)) if is_update else translateQuery(parseQuery(text))
    return {str(iri) for iri in _iris(algebra.algebra)}


def projection(text: str) -> list[str]:
    """Return the variables that a SELECT shows, in order."""
    return [str(variable) for variable in translateQuery(parseQuery(text)).algebra.PV]


def _iris(node: object) -> Iterator[URIRef]:
    if isinstance(node, URIRef):
        yield node
    elif isinstance(node, Mapping):
        for part in node.values():
            yield from _iris(part)
    elif isinstance(node, PropertyPath):
        yield from _iris(vars(node))
    elif isinstance(node, list | tuple | set | frozenset):
        for part in node:
            yield from _iris(part)


def declared_iris() -> set[str]:
    """Return the terms, concepts, schemes and norms that the ontology declares."""
    graph = Graph()
    for folder in ("", "codelijsten", "normen"):
        for path in sorted((resources.ontology() / folder).glob("*.ttl")):
            graph.parse(path, format="turtle")
    return {str(subject) for subject in graph.subjects(RDF.type) if isinstance(subject, URIRef)}


def is_ours(iri: str) -> bool:
    """Tell whether an IRI is a term of the ontology or names a thing under our base."""
    folders = (NAMESPACE, f"{DEFAULT_BASE}/id/")
    return iri not in folders and iri.startswith(folders)
