"""Saved questions: run a file of `queries/` with parameters and return plain rows."""

from collections.abc import Mapping

from rdflib import Literal
from rdflib.term import Node

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.queries import Vraag, bind

TRIPLE = ("onderwerp", "eigenschap", "waarde")
"""The columns of an answer that is a graph."""

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


def _columns(rows: tuple[Row, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in row))


def _rows(store: Store, question: Vraag, text: str) -> tuple[Row, ...]:
    if question.returns == "ask":
        return ({"antwoord": Literal(store.ask(text))},)
    if question.returns == "construct":
        triples = sorted(store.construct(text))
        return tuple(dict(zip(TRIPLE, triple, strict=True)) for triple in triples)
    return tuple(store.select(text))


def answer(store: Store, question: Vraag, params: Mapping[str, str], base: str) -> Antwoord:
    """Return the rows of a question; IRIs stay IRIs, literals become plain values.

    An ASK gives one row (`antwoord`), a CONSTRUCT a row per triple (`onderwerp`, `eigenschap`, `waarde`).
    """
    rows = _rows(store, question, bind(question, params, base))
    return Antwoord(
        vraag=question.naam,
        samenvatting=question.summary,
        kolommen=_columns(rows),
        rijen=tuple({name: _plain(term) for name, term in row.items()} for row in rows),
    )
