"""Which methods an address takes, read from the routes: for OPTIONS and for the `Allow` of a refusal."""

import re
from collections.abc import Iterable
from itertools import chain

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

ORDER = ("GET", "HEAD", "POST", "DELETE", "OPTIONS")
READING = frozenset({"GET", "HEAD"})


class Methoden:
    """The methods of every address of an application."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._known: dict[tuple[str, re.Pattern[str]], frozenset[str]] = {}
        for route in routes:
            if isinstance(route, Mount | Route):
                methods = READING if isinstance(route, Mount) else frozenset(route.methods or ())
                key = route.path, route.path_regex
                self._known[key] = self._known.get(key, frozenset()) | methods

    def of(self, scope: Scope) -> str | None:
        """Return the methods of the address of a request, as `Allow` has them; None for none of ours.

        An address that has a name of its own (`/trajecten/bouw`) is not also a member (`/trajecten/{code}`).
        The address `*`, which only OPTIONS has, is the server itself: it takes what any address takes.
        """
        path = str(scope["path"]).removeprefix(scope.get("app_root_path", scope.get("root_path", "")))
        matching = {
            known: methods
            for (known, test), methods in self._known.items()
            if path == "*" or test.match(path)
        }
        found = set(matching.get(path) or chain.from_iterable(matching.values()))
        if not found:
            return None
        found |= {"OPTIONS"} | (READING if "GET" in found else set())
        return ", ".join(one for one in ORDER if one in found)


def allowed_in(app: FastAPI, scope: Scope) -> str | None:
    """Return what `app` allows at the address of a request, where it keeps its methods."""
    methods: Methoden | None = getattr(app.state, "methoden", None)
    return methods.of(scope) if methods else None
