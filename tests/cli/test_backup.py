"""`backup`, `restore` and `load` as they are typed."""

import gzip
import os

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


QUADS = """<urn:a> <urn:b> "x" <urn:g> .
# een opmerking

_:x <urn:b> "x \\" <y> ."@nl-be <urn:g> . # goed
<urn:a>\t<urn:b>\t_:x\t<urn:h>.
<urn:a> <urn:b> "x" <urn:h> ."""


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A store on disk that is not there yet, as the environment names it."""
    settings = Settings(store=f"oxigraph:{tmp_path / 'nieuw'}")
    monkeypatch.setenv("KG_STORE", settings.store)
    return settings


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_store_is_filled_with_a_file(run, run_json, empty, tmp_path, pack):
    path = tmp_path / "alles.nq"
    path.write_bytes(pack(QUADS.encode()))
    shown = run("load", str(path), on=None)
    assert shown.exit_code == 0, shown.output
    assert "3 tripels · 2 grafen" in shown.stdout
    assert "unie van de grafen" in shown.stderr
    store = open_store(empty)
    assert len(list(store)) == 4
    assert len(store.select("SELECT * WHERE { ?s ?p ?o }")) == 3
    assert len(store.select("SELECT * WHERE { ?s ?q ?x . ?x ?p ?text FILTER(LANG(?text) = 'nl-be') }")) == 1
    del store
    path.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    assert run_json("load", str(path), "--overschrijven", on=None)["tripels"] == 1


def test_what_is_there_is_not_replaced_unasked(fail, store, tmp_path):
    path = tmp_path / "alles.nq"
    path.write_text(QUADS)
    assert "--overschrijven" in fail(1, "load", str(path), on=None)["remedie"]
    assert len(list(open_store(store))) == 1


@pytest.mark.parametrize(
    ("body", "place", "said"),
    [
        (QUADS.replace("<urn:h>.", "."), "regel 5", "geen tripel met een graaf"),
        ("<urn:a> <urn:b> <urn:c> .", "regel 1", "geen tripel met een graaf"),
        (f"{QUADS}\n<urn:a> <urn:b> <c> <urn:g> .\n", "regel 7", "geen geldige RDF"),
        ("", "alles.nq", "geen tripel"),
        ("# niets\n", "alles.nq", "geen tripel"),
        ('<urn:a> <urn:b> "1" <urn:g> . # c\r<urn:a> <urn:b> "2" <urn:g> .\n', "regel 1", "geen tripel"),
        (f'<urn:a> <urn:b> "{"x" * 17_000_000}" <urn:g> .', "alles.nq", "maximal size"),
        (gzip.compress(QUADS.encode(), mtime=0)[:60], "alles.nq", "afgekapt"),
    ],
    ids=["graaf", "tripel", "IRI", "leeg", "opmerking", "regeleinde", "lang", "afgekapt"],
)
def test_a_file_that_is_no_quads_leaves_everything(fail, store, tmp_path, body, place, said):
    path = tmp_path / "alles.nq"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    problem = fail(1, "load", str(path), "--overschrijven", on=None)
    assert said in problem["detail"]
    assert place in problem["plaats"]
    assert str(path) in problem["plaats"]
    assert len(list(open_store(store))) == 1
    assert [found.name for found in tmp_path.glob("store*")] == ["store"]


def test_a_file_that_is_not_there_is_said(fail, empty, tmp_path, monkeypatch):
    assert "bestaat niet" in fail(1, "load", str(tmp_path / "nergens.nq"), on=None)["detail"]
    monkeypatch.setenv("KG_STORE", "memory")
    assert fail(1, "load", str(tmp_path / "nergens.nq"), on=None)["plaats"] == "KG_STORE"


def test_a_pipe_is_refused_for_it_is_read_twice(fail, store, tmp_path):
    path = tmp_path / "pijp"
    os.mkfifo(path)
    assert "gewoon bestand" in fail(1, "load", str(path), "--overschrijven", on=None)["detail"]
    assert len(list(open_store(store))) == 1
