"""The application: routes, errors, limits and headers put together; nothing happens at import."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib.metadata import PackageNotFoundError, version

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from api import errors
from api.breuk import Breuk
from api.dependencies import Bron, known_parameters
from api.etag import ETags
from api.jobs.board import Board
from api.limits import BodyLimit, Bouwplaats
from api.methoden import Methoden
from api.openapi import openapi_of
from api.opendata import OpenData
from api.packing import Packing
from api.pagina import WEB
from api.ranges import Ranges
from api.replica import watching
from api.routes import (
    antwoorden,
    bewijs,
    competenties,
    dataset,
    dekking,
    dienst,
    doc,
    dumps,
    grafen,
    individueel,
    kalender,
    kwalificaties,
    normen,
    ns,
    opleidingen,
    sparql,
    stroom,
    structuur,
    taken,
    trajecten,
    uitleg,
    vragen,
    waarom,
    watals,
    zoek,
)
from api.security import SecurityHeaders
from api.sending import HELD, HELD_LEAST, Holding, Pieces
from api.sparql.lending import Lender, Lending
from api.sparql.loket import Loket
from api.sparql.poort import Poort
from api.stopping import Farewell
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.services.whatif import load_libraries
from kwalificatiegraaf.settings import Settings

WAITING_FIRST = 0.3
"""Seconds in which who waited for the start is answered, before more is made ready."""

ROUTES = (
    kwalificaties,
    competenties,
    opleidingen,
    trajecten,
    uitleg,
    watals,
    dekking,
    individueel,
    taken,
    structuur,
    kalender,
    waarom,
    bewijs,
    normen,
    zoek,
    vragen,
    dataset,
    dumps,
    stroom,
    doc,
    ns,
    grafen,
    dienst,
)
TITLE = "kwalificatiegraaf"


def _version() -> str:
    try:
        return version("kwalificatiegraaf")
    except PackageNotFoundError:
        return "0.1.0"


@asynccontextmanager
async def _warm(app: FastAPI) -> AsyncIterator[None]:
    """Boot before the first visitor comes, and keep a snapshot of now: later the disk may be full.

    What a server that was killed left in the temporary folder makes room for it.
    A process for queries, the text index and then the solver are made ready while the first visitors are
    served; where that fails, whoever asks for them hears why. What is there before stays: no collection of
    garbage looks at it again.
    """
    bron: Bron = app.state.bron
    systeem = await run_in_threadpool(bron.get)
    await run_in_threadpool(systeem.begin)
    if not gc.isenabled():  # `serve` starts so
        gc.freeze()
        gc.enable()
    leaving = asyncio.Event()
    readying = asyncio.create_task(_ready(systeem, app.state.lender, leaving))
    async with watching(bron):
        yield
    leaving.set()
    await readying
    await run_in_threadpool(app.state.taken.close)
    await run_in_threadpool(bron.get().close)


async def _ready(systeem: Systeem, lender: Lender | None, leaving: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(leaving.wait(), WAITING_FIRST)
        return
    makers: tuple[Callable[[], object], ...] = (systeem.prepare, lambda: systeem.index)
    await asyncio.gather(*map(run_in_threadpool, makers), return_exceptions=True)
    if lender and not systeem.is_remote:
        await lender.prepare(systeem.readers)
    with suppress(ImportError):
        await run_in_threadpool(load_libraries)


def create_app(systeem: Systeem | None = None, settings: Settings | None = None) -> FastAPI:
    """Return the application over `systeem`; without one it boots on first use, by default from `KG_*`."""
    settings = systeem.settings if systeem else settings or Settings()
    app = FastAPI(title=TITLE, version=_version(), docs_url=None, redoc_url=None, lifespan=_warm)
    app.state.bron = Bron(systeem, settings)
    app.state.settings = settings
    app.state.bouwplaats = Bouwplaats()
    app.state.taken = Board(settings)
    app.state.loket = Loket(settings)
    app.openapi = openapi_of(app, settings)  # type: ignore[method-assign]
    for protocol in (sparql, antwoorden):
        app.include_router(protocol.router)  # other parameters than those of the protocol mean nothing there
    for module in ROUTES:
        app.include_router(module.router, dependencies=[Depends(known_parameters)])
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")
    errors.install(app)
    modules = (sparql, antwoorden, *ROUTES)
    app.state.methoden = Methoden([*app.routes, *(one for module in modules for one in module.router.routes)])
    app.add_middleware(Poort, path="/sparql", handlers=sparql.HANDLERS)
    app.add_middleware(Holding, limit=max(HELD * settings.query_bytes, HELD_LEAST))
    app.add_middleware(Packing)
    app.add_middleware(ETags)
    app.add_middleware(Ranges)
    app.add_middleware(Pieces)
    app.add_middleware(BodyLimit, limit=settings.max_body)
    app.add_middleware(Farewell)
    app.add_middleware(Breuk)
    app.add_middleware(OpenData, methods=app.state.methoden)
    app.add_middleware(SecurityHeaders)
    app.state.lender = None if settings.query_rate else Lender()
    if app.state.lender:
        app.add_middleware(Lending, lender=app.state.lender)
    return app
