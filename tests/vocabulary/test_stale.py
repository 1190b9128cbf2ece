"""The mirrors of the ontology are what the generator writes now, and a stale one is named."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import URIRef

from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE
from kwalificatiegraaf.vocabulary.terms import KG

ROOT = Path(__file__).resolve().parents[2]
TERMS = "kwalificatiegraaf/vocabulary/terms.py"


def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "generate_vocabulary.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_checkout_is_fresh() -> None:
    answer = generate("--check")
    assert (answer.returncode, answer.stdout) == (0, ""), answer.stdout + answer.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("shapes"))
    return tmp_path


def test_missing_files_are_named_written_and_then_fresh(copy: Path) -> None:
    before = generate("--check", "--root", str(copy))
    assert before.returncode == 1
    assert f"stale: {TERMS}" in before.stdout.splitlines()
    assert not (copy / TERMS).exists(), "--check must not write"
    assert generate("--root", str(copy)).returncode == 0
    assert generate("--check", "--root", str(copy)).returncode == 0
    assert (copy / TERMS).read_bytes() == (ROOT / TERMS).read_bytes()


def test_a_new_term_makes_every_mirror_stale(copy: Path) -> None:
    generate("--root", str(copy))
    with (copy / "ontology" / "kern.ttl").open("a", encoding="utf-8") as file:
        file.write('\nkg:nieuwWoord a owl:DatatypeProperty ; rdfs:label "nieuw"@nl .\n')
    stale = generate("--check", "--root", str(copy))
    assert stale.returncode == 1
    assert len(stale.stdout.splitlines()) == 3


def test_a_typo_is_an_attribute_error() -> None:
    assert URIRef(NAMESPACE + "heeftCompetentie") == KG.heeftCompetentie
    with pytest.raises(AttributeError):
        _ = KG.heeftKompetentie  # type: ignore[attr-defined]
