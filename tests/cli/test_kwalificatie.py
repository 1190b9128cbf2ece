"""Versions of qualifications: shown with the official number of competences and the mark of own wording."""

import pytest

OWN = "eigen woorden, niet de officiële tekst"
NUMBERS = {
    "BK-0090-2": 20,
    "BK-0082-2": 27,
    "BK-0185-2": 17,
    "BK-0227-3": 10,
    "BK-0130-5": 25,
    "BK-0168-3": 17,
    "BK-0169-3": 17,
    "BK-0285-4": 15,
    "BK-0321-3": 15,
}


@pytest.mark.parametrize(("code", "number"), NUMBERS.items())
def test_every_full_dossier_has_the_official_number_of_competences(run_json, code, number):
    version = run_json("kwalificatie", "show", code)
    assert (version["code"], len(version["competenties"])) == (code, number)
    assert version["aantal_competenties"] == number
    assert {competence["tekststatus"] for competence in version["competenties"]} == {"eigen-formulering"}


def test_a_dossier_is_shown_with_its_mark_and_its_places(run):
    text = run("kwalificatie", "show", "BK-0090-2").stdout
    assert "Kapper (BK-0090-2)" in text
    assert OWN in text
    assert "20 competenties" in text
    assert "reële werkplek" in text
    assert "Handelingscontext" not in text


def test_all_texts_on_request(run):
    text = run("kwalificatie", "show", "BK-0090-2", "--alles").stdout
    for part in (
        "Handelingscontext",
        "Verantwoordelijkheid",
        "motorisch: ",
        "grondige-kennis: ",
        "leerplaats ",
    ):
        assert part in text


def test_a_version_without_a_dossier_says_so(run, run_json):
    bare = next(one for one in run_json("kwalificatie", "list", "--zonder-dossier"))
    text = run("kwalificatie", "show", bare["code"]).stdout
    assert "Geen dossier in de graaf" in text
    assert OWN not in text


def test_the_list_is_filtered(run, run_json):
    everything = run_json("kwalificatie", "list")
    assert len(everything) == 274
    assert {one["code"] for one in run_json("kwalificatie", "list", "--dossier")} == set(NUMBERS)
    assert {one["vks_niveau"] for one in run_json("kwalificatie", "list", "--niveau", "2")} == {2}
    listed = run("kwalificatie", "list", "--dossier").stdout
    assert "9 versies" in listed
    assert "Eigen woorden: niet de officiële tekst" in listed


def test_an_unknown_code_suggests_the_nearest(fail):
    problem = fail(1, "kwalificatie", "show", "BK-0090-3")
    assert problem["title"] == "Niet gevonden"
    assert problem["detail"] == "kwalificatie 'BK-0090-3' bestaat niet; bedoelt u 'BK-0090-2'?"
    assert "kwalificatie list" in problem["remedie"]


def test_level_nine_does_not_exist(fail):
    problem = fail(1, "kwalificatie", "list", "--niveau", "9")
    assert problem["detail"] == "VKS-niveau 9 bestaat niet"
    assert problem["remedie"] == "kies een niveau van 1 tot 8"
