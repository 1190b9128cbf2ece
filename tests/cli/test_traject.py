"""Trajectories on the command line: shown, built the same every time, verified."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

OWN_HOURS = ("--kwalificatie", "BK-0227-3", "--werkplekuren", "20", "--schooluren", "4")


@pytest.fixture(scope="module")
def built(system, tmp_path_factory) -> Path:
    """The JSON of a trajectory of one small dossier, as `traject build` writes it."""
    from typer.testing import CliRunner

    from kwalificatiegraaf.cli.main import app

    arguments = ["traject", "build", *OWN_HOURS, "--algemeen", "frans=2", "--weken", "20", "--json"]
    result = CliRunner().invoke(app, arguments, obj=system)
    assert result.exit_code == 0, result.stderr
    path = tmp_path_factory.mktemp("traject") / "traject.json"
    path.write_text(result.stdout, encoding="utf-8")
    return path


def test_the_list_names_assumptions(run, run_json):
    frames = run_json("traject", "list")
    assert {"115-duaal", "310-duaal", "307-duaal", "1-duaal", "23-duaal", "38-duaal"} <= {
        frame["code"] for frame in frames
    }
    assert "aanname" in run("traject", "list").stdout


def test_a_trajectory_by_course_or_by_code(run_json):
    by_course = run_json("traject", "show", "115")
    assert by_course == run_json("traject", "show", "115-duaal")
    assert by_course["kader"]["opleiding"] == "115"


def test_a_trajectory_is_shown_with_its_marks(run):
    text = run("traject", "show", "310").stdout
    for part in ("Lessentabel", "Aanname: ", "Eigen woorden: ", "Voorstel: ", "samen", "reële"):
        assert part in text
    assert "Elke plaatsing" not in text


def test_every_placement_has_its_reason(run):
    text = run("traject", "show", "115", "--motivering").stdout
    assert "Elke plaatsing" in text
    assert "lessentabel" in text


def test_building_course_1_twice_gives_the_same_bytes_and_the_checker_agrees(run):
    command = [sys.executable, "-m", "kwalificatiegraaf", "traject", "build", "--opleiding", "1", "--json"]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    verified = run("traject", "verify", "-", "--json", stdin=first.decode())
    assert (verified.exit_code, json.loads(verified.stdout)["bevindingen"]) == (0, [])


def test_a_built_trajectory_shows_proof_checker_and_share(run):
    text = run("traject", "build", *OWN_HOURS, "--titel", "Banden", "--motivering").stdout
    for part in ("Banden", "Doelen, in volgorde", "geen fouten", "Aandeel op de werkplek", "Elke plaatsing"):
        assert part in text
    assert "De uren en weken komen uit de vraag van de gebruiker." in text


def test_own_periods_and_norms(run_json):
    arguments = (
        *OWN_HOURS,
        "--periode",
        "8",
        "--periode",
        "7",
        "--periode",
        "6",
        "--norm",
        "VL-STREEF-60-TIJD",
    )
    frame = run_json("traject", "build", *arguments)["traject"]["kader"]
    assert [period["weken"] for period in frame["perioden"]] == [8, 7, 6]
    assert frame["nastreeft"] == ["VL-STREEF-60-TIJD"]


@pytest.mark.parametrize(
    ("arguments", "place", "detail"),
    [
        ((), "--werkplekuren", "er zijn geen uren gevraagd"),
        (("--werkplekuren", "150"), "--werkplekuren", "te groot"),
        (("--werkplekuren", "veel"), "--werkplekuren", "geen getal"),
        (("--werkplekuren", "20", "--leerweg", "thuis"), "--leerweg", '"thuis" is geen keuze'),
        ((*OWN_HOURS, "--norm", "VL-STREEF-61"), "--norm", "norm 'VL-STREEF-61' bestaat niet"),
        ((*OWN_HOURS, "--algemeen", "franss=2"), "--algemeen", "bedoelt u 'frans'?"),
        ((*OWN_HOURS, "--algemeen", "frans=61"), "--algemeen frans", "te groot"),
        ((*OWN_HOURS, "--periode", "0"), "--periode nr. 1", "te klein"),
        (("--kwalificatie", "BK-0001-9", *OWN_HOURS[2:]), None, "kwalificatie 'BK-0001-9' bestaat niet"),
        (("--opleiding", "115", "--weken", "30"), "--weken", "de bewaarde lessentabel"),
        (("--opleiding", "115", "--algemeen", "frans=2"), "--algemeen", "de bewaarde lessentabel"),
        (("--opleiding", "99999"), None, "'99999' bestaat niet"),
        (("99999",), None, "'99999' bestaat niet"),
    ],
)
def test_a_wrong_request_names_place_and_reason(fail, arguments, place, detail):
    problem = fail(1, "traject", "build", *arguments)
    assert place is None or problem["plaats"] == place
    assert detail in problem["detail"]


def test_the_course_may_stand_first(run, fail):
    named = run("traject", "build", "--opleiding", "23", "--json")
    assert run("traject", "build", "23", "--json").stdout == named.stdout
    assert "een keer" in fail(2, "traject", "build", "23", "--opleiding", "115")["detail"]


def test_the_stored_trajectories_stand_the_check(run):
    result = run("traject", "verify", "115")
    assert (result.exit_code, "geen fouten" in result.stdout) == (0, True)


def test_a_built_trajectory_is_verified_from_its_file(run, built):
    assert run("traject", "verify", str(built)).exit_code == 0


def test_tampering_is_found_and_named(run, built, tmp_path):
    content = json.loads(built.read_text(encoding="utf-8"))
    competences = [p for p in content["traject"]["toewijzingen"] if p["onderdeel"].startswith("BK-")]
    competences[0]["uren"] += 1
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(content), encoding="utf-8")
    result = run("traject", "verify", str(changed), "--json")
    assert result.exit_code == 1
    assert {finding["regel"] for finding in json.loads(result.stdout)["bevindingen"]} >= {"grootte"}
    assert "vindt" in run("traject", "verify", str(changed)).stdout


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"traject": {}}'])
def test_what_is_no_trajectory_is_refused(fail, text):
    problem = fail(1, "traject", "verify", "-", stdin=text)
    assert problem["title"] == "Bestand niet leesbaar"
    assert problem["plaats"].startswith("stdin")


def test_a_file_that_is_not_there(fail, tmp_path):
    problem = fail(1, "traject", "verify", str(tmp_path / "weg.json"))
    assert problem["detail"] == "kan niet gelezen worden: dit bestaat niet"


def test_an_unknown_trajectory(fail):
    assert fail(1, "traject", "show", "115-duaall")["detail"].endswith("bedoelt u '115-duaal'?")
