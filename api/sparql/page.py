"""The page to ask from: a form that works without scripts, an editor over it, and the answer or the error."""

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.antwoord import address
from api.errors import headers_of, kind_of
from api.pagina import WEB, render
from api.refusals import UnknownParameter
from api.security import CONTENT_SECURITY
from api.sparql.cel import read_cell
from api.sparql.oproep import curl, python
from api.sparql.protocol import Operation
from api.sparql.tabel import TRIPLES_FORM, Tabel, read_answer
from api.sparql.voorbeeld import example_text, filled_text
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import KwalificatiegraafError
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.services.naming import labels_of
from kwalificatiegraaf.services.parameters import check_values
from kwalificatiegraaf.services.questions import find_question
from kwalificatiegraaf.store.queries import Vraag
from kwalificatiegraaf.store.syntax import rebase
from kwalificatiegraaf.store.workers import Answer

SHOWN = 500
"""Rows that the page shows; it says so, and links to all of them."""

SCRIPTS = f"{CONTENT_SECURITY}; script-src 'self'; connect-src 'self'"
"""What this page may do beyond the others: run scripts of this site, and ask this site."""


NOTHING: Mapping[str, str] = {}


@cache
def editor_built() -> bool:
    """Whether the files of the editor were installed (`tools/build_assets.py`)."""
    return (WEB / "static" / "editor" / "yasqe.min.js").is_file()


def show_form(request: Request, systeem: Systeem) -> Response:
    """Show the form with the question that the address names as `voorbeeld`, else with one to begin with.

    The address may give values for its parameters; without any it gets its examples. What the address says
    and is not, stands above the form with the status of such an error.
    """
    asked = request.query_params
    base = systeem.settings.base
    known = systeem.questions.get(asked.get("voorbeeld", ""))
    text = example_text(known, base) if known else rebase(internal_query("editor/begin.rq"), base)
    context = {"tekst": text, "gekozen": known}
    try:
        values = _values_of(asked, systeem, known)
        if known and values:
            context["tekst"] = filled_text(known, values, base)
    except KwalificatiegraafError as error:
        return _page(request, systeem, context | _told(error), kind_of(error)[0], headers_of(error))
    return _page(request, systeem, context)


def _values_of(asked: QueryParams, systeem: Systeem, known: Vraag | None) -> Mapping[str, str]:
    """Return the values that the address gives to the question; an error names what it has not."""
    if asked.get("voorbeeld") and not known:
        find_question(systeem.questions, asked["voorbeeld"])
    allowed = ["voorbeeld", *(known.params if known else ())]
    for name in asked:
        if name not in allowed:
            raise UnknownParameter(name[:100], allowed)
    values = {name: asked[name] for name in (known.params if known else ()) if asked.get(name)}
    if known and values:
        check_values(systeem.store, known, values, systeem.settings.base)
    return values


def show_answer(request: Request, systeem: Systeem, operation: Operation, answer: Answer) -> Response:
    """Show the form with what was asked and its answer, in forms that `read_answer` reads."""
    found = read_answer(answer, SHOWN)
    context: dict[str, Any] = {"tekst": operation.written}
    context |= {"antwoord": found} if isinstance(found, bool) else _table(systeem, found)
    triples = answer.media_type == TRIPLES_FORM
    return _page(request, systeem, context | _elsewhere(request, operation, triples))


def show_problem(
    request: Request, systeem: Systeem, operation: Operation, error: KwalificatiegraafError
) -> Response:
    """Show the form with what was asked and why there is no answer."""
    context = {"tekst": operation.written} | _told(error)
    return _page(request, systeem, context, kind_of(error)[0], headers_of(error))


def _told(error: KwalificatiegraafError) -> dict[str, Any]:
    problem = {"titel": kind_of(error)[2], "melding": error.message}
    return {"probleem": problem | {"plaats": error.place, "remedie": error.remedy}}


def _table(systeem: Systeem, found: Tabel) -> dict[str, Any]:
    base = systeem.settings.base
    labels = labels_of(systeem.store, found.iris())
    rows = [[read_cell(cell, labels, base) for cell in row] for row in found.rijen]
    return {"kolommen": found.kolommen, "rijen": rows, "aantal": found.aantal}


def _elsewhere(request: Request, operation: Operation, triples: bool) -> dict[str, Any]:
    """Return the parameters that ask the same again, and how a program does so."""
    graphs = [("default-graph-uri", iri) for iri in operation.dataset.default]
    graphs += [("named-graph-uri", iri) for iri in operation.dataset.named]
    pairs = [("query", operation.written), *graphs]
    asked = address(request, "sparql"), pairs, "text/turtle" if triples else "text/csv"
    return {
        "elders": urlencode(pairs),
        "vormen": ("ttl", "xlsx") if triples else ("csv", "xlsx"),
        "oproepen": (("curl", curl(*asked)), ("Python", python(*asked))),
    }


def _page(
    request: Request,
    systeem: Systeem,
    context: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] = NOTHING,
) -> Response:
    def group(question: Vraag) -> str:
        return question.map

    questions = sorted(systeem.questions.values(), key=lambda one: (one.map, one.naam))
    groups = [(name, list(found)) for name, found in groupby(questions, group)]
    empty = {"kolommen": None, "antwoord": None, "probleem": None, "gekozen": None, "elders": ""}
    shared = {"groepen": groups, "getoond": SHOWN, "seconden": systeem.settings.query_timeout}
    shared |= {"editor": editor_built()}
    policy = {"Content-Security-Policy": SCRIPTS} if editor_built() else {}
    context = {**empty, **shared, **context}
    return render(request, "sparql.html", context, status=status, headers={**headers, **policy})
