"""One client has a number of queries a minute; others do not notice."""

from starlette.testclient import TestClient

from api.app import create_app
from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.settings import Settings

ASK = {"query": "ASK { ?s ?p ?o }"}


def test_a_client_that_asks_too_fast_is_told_when_to_come_back(tmp_path):
    app = create_app(boot(Settings(data=tmp_path, query_rate=3, query_workers=1)))
    with TestClient(app, client=("10.0.0.1", 1)) as fast, TestClient(app, client=("10.0.0.2", 1)) as other:
        assert [fast.get("/sparql", params=ASK).status_code for _ in range(3)] == [200, 200, 200]
        refused = fast.post("/sparql", data=ASK)
        assert refused.status_code == 429
        assert refused.headers["content-type"] == "application/problem+json"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.json()["detail"] == "Meer dan 3 vragen per minuut van hetzelfde adres"
        assert other.get("/sparql", params=ASK).status_code == 200
        file = fast.get("/sparql/antwoord.csv", params=ASK)
        page = fast.get("/sparql", params=ASK, headers={"Accept": "text/html"})
        assert (file.status_code, page.status_code) == (429, 429)
        assert "Te veel vragen" in page.text
        assert int(page.headers["retry-after"]) >= 1
        assert fast.get("/sparql").status_code == 200, "the description of the service is no query"


def test_without_a_rate_nothing_is_counted(tmp_path):
    app = create_app(boot(Settings(data=tmp_path, query_rate=0, query_workers=1)))
    with TestClient(app) as client:
        assert {client.get("/sparql", params=ASK).status_code for _ in range(10)} == {200}
