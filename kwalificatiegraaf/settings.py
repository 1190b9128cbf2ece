"""The settings of an installation, read from the environment with the prefix `KG_`."""

import json
import os
import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

_STORE = re.compile(r"memory|rdflib|oxigraph:.+|snapshot:.+|sparql\+https?://[^\s/]+(/\S*)?")
_LIST = '["https://voorbeeld.eu/sparql"]'
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def _check_store(value: str) -> str:
    if not _STORE.fullmatch(value):
        raise ValueError(
            "kies 'memory', 'rdflib', 'oxigraph:PAD', 'snapshot:MAP' of 'sparql+http://host:poort/pad'"
        )
    if value.startswith("sparql+") and not _has_server(value):
        raise ValueError(
            "dit is geen volledig adres; schrijf in een gebruikersnaam of wachtwoord "
            "%40 voor @, %3A voor :, %2F voor /, %23 voor # en %3F voor ?"
        )
    return value


def _has_server(address: str) -> bool:
    """Whether an address has a host, and nothing of a login behind it."""
    login_or_host = address.partition("//")[2].partition("/")[0]
    return _has_host(address) and "#" not in address and address.count("@") == login_or_host.count("@")


def _has_host(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _check_base(value: str) -> str:
    if _BASE.fullmatch(value) and _has_host(value) and not any(mark in value for mark in "?#"):
        return value.rstrip("/")
    raise ValueError("geef een volledig adres, zoals 'https://voorbeeld.be/kwalificaties'")


def _listed(value: object) -> object:
    """Return the list that a text of the environment writes as JSON."""
    if not isinstance(value, str):
        return value
    try:
        found: Any = json.loads(value)
    except ValueError:
        found = None
    if isinstance(found, list):
        return found
    raise ValueError(f"dit is geen lijst in JSON; schrijf {_LIST}")


def _check_endpoint(value: str) -> str:
    if _BASE.fullmatch(value) and _has_host(value) and "#" not in value and "@" not in urlsplit(value).netloc:
        return value
    raise ValueError(f"{value!r} is geen volledig adres van een server; schrijf {_LIST}")


def _data_folder() -> Path:
    """Return the folder of the XDG convention for data of this user."""
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "kwalificatiegraaf"


class Settings(BaseSettings):
    """All settings with their defaults; a wrong value raises pydantic's ValidationError, naming the field."""

    model_config = SettingsConfigDict(env_prefix="KG_", frozen=True)

    store: Annotated[str, AfterValidator(_check_store)] = "memory"
    """Where the graph lives: `memory`, `rdflib`, `oxigraph:PATH`, `snapshot:FOLDER` (a replica) or
    `sparql+http://host:port/…`, with `user:password@` before the host where the server asks for a login."""

    snapshots: Path | None = None
    """Folder in which this service publishes a snapshot after every change, for replicas that read there."""

    base: Annotated[str, AfterValidator(_check_base)] = DEFAULT_BASE
    """Base of the data IRIs, without a slash at the end."""

    page_size: Annotated[int, Field(ge=1, le=1000)] = 25
    """Items on a page of a list when the request names no size."""

    page_size_max: Annotated[int, Field(ge=1, le=10_000)] = 200
    """The most items a request may ask for on one page."""

    max_body: Annotated[int, Field(ge=1_000)] = 2_000_000
    """The largest request body, in bytes."""

    query_timeout: Annotated[float, Field(gt=0, le=600)] = 15.0
    """Seconds that a query of a visitor may take."""

    query_workers: Annotated[int, Field(ge=1, le=64)] = 4
    """Processes that answer queries of visitors, one query at a time each."""

    query_queue: Annotated[int, Field(ge=0, le=10_000)] = 32
    """Queries of each sort (quick before, new, long) that may wait; more are refused for the moment."""

    query_rate: Annotated[int, Field(ge=0, le=1_000_000)] = 600
    """Queries that one client may ask in a minute on `/sparql`; 0: as many as it likes."""

    query_memory: Annotated[int, Field(ge=32, le=1_000_000)] = 512
    """Megabytes that one query may use beside the data."""

    query_rows: Annotated[int, Field(ge=1)] = 1_000_000
    """The most rows of an answer; a longer one is an error, never cut."""

    query_bytes: Annotated[int, Field(ge=1_000)] = 50_000_000
    """The most bytes of an answer; a larger one is an error, never cut."""

    job_workers: Annotated[int, Field(ge=1, le=64)] = 2
    """Jobs (`/taken`) that compute at once, in a process each; the others wait."""

    job_max: Annotated[int, Field(ge=1, le=100_000)] = 100
    """Jobs that are held at once, waiting, computing or done; more are refused for the moment."""

    job_timeout: Annotated[float, Field(gt=0, le=86_400)] = 300.0
    """Seconds that a job may compute before it is ended."""

    job_keep: Annotated[float, Field(gt=0, le=86_400)] = 3600.0
    """Seconds that a finished job and its result are kept, in memory only."""

    job_heartbeat: Annotated[float, Field(gt=0, le=3600)] = 15.0
    """Seconds of silence after which the progress of a job sends a sign of life."""

    service_allow: Annotated[
        tuple[Annotated[str, AfterValidator(_check_endpoint)], ...], NoDecode, BeforeValidator(_listed)
    ] = ()
    """Endpoints that `SERVICE` may ask, as a JSON list of addresses; none by default."""

    update_token: Annotated[SecretStr, Field(min_length=16)] | None = None
    """Secret that SPARQL updates must carry (`Authorization: Bearer …`); without it updates are off."""

    store_timeout: Annotated[float, Field(gt=0, le=600)] = 30.0
    """Seconds that a remote store may take to answer."""

    data: Path = Field(default_factory=_data_folder)
    """Folder where a store in memory keeps what was imported; default in the user's data folder."""

    samples: Path | None = None
    """Folder with answers of the official API as `.json` files, which `doctor` looks for."""
