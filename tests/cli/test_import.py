"""Importing on the command line: official words in, authored places kept, twice is once."""

import json
import shutil
from pathlib import Path

import pytest

from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.settings import Settings

EXAMPLES = Path(__file__).parents[1] / "importers" / "voorbeelden"


@pytest.fixture
def fresh(tmp_path) -> Systeem:
    return boot(Settings(data=tmp_path / "data"))


def answer_for_kapper(folder: Path, system: Systeem) -> Path:
    """Write an answer in the official shape for Kapper, in made-up words."""
    from kwalificatiegraaf.exporters.vks_api import export_detail

    document = json.loads(json.dumps(export_detail(system.repository.find_version("BK-0090-2")), default=str))
    for number, competence in enumerate(document["beroepskwalificatie"]["competenties"], start=1):
        competence["waarde"] = f"Ambtelijke zin {number}"
    path = folder / "kapper.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_official_words_replace_ours_and_the_places_stay(run, run_json, fresh, tmp_path):
    path = answer_for_kapper(tmp_path, fresh)
    before = fresh.repository.find_version("BK-0090-2")
    share = run_json("aandeel", "check", "115", "--datum", "2026-11-24", on=fresh)["aandelen"]
    report = run_json("import", "vks-api", str(path), on=fresh)
    assert (report["gewijzigd"], report["versies"]) == (1, ["BK-0090-2"])
    after = fresh.repository.find_version("BK-0090-2")
    assert after.competenties[0].titel == "Ambtelijke zin 1"
    assert [c.leerplaatsen for c in after.competenties] == [c.leerplaatsen for c in before.competenties]
    assert run_json("aandeel", "check", "115", "--datum", "2026-11-24", on=fresh)["aandelen"] == share
    text = run("kwalificatie", "show", "BK-0090-2", on=fresh).stdout
    assert "Ambtelijke zin 7" in text
    again = run_json("import", "vks-api", str(path), on=fresh)
    assert (again["gewijzigd"], again["ongewijzigd"]) == (0, 1)
    restarted = boot(fresh.settings)
    assert restarted.repository.find_version("BK-0090-2").competenties[0].titel == "Ambtelijke zin 1"


def test_the_report_in_words_with_progress_on_stderr(run, fresh):
    result = run("import", "vks-api", str(EXAMPLES / "lijst.json"), on=fresh)
    assert result.exit_code == 0
    assert "gewijzigd" in result.stdout
    assert "Niet uit te drukken in de graaf" in result.stdout
    assert "bestanden lezen" in result.stderr
    assert "bestanden lezen" not in result.stdout


def test_a_broken_file_changes_nothing_and_is_named(fail, run_json, fresh, tmp_path):
    shutil.copy(EXAMPLES / "detail.json", tmp_path / "a.json")
    (tmp_path / "b.json").write_text('{"beroepskwalificatie": {"versie_nr_lang": 7}}', encoding="utf-8")
    before = run_json("kwalificatie", "list", on=fresh)
    problem = fail(1, "import", "vks-api", str(tmp_path), on=fresh)
    assert problem["title"] == "Bestand niet leesbaar"
    assert "b.json" in problem["plaats"]
    assert run_json("kwalificatie", "list", on=fresh) == before


def test_nothing_to_import(fail, tmp_path):
    assert fail(1, "import", "vks-api", str(tmp_path / "nergens"))["plaats"].endswith("nergens")
