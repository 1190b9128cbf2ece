"""The page to ask from, without scripts: a form, the questions of the catalogue, and the answer."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from api.pagina import render
from api.sparql.protocol import Operation
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.store.queries import Vraag
from kwalificatiegraaf.store.syntax import rebase
from kwalificatiegraaf.store.workers import Answer

SHOWN = 500
"""Rows, or lines of triples, that the page shows; it says so, and links to all of them."""


def show_form(request: Request, systeem: Systeem) -> Response:
    """Show the form with the question that the address names as `voorbeeld`."""
    name = request.query_params.get("voorbeeld", "")
    questions = sorted(systeem.questions.values(), key=lambda one: (one.map, one.naam))
    chosen = systeem.questions[name] if name in systeem.questions else questions[0]
    return _page(request, systeem, {"tekst": rebase(chosen.query, systeem.settings.base)})


def show_answer(request: Request, systeem: Systeem, operation: Operation, answer: Answer) -> Response:
    """Show the form with what was asked and its answer."""
    context: dict[str, Any] = {"tekst": operation.text, "elders": _elsewhere(operation)}
    if answer.media_type == "text/turtle":
        lines = answer.body.decode("utf-8", "replace").splitlines()
        context |= {"tripels": "\n".join(lines[:SHOWN]), "aantal": len(lines)}
    else:
        found = json.loads(answer.body)
        context |= _table(found) if "results" in found else {"antwoord": found["boolean"]}
    return _page(request, systeem, context)


def _table(found: Mapping[str, Any]) -> dict[str, Any]:
    columns = found["head"]["vars"]
    rows = found["results"]["bindings"]
    cells = [[row.get(name) for name in columns] for row in rows[:SHOWN]]
    return {"kolommen": columns, "rijen": cells, "aantal": len(rows)}


def _elsewhere(operation: Operation) -> str:
    """Return the parameters that ask the same again."""
    graphs = [("default-graph-uri", iri) for iri in operation.dataset.default]
    graphs += [("named-graph-uri", iri) for iri in operation.dataset.named]
    return urlencode([("query", operation.text), *graphs])


def _page(request: Request, systeem: Systeem, context: Mapping[str, Any]) -> Response:
    def group(question: Vraag) -> str:
        return question.map

    questions = sorted(systeem.questions.values(), key=lambda one: (one.map, one.naam))
    groups = [(name, list(found)) for name, found in groupby(questions, group)]
    shared = {"groepen": groups, "getoond": SHOWN, "seconden": systeem.settings.query_timeout}
    empty = {"kolommen": None, "rijen": (), "aantal": 0, "tripels": None, "antwoord": None, "elders": ""}
    return render(request, "sparql.html", {**empty, **shared, **context})
