"""Both engines with the same data; a benchmark names its group, and the engine is its parameter."""

import pytest

from kwalificatiegraaf import resources
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive, load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.queries import Vragen, load_catalogue
from kwalificatiegraaf.store.rdflib_store import RdflibStore

ENGINES = {"oxigraph": OxigraphStore, "rdflib": RdflibStore}


@pytest.fixture(scope="session")
def stores() -> dict[str, Store]:
    """Return a loaded store per engine."""
    found: dict[str, Store] = {}
    for name, kind in ENGINES.items():
        found[name] = kind()
        load_embedded(found[name])
        derive(found[name])
    return found


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, stores: dict[str, Store]) -> Store:
    """Return the store of one engine after the other."""
    return stores[request.param]


@pytest.fixture(scope="session")
def questions() -> Vragen:
    """Return the saved questions."""
    return load_catalogue(resources.queries())
