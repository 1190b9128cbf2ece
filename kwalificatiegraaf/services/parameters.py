"""The values of a question's parameters: do they exist, and what can one choose from?"""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from rdflib import Literal, URIRef

from kwalificatiegraaf.errors import InvalidInput, suggest
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.services.description import exists
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.queries import Parameter, Vraag, term_of
from kwalificatiegraaf.store.syntax import bind_term
from kwalificatiegraaf.vocabulary.prefixes import concept_iri, entity_iri

FEW = 12
"""Codes that an error lists; of more it names the nearest."""


class Keuze(NamedTuple):
    """A code that a parameter can be, with its Dutch name (the code where it has none)."""

    code: str
    naam: str


def check_values(store: Store, question: Vraag, params: Mapping[str, str], base: str) -> None:
    """Raise InvalidInput for what must be given and is not, or that the graph does not know.

    A kind of which the graph holds nothing is not judged, and neither is an IRI of someone else.
    """
    if missing := missing_of(question, params):
        raise InvalidInput(
            f"de vraag '{question.naam}' moet weten waarover ze gaat",
            place=missing[0],
            remedy=f"geef bijvoorbeeld '{question.params[missing[0]].example}'",
        )
    for name, value in params.items():
        parameter = question.params.get(name)
        iri = parameter and _iri_of(name, parameter, str(value), base)
        if parameter and iri and not exists(store, iri):
            _refuse(store, name, parameter, iri, base)


def missing_of(question: Vraag, params: Mapping[str, str]) -> list[str]:
    """Return the names of the parameters that must be given and are not."""
    return [name for name, one in question.params.items() if one.required and name not in params]


def _iri_of(name: str, parameter: Parameter, value: str, base: str) -> URIRef | None:
    """Return the IRI of ours that a value means; None when it means none."""
    term = term_of(name, parameter, value, base)
    if parameter.type == "code":
        return entity_iri(base, parameter.concept, str(term)) if parameter.concept else None
    return term if isinstance(term, URIRef) and term.startswith(f"{base}/id/") else None


def _refuse(store: Store, name: str, parameter: Parameter, iri: URIRef, base: str) -> None:
    codes = [choice.code for choice in choices_of(store, parameter, base)]
    if not codes:
        return
    code = unquote(iri.rpartition("/")[2])[:100]
    kind = parameter.codelijst or parameter.concept or name
    hint = f"geef bijvoorbeeld '{parameter.example}'"
    if len(codes) <= FEW:
        hint = f"kies uit: {', '.join(codes)}"
    raise InvalidInput(f"{kind} '{code}' bestaat niet{suggest(code, codes)}", place=name, remedy=hint)


def choices_of(store: Store, parameter: Parameter, base: str) -> list[Keuze]:
    """Return what a parameter can be, in order of code; none for a date, a number or free text."""
    folder = _folder(parameter, base)
    if not folder:
        return [Keuze(value, value) for value in parameter.values]
    text = bind_term(internal_query("vragen/keuzen.rq"), "map", Literal(folder).n3())
    found: dict[str, str] = {}
    for row in store.select(text):
        code = unquote(str(row["ding"]).removeprefix(folder))
        found.setdefault(code, str(row.get("naam", code)))
    return [Keuze(code, name) for code, name in sorted(found.items()) if "/" not in code]


def _folder(parameter: Parameter, base: str) -> str:
    """Return how the IRIs of a parameter's kind begin; empty when it has no kind."""
    if parameter.codelijst:
        return str(concept_iri(base, parameter.codelijst, ""))
    return str(entity_iri(base, parameter.concept, "")) if parameter.concept else ""
