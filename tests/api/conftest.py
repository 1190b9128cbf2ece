"""One application over the embedded data, shared by the whole suite: nothing in it writes."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.naslag import EXAMPLES
from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.settings import Settings


@pytest.fixture(scope="session")
def systeem(tmp_path_factory: pytest.TempPathFactory) -> Systeem:
    return boot(Settings(store="memory", data=Path(tmp_path_factory.mktemp("data"))))


@pytest.fixture(scope="session")
def app(systeem: Systeem) -> FastAPI:
    return create_app(systeem)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as found:
        yield found


@pytest.fixture(scope="session")
def example_answers(client: TestClient) -> Mapping[str, httpx2.Response]:
    """The answers to the bodies of the reference page, by path."""
    return {path: client.post(path, json=body) for path, body in EXAMPLES.items()}
