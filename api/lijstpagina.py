"""A list as a page: what stands in its columns, and the form that filters it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from api.antwoord import respond
from api.dependencies import Bladzijde
from api.paging import cut, link_header, page


class Rij(NamedTuple):
    """A row: the path of the thing, its cells (the first is the link), and its marks."""

    path: str
    cells: tuple[object, ...]
    marks: tuple[str, ...] = ()


class Filter(NamedTuple):
    """A field of the filter form: name, label, present value, and its choices (value, label)."""

    name: str
    label: str
    value: object
    choices: tuple[tuple[str, str], ...] = ()


class Lijstpagina(NamedTuple):
    """Title, introduction, columns, filters and the name of what is counted."""

    title: str
    intro: str
    columns: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    unit: str = "resultaten"


def respond_list(
    request: Request,
    asked: Bladzijde,
    items: Sequence[Any],
    shown: Lijstpagina,
    *,
    to_json: Any,
    to_row: Any,
) -> Response:
    """Return a page of `items` as JSON (`to_json` of each) or HTML (`to_row` of each)."""
    part = cut(items, asked.pagenr, asked.size)
    data = page(items, asked.pagenr, asked.size, request.url)
    data["gegevens"] = [to_json(item) for item in part]
    context = {
        "pagina": shown,
        "rijen": [to_row(item) for item in part],
        "meta": data["meta"],
        "links": data["links"],
    }
    answer = respond(request, data, template="lijst.html", context=context)
    answer.headers.update(link_header(data["links"]))
    return answer
