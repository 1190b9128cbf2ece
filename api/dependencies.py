"""What routes ask for: the system, a page, a date, and a query without parameters that do not exist."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Annotated, Any, get_origin

from fastapi import Depends, Query, Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import ParamTypes
from fastapi.routing import APIRoute
from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticKnownError
from starlette.concurrency import run_in_threadpool

from api.limits import Bouwplaats
from api.refusals import RepeatedParameter, UnknownParameter, UnsupportedMedia
from kwalificatiegraaf.bootstrap import Systeem, boot, follow
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.settings import Settings

FREE = "x-vrije-parameters"
"""Mark of a route that checks the names of its parameters itself."""


MAY_BE_EMPTY = "allowEmptyValue"
"""What OpenAPI says of a parameter that may come without a value; the document lifts it out of the schema."""


class Bron:
    """Gives the system, and boots it on first use."""

    def __init__(self, systeem: Systeem | None, settings: Settings) -> None:
        self._systeem = systeem
        self._settings = settings
        self._lock = Lock()

    @property
    def ready(self) -> Systeem | None:
        """The system where it was booted, else nothing; never waits."""
        return self._systeem

    def get(self) -> Systeem:
        """Return the system; many threads may ask at once."""
        with self._lock:
            if self._systeem is None:
                self._systeem = boot(self._settings)
            return self._systeem

    def follow(self) -> bool:
        """Move a replica to the newest snapshot, or return False where it is there already.

        Requests that run finish on the system they have.
        """
        fresh = follow(self.get())
        if fresh:
            with self._lock:
                self._systeem = fresh
        return fresh is not None


async def get_systeem(request: Request) -> Systeem:
    """Return the system of this application, without a change of thread where it is there already."""
    bron: Bron = request.app.state.bron
    systeem = bron.ready
    if systeem is None:
        systeem = await run_in_threadpool(bron.get)
    return systeem


def get_settings(request: Request) -> Settings:
    """Return the settings of this application."""
    settings: Settings = request.app.state.settings
    return settings


def get_bouwplaats(request: Request) -> Bouwplaats:
    """Return where trajectories are built."""
    bouwplaats: Bouwplaats = request.app.state.bouwplaats
    return bouwplaats


SysteemDep = Annotated[Systeem, Depends(get_systeem)]
SettingsDep = Annotated[Settings, Depends(get_settings)]
BouwplaatsDep = Annotated[Bouwplaats, Depends(get_bouwplaats)]


def _digits(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+", value):
        raise PydanticKnownError("int_parsing")
    return value


Geheel = Annotated[int, BeforeValidator(_digits)]
"""A whole number as the document means it: pydantic alone would read `5.0`, `+5` and `5_0` as 5 or 50."""


@dataclass(frozen=True)
class Bladzijde:
    """Which page of a list is asked: its number from 0, its size."""

    pagenr: int
    size: int


def get_page(
    request: Request,
    pagenr: Annotated[Geheel, Query(ge=0, description="Nummer van de bladzijde, vanaf 0.")] = 0,
    size: Annotated[Geheel | None, Query(ge=1, description="Aantal stuks op een bladzijde.")] = None,
) -> Bladzijde:
    """Return the asked page; a size above the setting raises InvalidInput."""
    settings = get_settings(request)
    if size is not None and size > settings.page_size_max:
        raise InvalidInput(
            f"een bladzijde telt hoogstens {settings.page_size_max} stuks",
            place="size",
            remedy=f"vraag er hoogstens {settings.page_size_max}, en volg links.next.href",
        )
    return Bladzijde(pagenr, size or settings.page_size)


PageDep = Annotated[Bladzijde, Depends(get_page)]


def _iso(value: object) -> object:
    if not isinstance(value, date) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
        raise ValueError("dit is geen datum; schrijf jjjj-mm-dd, zoals 2025-09-01")
    return value


Datum = Annotated[date, BeforeValidator(_iso)]
"""A day in ISO form only: pydantic alone would read `0` as 1970."""


class _LeftOpen(BeforeValidator):
    """Reads an empty value as none, and says in the schema that it may be empty."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), MAY_BE_EMPTY: True}


EMPTY = _LeftOpen(lambda value: None if value == "" else value)
"""A field of a form that was left open counts as not given."""

DatumDep = Annotated[
    Datum | None,
    EMPTY,
    Query(description="Dag waarop normen en erkenningen gelden; vandaag als hij ontbreekt."),
]


async def known_parameters(request: Request) -> None:
    """Raise UnknownParameter or RepeatedParameter for what the route does not know or gets twice."""
    counts = Counter(name for name, _ in request.query_params.multi_items())
    route = request.scope["route"]
    free = (route.openapi_extra or {}).get(FREE)
    allowed = {} if free else _query_parameters(route)
    for name, count in counts.items():
        if count > 1 and not allowed.get(name):
            raise RepeatedParameter(name[:100])
    for name in counts:
        if not free and name not in allowed:
            raise UnknownParameter(name[:100], list(allowed))


def _query_parameters(route: APIRoute) -> dict[str, bool]:
    """Return the names that the route knows, and whether each may be given more than once."""
    params = get_flat_params(route.dependant)
    asked = [one for one in params if getattr(one.field_info, "in_", None) is ParamTypes.query]
    return {one.alias: get_origin(one.field_info.annotation) is list for one in asked}


async def json_body(request: Request) -> None:
    """Raise UnsupportedMedia unless the body says that it is JSON."""
    given = request.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise UnsupportedMedia(given)


JSON_BODY = Depends(json_body)
