"""Reasoning on the command line, on the ontology alone so that it takes seconds."""

import json
import shutil
from pathlib import Path

import pytest
from rdflib import Graph

from kwalificatiegraaf import resources
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.repository import Repository

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT draait op Java")


def system_with(text: str, folder: Path, ontology: Path | None = None) -> Systeem:
    """A system over the ontology and a few statements, without the embedded data."""
    settings = Settings(data=folder)
    store = OxigraphStore()
    load_embedded(store, settings.base, data=folder, ontology=ontology)
    prefixes = f"@prefix kg: <{settings.base}/ns#> . @prefix t: <urn:t:> .\n"
    store.replace_graph("urn:t:graaf", Graph().parse(data=prefixes + text, format="turtle"))
    return Systeem(settings, store, Repository(store, settings.base))


def test_a_consistent_graph_and_what_follows(run, tmp_path):
    on = system_with("t:t a kg:Standaardtraject .", tmp_path)
    result = run("reason", "--json", on=on)
    assert result.exit_code == 0, result.stderr
    outcome = json.loads(result.stdout)
    assert outcome["consistent"] is True
    assert outcome["afgeleide_subklassen"]
    text = run("reason", on=on).stdout
    assert "consistent" in text
    assert "DuaalTraject" in text


def test_a_contradiction_is_named(run, tmp_path):
    shutil.copy(resources.ontology() / "kern.ttl", tmp_path)
    on = system_with("t:x a kg:Beroepskwalificatie , kg:Deelkwalificatie .", tmp_path, tmp_path)
    result = run("reason", on=on)
    assert result.exit_code == 1
    assert "spreekt zichzelf tegen" in result.stdout
    assert "Deelkwalificatie" in result.stdout


def test_without_java_the_remedy_is_given(fail, system, monkeypatch):
    import owlready2

    monkeypatch.setattr(owlready2, "JAVA_EXE", "geen-java-hier")
    problem = fail(1, "reason", on=system)
    assert problem["title"] == "Een onderdeel ontbreekt"
    assert "Java" in problem["remedie"]
