"""`traject explain` and `traject repair`: tables in Dutch, JSON, and an exit code that says so."""

import json

import pytest

COLOURING = ("--leerplaats", "BK-0090-2.15=praktijklokaal", "--leerplaats", "BK-0090-2.16=praktijklokaal")
BLOCKED = ("115", *COLOURING, "--werkplekuren", "16", "--schooluren", "12", "--norm", "VL-STREEF-60")


def test_what_is_within_reach_says_how_much(run):
    result = run("traject", "explain", "115")
    assert result.exit_code == 0
    for part in ("is haalbaar", "77,6 %", "Het hoogste dat kan", "ligt vast in de weekuren"):
        assert part in result.stdout


def test_a_blocked_norm_shows_what_blocks_and_what_lifts_it(run):
    result = run("traject", "explain", *BLOCKED)
    assert result.exit_code == 0
    for part in ("kan niet", "59,2 %", "Blokkering 1", "Salon op school 11 u", "Speelruimte: 12 uur"):
        assert part in result.stdout


def test_an_impossible_frame_is_explained_in_the_same_terms(run):
    result = run("traject", "explain", "115", *COLOURING, "--werkplekuren", "16")
    assert result.exit_code == 0
    assert "Geen enkele verdeling voldoet" in result.stdout
    assert "Blokkering 2" in result.stdout


def test_the_repairs_are_shown_cheapest_first(run):
    result = run("traject", "repair", *BLOCKED)
    assert result.exit_code == 0
    for part in ("1 wijziging volstaat; met minder kan het niet", "BK-0090-2.19", "van 16 naar 17 uur"):
        assert part in result.stdout


def test_nothing_within_the_room(run):
    """One hour up or down does not bring the full-time route to sixty percent."""
    arguments = ("115-voltijds", "--norm", "VL-STREEF-60-TIJD", "--ruimte", "1")
    result = run("traject", "repair", *arguments)
    assert result.exit_code == 1
    assert "Geen enkele wijziging volstaat binnen de speelruimte" in result.stdout


def test_json_of_both_is_the_same_every_time(run):
    for command in ("explain", "repair"):
        first, again = (run("traject", command, *BLOCKED, "--json").stdout for _ in range(2))
        assert first == again
        assert json.loads(first)["traject"] == "115-duaal"


def test_own_hours(run_json):
    arguments = ("--kwalificatie", "BK-0227-3", "--werkplekuren", "20", "--schooluren", "4", "--weken", "20")
    found = run_json("traject", "explain", *arguments, "--algemeen", "frans=2")
    assert [one["norm"] for one in found["uitleg"]] == ["VL-STREEF-60", "VL-STREEF-60-TIJD"]


@pytest.mark.parametrize(
    ("arguments", "place", "detail"),
    [
        (("115", "--weken", "0"), "--weken", "0 is te klein"),
        (("115", "--jaren", "0"), "--jaren", "0 is te klein"),
        (("115-voltijds",), "--norm", "streeft geen norm na"),
        (("115", "--werkplekuren", "150"), "--werkplekuren", "te groot"),
        (("115", "--ruimte", "50"), "--ruimte uren", "te groot"),
        (("115", "--leerplaats", "BK-0090-2.15=klas"), "--leerplaats BK-0090-2.15", "te ruim"),
        (("115", "--kwalificatie", "BK-0090-2"), "--kwalificatie", "hoort niet bij een opgeslagen traject"),
        (("115x",), None, "bestaat niet"),
    ],
)
@pytest.mark.parametrize("command", ["explain", "repair"])
def test_a_wrong_request_names_place_and_reason(fail, command, arguments, place, detail):
    problem = fail(1, "traject", command, *arguments)
    assert place is None or problem["plaats"] == place
    assert detail in problem["detail"]


@pytest.mark.parametrize(("command", "kind"), [("explain", "blokkering"), ("repair", "herstelling")])
def test_the_answer_is_verified_again_from_its_json(run, command, kind):
    answer = run("traject", command, "38", "--norm", "VL-STREEF-60-TIJD", "--json").stdout
    found = run("traject", "verify", "-", stdin=answer)
    assert found.exit_code == 0, found.stderr
    assert "✔ 38-duaal" in found.stdout
    assert f"{kind} 1 (VL-STREEF-60-TIJD)" in found.stdout
    false = json.loads(answer)
    false["wetten"] = []
    refused = run("traject", "verify", "-", stdin=json.dumps(false))
    assert refused.exit_code == 1
    assert "✘ 38-duaal" in refused.stdout
    assert "dit is geen traject" in run("traject", "check", "-", stdin=answer).stderr
