"""The share check on the command line: exact fractions, verdicts, contract, marks."""

import json
import subprocess
import sys


def pick(check, **wanted):
    return [test for test in check["toetsen"] if all(test[key] == value for key, value in wanted.items())]


def test_course_115_in_a_process_of_its_own():
    command = [sys.executable, "-m", "kwalificatiegraaf", "aandeel", "check", "115", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    check = json.loads(done.stdout)
    (found,) = pick(check, norm="VL-STREEF-60-TIJD", grondslag="uren", bereik="alle")
    assert (found["aandeel"], found["oordeel"], found["eigen_grondslag"]) == ("13/19", "gehaald", True)
    assert check["overeenkomst"]["soort"] == "OAO"


def test_course_38_gives_an_sao_with_the_competence_bases_beside_it(run_json):
    check = run_json("aandeel", "check", "38", "--datum", "2026-11-24")
    assert check["overeenkomst"]["soort"] == "SAO"
    assert check["overeenkomst"]["norm"] == "VL-SAO-BAND"
    assert {"competenties", "competenties-hoofdplaats"} <= {test["grondslag"] for test in check["toetsen"]}
    (own,) = pick(check, norm="VL-STREEF-60-TIJD", eigen_grondslag=True)
    assert own["oordeel"] == "niet gehaald"


def test_the_tables_say_everything_in_words(run):
    text = run("aandeel", "check", "115", "--datum", "2026-11-24").stdout
    assert "Overeenkomst: OAO" in text
    assert "op 24-11-2026" in text
    assert "13/19" in text
    assert "✔ gehaald" in text
    assert "? onbepaald" in text
    assert "eigen woorden, niet de officiële tekst" in text
    assert "Het aantal weken en de indeling" in text


def test_assumed_hours_are_marked(run):
    assert "Aanname: " in run("aandeel", "check", "310").stdout


def test_dutch_norms_on_request_with_their_doubt(run, run_json):
    check = run_json("aandeel", "check", "115", "--vergelijk", "nl-bbl")
    assert pick(check, norm="NL-BBL-60")
    assert pick(check, norm="NL-BBL-610")[0]["zekerheid"] == "onbevestigd"
    assert not pick(run_json("aandeel", "check", "115"), norm="NL-BBL-60")
    assert "(onbevestigd)" in run("aandeel", "check", "115", "--vergelijk", "nl-bbl").stdout


def test_before_any_norm_nothing_is_checked(run_json):
    check = run_json("aandeel", "check", "115", "--datum", "2010-01-01")
    assert check["toetsen"] == []
    assert check["overeenkomst"]["soort"] is None


def test_all_at_once(run, run_json):
    checks = run_json("aandeel", "check", "--alle")
    codes = [check["traject"] for check in checks]
    assert codes == sorted(codes)
    assert {"115-duaal", "115-voltijds", "38-duaal"} <= set(codes)
    text = run("aandeel", "check", "--alle").stdout
    assert "aanname" in text
    assert "Bedrijfsorganisatie duaal" in text


def test_the_group_of_trajectories_has_the_same_check(run_json):
    for code in ("115", "115-duaal"):
        same = run_json("aandeel", "check", code, "--datum", "2026-11-24")
        assert run_json("traject", "check", code, "--datum", "2026-11-24") == same


def test_a_built_trajectory_is_checked_from_its_file_and_from_stdin(run, run_json, tmp_path):
    hours = ("--werkplekuren", "20", "--schooluren", "10", "--weken", "20")
    built = run("traject", "build", "--kwalificatie", "BK-0090-2", *hours, "--json").stdout
    path = tmp_path / "gebouwd.json"
    path.write_text(built, encoding="utf-8")
    check = run_json("traject", "check", str(path), "--datum", "2026-11-24")
    (own,) = pick(check, norm="VL-STREEF-60-TIJD", eigen_grondslag=True)
    assert (own["aandeel"], own["oordeel"]) == ("2/3", "gehaald")
    assert run_json("aandeel", "check", str(path), "--datum", "2026-11-24") == check
    piped = run("traject", "check", "-", "--datum", "2026-11-24", "--json", stdin=built).stdout
    assert json.loads(piped) == check
    assert "2/3" in run("traject", "check", str(path)).stdout


def test_a_trajectory_that_does_not_exist(fail):
    assert fail(1, "aandeel", "check", "115-duaall")["detail"].endswith("bedoelt u '115-duaal'?")
    assert "traject list" in fail(1, "aandeel", "check", "9999")["remedie"]


def test_an_application_that_does_not_exist(fail):
    problem = fail(1, "aandeel", "check", "115", "--vergelijk", "nlbbl")
    assert problem["detail"] == "toepassing 'nlbbl' bestaat niet; bedoelt u 'nl-bbl'?"
    assert "nl-bol" in problem["remedie"]
