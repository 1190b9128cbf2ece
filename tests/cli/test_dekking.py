"""`traject coverage`: workplaces on the command line."""

import json

import pytest


def test_one_salon_leaves_gaps(run):
    result = run("traject", "coverage", "115", "--vestiging", "salon-voorbeeld", "--datum", "2026-11-24")
    assert result.exit_code == 1
    for part in ("✘ niet alles gedekt", "verzonnen", "Aanvulling", "enkel daar", "BK-0090-2.20"):
        assert part in result.stdout


def test_all_branches_and_pupils(run, run_json):
    arguments = (
        "traject",
        "coverage",
        "1",
        "--leerlingen",
        "2",
        "--vanaf",
        "51.0,4.4",
        "--datum",
        "2026-11-24",
    )
    found = run_json(*arguments)
    assert found["volledig"]
    assert [one["merk"] for one in found["verdeling"]["plaatsingen"]] == ["1", "2"]
    text = run(*arguments).stdout
    for part in ("✔ alles gedekt", "Leerlingen over vestigingen", "Verplichte contexten: precies 3"):
        assert part in text


ASKED = ("traject", "coverage", "1", "--datum", "2026-11-24")
CENTRE = {"breedte": 51.0, "lengte": 4.4}
SOUTH = {"breedte": 50.8, "lengte": 3.2}


def kilometres(found):
    return {goal["naam"]: goal["waarde"] for goal in found["verdeling"]["doelen"]}["afstand"]


def test_pupils_travel_from_the_given_point(run_json):
    assert kilometres(run_json(*ASKED, "--leerlingen", "2")) == 0
    found = run_json(*ASKED, "--leerlingen", "2", "--vanaf", "51.0,4.4")
    assert kilometres(found) > 0
    assert all(goal["status"] == "optimaal" for goal in found["verdeling"]["doelen"])


def test_a_file_of_pupils_is_the_question_of_the_api(run_json, tmp_path):
    path = tmp_path / "leerlingen.json"
    path.write_text(json.dumps([{"merk": "A", "vanaf": SOUTH}, {"merk": "B"}]), encoding="utf-8")
    found = run_json(*ASKED, "--leerlingenbestand", str(path), "--vanaf", "51.0,4.4")
    assert [one["merk"] for one in found["verdeling"]["plaatsingen"]] == ["A", "B"]
    path.write_text(json.dumps([{"merk": "A", "vanaf": SOUTH}, {"merk": "B", "vanaf": CENTRE}]), "utf-8")
    assert found["verdeling"] == run_json(*ASKED, "--leerlingenbestand", str(path))["verdeling"]


def test_capacities_and_contexts_on_the_command_line(run_json, fail):
    full = [f"--capaciteit={code}=0,0,0,0" for code in run_json(*ASKED)["vestigingen"]]
    found = run_json(*ASKED, "--leerlingen", "1", *full)
    assert found["verdeling"]["plaatsingen"][0]["vestigingen"] == [None] * 4
    problem = fail(1, *ASKED, "--leerlingen", "1", "--context", "dekvloer")
    assert problem["plaats"] == "--context"


@pytest.mark.parametrize(
    ("code", "arguments", "detail"),
    [
        (1, ("--vestiging", "salon-vorbeeld"), "bedoelt u 'salon-voorbeeld'?"),
        (1, ("--leerlingen", "31"), "te veel leerlingen: 31, en hoogstens 30"),
        (1, ("--leerlingen", "1000000000"), "te veel leerlingen: 1000000000, en hoogstens 30"),
        (1, ("--leerlingen", "-1"), "te weinig leerlingen: -1"),
        (2, ("--context", "salon"), "--context hoort bij --leerlingen"),
        (1, ("--leerlingenbestand", "weg.json"), "kan niet gelezen worden: dit bestaat niet"),
        (1, ("--capaciteit", "salon-west=1"), "het aantal getallen is 1, en het aantal perioden 4"),
        (1, ("--capaciteit", "salon-west=veel"), "geheel getal"),
        (2, ("--leerlingenbestand", "weg.json", "--leerlingen", "2"), "geef --leerlingenbestand, of"),
        (1, ("--vanaf", "91,4"), "te groot"),
        (2, ("--vanaf", "gent"), "is geen punt"),
    ],
)
def test_wrong_questions(fail, code, arguments, detail):
    assert detail in fail(code, "traject", "coverage", "115", *arguments)["detail"]
