"""Errors as `application/problem+json` (RFC 9457): the only file that maps an error to a status code.

Every problem has `type`, `title`, `status`, `detail` and `instance`; `plaats` (which part of the
request) and `remedie` (what to do) where known, and `fouten` when several values are wrong. A browser,
which ranks HTML above everything else, gets the same facts as a page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.beloofd import PROBLEM, problems
from api.meldingen import describe_invalid, without_echoes
from api.methoden import allowed_in
from api.negotiation import HTML, prefers_html
from api.pagina import render
from kwalificatiegraaf import errors as kern
from kwalificatiegraaf.errors import InvalidInput, KwalificatiegraafError, NotFound, suggest

RETRY_SECONDS = "10"


class UnknownParameter(KwalificatiegraafError):
    """The query names a parameter that the route does not know."""

    def __init__(self, name: str, allowed: Sequence[str]) -> None:
        choices = ", ".join(allowed) or "geen"
        super().__init__(
            f"onbekende parameter '{name}'{suggest(name, allowed)}",
            place=name,
            remedy=f"toegelaten parameters: {choices}",
        )


class RepeatedParameter(KwalificatiegraafError):
    """The query gives a parameter twice."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"parameter '{name}' staat er meer dan een keer",
            place=name,
            remedy="geef hem een keer",
        )


class NotAcceptable(KwalificatiegraafError):
    """None of the media types of `Accept` can be made here."""

    def __init__(self, asked: str, offered: Sequence[str]) -> None:
        super().__init__(
            f"geen van de gevraagde vormen ({asked[:200]}) bestaat hier",
            place="Accept",
            remedy=f"kies uit: {', '.join(offered)}",
        )


class UnsupportedMedia(KwalificatiegraafError):
    """The body is not JSON."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"de inhoud is van het type '{given[:100]}'" if given else "het type van de inhoud ontbreekt",
            place="Content-Type",
            remedy="stuur JSON met Content-Type: application/json",
        )


class UnsupportedForm(KwalificatiegraafError):
    """The body is of none of the types that this address takes."""

    def __init__(self, given: str, taken: Sequence[str]) -> None:
        super().__init__(
            f"de inhoud is van het type '{given[:100]}'" if given else "het type van de inhoud ontbreekt",
            place="Content-Type",
            remedy=f"kies uit: {', '.join(taken)}",
        )


class UpdatesOff(KwalificatiegraafError):
    """No token is set, so nobody may update."""

    def __init__(self) -> None:
        super().__init__(
            "wijzigingen staan hier uit",
            place="update",
            remedy="de beheerder kan ze aanzetten met KG_UPDATE_TOKEN",
        )


class UpdateRefused(KwalificatiegraafError):
    """The update carries no token, or a wrong one."""

    def __init__(self) -> None:
        super().__init__(
            "een wijziging vraagt het geheim van de beheerder",
            place="Authorization",
            remedy="stuur Authorization: Bearer gevolgd door het geheim",
        )


class TooLarge(KwalificatiegraafError):
    """The body is larger than the limit, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"de inhoud is groter dan {limit} bytes", place="body", remedy="stuur minder, of in delen"
        )


class TooBusy(KwalificatiegraafError):
    """Too many of something is being done at once, such as trajectories that are built."""

    def __init__(self, what: str = "er worden al te veel trajecten tegelijk gebouwd") -> None:
        super().__init__(
            what,
            remedy=f"probeer het over {RETRY_SECONDS} s opnieuw",
        )


class TooFast(KwalificatiegraafError):
    """One client asked more queries than a minute allows; `seconds` until the next one may come."""

    def __init__(self, per_minute: int, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"meer dan {per_minute} vragen per minuut van hetzelfde adres",
            remedy=f"wacht {seconds} s en stel minder vragen na elkaar",
        )


class TooManyJobs(KwalificatiegraafError):
    """As many jobs as may be are held already."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"er zijn al {most} taken, en meer worden er niet bijgehouden",
            remedy=f"probeer het over {RETRY_SECONDS} s opnieuw, en verwijder wat u niet meer nodig hebt",
        )


class JobUnfinished(KwalificatiegraafError):
    """The job waits or computes, so it has no result yet."""

    def __init__(self, status: str) -> None:
        super().__init__(f"de taak is nog {status}", remedy="vraag de stand, of volg links.voortgang.href")


class JobCancelled(KwalificatiegraafError):
    """The job was cancelled, so it will have no result."""

    def __init__(self) -> None:
        super().__init__("de taak is geannuleerd", remedy="dien de aanvraag opnieuw in")


class JobOverdue(KwalificatiegraafError):
    """The job was ended at its time limit, in seconds."""

    def __init__(self, limit: float) -> None:
        super().__init__(
            f"de taak was na {limit:g} s niet klaar en is afgebroken",
            remedy="vraag minder: kortere trajecten, minder varianten of minder normen",
        )


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
    UnknownParameter: (HTTPStatus.BAD_REQUEST, "onbekende-parameter", "Onbekende parameter"),
    RepeatedParameter: (HTTPStatus.BAD_REQUEST, "dubbele-parameter", "Parameter dubbel gegeven"),
    NotAcceptable: (HTTPStatus.NOT_ACCEPTABLE, "vorm-niet-beschikbaar", "Vorm niet beschikbaar"),
    UnsupportedMedia: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "inhoud-geen-json", "Inhoud is geen JSON"),
    UnsupportedForm: (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "inhoud-van-ander-type",
        "Inhoud van een ander type",
    ),
    UpdatesOff: (HTTPStatus.FORBIDDEN, "wijzigen-staat-uit", "Wijzigen staat uit"),
    UpdateRefused: (HTTPStatus.UNAUTHORIZED, "geheim-ontbreekt", "Geheim ontbreekt"),
    TooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "inhoud-te-groot", "Inhoud te groot"),
    TooBusy: (HTTPStatus.SERVICE_UNAVAILABLE, "te-druk", "Te druk"),
    TooFast: (HTTPStatus.TOO_MANY_REQUESTS, "te-veel-vragen", "Te veel vragen"),
    TooManyJobs: (HTTPStatus.SERVICE_UNAVAILABLE, "te-druk", "Te druk"),
    JobUnfinished: (HTTPStatus.CONFLICT, "taak-niet-klaar", "Taak nog niet klaar"),
    JobCancelled: (HTTPStatus.GONE, "taak-geannuleerd", "Taak geannuleerd"),
    JobOverdue: (HTTPStatus.GATEWAY_TIMEOUT, "taak-duurt-te-lang", "De taak duurt te lang"),
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
    503: {"Retry-After": RETRY_SECONDS},
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
    if prefers_html(request.headers.get("accept", "")):
        return render(request, "probleem.html", {"probleem": content}, status=status, headers=headers)
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return Response(text.encode("utf-8", "replace"), status, {**headers, "Vary": "Accept"}, PROBLEM)


def kind_of(error: KwalificatiegraafError) -> tuple[HTTPStatus, str, str]:
    """Return status, slug and title of the nearest family of `error`."""
    return next(KINDS[family] for family in type(error).__mro__ if family in KINDS)


def headers_of(error: KwalificatiegraafError) -> Mapping[str, str]:
    """Return the headers that belong to an error of ours."""
    if isinstance(error, TooFast):
        return {"Retry-After": str(error.seconds)}
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
