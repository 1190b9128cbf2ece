"""`backup` and `restore` as they are typed."""

import pytest
from typer.testing import CliRunner

from kwalificatiegraaf.bootstrap import open_store
from kwalificatiegraaf.cli.main import app
from kwalificatiegraaf.settings import Settings


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store on disk of one triple, as the environment names it."""
    settings = Settings(store=f"oxigraph:{tmp_path / 'store'}")
    monkeypatch.setenv("KG_STORE", settings.store)
    open_store(settings).load(b"<urn:a> <urn:b> <urn:c> .", "text/turtle", "urn:g")
    return settings


def test_there_and_back(run, run_json, store, tmp_path):
    target = str(tmp_path / "kopie.tar")
    kept = run("backup", target, on=None)
    assert kept.exit_code == 0, kept.output
    assert "Bewaard" in kept.stdout
    assert "1 quads" in kept.stdout
    open_store(store).load(b"<urn:later> <urn:b> <urn:c> .", "text/turtle", "urn:g")
    found = run_json("restore", target, "--overschrijven", on=None)
    assert (found["quads"], found["grafen"], found["soort"]) == (1, 1, "opslag")
    assert len(list(open_store(store))) == 1


def test_overwriting_is_asked_for(fail, store, tmp_path):
    target = tmp_path / "kopie.tar"
    assert CliRunner().invoke(app, ["backup", str(target)]).exit_code == 0
    for command in ("backup", "restore"):
        assert "--overschrijven" in fail(1, command, str(target), on=None)["remedie"]


def test_a_broken_backup_is_said(fail, store, tmp_path):
    (tmp_path / "stuk.tar").write_text("stuk")
    problem = fail(1, "restore", str(tmp_path / "stuk.tar"), "--overschrijven", on=None)
    assert problem["title"] == "Bestand niet leesbaar"
    assert problem["plaats"] == str(tmp_path / "stuk.tar")
    assert len(list(open_store(store))) == 1


def test_what_is_no_service_is_said(fail, tmp_path):
    target = str(tmp_path / "kopie.tar")
    assert "adres" in fail(1, "backup", target, "--server", "ftp://x", on=None)["detail"]
    assert "antwoordt niet" in fail(1, "backup", target, "--server", "http://127.0.0.1:9", on=None)["detail"]
    assert not (tmp_path / "kopie.tar").exists()
