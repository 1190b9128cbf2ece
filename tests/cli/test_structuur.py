"""Structure, overlap and comparison on the command line."""

OWN = "eigen woorden, niet de officiële tekst"


def test_the_structure_with_its_chain_and_what_is_fragile(run, run_json):
    text = run("kwalificatie", "structuur", "BK-0285-4").stdout
    for part in ("Langste ketting: 06 ", "Kwetsbaar: ", "(enige)", "blokkeert", OWN):
        assert part in text
    assert run_json("kwalificatie", "structuur", "BK-0285-4")["kwetsbaar"] == ["BK-0285-4.06"]


def test_the_overlap_never_counts_a_proposal_silently(run, run_json):
    text = run("kwalificatie", "overlap", "BK-0130-5", "BK-0168-3").stdout
    assert "2 van 17 competenties zijn al geleerd op grond van bevestigde verbanden" in text
    assert "Voorgesteld op de woorden van de titel: tellen niet mee" in text
    assert OWN in text
    counted = run("kwalificatie", "overlap", "BK-0130-5", "BK-0168-3", "--tel-voorstellen").stdout
    assert "tellen mee, zoals gevraagd" in counted
    found = run_json("kwalificatie", "overlap", "BK-0130-5", "BK-0168-3", "--ondergrens", "0.5")
    assert [one["score"] for one in found["voorstellen"]] == ["6/11", "1/2"]


def test_hours_of_the_user_are_shortened(run_json):
    found = run_json(
        "kwalificatie", "overlap", "BK-0168-3", "BK-0169-3", "--tel-voorstellen", "--uren", "510"
    )
    assert found["verkortingen"][-1]["resterende_uren"] == 480


def test_two_routes_side_by_side(run, run_json):
    text = run("traject", "vergelijk", "115", "115-voltijds", "--datum", "2026-09-01").stdout
    for part in (
        "Haarverzorging duaal naast",
        "68,4 %",
        "11,8 %",
        "-56,7",
        "(geldt niet)",
        "gold tot 01-01-2015",
    ):
        assert part in text
    found = run_json("traject", "vergelijk", "115", "310", "--vergelijk", "nl-bbl")
    assert not found["zelfde_kwalificaties"]
    assert not any(one["norm"].startswith("NL-BOL") for one in found["normen"])
    assert "Andere kwalificaties: gedeeld: geen" in run("traject", "vergelijk", "115", "310").stdout


def test_errors_have_a_remedy(fail):
    assert "import vks-api" in fail(1, "kwalificatie", "structuur", "BK-0002-3")["remedie"]
    assert fail(1, "kwalificatie", "overlap", "BK-0168-3", "BK-0168-3")["plaats"] == "tweede"
    assert fail(1, "kwalificatie", "overlap", "BK-0168-3", "BK-0169-3", "--ondergrens", "2")["remedie"]
    assert "geen getal" in fail(2, "kwalificatie", "overlap", "A", "B", "--uren", "veel")["detail"]
    assert fail(1, "traject", "vergelijk", "115", "115-duaal")["plaats"] == "tweede"
