"""The forms of an answer to a saved question: by `Accept`, or by `formaat` for whoever clicks a link."""

from collections.abc import Mapping
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from api.antwoord import VARY, negotiate
from api.negotiation import HTML, JSON, JSONLD, TURTLE
from api.werkboek import XLSX
from kwalificatiegraaf.errors import InvalidInput, suggest
from kwalificatiegraaf.exporters.tabel import Tabel
from kwalificatiegraaf.services.answer_table import FILES
from kwalificatiegraaf.store.queries import Vraag

CSV = "text/csv"


class Vorm(NamedTuple):
    """A form: its media type, the end of a file name, and what the page calls it (nothing: no link)."""

    media_type: str
    suffix: str
    label: str = ""


VORMEN: Mapping[str, Vorm] = {
    "json": Vorm(JSON, "json", "JSON"),
    "html": Vorm(HTML, "html"),
    "csv": Vorm(CSV, "csv", "CSV voor programma's"),
    "csv-excel": Vorm(CSV, "csv", "CSV voor een rekenblad"),
    "xlsx": Vorm(XLSX, "xlsx", "Excel"),
    "jsonld": Vorm(JSONLD, "jsonld", "JSON-LD"),
    "turtle": Vorm(TURTLE, "ttl", "Turtle"),
}
"""The forms by the value of `formaat`."""

ROWS = ("json", "html", "csv", "xlsx", "csv-excel")
TRIPLES = ("jsonld", "turtle", "json", "html", "csv", "xlsx", "csv-excel")
MEANING = (
    "De vorm van het antwoord, in plaats van Accept: `xlsx` opent in Excel, `csv-excel` in een rekenblad met "
    "Nederlandse instellingen (puntkomma's, decimale komma's), `csv` is voor programma's (RFC 4180)."
)


def forms_of(question: Vraag) -> tuple[str, ...]:
    """Return the forms in which a question answers, best first."""
    return TRIPLES if question.returns == "construct" else ROWS


def choose_form(request: Request, offered: tuple[str, ...]) -> str:
    """Return the form that the address or else `Accept` asks; InvalidInput for one that is not offered."""
    asked = request.query_params.get("formaat", "")
    if not asked:
        types = {VORMEN[name].media_type: name for name in reversed(offered)}
        return types[negotiate(request, *dict.fromkeys(VORMEN[name].media_type for name in offered))]
    if asked not in offered:
        raise InvalidInput(
            f"'{asked[:100]}' is geen formaat van dit antwoord{suggest(asked[:100], offered)}",
            place="formaat",
            remedy=f"kies uit: {', '.join(offered)}",
        )
    return asked


def file_answer(table: Tabel, form: str, name: str) -> Response:
    """Return a table as a file that a browser saves under `name`."""
    vorm = VORMEN[form]
    headers = {**VARY, "Content-Disposition": f'attachment; filename="{name}.{vorm.suffix}"'}
    kind = f"{CSV}; charset=utf-8; header=present" if vorm.media_type == CSV else vorm.media_type
    return Response(FILES[form](table), headers=headers, media_type=kind)
