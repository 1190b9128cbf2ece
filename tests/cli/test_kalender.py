"""The school calendar on the command line, and trajectories with its weeks."""

import pytest


def test_a_year_is_shown_with_its_rule_and_counts(run):
    text = run("kalender", "2026-2027", "--vrij", "2026-11-12..2026-11-13").stdout
    for part in (
        "Besluit Vlaamse Regering 31 augustus 2001, art. 7",
        "krokusvakantie   08-02-2027   14-02-2027",
        "Afwijkingen van de school",
        "181 opleidingsdagen in 38 schoolweken",
    ):
        assert part in text


def test_the_same_as_json(run_json):
    found = run_json("kalender", "2025-2026", "--splitsing", "2026-01-05")
    assert found["vakanties"][1]["tot_en_met"] == "2026-01-04"
    assert (found["opleidingsdagen"], len(found["perioden"])) == (182, 2)


@pytest.mark.parametrize(
    ("arguments", "place"),
    [(("2027-2026",), "schooljaar"), (("2026-2027", "--vrij", "2026-11-13..2026-11-12"), "vrij")],
)
def test_wrong_dates_have_a_remedy(fail, arguments, place):
    problem = fail(1, "kalender", *arguments)
    assert problem["plaats"] == place
    assert problem["remedie"].startswith("bedoelt u '")


def test_a_trajectory_is_built_on_real_school_years(run_json):
    years = ("--schooljaar", "2026-2027", "--schooljaar", "2027-2028")
    found = run_json("traject", "build", "--opleiding", "23", *years)["traject"]["kader"]
    assert [period["weken"] for period in found["perioden"]] == [19, 18, 18, 18]
    assert "schoolkalender" in found["toelichting"]
