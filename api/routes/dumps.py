"""`/dumps`: the whole graph as files, made once for every state of the graph."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from api.antwoord import address, json_answer, negotiate
from api.dependencies import SysteemDep
from api.errors import problems
from api.etag import matches
from api.negotiation import HTML, JSON, list_of
from api.pagina import render
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.dump import FORMS, INDEX, NAMES, SUMS

router = APIRouter(tags=["Zoeken en vragen"])

GZIP = "application/gzip"
KINDS: Mapping[str, str] = {SUMS: "text/plain", INDEX: JSON}
FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "Het bestand.", "content": {media: {} for media in (GZIP, *KINDS.values())}},
    206: {"description": "Een deel van het bestand (Range)."},
    304: {"description": "De klant heeft dit bestand al."},
}
LISTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "De bestanden.", "content": {media: {} for media in (JSON, HTML)}}
}


@router.get("/dumps", summary="De hele graaf als bestanden", responses={**LISTED, **problems(400, 406)})
def list_dumps(request: Request, systeem: SysteemDep) -> Response:
    """Return the files with their form, size and sum; a browser gets a page."""
    chosen = negotiate(request, JSON, HTML)
    dump = systeem.dump.dump
    if chosen == HTML:
        return render(request, "dumps.html", {"dump": dump, "sommen": SUMS, "lijst": INDEX})
    found = dump.model_dump(mode="json")
    for file in found["bestanden"]:
        file["links"] = {"self": {"href": address(request, "dumps", file["naam"])}}
    return json_answer(found)


@router.head("/dumps/{naam}", include_in_schema=False)
@router.get(
    "/dumps/{naam}", summary="Een bestand met de hele graaf", responses={**FILE, **problems(400, 404, 416)}
)
def get_dump(request: Request, systeem: SysteemDep, naam: str) -> Response:
    """Return a file; a part of it with `Range`, nothing when the client has it."""
    if naam not in NAMES:
        raise NotFound("bestand", naam, NAMES, remedy="alle bestanden staan op /dumps")
    kept = systeem.dump
    path = kept.folder / naam
    etag = f'"{kept.sum_of(naam)}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Last-Modified": _last_modified(path)}
    if _has_it(request, etag, path):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    answer = FileResponse(path, headers=headers, media_type=GZIP if naam in FORMS else KINDS[naam])
    request.state.kept = kept  # the folder stays while this request lasts
    return answer


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def _last_modified(path: Path) -> str:
    return format_datetime(_changed(path), usegmt=True)


def _has_it(request: Request, etag: str, path: Path) -> bool:
    if "if-none-match" in request.headers:
        return matches(list_of(request.headers, "if-none-match"), etag)
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and _changed(path) <= since
