"""Errors as `application/problem+json` (RFC 9457): the only file that maps an error to a status code.

Every problem has `type`, `title`, `status`, `detail` and `instance`; `plaats` (which part of the
request) and `remedie` (what to do) where known, and `fouten` when several values are wrong. A browser,
which ranks HTML above everything else, gets the same facts as a page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import refusals as eigen
from api.beloofd import PROBLEM, problems
from api.meldingen import describe_invalid, without_echoes
from api.methoden import allowed_in
from api.negotiation import HTML, list_of, prefers_html
from api.pagina import render
from kwalificatiegraaf import errors as kern
from kwalificatiegraaf.errors import InvalidInput, KwalificatiegraafError, NotFound


class Probleem(BaseModel):
    """A problem as RFC 9457 writes it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    plaats: str | None = None
    remedie: str | None = None
    fouten: list[dict[str, str]] | None = None


KINDS: Mapping[type[KwalificatiegraafError], tuple[HTTPStatus, str, str]] = {
    eigen.UnknownParameter: (HTTPStatus.BAD_REQUEST, "onbekende-parameter", "Onbekende parameter"),
    eigen.RepeatedParameter: (HTTPStatus.BAD_REQUEST, "dubbele-parameter", "Parameter dubbel gegeven"),
    eigen.NotAcceptable: (HTTPStatus.NOT_ACCEPTABLE, "vorm-niet-beschikbaar", "Vorm niet beschikbaar"),
    eigen.UnsupportedMedia: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "inhoud-geen-json", "Inhoud is geen JSON"),
    eigen.UnsupportedForm: (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "inhoud-van-ander-type",
        "Inhoud van een ander type",
    ),
    eigen.UnsupportedCoding: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "inhoud-verpakt", "Inhoud is verpakt"),
    eigen.UpdatesOff: (HTTPStatus.FORBIDDEN, "wijzigen-staat-uit", "Wijzigen staat uit"),
    eigen.UpdateRefused: (HTTPStatus.UNAUTHORIZED, "geheim-ontbreekt", "Geheim ontbreekt"),
    eigen.TooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "inhoud-te-groot", "Inhoud te groot"),
    eigen.TooBusy: (HTTPStatus.SERVICE_UNAVAILABLE, "te-druk", "Te druk"),
    eigen.TooFast: (HTTPStatus.TOO_MANY_REQUESTS, "te-veel-vragen", "Te veel vragen"),
    eigen.TooManyJobs: (HTTPStatus.SERVICE_UNAVAILABLE, "te-druk", "Te druk"),
    eigen.JobUnfinished: (HTTPStatus.CONFLICT, "taak-niet-klaar", "Taak nog niet klaar"),
    eigen.JobCancelled: (HTTPStatus.GONE, "taak-geannuleerd", "Taak geannuleerd"),
    eigen.JobOverdue: (HTTPStatus.GATEWAY_TIMEOUT, "taak-duurt-te-lang", "De taak duurt te lang"),
    eigen.PartMissing: (HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "stuk-bestaat-niet", "Stuk bestaat niet"),
    eigen.AddressTooLong: (HTTPStatus.REQUEST_URI_TOO_LONG, "adres-te-lang", "Adres te lang"),
    eigen.TooSlow: (HTTPStatus.REQUEST_TIMEOUT, "aanvraag-te-traag", "Aanvraag te traag"),
    eigen.HeadTooLarge: (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "koppen-te-groot", "Koppen te groot"),
    eigen.UnknownMethod: (HTTPStatus.NOT_IMPLEMENTED, "methode-onbekend", "Methode onbekend"),
    eigen.HostUnclear: (HTTPStatus.BAD_REQUEST, "host-onduidelijk", "Host onduidelijk"),
    eigen.Unreadable: (HTTPStatus.BAD_REQUEST, "slechte-aanvraag", "Slechte aanvraag"),
    kern.NotFound: (HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden"),
    kern.BadQuery: (HTTPStatus.BAD_REQUEST, "slechte-vraag", "Slechte vraag"),
    kern.InvalidInput: (HTTPStatus.UNPROCESSABLE_ENTITY, "ongeldige-invoer", "Ongeldige invoer"),
    kern.Unreachable: (HTTPStatus.UNPROCESSABLE_ENTITY, "onhaalbaar", "Geen traject mogelijk"),
    kern.QueryTimeout: (HTTPStatus.GATEWAY_TIMEOUT, "vraag-duurt-te-lang", "De vraag duurt te lang"),
    kern.QueryTooLarge: (HTTPStatus.UNPROCESSABLE_ENTITY, "vraag-te-groot", "De vraag is te groot"),
    kern.QueueFull: (HTTPStatus.SERVICE_UNAVAILABLE, "te-druk", "Te druk"),
    kern.ServiceStops: (HTTPStatus.SERVICE_UNAVAILABLE, "dienst-stopt", "De dienst stopt"),
    kern.ServiceFailed: (HTTPStatus.BAD_GATEWAY, "andere-server", "De andere server antwoordt niet"),
    kern.ReadOnly: (HTTPStatus.FORBIDDEN, "enkel-lezen", "Enkel lezen"),
    kern.StoreError: (HTTPStatus.SERVICE_UNAVAILABLE, "opslag-weigert", "De opslag weigert"),
    kern.MissingPart: (HTTPStatus.SERVICE_UNAVAILABLE, "onderdeel-ontbreekt", "Een onderdeel ontbreekt"),
    kern.KwalificatiegraafError: (HTTPStatus.INTERNAL_SERVER_ERROR, "fout-in-de-dienst", "Fout in de dienst"),
}
"""Status, slug and title of each family of errors; the nearest base class decides."""

STATUSES: Mapping[int, tuple[str, str, str]] = {
    400: ("slechte-aanvraag", "Slechte aanvraag", "de aanvraag kan niet worden gelezen"),
    404: ("adres-onbekend", "Adres onbekend", "dit adres bestaat niet"),
    405: ("methode-niet-toegelaten", "Methode niet toegelaten", "deze methode kan hier niet"),
    500: (
        "fout-in-de-dienst",
        "Fout in de dienst",
        "er ging iets mis in de dienst, niet in uw aanvraag",
    ),
}
"""Slug, title and sentence for what the web framework refuses by itself."""

EXTRA: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": 'Bearer realm="SPARQL Update"'},
    409: {"Retry-After": "1"},
    503: {"Retry-After": eigen.RETRY_SECONDS},
}
"""Headers that belong to a status."""

LISTED = {
    "kwalificatie": "kies een code uit /kwalificaties",
    "opleiding": "kies een nummer uit /opleidingen",
    "traject": "kies een code uit /trajecten",
    "een standaardtraject van opleiding": "kies een code uit /trajecten",
    "onderdeel": "kies een code uit de onderdelen van het traject",
    "competentie": "zoek op /zoek, of kies er een uit een kwalificatie",
    "norm": "kies een code uit /normen",
    "vraag": "kies een naam uit /vragen",
}
"""Where what exists is listed, by the kind of a code that does not."""


@contextmanager
def as_input(place: str = "body") -> Iterator[None]:
    """Say of what a body names or holds: `place` is wrong (422), instead of: this address is unknown."""
    try:
        yield
    except NotFound as error:
        remedy = error.remedy or LISTED.get(error.kind)
        raise InvalidInput(error.message, place=error.place or place, remedy=remedy) from error
    except ValidationError as error:
        first = describe_invalid(error.errors()[0])
        raise InvalidInput(
            first["melding"], place=first["plaats"] or place, remedy=first["remedie"]
        ) from error


def _problem(
    request: Request, status: int, slug: str, title: str, detail: str, headers: Mapping[str, str], **more: Any
) -> Response:
    problem = Probleem(
        type=f"{request.base_url}docs#probleem-{slug}",
        title=title,
        status=status,
        detail=detail[:1].upper() + detail[1:],
        instance=request.url.path,
        **more,
    )
    content = problem.model_dump(exclude_none=True)
    if prefers_html(list_of(request.headers, "accept")):
        return render(request, "probleem.html", {"probleem": content}, status=status, headers=headers)
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return Response(text.encode("utf-8", "replace"), status, {**headers, "Vary": "Accept"}, PROBLEM)


def kind_of(error: KwalificatiegraafError) -> tuple[HTTPStatus, str, str]:
    """Return status, slug and title of the nearest family of `error`."""
    return next(KINDS[family] for family in type(error).__mro__ if family in KINDS)


def headers_of(error: KwalificatiegraafError) -> Mapping[str, str]:
    """Return the headers that belong to an error of ours."""
    if isinstance(error, eigen.TooFast):
        return {"Retry-After": str(error.seconds)}
    if isinstance(error, eigen.UnsupportedCoding):
        return {"Accept-Encoding": "identity"}
    if isinstance(error, eigen.PartMissing):
        return {"Content-Range": f"bytes */{error.size}"}
    return EXTRA.get(kind_of(error)[0], {})


def problem_of(request: Request, error: KwalificatiegraafError) -> Response:
    """Return the problem of an error of ours."""
    status, slug, title = kind_of(error)
    headers = headers_of(error)
    place, remedy = error.place, error.remedy
    if isinstance(error, NotFound):
        place = place or _part_of_address(request, error.code)
        remedy = remedy or LISTED.get(error.kind)
    more = {"plaats": place, "remedie": _sentence(remedy)}
    return _problem(request, status, slug, title, error.message, headers, **more)


def unread_problem(error: KwalificatiegraafError, root: str, path: str) -> tuple[HTTPStatus, bytes]:
    """Return status and body of the problem of a request that was not read any further than its path.

    `root` is the address of this service, with its last slash.
    """
    status, slug, title = kind_of(error)
    problem = Probleem(
        type=f"{root}docs#probleem-{slug}",
        title=title,
        status=status,
        detail=_sentence(error.message) or "",
        instance=path,
        plaats=error.place,
        remedie=_sentence(error.remedy),
    )
    return status, problem.model_dump_json(exclude_none=True, indent=2).encode()


def _part_of_address(request: Request, code: str) -> str:
    """Return the name of the part of the address that holds a code, or the address itself."""
    return next((name for name, given in request.path_params.items() if given == code), request.url.path)


def _sentence(text: str | None) -> str | None:
    return text and text[:1].upper() + text[1:]


def _invalid(request: Request, found: Iterable[Any]) -> Response:
    described = [describe_invalid(error) for error in without_echoes(found)]
    first = described[0]
    bad_json = first["soort"] == "json_invalid"
    status = HTTPStatus.BAD_REQUEST if bad_json else HTTPStatus.UNPROCESSABLE_ENTITY
    slug, title = ("slechte-json", "Slechte JSON") if bad_json else ("ongeldige-invoer", "Ongeldige invoer")
    return _problem(
        request,
        status,
        slug,
        title,
        first["melding"],
        {},
        plaats=first["plaats"],
        remedie=_sentence(first["remedie"]),
        fouten=[{"plaats": one["plaats"], "melding": one["melding"]} for one in described],
    )


def _refused(request: Request, error: HTTPException) -> Response:
    slug, title, detail = STATUSES.get(error.status_code, STATUSES[400])
    headers = dict(error.headers or {})
    remedy = "alle adressen staan op /docs" if error.status_code == HTTPStatus.NOT_FOUND else None
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = allowed_in(request.app, request.scope) or headers.get("Allow", "")
        remedy = f"toegelaten: {headers['Allow']}"
    return _problem(
        request,
        error.status_code,
        slug,
        title,
        detail,
        headers,
        plaats=request.url.path,
        remedie=_sentence(remedy),
    )


def failure_of(request: Request, traceback: str) -> Response:
    """Log what broke in the service, and return the problem that says no more than that."""
    import structlog  # here: it brings much along, and hardly ever has something to say

    structlog.get_logger(__name__).error("request failed", path=request.url.path, traceback=traceback)
    return _refused(request, HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR))


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem."""

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, KwalificatiegraafError)
        return problem_of(request, error)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _invalid(request, error.errors())

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _refused(request, error)

    app.add_exception_handler(KwalificatiegraafError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, refused)


__all__ = ["HTML", "PROBLEM", "as_input", "install", "problem_of", "problems"]
