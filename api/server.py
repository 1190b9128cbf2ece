"""What `serve` runs: the application, booted while its routes are imported, for both take long."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from fastapi import FastAPI

if TYPE_CHECKING:
    from kwalificatiegraaf.bootstrap import Systeem


def create() -> FastAPI:
    """Return the application on a booted system; typed errors of the store and its data pass through."""
    with ThreadPoolExecutor(1) as aside:
        booting = aside.submit(_boot)
        from api.app import create_app

        return create_app(booting.result())


def _boot() -> "Systeem":
    from kwalificatiegraaf.bootstrap import boot

    systeem = boot()
    systeem.prepare()
    return systeem
