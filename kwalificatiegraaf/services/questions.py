"""Saved questions: run a file of `queries/` with parameters and return plain rows."""

from collections.abc import Iterable, Mapping

from rdflib import Graph, Literal
from rdflib.term import Node

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.naming import labels_of
from kwalificatiegraaf.services.parameters import check_values
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.queries import TRIPLE, TRUTH, Vraag, bind

Cel = str | int | float | bool


class Antwoord(Waarde):
    """The answer of a question: its name, summary, columns and rows of plain values."""

    vraag: str
    samenvatting: str
    kolommen: tuple[str, ...]
    rijen: tuple[dict[str, Cel], ...]


def find_question(questions: Mapping[str, Vraag], name: str) -> Vraag:
    """Return the question with this name; else NotFound with the nearest."""
    if name not in questions:
        raise NotFound("vraag", name, questions)
    return questions[name]


def _plain(term: Node) -> Cel:
    if isinstance(term, Literal):
        value = term.toPython()
        if isinstance(value, bool | int | float | str):
            return value
        return float(value) if term.datatype and str(term.datatype).endswith("#decimal") else str(term)
    return str(term)


def _rows(store: Store, question: Vraag, text: str) -> tuple[Row, ...]:
    if question.returns == "ask":
        return ({name: Literal(store.ask(text)) for name in TRUTH},)
    if question.returns == "construct":
        triples = sorted(store.construct(text))
        return tuple(dict(zip(TRIPLE, triple, strict=True)) for triple in triples)
    return tuple(store.select(text))


def answer(store: Store, question: Vraag, params: Mapping[str, str], base: str) -> Antwoord:
    """Return the rows of a question; IRIs stay IRIs, literals become plain values.

    An ASK gives one row (`antwoord`), a CONSTRUCT a row per triple (`onderwerp`, `eigenschap`, `waarde`).
    InvalidInput names a parameter that is unknown, of the wrong kind, or of which nothing exists.
    """
    check_values(store, question, params, base)
    rows = _rows(store, question, bind(question, params, base))
    return Antwoord(
        vraag=question.naam,
        samenvatting=question.summary,
        kolommen=tuple(question.kolommen),
        rijen=tuple({name: _plain(term) for name, term in row.items()} for row in rows),
    )


def graph_of(store: Store, question: Vraag, params: Mapping[str, str], base: str) -> Graph:
    """Return the triples of a question that constructs; InvalidInput as for `answer`."""
    check_values(store, question, params, base)
    return store.construct(bind(question, params, base))


def names_in(store: Store, question: Vraag, rows: Iterable[Mapping[str, Cel]]) -> dict[str, str]:
    """Return the Dutch names of the things in the columns of IRIs, by IRI; one without a name is absent."""
    columns = [name for name, kolom in question.kolommen.items() if kolom.soort in ("iri", "any")]
    return labels_of(store, sorted({str(row[name]) for row in rows for name in columns if name in row}))
