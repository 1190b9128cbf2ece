"""What `serve` runs: the application, booted while its routes are imported, for both take long."""

import gc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from kwalificatiegraaf.bootstrap import Systeem


def create() -> "FastAPI":
    """Return the application on a booted system; typed errors of the store and its data pass through.

    What is made here stays, so garbage is not looked for meanwhile, and never in it afterwards.
    """
    gc.disable()
    with ThreadPoolExecutor(1) as aside:
        booting = aside.submit(_boot)
        from api.app import create_app

        app = create_app(booting.result())
    gc.freeze()
    gc.enable()
    return app


def _boot() -> "Systeem":
    """Boot, and make the first snapshot: where there is no room for it, the program says so and stops."""
    from kwalificatiegraaf.bootstrap import boot

    systeem = boot()
    systeem.begin()
    return systeem
