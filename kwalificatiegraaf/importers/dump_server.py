"""Fetches the quads of a running service from its `/dumps`, and checks their sum."""

import json
import urllib.error
import urllib.request
from hashlib import sha256
from http.client import HTTPException
from urllib.parse import urlsplit

from kwalificatiegraaf.errors import InvalidInput, StoreError

NAME = "kwalificatiegraaf.nq.gz"
TRIES = 3
"""Between the sums and the file the graph may change; then both are fetched again."""


def fetch_quads(address: str, timeout: float) -> bytes:
    """Return all quads of the service at `address` as N-Quads in gzip, in one state of it.

    InvalidInput for what is no web address, StoreError when the service gives no whole answer in `timeout` s.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise InvalidInput("geef een adres zoals http://127.0.0.1:8000", place="--server")
    root = f"{address.rstrip('/')}/dumps"
    for _ in range(TRIES):
        body, expected = _get(f"{root}/{NAME}", timeout), _sum(root, timeout)
        if sha256(body).hexdigest() == expected:
            return body
    raise StoreError("het bestand van de dienst en zijn controlegetal verschillen", place=f"{root}/{NAME}")


def _sum(root: str, timeout: float) -> str:
    try:
        files = json.loads(_get(f"{root}/index.json", timeout))["bestanden"]
        return next(str(one["sha256"]) for one in files if one["naam"] == NAME)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise StoreError("dit is geen dienst van kwalificatiegraaf", place=root) from error


def _get(address: str, timeout: float) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=timeout) as answer:
            body: bytes = answer.read()
            return body
    except (OSError, HTTPException) as error:
        raise StoreError(
            f"de dienst antwoordt niet ({error})",
            place=address,
            remedy="kijk of ze daar draait",
        ) from error
