"""A proof on the command line: written, and verified again from its file."""

import json

from kwalificatiegraaf.services.proofgraph import ALTERNATIEVEN


def test_a_proof_is_written_and_verified(run, run_json, tmp_path):
    for format, suffix in (("turtle", "ttl"), ("json-ld", "jsonld")):
        path = tmp_path / f"bewijs.{suffix}"
        path.write_text(run("traject", "proof", "23", "--format", format).stdout, encoding="utf-8")
        checked = run_json("traject", "verify", str(path))
        assert checked["bevindingen"] == []
        assert checked["niet_nagerekend"][-1] == ALTERNATIEVEN
        assert {"belasting", "perioden"} <= {one["doel"] for one in checked["doelen"]}
        assert "nagerekend zonder oplosser" in run("traject", "verify", str(path)).stdout


def test_a_false_value_is_found(run, tmp_path):
    text = run("traject", "proof", "23").stdout
    path = tmp_path / "vals.ttl"
    line = next(line for line in text.splitlines() if "exacteWaarde" in line and "/" not in line)
    path.write_text(text.replace(line, line.replace('"', '"9', 1)), encoding="utf-8")
    result = run("traject", "verify", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["bevindingen"] == []


def test_without_proof_only_the_allocation_is_verified(run):
    assert "geen bewijs van doelen" in run("traject", "verify", "115").stdout


def test_objectives_left_out_or_told_twice_and_another_frame_are_said(run, tmp_path):
    built = json.loads(run("traject", "build", "--opleiding", "23", "--json").stdout)
    path = tmp_path / "traject.json"
    built["doelen"] = [one for one in built["doelen"] if one["naam"] != "perioden"]
    built["traject"]["kader"]["toelichting"] = "Zeker."
    path.write_text(json.dumps(built), encoding="utf-8")
    said = run("traject", "verify", str(path)).stdout
    assert "er kwam geen bewijs mee van: perioden" in said
    assert "in de graaf staat bij 23-duaal iets anders als toelichting" in said
    built["doelen"].append(built["doelen"][0])
    path.write_text(json.dumps(built), encoding="utf-8")
    result = run("traject", "verify", str(path))
    assert result.exit_code == 1
    assert "staat er 2 keer" in result.stdout


def test_a_refuted_claim_has_a_cross_and_its_reason(run, tmp_path):
    built = json.loads(run("traject", "build", "--opleiding", "23", "--json").stdout)
    path = tmp_path / "traject.json"
    built["doelen"][0]["waarde"] = "9/10"
    path.write_text(json.dumps(built), encoding="utf-8")
    result = run("traject", "verify", str(path))
    assert result.exit_code == 1
    assert "✔ 23" not in result.stdout
    assert "✘ 23-duaal: de onafhankelijke controleur vindt 1 fout." in result.stdout
    assert "weerlegd" in result.stdout


def test_what_only_a_solver_can_tell_is_said(run):
    built = run("traject", "build", "--opleiding", "23", "--json").stdout
    found = run("traject", "verify", "-", stdin=built)
    assert found.exit_code == 0
    assert "Niet nagerekend: de grens van" in found.stdout
