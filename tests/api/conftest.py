"""One application over the embedded data, shared by the whole suite: nothing in it writes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
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
