"""Settings from the environment, and where the resources are."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from kwalificatiegraaf import resources
from kwalificatiegraaf.errors import MissingPart
from kwalificatiegraaf.settings import Settings


def test_the_defaults() -> None:
    settings = Settings()
    assert settings.store == "memory"
    assert settings.base == "https://w3id.org/kwalificatiegraaf"
    assert settings.page_size <= settings.page_size_max


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("KG_STORE", "oxigraph:/tmp/graaf", "store", "oxigraph:/tmp/graaf"),
        ("KG_STORE", "sparql+http://127.0.0.1:7878/query", "store", "sparql+http://127.0.0.1:7878/query"),
        ("KG_BASE", "https://voorbeeld.be/kg/", "base", "https://voorbeeld.be/kg"),
        ("KG_STORE", "sparql+http://jan:p%23s@host:1/q", "store", "sparql+http://jan:p%23s@host:1/q"),
        (
            "KG_SERVICE_ALLOW",
            '["https://voorbeeld.eu/sparql"]',
            "service_allow",
            ("https://voorbeeld.eu/sparql",),
        ),
        ("KG_PAGE_SIZE", "50", "page_size", 50),
        ("KG_DATA", "/tmp/kg", "data", Path("/tmp/kg")),
    ],
)
def test_the_environment_decides(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(Settings(), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KG_STORE", "mysql:x"),
        ("KG_STORE", "oxigraph:"),
        ("KG_STORE", "sparql+ftp://x"),
        ("KG_STORE", "sparql+http://jan:pa#ss@host"),
        ("KG_STORE", "sparql+http://jan:12/3@host"),
        ("KG_STORE", "sparql+http://host:poort"),
        ("KG_SERVICE_ALLOW", "https://voorbeeld.eu/sparql"),
        ("KG_SERVICE_ALLOW", '{"a": 1}'),
        ("KG_SERVICE_ALLOW", '["voorbeeld.eu"]'),
        ("KG_SERVICE_ALLOW", '["https://voorbeeld.eu/sparql", 3]'),
        ("KG_SERVICE_ALLOW", '["https://jan:geheim@voorbeeld.eu/sparql"]'),
        ("KG_BASE", "voorbeeld"),
        ("KG_BASE", "https://x/?a=1"),
        ("KG_PAGE_SIZE", "0"),
        ("KG_MAX_BODY", "veel"),
        ("KG_QUERY_TIMEOUT", "-1"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.removeprefix("KG_").lower()):
        Settings()


def test_resources_are_found() -> None:
    assert (resources.ontology() / "kern.ttl").is_file()
    assert resources.queries().is_dir()
    assert (resources.data() / "manifest.toml").is_file()


def test_missing_resources_are_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "kwalificatiegraaf")
    resources.root.cache_clear()
    with pytest.raises(MissingPart, match="ontology"):
        resources.ontology()
    monkeypatch.undo()
    resources.root.cache_clear()


@pytest.mark.parametrize("base", ["https:///", "http://[", "https://"])
def test_a_base_without_a_host_is_refused(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    monkeypatch.setenv("KG_BASE", base)
    with pytest.raises(ValidationError, match="volledig adres"):
        Settings()
