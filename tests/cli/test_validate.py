"""Validation on the command line: the whole graph passes, a wrong file is named with its finding."""

import json
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "ontology" / "shapes" / "competentie"


def test_the_embedded_graph_is_valid(run):
    result = run("validate", "--json")
    assert result.exit_code == 0, result.stdout
    report = json.loads(result.stdout)
    assert (report["geldig"], report["bevindingen"]) == (True, [])
    assert report["triples"] > 10_000


def test_a_file_that_breaks_a_rule(run):
    result = run("validate", str(EXAMPLES / "invalid-gewicht-zes.ttl"))
    assert result.exit_code == 1
    assert "kg:gewicht" in result.stdout
    assert "fout" in result.stdout


def test_an_embedded_file_stands_the_check_beside_the_graph(run):
    path = Path(__file__).parents[2] / "data" / "vks" / "dossiers" / "BK-0227-3.ttl"
    result = run("validate", str(path))
    assert (result.exit_code, "Alles voldoet aan de vormen." in result.stdout) == (0, True), result.stdout


def test_what_is_no_turtle_is_refused(fail, tmp_path):
    broken = tmp_path / "stuk.ttl"
    broken.write_text("dit is geen Turtle", encoding="utf-8")
    problem = fail(1, "validate", str(broken))
    assert (problem["title"], problem["plaats"]) == ("Bestand niet leesbaar", str(broken))
    assert fail(1, "validate", str(tmp_path / "leeg"))["detail"] == "hier staat geen Turtle-bestand"


def test_the_questions_that_check_are_asked(run, run_json, fail):
    report = run_json("validate", "--vragen")
    assert report["geldig"]
    assert {one["regel"] for one in report["bevindingen"]} <= {"vraag"}
    assert "controlevragen" in run("validate", "--vragen").stdout
    assert "geen PAD" in fail(2, "validate", "--vragen", "map")["detail"]
